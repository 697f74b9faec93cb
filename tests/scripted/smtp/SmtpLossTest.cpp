// SPDX-License-Identifier: GPL-3.0-or-later
// What the ledger may conclude when a connection breaks: a transaction that is told wrongly is sent twice, or never.
#include "tests/scripted/smtp/SmtpScript.h"

namespace tern::test {
namespace {

using smtp::TransactionPhase;
using smtp::TransactionResult;

class SmtpLoss : public SmtpScript {
protected:
    /// Up to the server's 354.
    void upToData()
    {
        signIn();
        server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "S: 250 ok", "C: DATA", "S: 354 go"});
    }
    void expectUnknown(const TransactionResult &result)
    {
        EXPECT_FALSE(result.accepted);
        EXPECT_EQ(result.phase, TransactionPhase::FinalDotSent);
        ASSERT_TRUE(result.error);
        EXPECT_EQ(result.error->kind, ErrorKind::OutcomeUnknown);
        EXPECT_EQ(result.error->retry, Retry::AfterUserAction);
        EXPECT_FALSE(session->isUsable());
    }
};
INSTANTIATE_TEST_SUITE_P(Every, SmtpLoss, everyPiece(), piecesName);

TEST_P(SmtpLoss, BeforeDataNothingWasDelivered)
{
    signIn();
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 ok", "C: RCPT TO:<a@example.test>", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    EXPECT_EQ(result.phase, TransactionPhase::Envelope);
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::ConnectionLost);
    EXPECT_FALSE(session->isUsable());
    finish();
}

TEST_P(SmtpLoss, AfterTheFinalDotTheOutcomeIsUnknown)
{
    upToData();
    server.play({"C: Subject: x", "C: ", "C: Hello", "C: .", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectUnknown(send({"a@example.test"}));
    finish();
}

TEST_P(SmtpLoss, SilenceAfterTheFinalDotIsUnknownToo)
{
    context.replyTimeout = std::chrono::milliseconds{30};   // the final answer is given ten times as long
    upToData();
    server.play({"C: Subject: x", "C: ", "C: Hello", "C: .", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectUnknown(send({"a@example.test"}));
    finish();
}

TEST_P(SmtpLoss, HalfAnAnswerIsNone)
{
    upToData();
    server.play({"C: Subject: x", "C: ", "C: Hello", "C: .", "R: 250-2.0.0 Ok\\r\\n25", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectUnknown(send({"a@example.test"}));
    finish();
}

TEST_P(SmtpLoss, AnAnswerThatIsNoneIsUnknown)
{
    upToData();
    server.play({"C: Subject: x", "C: ", "C: Hello", "C: .", "S: what was that?", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectUnknown(send({"a@example.test"}));
    finish();
}

TEST_P(SmtpLoss, StoppingWhileWaitingForTheAnswerIsUnknown)
{
    upToData();
    server.play({"C: Subject: x", "C: ", "C: Hello", "C: .", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("Subject: x\r\n\r\nHello\r\n");
    std::thread stopper;
    const TransactionResult result = session->send({"me@example.test", {"a@example.test"}, 21, false}, source, [&]() -> Result<void> {
        stopper = std::thread([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds{30});
            stop.requestStop();
        });
        return {};
    });
    stopper.join();
    expectUnknown(result);
    finish();
}

TEST_P(SmtpLoss, AFailedMarkHangsUpWithoutTheDot)
{
    upToData();
    server.play({"C: Subject: x", "C: ", "C: Hello", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("Subject: x\r\n\r\nHello\r\n");
    const TransactionResult result = session->send({"me@example.test", {"a@example.test"}, 21, false}, source,
                                                   [] { return Result<void>(makeError(ErrorKind::DiskFull, "ledger")); });
    EXPECT_EQ(result.phase, TransactionPhase::Data);
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::DiskFull);
    EXPECT_FALSE(session->isUsable());
    finish();
}

/// A file that can't be read to its end.
class BrokenSource final : public ByteSource {
public:
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override
    {
        if (m_given)
            return makeError(ErrorKind::Io, "file");
        m_given = true;
        into[0] = 'A';
        return std::size_t{1};
    }

private:
    bool m_given = false;
};

TEST_P(SmtpLoss, ASourceThatFailsHangsUpWithoutTheDot)
{
    upToData();
    server.play({"D: A", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    BrokenSource source;
    const TransactionResult result = session->send({"me@example.test", {"a@example.test"}, 21, false}, source);
    EXPECT_EQ(result.phase, TransactionPhase::Data);
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::Io);
    EXPECT_FALSE(session->isUsable());
    finish();
}

TEST_P(SmtpLoss, AServerThatSaysGoodbyeIsLeft)
{
    signIn({"PIPELINING"});
    server.play({"C: MAIL FROM:<me@example.test>", "C: RCPT TO:<a@example.test>", "C: DATA", "S: 421 4.3.2 shutting down", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const TransactionResult result = send({"a@example.test"});
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::ServerBye);
    EXPECT_EQ(result.phase, TransactionPhase::Envelope);
    EXPECT_FALSE(session->isUsable());
    finish();
}

} // namespace
} // namespace tern::test
