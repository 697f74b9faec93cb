// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/pop3/Pop3Script.h"

namespace tern::test {
namespace {

using pop3::MaildropEntry;

class Pop3Maildrop : public Pop3Script {
protected:
    /// What came for each, or the kind of its error.
    pop3::Pop3Session::Taker collect()
    {
        return [this](const MaildropEntry &entry, Result<QByteArray> message) -> Result<void> {
            got.emplace_back(entry.number, message ? message->toStdString() : std::string(errorKindName(message.error().kind)));
            return {};
        };
    }
    std::vector<std::pair<std::uint32_t, std::string>> got;
};
INSTANTIATE_TEST_SUITE_P(Every, Pop3Maildrop, everyPiece(), piecesName);

TEST_P(Pop3Maildrop, ListsIdentifiersAndSizes)
{
    signIn();
    server.play({"C: STAT", "S: +OK 3 660", "C: UIDL", "S: +OK", "S: 1 whqtswO00WBw418f9t5JxYwZ", "S: 3 QhdPYR:00WBw1Ph7x7", "S: 7 bad one", "S: .", "C: LIST",
                 "S: +OK 2 messages", "S: 1 120", "S: 3 540", "S: ."});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->count().valueOr(0), 3U);
    const auto entries = session->identifiers();
    ASSERT_TRUE(entries.ok());
    ASSERT_EQ(entries->size(), 3U);
    EXPECT_EQ((*entries)[0].uidl, "whqtswO00WBw418f9t5JxYwZ");
    EXPECT_EQ((*entries)[1].number, 3U);
    EXPECT_EQ((*entries)[2].uidl, "");
    const auto sizes = session->sizes();
    ASSERT_TRUE(sizes.ok());
    EXPECT_EQ((*sizes)[1].size, 540U);
    finish();
}

TEST_P(Pop3Maildrop, SaysWhenTheServerKnowsNoUidl)
{
    signIn({});
    server.play({"C: UIDL", "S: -ERR unknown command", "C: STAT", "S: -ERR [SYS/TEMP] no"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto entries = session->identifiers();
    ASSERT_FALSE(entries.ok());
    EXPECT_EQ(entries.error().kind, ErrorKind::Unsupported);
    EXPECT_TRUE(session->isUsable());
    EXPECT_EQ(session->count().error().kind, ErrorKind::ServerBusy);
    finish();
}

TEST_P(Pop3Maildrop, RetrievesManyInOneFlight)
{
    signIn();
    server.play({"C: RETR 1", "C: RETR 2", "C: RETR 4", "S: +OK 10 octets", "R: Subject: a\\r\\n\\r\\n..\\r\\n.x\\r\\n.\\r\\n", "S: -ERR no such message", "S: +OK",
                 "R: b\\r\\n.\\r\\n", "C: DELE 1", "C: DELE 4", "S: +OK", "S: -ERR locked", "C: QUIT", "S: +OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const std::vector<MaildropEntry> entries{{1, "a", 10}, {2, "b", 10}, {4, "d", 3}};
    ASSERT_TRUE(session->retrieve(entries, collect()).ok());
    EXPECT_EQ(got, (std::vector<std::pair<std::uint32_t, std::string>>{{1, "Subject: a\r\n\r\n.\r\nx\r\n"}, {2, "server_refused"}, {4, "b\r\n"}}));
    got.clear();
    ASSERT_TRUE(session->remove(std::vector<MaildropEntry>{entries[0], entries[2]}, collect()).ok());
    EXPECT_EQ(got, (std::vector<std::pair<std::uint32_t, std::string>>{{1, ""}, {4, "server_refused"}}));
    EXPECT_TRUE(session->quit().ok());
    finish();
}

TEST_P(Pop3Maildrop, AsksOneByOneWherePipeliningIsNotOffered)
{
    signIn({"UIDL", "TOP"});
    server.play({"C: TOP 1 0", "S: +OK", "R: A: b\\r\\n\\r\\n.\\r\\n", "C: TOP 2 0", "S: +OK", "R: C: d\\r\\n\\r\\n.\\r\\n"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->headers(std::vector<MaildropEntry>{{1, "", 0}, {2, "", 0}}, collect()).ok());
    EXPECT_EQ(got.size(), 2U);
    EXPECT_EQ(got.back().second, "C: d\r\n\r\n");
    finish();
}

TEST_P(Pop3Maildrop, KeepsAWholeWindowOnItsWay)
{
    if (GetParam() == Pieces::One)
        GTEST_SKIP() << "the same as in larger pieces, and long";
    signIn();
    std::vector<MaildropEntry> entries;
    for (std::uint32_t number = 1; number <= 1'600; ++number)
        entries.push_back({number, "", 0});
    // A thousand at once, then as many as were answered once half of them are.
    const auto ask = [&](int from, int to) {
        for (int number = from; number <= to; ++number)
            server.play({"C: DELE " + std::to_string(number)});
    };
    const auto answer = [&](int count) {
        for (; count > 0; --count)
            server.play({"S: +OK"});
    };
    ask(1, 1'000);
    answer(500);
    ask(1'001, 1'500);
    answer(500);
    ask(1'501, 1'600);
    answer(600);
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->remove(entries, collect()).ok());
    EXPECT_EQ(got.size(), 1'600U);
    finish();
}

TEST_P(Pop3Maildrop, AsksForNoHeadersOfAServerThatSaysItHasNoTop)
{
    signIn({"UIDL"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->headers(std::vector<MaildropEntry>{{1, "", 0}}, collect()).ok());
    EXPECT_EQ(got, (std::vector<std::pair<std::uint32_t, std::string>>{{1, "unsupported"}}));
    finish();
}

TEST_P(Pop3Maildrop, DropsTheConnectionWhenTheTakerFails)
{
    signIn();
    server.play({"C: RETR 1", "C: RETR 2", "S: +OK", "R: b\\r\\n.\\r\\n", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto outcome = session->retrieve(std::vector<MaildropEntry>{{1, "", 0}, {2, "", 0}},
                                           [](const MaildropEntry &, Result<QByteArray>) -> Result<void> { return makeError(ErrorKind::DiskFull, "test"); });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, ErrorKind::DiskFull);
    EXPECT_FALSE(session->isUsable());
    EXPECT_FALSE(session->quit().ok());     // nothing that was marked is removed by a farewell
    finish();
}

TEST_P(Pop3Maildrop, SaysWhenTheFarewellIsRefusedOrLost)
{
    signIn();
    server.play({"C: QUIT", "S: -ERR some deleted messages not removed", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->quit().error().kind, ErrorKind::ServerRefused);
    finish();
}

TEST_P(Pop3Maildrop, EndsAtOnceWhenStopped)
{
    signIn();
    server.play({"C: RETR 1", "S: +OK", "R: begun", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.requestStop();
    });
    const auto outcome = session->retrieve(std::vector<MaildropEntry>{{1, "", 0}}, collect());
    stopper.join();
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
    finish();
}

} // namespace
} // namespace tern::test
