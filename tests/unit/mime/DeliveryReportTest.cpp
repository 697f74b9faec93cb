// SPDX-License-Identifier: GPL-3.0-or-later
// Reports as mail servers write them, and as nobody should.
#include "core/mime/DeliveryReport.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

/// \param status  the fields of the report; \param returned  type and content of what came back of the message, empty for nothing
QByteArray reportWith(const QByteArray &status, const QByteArray &returned = {}, const QByteArray &words = "It did not arrive.")
{
    QByteArray message = "From: MAILER-DAEMON@mx.example.net\r\nTo: me@example.org\r\nMessage-ID: <report-1@mx.example.net>\r\nMIME-Version: 1.0\r\n"
                         "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"b0/mx\"\r\n\r\nThis is a MIME-encapsulated message.\r\n\r\n"
                         "--b0/mx\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        + words + "\r\n\r\n--b0/mx\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n" + status;
    if (!returned.isEmpty())
        message += "\r\n--b0/mx\r\n" + returned;
    return message + "\r\n--b0/mx--\r\n";
}

const QByteArray kHeaders = "Content-Type: text/rfc822-headers\r\n\r\nFrom: me@example.org\r\nTo: ann@example.net\r\nMessage-ID: <mail-7@example.org>\r\n\r\n";

TEST(DeliveryReportTest, Postfix)
{
    const auto report = readDeliveryReport(reportWith(
        "Reporting-MTA: dns; mx.example.net\r\nOriginal-Envelope-Id: mail+2B7@example.org\r\nX-Postfix-Queue-ID: 4ABC\r\n"
        "X-Postfix-Sender: rfc822; me@example.org\r\nArrival-Date: Fri, 27 Nov 2026 10:00:00 +0000 (UTC)\r\n\r\n"
        "Final-Recipient: rfc822; annie@inside.example.net\r\nOriginal-Recipient: rfc822;ann+2Blist@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Remote-MTA: dns; inside.example.net\r\nDiagnostic-Code: smtp; 550 5.1.1 <annie@inside.example.net>: Recipient\r\n    address rejected\r\n\r\n"
        "Final-Recipient: rfc822; bob@example.net\r\nOriginal-Recipient: rfc822;bob@example.net\r\nAction: delayed\r\nStatus: 4.4.1\r\n"
        "Will-Retry-Until: Wed, 2 Dec 2026 10:00:00 +0000 (UTC)\r\n",
        kHeaders));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->envelopeId, "mail+7@example.org");
    EXPECT_EQ(report->reportedId, "mail-7@example.org");
    EXPECT_EQ(report->messageId, "report-1@mx.example.net");
    EXPECT_EQ(report->reporter, QStringLiteral("mx.example.net"));
    ASSERT_EQ(report->recipients.size(), 2u);
    EXPECT_EQ(report->recipients[0].address, QStringLiteral("ann+list@example.net"));
    EXPECT_EQ(report->recipients[0].action, "failed");
    EXPECT_EQ(report->recipients[0].status, "5.1.1");
    EXPECT_EQ(report->recipients[0].diagnostic, QStringLiteral("550 5.1.1 <annie@inside.example.net>: Recipient address rejected"));
    EXPECT_EQ(report->recipients[1].action, "delayed");
    EXPECT_TRUE(report->recipients[1].diagnostic.isEmpty());
}

TEST(DeliveryReportTest, Exim)
{
    const auto report = readDeliveryReport(reportWith("Reporting-MTA: dns; exim.example.net\n\nAction: failed\nFinal-Recipient: rfc822;ann@example.net\nStatus: 5.0.0\n"
                                                      "Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 Unrouteable address\n",
                                                      "Content-type: message/rfc822\n\nReceived: from x\nMessage-Id: <mail-7@example.org>\nSubject: x\n\nBody\n"));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reportedId, "mail-7@example.org");
    ASSERT_EQ(report->recipients.size(), 1u);
    EXPECT_EQ(report->recipients[0].address, QStringLiteral("ann@example.net"));
    EXPECT_EQ(report->recipients[0].diagnostic, QStringLiteral("550 Unrouteable address"));
}

TEST(DeliveryReportTest, Exchange)
{
    const auto report = readDeliveryReport(reportWith(
        "Reporting-MTA: dns;AM0PR01.exchange.example\r\nReceived-From-MTA: dns;mail.example.org\r\nArrival-Date: Fri, 27 Nov 2026 10:00:00 +0000\r\n\r\n"
        "Final-Recipient: rfc822;ann@example.net\r\nAction: failed\r\nStatus: 5.1.10\r\n"
        "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\r\nX-Display-Name: Ann\r\n",
        "Content-Type: message/rfc822\r\n\r\nMessage-ID:\r\n <mail-7@example.org>\r\nSubject: x\r\n\r\n"));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->reportedId, "mail-7@example.org");
    EXPECT_EQ(report->recipients.at(0).status, "5.1.10");
    EXPECT_TRUE(report->recipients.at(0).diagnostic.contains(QLatin1String("Recipient not found")));
}

