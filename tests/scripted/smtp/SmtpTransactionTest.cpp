// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/smtp/SmtpScript.h"

namespace tern::test {
namespace {

using smtp::TransactionPhase;
using smtp::TransactionResult;

class SmtpTransaction : public SmtpScript {};
INSTANTIATE_TEST_SUITE_P(Every, SmtpTransaction, everyPiece(), piecesName);

TEST_P(SmtpTransaction, SendsAMessageAndKeepsTheServersWords)
{
    signIn({"SIZE 1000000", "8BITMIME"});
    server.play({"C: MAIL FROM:<me@example.test> SIZE=21", "S: 250 2.1.0 Ok", "C: RCPT TO:<you@example.test>", "S: 250 2.1.5 Ok", "C: DATA",
                 "S: 354 go", "C: Subject: x", "C: ", "C: Hello", "C: .", "S: 250-2.0.0 Ok:", "S: 250 2.0.0 queued as 4XF", "C: QUIT", "S: 221 bye"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"you@example.test"});
    EXPECT_TRUE(result.accepted);
    EXPECT_EQ(result.phase, TransactionPhase::Answered);
    EXPECT_EQ(result.code, 250);
    EXPECT_EQ(result.reply, "2.0.0 Ok: queued as 4XF");
    ASSERT_EQ(result.recipients.size(), 1U);
    EXPECT_TRUE(result.recipients[0].ok);
    EXPECT_FALSE(result.error);
    session->quit();
    finish();
}

TEST_P(SmtpTransaction, SendsSeveralMessagesOverOneConnection)
{
    signIn();
    for (int i = 0; i < 2; ++i)
        server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<you@example.test>", "S: 250 ok", "C: DATA", "S: 354 go", "C: Subject: x", "C: ",
                     "C: Hello", "C: .", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(send({"you@example.test"}).accepted);
    EXPECT_TRUE(send({"you@example.test"}).accepted);
    finish();
}

TEST_P(SmtpTransaction, StuffsDotsAndNormalisesLineEnds)
{
    signIn();
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<you@example.test>", "S: 250 ok", "C: DATA", "S: 354 go", "C: A: b", "C: ",
                 "C: ..", "C: ..x", "C: y.", "C: ", "C: end", "C: .", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(send({"you@example.test"}, "A: b\n\r\n.\r.x\ny.\n\rend").accepted);
    finish();
}

TEST_P(SmtpTransaction, TellsEachRecipientsResult)
{
    signIn();
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "S: 250 ok", "C: RCPT TO:<b@example.test>",
                 "S: 550-5.1.1 no such user", "S: 550 5.1.1 here", "C: RCPT TO:<c@example.test>", "S: 452 4.5.3 too many", "C: DATA", "S: 354 go",
                 "C: Subject: x", "C: ", "C: Hello", "C: .", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test", "b@example.test", "c@example.test"});
    EXPECT_TRUE(result.accepted);
    ASSERT_EQ(result.recipients.size(), 3U);
    EXPECT_TRUE(result.recipients[0].ok);
    EXPECT_FALSE(result.recipients[1].ok || result.recipients[1].temporary);
    EXPECT_EQ(result.recipients[1].code, 550);
    EXPECT_EQ(result.recipients[1].reply, "5.1.1 no such user here");
    EXPECT_TRUE(!result.recipients[2].ok && result.recipients[2].temporary);
    finish();
}

TEST_P(SmtpTransaction, SendsNothingWhenAllAreRefusedAndStaysUsable)
{
    signIn();
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "S: 550 5.1.1 no", "C: RSET", "S: 250 ok", "C: QUIT", "S: 221 bye"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    EXPECT_FALSE(result.accepted);
    EXPECT_EQ(result.phase, TransactionPhase::Envelope);
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::RecipientRefused);
    EXPECT_NE(result.error->detail.find("a@example.test"), std::string::npos);
    EXPECT_TRUE(session->isUsable());
    session->quit();
    finish();
}

TEST_P(SmtpTransaction, ARecipientToTryLaterMakesTheErrorTemporary)
{
    signIn();
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "S: 550 no", "C: RCPT TO:<b@example.test>", "S: 450 4.2.0 greylisted",
                 "C: RSET", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test", "b@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::ServerBusy);
    finish();
}

