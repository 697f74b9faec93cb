// SPDX-License-Identifier: GPL-3.0-or-later
// A submission server that lies: what was not accepted is never taken for accepted, and nothing hangs or grows.
#include "tests/scripted/smtp/SmtpScript.h"

namespace tern::test {
namespace {

using smtp::TransactionPhase;
using smtp::TransactionResult;

struct SmtpLie {
    const char *name;
    std::vector<std::string> extensions;
    std::vector<std::string> steps;         ///< from MAIL on
    ErrorKind kind;
    TransactionPhase phase = TransactionPhase::Envelope;
};

const std::string kMail = "C: MAIL FROM:<me@example.test>";
const std::string kRcpt = "C: RCPT TO:<a@example.test>";

std::vector<std::string> upToData(std::vector<std::string> rest)
{
    std::vector<std::string> steps{kMail, "S: 250 ok", kRcpt, "S: 250 ok", "C: DATA"};
    steps.insert(steps.end(), rest.begin(), rest.end());
    return steps;
}

std::string linesWithoutEnd()
{
    std::string lines;
    for (int i = 0; i < 1'000; ++i)
        lines += "250-more\\r\\n";
    return lines;
}

const SmtpLie kLies[] = {
    {"ReplyWithoutEnd", {}, {kMail, "R: " + linesWithoutEnd(), "E"}, ErrorKind::ProtocolError},
    {"LineWithoutEnd", {}, {kMail, "R: 250 " + std::string(1'000'000, 'x'), "E"}, ErrorKind::ProtocolError},
    {"OkWhereDataNeedsGo", {}, upToData({"S: 250 fine, all fine", "C: RSET", "S: 250 ok"}), ErrorKind::ProtocolError},
    {"OkToEverythingAtOnce", {}, {kMail, "R: 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n250 queued\\r\\n", "E"}, ErrorKind::ProtocolError},
    {"VerdictTogetherWithGo", {}, upToData({"R: 354 go\\r\\n250 queued already\\r\\n", "C: Subject: x", "C: ", "C: Hello", "E"}), ErrorKind::ProtocolError, TransactionPhase::Data},
    {"RefusalTogetherWithGo", {}, upToData({"R: 354 go\\r\\n552 5.3.4 too big\\r\\n", "C: Subject: x", "C: ", "C: Hello", "E"}), ErrorKind::MessageTooLarge, TransactionPhase::Data},
    {"GoForMail", {}, {kMail, "S: 354 go", "C: RSET", "S: 250 ok"}, ErrorKind::SenderRefused},
    {"GoForRecipient", {}, {kMail, "S: 250 ok", kRcpt, "S: 354 go", "C: RSET", "S: 250 ok"}, ErrorKind::RecipientRefused},
    {"TwoCodes", {}, {kMail, "R: 550-no\\r\\n250 yes\\r\\n", "E"}, ErrorKind::ProtocolError},
    {"NoNumbers", {}, {kMail, "S: all right", "E"}, ErrorKind::ProtocolError},
    {"EmptyLines", {}, {kMail, "S: ", "E"}, ErrorKind::ProtocolError},
    {"NumberAlone", {}, {kMail, "S: 250", kRcpt, "S: 550", "C: RSET", "S: 250"}, ErrorKind::RecipientRefused},
    {"ByeAtMail", {}, {kMail, "S: 421 closing", "E"}, ErrorKind::ServerBye},
    {"ByeAtRecipient", {}, {kMail, "S: 250 ok", kRcpt, "S: 421 closing", "E"}, ErrorKind::ServerBye},
    {"ByeAtData", {}, upToData({"S: 421 closing", "E"}), ErrorKind::ServerBye},
    {"SilenceAfterGo", {}, upToData({"S: 354 go", "C: Subject: x", "C: ", "C: Hello", "C: .", "E"}), ErrorKind::OutcomeUnknown, TransactionPhase::FinalDotSent},
    {"GoAfterTheDot", {}, upToData({"S: 354 go", "C: Subject: x", "C: ", "C: Hello", "C: .", "S: 354 go on", "E"}), ErrorKind::OutcomeUnknown, TransactionPhase::FinalDotSent},
    {"VerdictOfTwoCodes", {}, upToData({"S: 354 go", "C: Subject: x", "C: ", "C: Hello", "C: .", "R: 250-ok\\r\\n550 no\\r\\n", "E"}), ErrorKind::OutcomeUnknown, TransactionPhase::FinalDotSent},
    {"PipelinedRepliesCut", {"PIPELINING"}, {kMail, kRcpt, "S: 250 ok", "X"}, ErrorKind::ConnectionLost},
    {"PipelinedRepliesTooMany", {"PIPELINING"}, {kMail, kRcpt, "C: DATA", "R: 250 a\\r\\n250 b\\r\\n250 c\\r\\n354 go\\r\\n250 queued\\r\\n", "E"}, ErrorKind::ProtocolError},
};

class SmtpLies : public SmtpScript {};
INSTANTIATE_TEST_SUITE_P(Every, SmtpLies, ::testing::Values(Pieces::Whole), piecesName);

TEST_P(SmtpLies, AreNotTakenForAcceptance)
{
    for (const SmtpLie &lie : kLies) {
        SCOPED_TRACE(lie.name);
        ScriptedServer other(GetParam());
        other.play({"S: 220 mail.example.test ready", "C: EHLO [127.0.0.1]", "S: 250-mail.example.test"});
        for (const std::string &extension : lie.extensions)
            other.play({"S: 250-" + extension});
        other.play({"S: 250 AUTH PLAIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==", "S: 235 2.7.0 in"});
        other.play(lie.steps);
        other.start();
        options.endpoint.port = other.port();
        // The longest wait of a transaction is ten of these.
        context.replyTimeout = std::chrono::milliseconds{60};
        auto connected = smtp::SmtpSession::connect(options, context);
        ASSERT_TRUE(connected.ok()) << connected.error().toString();
        session = *std::move(connected);
        bool dotted = false;
        MemorySource source("Subject: x\r\n\r\nHello\r\n");
        const TransactionResult result = session->send({"me@example.test", {"a@example.test"}, 21, false}, source, [&dotted]() -> Result<void> {
            dotted = true;
            return {};
        });
        EXPECT_FALSE(result.accepted);
        EXPECT_EQ(result.phase, lie.phase);
        EXPECT_EQ(dotted, lie.phase == TransactionPhase::FinalDotSent);
        ASSERT_TRUE(result.error);
        EXPECT_EQ(result.error->kind, lie.kind) << result.error->toString();
        session.reset();
        EXPECT_EQ(other.finish(), "");
    }
    std::printf("%zu scripts of a lying submission server\n", std::size(kLies));
}

TEST_P(SmtpLies, AnEchoedPasswordIsNotShown)
{
    server.play({"S: 220 ready", "C: EHLO [127.0.0.1]", "S: 250-mail", "S: 250 AUTH PLAIN", "C: AUTH PLAIN ...", "S: 535 5.7.8 not understood: AUTH PLAIN AHVzZXIAcGFzcw== (pass)"});
    EXPECT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    for (const std::string &text : {error.toString(), traced()}) {
        EXPECT_EQ(text.find("AHVzZXIAcGFzcw"), std::string::npos) << text;
        EXPECT_EQ(text.find("(pass)"), std::string::npos) << text;
        EXPECT_NE(text.find("not understood"), std::string::npos) << text;
    }
    finish();
}

} // namespace
} // namespace tern::test
