// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DateField.h"
#include "core/mime/ListingHeaders.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

TEST(ListingHeaders, ReadsABlock)
{
    const ListingHeaders found = parseListingHeaders(
        "DATE: Mon, 23 Nov 2026 09:41:02 +0800\r\n"
        "from: =?gb2312?B?1cXOsA==?= <zhang@example.org>\r\n"
        "Reply-To: list@example.org\r\n"
        "To: a@example.org,\r\n\tB <b@example.org>\r\n"
        "CC:c@example.org\r\n"
        "Subject: =?utf-8?B?5Lya6K6u?=\r\n =?utf-8?B?57qq6KaB?=\r\n"
        "Message-Id: <id@example.org>\r\n"
        "In-Reply-To: <p@example.org> (of yesterday)\r\n"
        "References: <r@example.org>\r\n\t<p@example.org>\r\n"
        "Content-Type: multipart/mixed;\r\n boundary=x\r\n"
        "\r\nSubject: not this\r\n");
    EXPECT_EQ(found.date, 1795398062000);
    EXPECT_EQ(found.from, (std::vector<Address>{{QStringLiteral("张伟"), QStringLiteral("zhang@example.org")}}));
    EXPECT_EQ(found.replyTo.size(), 1U);
    EXPECT_EQ(found.to.size(), 2U);
    EXPECT_EQ(found.to.back().name, QStringLiteral("B"));
    EXPECT_EQ(found.cc.size(), 1U);
    EXPECT_EQ(found.subject, QStringLiteral("会议纪要"));
    EXPECT_EQ(found.messageId, "id@example.org");
    EXPECT_EQ(found.inReplyTo, std::vector<std::string>{"p@example.org"});
    EXPECT_EQ(found.references, (std::vector<std::string>{"r@example.org", "p@example.org"}));
    EXPECT_TRUE(found.contentType.starts_with("multipart/mixed"));
}

TEST(ListingHeaders, ToleratesWhatServersSend)
{
    EXPECT_EQ(parseListingHeaders("").subject, QString());
    EXPECT_EQ(parseListingHeaders("Subject:x").subject, QStringLiteral("x"));
    EXPECT_EQ(parseListingHeaders("Subject: x\nFrom: a@b\n").from.size(), 1U);
    EXPECT_EQ(parseListingHeaders("garbage\r\nSubject: x\r\n").subject, QStringLiteral("x"));
    EXPECT_EQ(parseListingHeaders("Subject: \xBB\xE1\xD2\xE9\r\n").subject, QStringLiteral("会议"));
    EXPECT_EQ(parseListingHeaders("Subject: \xA4\xA4\xA4\xE5\r\n", "big5").subject, QStringLiteral("中文"));
    EXPECT_EQ(parseListingHeaders("Subject: first\r\nSubject: second\r\n").subject, QStringLiteral("first"));
    EXPECT_EQ(parseListingHeaders("Message-ID: bare@example.org\r\n").messageId, "bare@example.org");
    EXPECT_EQ(parseListingHeaders("Message-ID: <a\r\n b@example.org>\r\n").messageId, "ab@example.org");
    EXPECT_FALSE(parseListingHeaders("Date: yesterday\r\n").date);
}

TEST(DateField, ReadsWhatMailCallsADate)
{
    const std::int64_t nine = 1795398062000;    // 2026-11-23 01:41:02 UTC
    const std::vector<std::pair<const char *, std::int64_t>> cases{
        {"Mon, 23 Nov 2026 09:41:02 +0800", nine},
        {"23 Nov 2026 01:41:02 GMT", nine},
        {"Mon, 23 Nov 2026 01:41:02 +0000 (UTC)", nine},
        {"Mon,23 Nov 2026 01:41:02 -0000", nine},
        {"Mon, 23 Nov 26 01:41:02 UT", nine},
        {"Sun, 22 Nov 2026 17:41:02 PST", nine},
        {"Mon Nov 23 01:41:02 2026", nine},
        {"Mon, 23 NOV 2026 01:41:02 Z", nine},
        {"23-Nov-2026 01:41:02 +0000", nine},
        {"Mon, 23 Nov 2026 09:41:02 GMT+0800", nine},
        {"Mon, 23 Nov 2026 09:41:02 +08:00", nine},
        {"Thu, 1 Jan 1970 00:00:00 +0000", 0},
        {"Mon, 23 Nov 2026 01:41 +0000", nine - 2000},
    };
    for (const auto &[text, expected] : cases) {
        const auto date = parseDateField(text);
        ASSERT_TRUE(date) << text;
        EXPECT_EQ(date->at, expected) << text;
    }
    EXPECT_EQ(parseDateField("Mon, 23 Nov 2026 09:41:02 +0800")->offsetMinutes, 480);
    EXPECT_EQ(parseDateField("Mon, 23 Nov 2026 09:41:02 -0330")->offsetMinutes, -210);
    for (const char *bad : {"", "now", "Mon, 32 Nov 2026 09:41:02 +0800", "30 Feb 2026 00:00:00 +0000", "23 Nov 99999 00:00:00 +0000", "23 Foo 2026 00:00:00 +0000", "::::", "- - -"})
        EXPECT_FALSE(parseDateField(bad)) << bad;
    EXPECT_EQ(formatDateField(*parseDateField("Mon, 23 Nov 2026 09:41:02 -0330")), "Mon, 23 Nov 2026 09:41:02 -0330");
}

} // namespace
} // namespace tern::mime
