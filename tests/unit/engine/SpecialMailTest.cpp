// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SpecialMail.h"

#include "core/calendar/Invitation.h"
#include "core/mime/ParsedMessage.h"

#include <QFile>

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

constexpr UnixMillis kNow = 1'795'737'600'000;

QByteArray file(const char *path)
{
    QFile file(QStringLiteral(TERN_SOURCE_DIR "/tests/data/") + QString::fromLatin1(path));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path;
    return file.readAll();
}

SpecialMail special(const QByteArray &raw, const std::optional<mime::AuthenticationResults> &results = {})
{
    const auto parsed = mime::parseMessage(raw);
    EXPECT_TRUE(parsed.ok());
    return readSpecialMail(*parsed, raw, results, kNow);
}

QByteArray withPart(const QByteArray &type, const QByteArray &content)
{
    return "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: "
        + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content.toBase64() + "\r\n--b--\r\n";
}

TEST(SpecialMail, AnInvitationBesideTheText)
{
    const SpecialMail mail = special(withPart("text/calendar; charset=UTF-8; method=REQUEST", file("calendar/exchange.ics")));
    ASSERT_TRUE(mail.invitation);
    EXPECT_EQ(mail.invitation->event().summary, QStringLiteral("季度预算评审"));
}

TEST(SpecialMail, AnInvitationAsAFileAndInAnotherCharset)
{
    const QByteArray utf8 = file("calendar/feishu.ics");
    EXPECT_TRUE(special(withPart("application/octet-stream; name=invite.ics", utf8)).invitation);
    const QByteArray latin = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Gr\xF6\xDF" "e\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    const auto read = special(withPart("text/calendar; charset=iso-8859-1", latin)).invitation;
    ASSERT_TRUE(read);
    EXPECT_EQ(read->event().summary, QStringLiteral("Größe"));
    EXPECT_FALSE(special(withPart("text/calendar", "rubbish")).invitation);
}

TEST(SpecialMail, AddressCards)
{
    EXPECT_EQ(special(withPart("text/x-vcard; name=a.vcf", file("contacts/gb2312.vcf"))).contacts.size(), 1U);
    EXPECT_EQ(special(withPart("application/octet-stream; name=A.VCF", file("contacts/four.vcf"))).contacts.size(), 2U);
}

TEST(SpecialMail, AWayOutCountsAsSignedOnlyByTheProvidersWord)
{
    const QByteArray raw = "DKIM-Signature: v=1; a=rsa-sha256; d=news.example.com; s=k; h=From:List-Unsubscribe:List-Unsubscribe-Post; bh=AAAA; b=AAAA\r\n"
                           "From: a@news.example.com\r\nList-Unsubscribe: <https://news.example.com/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nhello\r\n";
    EXPECT_TRUE(special(raw).list->oneClick);
    EXPECT_FALSE(special(raw).oneClickIsSigned);
    mime::AuthenticationResults results;
    results.results = {{"dkim", "pass", QStringLiteral("other.example")}, {"dkim", "fail", QStringLiteral("news.example.com")}};
    EXPECT_FALSE(special(raw, results).oneClickIsSigned);
    results.results.push_back({"dkim", "pass", QStringLiteral("news.example.com")});
    EXPECT_TRUE(special(raw, results).oneClickIsSigned);
}

TEST(SpecialMail, WhatIsRememberedOfAnEvent)
{
    const auto mail = special(withPart("text/calendar", file("calendar/zimbra-cancel.ics")));
    const auto record = eventRecord(AccountId{7}, mail.invitation->event(), true);
    EXPECT_EQ(record.account, AccountId{7});
    EXPECT_EQ(record.recurrence, QStringLiteral("2026-12-07T13:00:00Z"));
    EXPECT_EQ(record.organizer, QStringLiteral("claire@zimbra.example"));
    EXPECT_EQ(record.ends - record.starts, 3'600'000);
    EXPECT_TRUE(record.cancelled);
}

TEST(SpecialMail, OrdinaryMailIsNothingSpecial)
{
    const SpecialMail mail = special("From: a@example.org\r\nSubject: x\r\n\r\nhello\r\n");
    EXPECT_FALSE(mail.invitation || mail.report || mail.receipt || mail.list || !mail.contacts.empty());
}

} // namespace
} // namespace tern::engine
