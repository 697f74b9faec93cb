// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/imap/ImapScript.h"

namespace tern::test {
namespace {

using namespace imap;

class ImapChange : public ImapScript {
protected:
    void selectInbox()
    {
        server.play({"C: $T SELECT \"INBOX\"", "S: * 9 EXISTS", "S: * OK [UIDVALIDITY 7] ok", "S: $T OK"});
    }
    const UidSet uids{Uid{41}, Uid{42}};
};
INSTANTIATE_TEST_SUITE_P(Every, ImapChange, everyPiece(), piecesName);

TEST_P(ImapChange, StoresFlags)
{
    signIn("IMAP4rev1 CONDSTORE");
    server.play({"C: $T SELECT \"INBOX\" (CONDSTORE)", "S: * 9 EXISTS", "S: * OK [HIGHESTMODSEQ 5] ok", "S: $T OK",
                 "C: $T UID STORE 41:42 +FLAGS.SILENT (\\Seen \\Flagged $Work)", "S: * 3 FETCH (UID 41 MODSEQ (6))", "S: $T OK",
                 "C: $T UID STORE 41:42 (UNCHANGEDSINCE 5) -FLAGS.SILENT (\\Deleted)", "S: * 4 FETCH (UID 42 FLAGS (\\Seen) MODSEQ (7))", "S: $T OK [MODIFIED 41] part"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    const auto added = session->store(uids, StoreAction::Add, {kSeen | kFlagged | kRecent, {"$Work", "no good"}});
    ASSERT_TRUE(added.ok()) << added.error().toString();
    ASSERT_EQ(added->changed.size(), 1U);
    EXPECT_EQ(added->changed[0].modSeq.value, 6U);
    const auto removed = session->store(uids, StoreAction::Remove, {kDeleted, {}}, ModSeq{5});
    ASSERT_TRUE(removed.ok());
    EXPECT_EQ(removed->modified.toString(), "41");
    EXPECT_EQ(session->takeEvents().flags.size(), 1U);
    finish();
}

TEST_P(ImapChange, MovesWithCopyUid)
{
    signIn("IMAP4rev1 MOVE UIDPLUS");
    selectInbox();
    server.play({"C: $T UID FETCH 41:42 (UID)", "S: * 3 FETCH (UID 41)", "S: * 4 FETCH (UID 42)", "S: $T OK", "C: $T UID MOVE 41:42 \"Archive\"",
                 "S: * OK [COPYUID 7 41:42 10:9] Moved", "S: * 4 EXPUNGE", "S: * 3 EXPUNGE", "S: $T OK Done"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    ASSERT_TRUE(session->uidsOf(uids).ok());
    const auto moved = session->move(uids, "Archive");
    ASSERT_TRUE(moved.ok()) << moved.error().toString();
    ASSERT_TRUE(moved->has_value());
    EXPECT_EQ((*moved)->uidValidity, UidValidity{7});
    ASSERT_EQ((*moved)->pairs.size(), 2U);
    EXPECT_EQ((*moved)->pairs[0], std::pair(Uid{41}, Uid{10}));
    EXPECT_EQ((*moved)->pairs[1], std::pair(Uid{42}, Uid{9}));
    const MailboxEvents events = session->takeEvents();
    EXPECT_EQ(events.vanished.toString(), "41:42");
    EXPECT_FALSE(events.unknownExpunges);
    EXPECT_EQ(session->exists(), 7U);
    finish();
}

TEST_P(ImapChange, DoesNotBelieveACopyUidThatDoesNotHoldTogether)
{
    signIn("IMAP4rev1 UIDPLUS");
    selectInbox();
    for (const char *lie : {"7 41:42 9", "0 41:42 9:10", "7 41,99 9:10", "7 41:42 9,9", "7 1:4294967295 1:4294967295", "x", ""})
        server.play({"C: $T UID COPY 41:42 \"Archive\"", std::string("S: $T OK [COPYUID ") + lie + "] ok"});
    server.play({"C: $T UID COPY 41:42 \"Archive\"", "S: $T NO [TRYCREATE] no"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    for (int i = 0; i < 7; ++i) {
        const auto copied = session->copy(uids, "Archive");
        ASSERT_TRUE(copied.ok()) << copied.error().toString();
        EXPECT_FALSE(copied->has_value()) << i;
    }
    EXPECT_EQ(session->copy(uids, "Archive").error().kind, ErrorKind::MailboxMissing);
    finish();
}

TEST_P(ImapChange, NeverSendsWhatTheServerCannot)
{
    signIn("IMAP4rev1");
    selectInbox();
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    EXPECT_EQ(session->move(uids, "Archive").error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(session->expungeUids(uids).error().kind, ErrorKind::Unsupported);
    finish();
}

TEST_P(ImapChange, ExpungesExactlyThose)
{
    signIn("IMAP4rev1 UIDPLUS");
    selectInbox();
    server.play({"C: $T UID EXPUNGE 41:42", "S: * VANISHED 41:42", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    ASSERT_TRUE(session->expungeUids(uids).ok());
    EXPECT_EQ(session->takeEvents().vanished.toString(), "41:42");
    EXPECT_EQ(session->exists(), 7U);
    finish();
}

TEST_P(ImapChange, Appends)
{
    signIn("IMAP4rev1 UIDPLUS");
    server.play({"C: $T APPEND \"Sent\" (\\Seen) \"17-Jul-1996 09:44:25 +0000\" {12}", "S: + go", "D: Subject: x\\r\\n", "C:", "S: $T OK [APPENDUID 7 99] done",
                 "C: $T APPEND \"Sent\" () {2}", "S: $T NO [OVERQUOTA] full"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    AppendRequest request{"Sent", {kSeen, {}}, 837596665000, 12};
    MemorySource source("Subject: x\r\n");
    std::uint64_t reported = 0;
    const auto appended = session->append(request, source, [&](std::uint64_t done, std::uint64_t) { reported = done; });
    ASSERT_TRUE(appended.ok()) << appended.error().toString();
    EXPECT_EQ(appended->uid, Uid{99});
    EXPECT_EQ(appended->uidValidity, UidValidity{7});
    EXPECT_EQ(reported, 12U);
    EXPECT_EQ(traced().find("Subject"), std::string::npos);
    MemorySource second("ab");
    EXPECT_EQ(session->append({"Sent", {}, {}, 2}, second).error().kind, ErrorKind::QuotaExceeded);
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(ImapChange, AppendsWithoutWaitingWhereItMay)
{
    signIn("IMAP4rev1 LITERAL+");
    server.play({"C: $T APPEND \"Sent\" () {2+}", "D: ab", "C:", "S: $T OK done"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("ab");
    const auto appended = session->append({"Sent", {}, {}, 2}, source);
    ASSERT_TRUE(appended.ok()) << appended.error().toString();
    EXPECT_FALSE(appended->uid.has_value());
    finish();
}

TEST_P(ImapChange, LiteralMinusSparesTheWaitUpTo4096Bytes)
{
    signIn("IMAP4rev1 LITERAL-");
    const std::string small(4'096, 's');
    const std::string large(4'097, 'l');
    server.play({"C: $T APPEND \"Sent\" () {4096+}", "D: " + small, "C:", "S: $T OK done", "C: $T APPEND \"Sent\" () {4097}", "S: + go", "D: " + large, "C:", "S: $T OK done"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    for (const std::string &text : {small, large}) {
        MemorySource source(text);
        const auto appended = session->append({"Sent", {}, {}, text.size()}, source);
        EXPECT_TRUE(appended.ok()) << appended.error().toString();
    }
    finish();
}

TEST_P(ImapChange, DoesNotKnowWhetherAnAppendArrived)
{
    signIn("IMAP4rev1 LITERAL+");
    server.play({"C: $T APPEND \"Sent\" () {2+}", "D: ab", "C:", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("ab");
    EXPECT_EQ(session->append({"Sent", {}, {}, 2}, source).error().kind, ErrorKind::OutcomeUnknown);
    finish();
}

TEST_P(ImapChange, AShortSourceBreaksTheConnection)
{
    signIn("IMAP4rev1 LITERAL+");
    server.play({"C: $T APPEND \"Sent\" () {5+}", "D: ab", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    MemorySource source("ab");
    EXPECT_FALSE(session->append({"Sent", {}, {}, 5}, source).ok());
    EXPECT_FALSE(session->isUsable());
    finish();
}

TEST_P(ImapChange, SeveralMessagesGoInOneAppend)
{
    signIn("IMAP4rev1 MULTIAPPEND LITERAL+");
    server.play({"C: $T APPEND \"Sent\" (\\Seen) {7+}", "D: one\\r\\n\\r\\n", "C:  () \"14-Nov-2023 22:13:20 +0000\" {7+}", "D: two\\r\\n\\r\\n", "C:", "S: $T OK [APPENDUID 7 3:4] done"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const ImapSession::TogetherItem items[] = {{{kSeen, {}}, {}, "one\r\n\r\n"}, {{}, 1'700'000'000'000, "two\r\n\r\n"}};
    const auto appended = session->appendTogether("Sent", items);
    EXPECT_TRUE(appended.ok()) << appended.error().toString();
    finish();
}

TEST_P(ImapChange, SeveralGoInOneAppendThoughEachMustBeAskedFor)
{
    signIn("IMAP4rev1 MULTIAPPEND LITERAL-");
    const std::string large(4'097, 'l');
    server.play({"C: $T APPEND \"Sent\" () {4097}", "S: + go", "D: " + large, "C:  () {3+}", "D: two", "C:  () {4097}", "S: + go on", "D: " + large, "C:", "S: $T OK done",
                 "C: $T APPEND \"Sent\" () {3+}", "D: one", "C:  () {4097}", "S: $T NO [OVERQUOTA] full"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const ImapSession::TogetherItem items[] = {{{}, {}, large}, {{}, {}, "two"}, {{}, {}, large}};
    EXPECT_TRUE(session->appendTogether("Sent", items).ok());
    const ImapSession::TogetherItem refused[] = {{{}, {}, "one"}, {{}, {}, large}};
    EXPECT_EQ(session->appendTogether("Sent", refused).error().kind, ErrorKind::QuotaExceeded);
    EXPECT_TRUE(session->isUsable()) << "refused at the second, and nothing is there";
    finish();
}

TEST_P(ImapChange, DoesNotKnowWhetherSeveralArrived)
{
    signIn("IMAP4rev1 MULTIAPPEND LITERAL+");
    server.play({"C: $T APPEND \"Sent\" () {3+}", "D: one", "C:  () {3+}", "D: two", "C:", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const ImapSession::TogetherItem items[] = {{{}, {}, "one"}, {{}, {}, "two"}};
    EXPECT_EQ(session->appendTogether("Sent", items).error().kind, ErrorKind::OutcomeUnknown);
    EXPECT_EQ(session->appendTogether("Sent", {}).error().kind, ErrorKind::InvalidInput);
    finish();
}

TEST_P(ImapChange, SeveralAreNotSentWhereOneIsTooLarge)
{
    signIn("IMAP4rev1 MULTIAPPEND APPENDLIMIT=4");
    ASSERT_NE(connect(), nullptr) << error.toString();
    const ImapSession::TogetherItem items[] = {{{}, {}, "one"}, {{}, {}, "large"}};
    EXPECT_EQ(session->appendTogether("Sent", items).error().kind, ErrorKind::MessageTooLarge);
    finish();
}

TEST_P(ImapChange, SeveralAreNotSentWhereNobodyOffersIt)
{
    signIn("IMAP4rev1");
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_FALSE(session->canAppendTogether());
    const ImapSession::TogetherItem items[] = {{{}, {}, "one"}, {{}, {}, "two"}};
    EXPECT_EQ(session->appendTogether("Sent", items).error().kind, ErrorKind::Unsupported);
    finish();
}

} // namespace
} // namespace tern::test
