// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/MailboxName.h"

#include <gtest/gtest.h>

namespace tern::imap {
namespace {

struct NamePair {
    const char *wire;
    const char16_t *text;
};

TEST(MailboxName, DecodesAndEncodesWhatProvidersUse)
{
    const NamePair pairs[] = {
        {"INBOX", u"INBOX"}, {"&XfJT0ZAB-", u"已发送"}, {"&XfJT0ZABkK5O9g-", u"已发送邮件"}, {"&XfJSIJZk-", u"已删除"},
        {"&XfJSIJZkkK5O9g-", u"已删除邮件"}, {"&V4NXPpCuTvY-", u"垃圾邮件"}, {"&V4NXPnux-", u"垃圾箱"}, {"&g0l6P3ux-", u"草稿箱"},
        {"&g0l6Pw-", u"草稿"}, {"&g0l6P1k5-", u"草稿夹"}, {"&dcVr0mWHTvZZOQ-", u"病毒文件夹"}, {"&Xn9USpCuTvY-", u"广告邮件"},
        {"&i6KWBZCuTvY-", u"订阅邮件"}, {"&UXZO1mWHTvZZOQ-", u"其他文件夹"}, {"[Gmail]/&XfJT0ZCuTvY-", u"[Gmail]/已发邮件"},
        {"[Gmail]/&YkBnCZCuTvY-", u"[Gmail]/所有邮件"}, {"A&-B", u"A&B"}, {"&2D3eAA-", u"😀"}, {"~peter/mail/&U,BTFw-/&ZeVnLIqe-", u"~peter/mail/台北/日本語"}};
    for (const NamePair &pair : pairs) {
        const QString text = QString::fromUtf16(pair.text);
        EXPECT_EQ(decodeMailboxName(pair.wire), text) << pair.wire;
        EXPECT_EQ(encodeMailboxName(text), pair.wire);
    }
}

TEST(MailboxName, ShowsRawWhatCannotBeDecoded)
{
    for (const char *bad : {"&", "&abc", "&AGEA-", "&2D0-", "&XfJT0ZA-x&", "\xE4\xB8\xAD", "a\x01", "&!-", "&XfJT0ZAC!-"})
        EXPECT_FALSE(decodeMailboxName(bad).has_value()) << bad;
    EXPECT_EQ(displayMailboxName("&abc"), QStringLiteral("&abc"));
    EXPECT_EQ(displayMailboxName("\xE4\xB8\xAD"), QString(QChar(0x4E2D)));
    EXPECT_EQ(displayMailboxName("\xFF"), QString(QChar(0xFF)));
    EXPECT_EQ(displayMailboxName("a\nb"), QString(u'a') + QChar(0xFFFD) + u'b');
}

TEST(MailboxName, ReplacesLoneSurrogates)
{
    EXPECT_EQ(decodeMailboxName(encodeMailboxName(QString(QChar(0xD800)) + u'x')), QString(QChar(0xFFFD)) + u'x');
}

TEST(MailboxName, KnowsLeafAndParent)
{
    EXPECT_EQ(leafOfMailbox("a/b/c", '/'), "c");
    EXPECT_EQ(parentOfMailbox("a/b/c", '/'), "a/b");
    EXPECT_EQ(leafOfMailbox("a/b", '\0'), "a/b");
    EXPECT_EQ(parentOfMailbox("a", '/'), "");
    EXPECT_TRUE(isInbox("inBox"));
    EXPECT_FALSE(isInbox("INBOX/a"));
}

} // namespace
} // namespace tern::imap