TEST_P(SmtpTransaction, PipelinesTheEnvelopeWithData)
{
    signIn({"PIPELINING"});
    server.play({"D: MAIL FROM:<me@example.test>\\r\\nRCPT TO:<a@example.test>\\r\\nRCPT TO:<b@example.test>\\r\\nDATA\\r\\n", "S: 250 ok", "S: 250 ok", "S: 550 no",
                 "S: 354 go", "C: Subject: x", "C: ", "C: Hello", "C: .", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test", "b@example.test"});
    EXPECT_TRUE(result.accepted && result.recipients[0].ok && !result.recipients[1].ok);
    finish();
}

TEST_P(SmtpTransaction, PipelinedRepliesBehindARefusedSenderAreNotRecipientResults)
{
    signIn({"PIPELINING"});
    server.play({"C: MAIL FROM:<me@example.test>", "C: RCPT TO:<a@example.test>", "C: DATA", "S: 553 5.7.1 not yours", "S: 503 5.5.1 MAIL first",
                 "S: 503 5.5.1 RCPT first", "C: RSET", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::SenderRefused);
    EXPECT_EQ(result.recipients[0].code, 0);
    EXPECT_EQ(result.code, 553);
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(SmtpTransaction, HangsUpOnAServerThatRefusesEverybodyAndAsksForTheMessage)
{
    signIn({"PIPELINING"});
    server.play({"C: MAIL FROM:<me@example.test>", "C: RCPT TO:<a@example.test>", "C: DATA", "S: 250 ok", "S: 550 no", "S: 354 go", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::RecipientRefused);
    EXPECT_EQ(result.phase, TransactionPhase::Envelope);
    EXPECT_FALSE(session->isUsable());
    finish();
}

/// A series of small messages that keeps what became of them.
class Series final : public smtp::OutgoingSeries {
public:
    explicit Series(std::vector<std::string> recipients) : m_recipients(std::move(recipients)) {}
    std::optional<Mail> next() override
    {
        if (m_given == m_recipients.size())
            return std::nullopt;
        const std::string_view body = "Subject: x\r\n\r\nHello\r\n";
        Mail mail;
        mail.envelope = {"me@example.test", {m_recipients[m_given++]}, body.size(), false};
        mail.source = std::make_unique<MemorySource>(body);
        return mail;
    }
    void settled(const TransactionResult &result) override { results.push_back(result); }

    std::vector<TransactionResult> results;

private:
    std::vector<std::string> m_recipients;
    std::size_t m_given = 0;
};

TEST_P(SmtpTransaction, TheNextEnvelopeFollowsTheFinalDot)
{
    signIn({"PIPELINING"});
    const std::string body = "Subject: x\\r\\n\\r\\nHello\\r\\n.\\r\\n";
    const auto envelope = [](const std::string &to) { return "MAIL FROM:<me@example.test>\\r\\nRCPT TO:<" + to + ">\\r\\nDATA\\r\\n"; };
    // The server answers nothing before it has the next envelope too.
    server.play({"D: " + envelope("a@example.test"), "S: 250 ok", "S: 250 ok", "S: 354 go", "D: " + body + envelope("b@example.test"), "S: 250 first", "S: 250 ok",
                 "S: 550 no", "S: 503 nobody", "C: RSET", "S: 250 ok", "D: " + envelope("c@example.test"), "S: 250 ok", "S: 250 ok", "S: 354 go", "D: " + body,
                 "S: 250 third"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    Series series({"a@example.test", "b@example.test", "c@example.test"});
    session->sendAll(series);
    ASSERT_EQ(series.results.size(), 3U);
    EXPECT_TRUE(series.results[0].accepted);
    EXPECT_EQ(series.results[0].reply, "first");
    EXPECT_EQ(series.results[1].error->kind, ErrorKind::RecipientRefused);
    EXPECT_TRUE(series.results[2].accepted);
    EXPECT_EQ(series.results[2].reply, "third");
    finish();
}

TEST_P(SmtpTransaction, ALostConnectionLeavesOneUnknownAndTheNextUnsent)
{
    signIn({"PIPELINING"});
    server.play({"C: MAIL FROM:<me@example.test>", "C: RCPT TO:<a@example.test>", "C: DATA", "S: 250 ok", "S: 250 ok", "S: 354 go", "C: Subject: x", "C: ", "C: Hello",
                 "C: .", "C: MAIL FROM:<me@example.test>", "C: RCPT TO:<b@example.test>", "C: DATA", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    Series series({"a@example.test", "b@example.test", "c@example.test"});
    session->sendAll(series);
    ASSERT_EQ(series.results.size(), 2U) << "nothing more can be sent here";
    EXPECT_EQ(series.results[0].phase, TransactionPhase::FinalDotSent);
    EXPECT_EQ(series.results[0].error->kind, ErrorKind::OutcomeUnknown);
    EXPECT_EQ(series.results[1].phase, TransactionPhase::Envelope);
    EXPECT_EQ(series.results[1].error->kind, ErrorKind::ConnectionLost);
    finish();
}

TEST_P(SmtpTransaction, AsksForReportsAndForTlsWhereTheServerCan)
{
    signIn({"DSN", "REQUIRETLS"});
    server.play({"C: MAIL FROM:<me@example.test> REQUIRETLS RET=HDRS ENVID=a+2Bb@example.test", "S: 250 ok",
                 "C: RCPT TO:<you+x@example.test> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;you+2Bx@example.test", "S: 550 no", "C: RSET", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("x");
    smtp::Envelope envelope{"me@example.test", {"you+x@example.test"}, 1, false};
    envelope.requireTls = true;
    envelope.reportDelivery = true;
    envelope.id = "a+b@example.test";
    EXPECT_EQ(session->send(envelope, source).recipients[0].code, 550);
    finish();
}

TEST_P(SmtpTransaction, DoesNotSendWithoutRequireTlsWhatNeedsIt)
{
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("x");
    smtp::Envelope envelope{"me@example.test", {"you@example.test"}, 1, false};
    envelope.requireTls = true;
    EXPECT_EQ(session->send(envelope, source).error->kind, ErrorKind::Unsupported);
    finish();
}

TEST_P(SmtpTransaction, SendsBinaryInChunksAsItIs)
{
    signIn({"CHUNKING", "BINARYMIME"});
    server.play({"C: MAIL FROM:<me@example.test> BODY=BINARYMIME", "S: 250 ok", "C: RCPT TO:<you@example.test>", "S: 250 ok", "C: BDAT 9",
                 "D: A: b\\r\\n.\\n\\r", "S: 250 9 octets", "C: BDAT 0 LAST", "S: 250 taken"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("A: b\r\n.\n\r");
    smtp::Envelope envelope{"me@example.test", {"you@example.test"}, 9, false};
    envelope.binary = true;
    EXPECT_TRUE(session->send(envelope, source).accepted);
    finish();
}

TEST_P(SmtpTransaction, PipelinesManyRecipientsInGroups)
{
    signIn({"PIPELINING"});
    server.play({"C: MAIL FROM:<me@example.test>"});
    std::vector<std::string> recipients;
    for (int i = 0; i < 120; ++i) {
        recipients.push_back("r" + std::to_string(i) + "@example.test");
        if (i == 50)
            server.play({"S: 250 sender ok"});
        if (i % 50 == 0 && i > 0) {
            for (int k = 0; k < 50; ++k)
                server.play({"S: 250 ok"});
        }
        server.play({"C: RCPT TO:<" + recipients.back() + ">"});
    }
    for (int k = 0; k < 20; ++k)
        server.play({"S: 250 ok"});
    server.play({"C: DATA", "S: 354 go", "C: Subject: x", "C: ", "C: Hello", "C: .", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(send(recipients).accepted);
    finish();
}

TEST_P(SmtpTransaction, ChecksEveryAddressBeforeTheFirstCommand)
{
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    for (const std::string bad : {"a@b.test>\r\nDATA", "a b@c.test", "nobody", "", "a@", "@b.test", "a@b.test> SIZE=1", "a\n@b.test", "<a@b.test>"}) {
        const TransactionResult result = send({"good@example.test", bad});
        EXPECT_EQ(result.phase, TransactionPhase::NotStarted) << bad;
        ASSERT_TRUE(result.error) << bad;
        EXPECT_EQ(result.error->kind, ErrorKind::InvalidInput) << bad;
    }
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(SmtpTransaction, ChecksTheSizeBeforeSending)
{
    signIn({"SIZE 10"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::MessageTooLarge);
    EXPECT_EQ(result.phase, TransactionPhase::NotStarted);
    finish();
}

TEST_P(SmtpTransaction, UsesSmtpUtf8OnlyForLocalParts)
{
    signIn({"SMTPUTF8", "8BITMIME"});
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@xn--fsqu00a.xn--0zwm56d>", "S: 550 no", "C: RSET", "S: 250 ok",
                 "C: MAIL FROM:<me@example.test> BODY=8BITMIME SMTPUTF8", "S: 250 ok", "C: RCPT TO:<用户@example.test>", "S: 550 no", "C: RSET", "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(send({"a@例子.测试"}, "").recipients[0].code, 550);
    EXPECT_EQ(send({"用户@example.test"}, "").recipients[0].code, 550);
    finish();
}

TEST_P(SmtpTransaction, NamesTheAddressThatNeedsSmtpUtf8)
{
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test", "用户@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::Unsupported);
    EXPECT_NE(result.error->detail.find("用户@example.test"), std::string::npos);
    finish();
}

TEST_P(SmtpTransaction, TellsAQuotaFromASizeFromARefusal)
{
    const std::vector<std::pair<std::string, ErrorKind>> cases{{"452 4.2.2 mailbox full", ErrorKind::QuotaExceeded}, {"552 5.2.2 over quota", ErrorKind::QuotaExceeded},
                                                               {"552 5.3.4 too big", ErrorKind::MessageTooLarge},    {"552 too much", ErrorKind::MessageTooLarge},
                                                               {"554 5.7.1 spam", ErrorKind::ServerRefused},         {"451 4.3.0 later", ErrorKind::ServerBusy}};
    signIn();
    for (const auto &[reply, kind] : cases)
        server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "S: 250 ok", "C: DATA", "S: 354 go", "C: Subject: x", "C: ", "C: Hello",
                     "C: .", "S: " + reply});
    ASSERT_NE(connect(), nullptr) << error.toString();
    for (const auto &[reply, kind] : cases) {
        const TransactionResult result = send({"a@example.test"});
        EXPECT_FALSE(result.accepted) << reply;
        EXPECT_EQ(result.phase, TransactionPhase::Answered) << reply;
        ASSERT_TRUE(result.error) << reply;
        EXPECT_EQ(result.error->kind, kind) << reply;
    }
    finish();
}

TEST_P(SmtpTransaction, TakesBackWhatDataRefuses)
{
    signIn();
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "S: 250 ok", "C: DATA", "S: 554 5.5.1 no valid recipients", "C: RSET",
                 "S: 250 ok"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.phase, TransactionPhase::Envelope);
    EXPECT_EQ(result.code, 554);
    EXPECT_TRUE(session->isUsable());
    finish();
}

} // namespace
} // namespace tern::test