TEST(DeliveryReportTest, ChineseProviders)
{
    // The words are GB18030 and say so, those of the diagnostic are and don't.
    const QByteArray words = QByteArray::fromHex("b6d4b7bdd3cac6ebb2bbb4e6d4da");
    const auto report = readDeliveryReport(reportWith("Reporting-MTA: dns; m12-14.163.com\r\nArrival-Date: Fri, 27 Nov 2026 18:00:00 +0800\r\n\r\n"
                                                      "Final-Recipient: rfc822; 收件人@例子.中国\r\nAction: FAILED\r\nStatus: 5.0.0 (permanent)\r\n"
                                                      "Diagnostic-Code: smtp; 550 \xd3\xc3\xbb\xa7\xb2\xbb\xb4\xe6\xd4\xda User not found\r\n",
                                                      kHeaders, words));
    ASSERT_TRUE(report);
    ASSERT_EQ(report->recipients.size(), 1u);
    EXPECT_EQ(report->recipients[0].address, QString::fromUtf8("收件人@例子.中国"));
    EXPECT_EQ(report->recipients[0].action, "failed");
    EXPECT_EQ(report->recipients[0].status, "5.0.0");
    EXPECT_TRUE(report->recipients[0].diagnostic.contains(QLatin1String("User not found")));
}

TEST(DeliveryReportTest, EveryAction)
{
    QByteArray fields = "Reporting-MTA: dns; mx\r\n";
    for (const char *action : {"failed", "delayed", "delivered", "relayed", "expanded", "eaten", ""})
        fields += QByteArray("\r\nFinal-Recipient: rfc822; ann@example.net\r\nAction: ") + action + "\r\nStatus: 2.0.0\r\n";
    const auto report = readDeliveryReport(reportWith(fields));
    ASSERT_TRUE(report);
    std::vector<std::string> actions;
    for (const auto &recipient : report->recipients)
        actions.push_back(recipient.action);
    EXPECT_EQ(actions, (std::vector<std::string>{"failed", "delayed", "delivered", "relayed", "expanded"})) << "an action nobody knows says nothing";
    EXPECT_TRUE(report->reportedId.empty());
    EXPECT_TRUE(report->envelopeId.empty());
}

TEST(DeliveryReportTest, NoReport)
{
    EXPECT_FALSE(readDeliveryReport({}));
    EXPECT_FALSE(readDeliveryReport("Subject: x\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n"));
    EXPECT_FALSE(readDeliveryReport(reportWith("Reporting-MTA: dns; mx\r\n"))) << "of nobody";
    EXPECT_FALSE(readDeliveryReport(reportWith("\r\n\r\n\r\n")));
    EXPECT_FALSE(readDeliveryReport(reportWith("Reporting-MTA: dns; mx\r\n\r\nAction: failed\r\nStatus: 5.0.0\r\n"))) << "no recipient";
    QByteArray readReceipt = reportWith("Final-Recipient: rfc822; a@b\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n");
    readReceipt.replace("report-type=delivery-status", "report-type=disposition-notification");
    EXPECT_FALSE(readDeliveryReport(readReceipt));
}

TEST(DeliveryReportTest, MalformedIsBounded)
{
    QByteArray fields = "Reporting-MTA: dns; " + QByteArray(100'000, 'x') + "\r\nOriginal-Envelope-Id: " + QByteArray(50'000, '+') + "\r\n";
    for (int i = 0; i < 5'000; ++i)
        fields += "\r\nFinal-Recipient: rfc822; " + QByteArray::number(i) + "@example.net\r\nAction: failed\r\nDiagnostic-Code: " + QByteArray(3'000, 'w') + "\r\n";
    const auto report = readDeliveryReport(reportWith(fields, "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + QByteArray(90'000, 'i') + ">\r\n\r\n"));
    ASSERT_TRUE(report);
    EXPECT_LE(report->recipients.size(), 200u);
    EXPECT_LE(report->reporter.size(), 1000);
    EXPECT_LE(report->envelopeId.size(), 1000u);
    EXPECT_LE(report->reportedId.size(), 1000u);
    for (const auto &recipient : report->recipients)
        EXPECT_LE(recipient.diagnostic.size(), 1000);
    // Cut off at any byte it is read or not, and nothing worse.
    const QByteArray whole = reportWith("Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n", kHeaders);
    for (qsizetype length = 0; length < whole.size(); ++length)
        static_cast<void>(readDeliveryReport(whole.left(length)));
}

} // namespace
} // namespace tern::mime
