// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ListFields.h"
#include "core/mime/ReadReceipt.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

std::vector<HeaderField> headersOf(const QByteArray &header)
{
    return parseMessage(header + "\r\ntext\r\n")->headers;
}

std::optional<ListFields> listOf(const QByteArray &header)
{
    return readListFields(headersOf("From: a@example.org\r\n" + header));
}

TEST(ListFields, OfAMailman)
{
    const auto list = listOf("List-Id: Users of Tern <tern-users.lists.example.org>\r\n"
                             "List-Unsubscribe: <https://lists.example.org/options/tern-users>,\r\n"
                             "\t<mailto:tern-users-request@lists.example.org?subject=unsubscribe>\r\n"
                             "List-Archive: <https://lists.example.org/archives/>\r\nList-Post: <mailto:tern-users@lists.example.org>\r\n"
                             "List-Help: <mailto:tern-users-request@lists.example.org?subject=help>\r\n");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->id, QStringLiteral("tern-users.lists.example.org"));
    EXPECT_EQ(list->name, QStringLiteral("Users of Tern"));
    EXPECT_EQ(list->post, QStringLiteral("tern-users@lists.example.org"));
    EXPECT_EQ(list->unsubscribePage(), QStringLiteral("https://lists.example.org/options/tern-users"));
    EXPECT_EQ(list->unsubscribeMail(), QStringLiteral("mailto:tern-users-request@lists.example.org?subject=unsubscribe"));
    EXPECT_FALSE(list->oneClick);
    EXPECT_EQ(list->archive, QStringLiteral("https://lists.example.org/archives/"));
    const auto mail = parseMailto(list->unsubscribeMail());
    ASSERT_TRUE(mail);
    EXPECT_EQ(mail->to, QStringLiteral("tern-users-request@lists.example.org"));
    EXPECT_EQ(mail->subject, QStringLiteral("unsubscribe"));
}

TEST(ListFields, OfANewsletter)
{
    const auto list = listOf("List-Unsubscribe: <https://news.example.com/u?\r\n id=4711&t=a%2Bb>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->oneClick);
    EXPECT_EQ(list->unsubscribePage(), QStringLiteral("https://news.example.com/u?id=4711&t=a%2Bb"));
    EXPECT_FALSE(listOf("List-Unsubscribe: <http://news.example.com/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")->oneClick) << "only by HTTPS";
}

TEST(ListFields, WhatIsNoneAndWhatIsBad)
{
    EXPECT_FALSE(listOf("Subject: x\r\n"));
    EXPECT_TRUE(listOf("List-Post: NO (announcements only)\r\n")->postForbidden);
    EXPECT_TRUE(listOf("List-Unsubscribe: <javascript:alert(1)>, <file:///etc/passwd>, <https://user:secret@evil.example/>, <ftp://x/>\r\n")->unsubscribe.isEmpty());
    EXPECT_TRUE(listOf("List-Unsubscribe: <<<<>>>\r\n")->unsubscribe.isEmpty());
    EXPECT_TRUE(listOf("List-Unsubscribe: <https://a.example/\r\n")->unsubscribe.isEmpty());
    EXPECT_FALSE(parseMailto(QStringLiteral("mailto:a@x.example,b@y.example")));
    EXPECT_FALSE(parseMailto(QStringLiteral("mailto:?to=a@x.example")));
    EXPECT_FALSE(parseMailto(QStringLiteral("https://a.example/")));
    const auto more = parseMailto(QStringLiteral("mailto:a@x.example?bcc=victim@y.example&subject=a%0D%0ABcc:%20b@y.example&body=c"));
    ASSERT_TRUE(more);
    EXPECT_EQ(more->subject, QStringLiteral("a Bcc: b@y.example"));
    QByteArray many = "List-Unsubscribe: ";
    for (int i = 0; i < 2'000; ++i)
        many += "<https://a.example/>,";
    EXPECT_EQ(listOf(many + "\r\n")->unsubscribe.size(), 10);
}

TEST(ListFields, WhoSignedTheWayOut)
{
    const auto signing = [](const std::string &fields) {
        return domainsThatSignUnsubscribe("DKIM-Signature: v=1; a=rsa-sha256; d=news.example.com; s=k; h=" + fields + "; bh=AAAA; b=AAAA\r\nFrom: a@news.example.com\r\n");
    };
    EXPECT_EQ(signing("From:List-Unsubscribe-Post:List-Unsubscribe"), QStringList{QStringLiteral("news.example.com")});
    EXPECT_TRUE(signing("From:List-Unsubscribe").isEmpty());
    EXPECT_TRUE(domainsThatSignUnsubscribe("From: a@b.example\r\n").isEmpty());
    const std::string bare = "DKIM-Signature: v=1; a=rsa-sha256; d=news.example.com; s=k; h=From; bh=AAAA; b=AAAA\r\n";
    const std::string full = "DKIM-Signature: v=1; a=rsa-sha256; d=news.example.com; s=k; h=From:List-Unsubscribe:List-Unsubscribe-Post; bh=AAAA; b=AAAA\r\n";
    EXPECT_TRUE(domainsThatSignUnsubscribe(full + bare).isEmpty()) << "the one that holds may be the one that doesn't cover them";
    EXPECT_EQ(domainsThatSignUnsubscribe(full + full).size(), 1);
}

std::optional<ReceiptRequest> receiptOf(const QByteArray &header)
{
    return readReceiptRequest(headersOf("From: ann@example.org\r\n" + header));
}

TEST(ReadReceipt, WhoAsks)
{
    const auto asked = receiptOf("Return-Path: <ann@example.org>\r\nDisposition-Notification-To: \"Ann\" <Ann@example.org>\r\n");
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->to.front().address, QStringLiteral("Ann@example.org"));
    EXPECT_FALSE(asked->differsFromReturnPath);
    EXPECT_TRUE(receiptOf("Return-Path: <bounce@elsewhere.example>\r\nDisposition-Notification-To: ann@example.org\r\n")->differsFromReturnPath);
    EXPECT_TRUE(receiptOf("Disposition-Notification-To: ann@example.org\r\n")->differsFromReturnPath) << "nothing says that it came from there";
    EXPECT_TRUE(receiptOf("Return-Path: <ann@example.org>\r\nDisposition-Notification-To: ann@example.org, b@example.org\r\n")->differsFromReturnPath);
}

TEST(ReadReceipt, NobodyIsAskedFor)
{
    const QByteArray wish = "Disposition-Notification-To: ann@example.org\r\n";
    EXPECT_FALSE(receiptOf("Subject: x\r\n"));
    for (const char *field : {"List-Id: <l.example.org>", "Precedence: bulk", "Precedence: list", "Auto-Submitted: auto-generated", "List-Unsubscribe: <https://x.example/>",
                              "Disposition-Notification-Options: signed-receipt=required,pkcs7"})
        EXPECT_FALSE(receiptOf(wish + field + "\r\n")) << field;
    EXPECT_FALSE(receiptOf("Disposition-Notification-To: nonsense\r\n"));
}

TEST(ReadReceipt, SaysOnlyThatItWasDisplayed)
{
    const auto asked = receiptOf("Disposition-Notification-To: ann@example.org\r\nOriginal-Recipient: rfc822;li@example.net\r\n");
    EXPECT_EQ(receiptFields(*asked, QStringLiteral("li@example.net"), "m1@example.org"),
              "Reporting-UA: Tern\r\nOriginal-Recipient: rfc822;li@example.net\r\nFinal-Recipient: rfc822; li@example.net\r\n"
              "Original-Message-ID: <m1@example.org>\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n");
}

} // namespace
} // namespace tern::mime
