// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Holding.h"

#include <gtest/gtest.h>

namespace tern {
namespace {

using std::chrono::milliseconds;

constexpr UnixMillis kNow = 1'800'000'000'000;

TEST(Holding, ASleepEndsWhenItIsDue)
{
    EXPECT_EQ(wallSleep(kNow + 700, kNow), milliseconds(700));
    EXPECT_EQ(wallSleep(kNow, kNow), milliseconds(0));
    EXPECT_EQ(wallSleep(kNow - 1, kNow), milliseconds(0));
}

/// Whoever sleeps by the wall clock isn't woken when it is set: the clock is looked at again soon.
TEST(Holding, NoSleepIsLongerThanTheClockIsTrusted)
{
    EXPECT_EQ(wallSleep(kNow + 3'600'000, kNow), kLongestWallSleep);
    EXPECT_EQ(wallSleep(INT64_MAX, kNow), kLongestWallSleep);
    EXPECT_EQ(wallSleep(INT64_MAX, 0), kLongestWallSleep);
    EXPECT_EQ(wallSleep(0, INT64_MAX), milliseconds(0));
}

TEST(Holding, AHoldThatWouldLastLongerThanAnyIsOver)
{
    EXPECT_TRUE(isHeld(kNow + 8'000, kNow, milliseconds(60'000)));
    EXPECT_FALSE(isHeld(kNow + 3'600'000, kNow, milliseconds(60'000))) << "the clock was set back by an hour";
    EXPECT_FALSE(isHeld(kNow - 1, kNow, milliseconds(60'000)));
}

} // namespace
} // namespace tern
