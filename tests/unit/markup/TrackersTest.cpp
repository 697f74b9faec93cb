// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/Trackers.h"

#include <gtest/gtest.h>

namespace tern::markup {
namespace {

TEST(TrackersTest, HostsAndAllBelowThem)
{
    EXPECT_TRUE(isKnownTracker("mailtrack.io", "/trace/mail/1.png"));
    EXPECT_TRUE(isKnownTracker("a.b.mailtrack.io", "/"));
    EXPECT_FALSE(isKnownTracker("notmailtrack.io", "/logo.png"));
    EXPECT_FALSE(isKnownTracker("io", "/"));
    EXPECT_FALSE(isKnownTracker("", ""));
}

TEST(TrackersTest, PathsOfMailServices)
{
    EXPECT_TRUE(isKnownTracker("u123.ct.shop.example", "/wf/open?upn=abc"));
    EXPECT_TRUE(isKnownTracker("shop.us1.list-manage.com", "/track/open.php?u=1&id=2"));
    EXPECT_TRUE(isKnownTracker("MAIL.example", "/Email/Open?x"));
    for (const char *ordinary : {"/logo.png", "/images/open-house.jpg", "/track/record/cover.jpg", "/assets/pixel-art.png", "/en/spacer.gif", "/i/tr.png"})
        EXPECT_FALSE(isKnownTracker("cdn.shop.example", ordinary)) << ordinary;
}

} // namespace
} // namespace tern::markup
