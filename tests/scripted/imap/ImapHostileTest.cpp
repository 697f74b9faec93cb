// SPDX-License-Identifier: GPL-3.0-or-later
// A server that lies: nothing may crash, grow without bound or hang.
#include "tests/scripted/imap/ImapScript.h"

namespace tern::test {
namespace {

using namespace imap;

struct Counter final : ListingSink {
    int count = 0;
    void message(ListedMessage &) override { ++count; }
};

class ImapHostile : public ImapScript {
protected:
    /// Sends `bytes` in answer to a NOOP and returns how that went.
    Result<void> noopAnsweredBy(const std::string &bytes, bool ends = true)
    {
        signIn();
        server.play({"C: $T NOOP", "R: " + bytes});
        if (ends)
            server.play({"S: $T OK"});
        if (!connect())
            return error;
        return session->noop();
    }
};
INSTANTIATE_TEST_SUITE_P(Every, ImapHostile, everyPiece(), piecesName);

TEST_P(ImapHostile, HugeExists)
{
    signIn();
    server.play({"C: $T SELECT \"INBOX\"", "S: * 4294967295 EXISTS", "S: $T OK", "C: $T FETCH 1:10 ...", "S: * 4294967295 FETCH (UID 4294967295 FLAGS ())",
                 "S: * 4294967295 EXPUNGE", "S: * 99999999999 EXISTS", "S: * 99999999999999999999999 EXPUNGE", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto selected = session->select("INBOX");
    ASSERT_TRUE(selected.ok());
    EXPECT_EQ(selected->exists, 4294967295U);
    Counter counter;
    EXPECT_TRUE(session->fetchListingBySeq(1, 10, counter).ok());
    EXPECT_EQ(counter.count, 0);
    EXPECT_TRUE(session->takeEvents().unknownExpunges);
    finish();
}

TEST_P(ImapHostile, HugeLiteral)
{
    for (const char *size : {"1099511627776", "18446744073709551615", "99999999999999999999999999"}) {
        SCOPED_TRACE(size);
        ScriptedServer other(GetParam());
        options.endpoint.port = other.port();
        other.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE ...", "S: $T OK [CAPABILITY IMAP4rev1] in", "C: $T NOOP",
                    std::string("S: * 1 FETCH (BODY[] {") + size + "}", "E"});
        other.start();
        auto connected = ImapSession::connect(options, context);
        ASSERT_TRUE(connected.ok());
        const auto result = (*connected)->noop();
        EXPECT_EQ(result.error().kind, ErrorKind::ProtocolError);
        EXPECT_FALSE((*connected)->isUsable());
        connected->reset();
        EXPECT_EQ(other.finish(), "");
    }
}

TEST_P(ImapHostile, EndlessLine)
{
    if (GetParam() != Pieces::Whole)
        GTEST_SKIP() << "five megabytes in small pieces say nothing more";
    const auto result = noopAnsweredBy("* OK " + std::string(5'000'000, 'a'), false);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::ProtocolError);
    finish();
}

TEST_P(ImapHostile, DeepParentheses)
{
    const std::string deep(GetParam() == Pieces::Whole ? 100'000 : 1'000, '(');
    EXPECT_TRUE(noopAnsweredBy("* 1 FETCH (BODYSTRUCTURE " + deep + "\\r\\n* LIST " + deep + "\\r\\n* 1 FETCH (X " + deep + "\\r\\n").ok());
    finish();
}

TEST_P(ImapHostile, OddLines)
{
    EXPECT_TRUE(noopAnsweredBy("* 1 FETCH ()\\r\\n* FETCH\\r\\n*\\r\\n\\r\\n* \\r\\n+\\r\\n* OK\\r\\n* OK [\\r\\n* 1 FETCH\\r\\n* 1 FETCH (UID\\r\\n* 1 FETCH "
                               "(FLAGS (\\\\Seen\\r\\n* VANISHED x\\r\\n* VANISHED (EARLIER) \\r\\n* SEARCH\\r\\nT999 OK late\\r\\n* ENABLED\\r\\n* 0 EXPUNGE\\r\\n* NO "
                               "[ALERT\\r\\n* OK {5}\\r\\n* 1 FETCH (BODY[ {1}\\r\\nx)\\r\\n* 1 FETCH (UID 1 BODY[]<0\\r\\n* ESEARCH (TAG \\\"x\\\") UID\\r\\n")
                    .ok());
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(ImapHostile, BytesThatAreNoText)
{
    EXPECT_TRUE(noopAnsweredBy("* LIST () \\\"/\\\" \\\"\\x80\\xFF\\x00\\x01\\\"\\r\\n* OK \\x00\\x00\\r\\n\\x00\\r\\n").ok());
    finish();
}

TEST_P(ImapHostile, ContinuationOutOfNowhere)
{
    EXPECT_TRUE(noopAnsweredBy("+ please send your password\\r\\n").ok());
    finish();
}

TEST_P(ImapHostile, AnAnswerThatIsNone)
{
    signIn();
    server.play({"C: $T NOOP", "S: $T MAYBE later", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->noop().error().kind, ErrorKind::ProtocolError);
    EXPECT_FALSE(session->isUsable());
    finish();
}

TEST_P(ImapHostile, ClosesInTheMiddle)
{
    signIn();
    server.play({"C: $T NOOP", "R: * 1 FETCH (BODY[] {100}\\r\\nabc", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->noop().error().kind, ErrorKind::ConnectionLost);
    EXPECT_FALSE(session->isUsable());
    EXPECT_EQ(session->noop().error().kind, ErrorKind::ConnectionLost);
    finish();
}

} // namespace
} // namespace tern::test
