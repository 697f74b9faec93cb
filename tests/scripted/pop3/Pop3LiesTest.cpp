// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that break the protocol: each is refused without harm, and no message is taken for another.
#include "tests/scripted/pop3/Pop3Script.h"

namespace tern::test {
namespace {

using pop3::MaildropEntry;

class Pop3Lies : public Pop3Script {
protected:
    void expectRefused(const Result<void> &outcome, ErrorKind kind = ErrorKind::ProtocolError)
    {
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.error().kind, kind) << outcome.error().toString();
        EXPECT_FALSE(session->isUsable());
        // The client may hang up before the server has said it all.
        session.reset();
        static_cast<void>(server.finish());
    }
    template <typename T>
    static Result<void> outcomeOf(const Result<T> &result)
    {
        return result ? Result<void>() : Result<void>(result.error());
    }
    Result<void> retrieveOne(std::uint64_t size = 0)
    {
        return session->retrieve(std::vector<MaildropEntry>{{1, "", size}}, [this](const MaildropEntry &, Result<QByteArray> got) -> Result<void> {
            taken += got.ok();
            return {};
        });
    }
    int taken = 0;
};
INSTANTIATE_TEST_SUITE_P(Every, Pop3Lies, everyPiece(), piecesName);

TEST_P(Pop3Lies, AListingWithoutNumbers)
{
    signIn();
    server.play({"C: UIDL", "S: +OK", "S: one abc", "S: .", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectRefused(outcomeOf(session->identifiers()));
}

TEST_P(Pop3Lies, ALineWithoutEnd)
{
    signIn();
    server.play({"C: UIDL", "S: +OK", "R: 1 " + std::string(5000, 'a'), "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectRefused(outcomeOf(session->identifiers()));
}

TEST_P(Pop3Lies, CapabilitiesWithoutEnd)
{
    server.play({"S: +OK", "C: CAPA", "S: +OK"});
    for (int i = 0; i < 300; ++i)
        server.play({"S: X-MORE"});
    server.play({"E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ProtocolError);
    static_cast<void>(server.finish());
}

TEST_P(Pop3Lies, AnAnswerToNothing)
{
    signIn();
    server.play({"S: +OK 0 0", "C: UIDL"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    // It has to arrive before the question does.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    expectRefused(outcomeOf(session->identifiers()));
}

TEST_P(Pop3Lies, AMessageCutOff)
{
    signIn();
    server.play({"C: RETR 1", "S: +OK 100 octets", "R: Subject: a\\r\\n\\r\\nbo", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectRefused(retrieveOne(100), ErrorKind::ConnectionLost);
    EXPECT_EQ(taken, 0);
}

TEST_P(Pop3Lies, AChallengeInPlaceOfAMessage)
{
    signIn();
    server.play({"C: RETR 1", "S: + more", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectRefused(retrieveOne());
    EXPECT_EQ(taken, 0);
}

TEST_P(Pop3Lies, AMessageThatIsAnnouncedAsHuge)
{
    // What is announced reserves nothing.
    signIn();
    server.play({"C: RETR 1", "S: +OK 18446744073709551615 octets", "R: a\\r\\n.\\r\\n"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(retrieveOne(18446744073709551615ULL).ok());
    EXPECT_EQ(taken, 1);
    finish();
}

TEST_P(Pop3Lies, AWordThatIsNoAnswer)
{
    signIn();
    server.play({"C: UIDL", "S: +OKAY then", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectRefused(outcomeOf(session->identifiers()));
}

TEST_P(Pop3Lies, SilenceEndsTheWait)
{
    context.replyTimeout = std::chrono::milliseconds{80};
    signIn();
    server.play({"C: UIDL", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    expectRefused(outcomeOf(session->identifiers()), ErrorKind::Timeout);
}

/// The whole of a short dialogue, cut behind each byte that the server says: no message is taken that was not complete, and no farewell
/// confirmed that was not.
TEST(Pop3Cuts, AtEveryByteOfWhatTheServerSays)
{
    const std::string message = "Subject: a\r\n\r\n..\r\nb\r\n";
    const std::vector<std::pair<std::string, std::string>> dialogue{{"", "+OK ready\r\n"}, {"CAPA", "+OK\r\nUIDL\r\nPIPELINING\r\nUSER\r\n.\r\n"}, {"USER user", "+OK\r\n"},
                                                                    {"PASS password7", "+OK\r\n"}, {"UIDL", "+OK\r\n1 a\r\n.\r\n"}, {"RETR 1", "+OK\r\n" + message + ".\r\n"},
                                                                    {"DELE 1", "+OK\r\n"}, {"QUIT", "+OK\r\n"}};
    std::size_t total = 0;
    for (const auto &[command, answer] : dialogue)
        total += answer.size();
    crypto::TrustStore trust{false};
    for (std::size_t cut = 0; cut <= total; ++cut) {
        ScriptedServer server;
        std::size_t left = cut;
        bool whole = true;
        for (const auto &[command, answer] : dialogue) {
            if (!command.empty())
                server.play({"C: " + command});
            std::string escaped;
            for (const char c : answer.substr(0, left))
                escaped += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
            if (!escaped.empty())
                server.play({"R: " + escaped});
            whole = left >= answer.size();
            left -= std::min(left, answer.size());
            if (!whole)
                break;
        }
        server.play({"X"});
        server.start();
        NetContext context;
        context.trust = &trust;
        context.replyTimeout = std::chrono::milliseconds{4000};
        pop3::Pop3ConnectOptions options{{"127.0.0.1", server.port(), Security::Plain}, "user", crypto::Secret("password7")};
        auto session = pop3::Pop3Session::connect(options, context);
        bool quit = false;
        if (session) {
            const auto entries = (*session)->identifiers();
            int taken = 0;
            const auto take = [&](const MaildropEntry &, Result<QByteArray> got) -> Result<void> {
                if (got && got->size() > 0) {
                    ++taken;
                    EXPECT_EQ(got->toStdString(), "Subject: a\r\n\r\n.\r\nb\r\n") << cut;
                }
                return {};
            };
            if (entries && (*session)->retrieve(*entries, take) && (*session)->remove(*entries, take))
                quit = (*session)->quit().ok();
            EXPECT_TRUE(!quit || taken == 1);
        }
        EXPECT_EQ(quit, whole) << "cut behind byte " << cut;
        static_cast<void>(server.finish());
    }
}

} // namespace
} // namespace tern::test
