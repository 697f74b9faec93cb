// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/imap/ImapScript.h"

#include <thread>

namespace tern::test {
namespace {

using namespace imap;

class ImapMailbox : public ImapScript {};
INSTANTIATE_TEST_SUITE_P(Every, ImapMailbox, everyPiece(), piecesName);

TEST_P(ImapMailbox, ListsWithStatusInOneCommand)
{
    signIn("IMAP4rev1 LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE");
    server.play({"C: $T LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ))",
                 "S: * LIST (\\HasNoChildren \\Subscribed) \"/\" inbox", "S: * STATUS INBOX (MESSAGES 3 UNSEEN 1 UIDNEXT 4 UIDVALIDITY 7 HIGHESTMODSEQ 9)",
                 "S: * LIST (\\Sent \\HasChildren) \"/\" \"&XfJT0ZAB-\"", "R: * LIST (\\\\Noselect) NIL {5}\\r\\na\"b\\\\c\\r\\n",
                 "S: * LIST () \"/\" INBOX", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto list = session->list();
    ASSERT_TRUE(list.ok()) << list.error().toString();
    ASSERT_EQ(list->size(), 3U);
    EXPECT_EQ((*list)[0].wireName, "INBOX");
    EXPECT_EQ((*list)[0].role, MailboxRole::Inbox);
    EXPECT_TRUE((*list)[0].subscribed);
    ASSERT_TRUE((*list)[0].status.has_value());
    EXPECT_EQ((*list)[0].status->unseen, 1U);
    EXPECT_EQ((*list)[0].status->highestModSeq->value, 9U);
    EXPECT_EQ((*list)[1].role, MailboxRole::Sent);
    EXPECT_TRUE((*list)[1].hasChildren);
    EXPECT_EQ((*list)[2].wireName, "a\"b\\c");
    EXPECT_EQ((*list)[2].delimiter, '\0');
    EXPECT_FALSE((*list)[2].selectable);
    finish();
}

TEST_P(ImapMailbox, ListsTheOldWay)
{
    signIn("IMAP4rev1 XLIST");
    server.play({"C: $T XLIST \"\" \"*\"", "S: * XLIST (\\Inbox) \"/\" \"INBOX\"", "S: * XLIST (\\AllMail) \"/\" \"[Gmail]/All Mail\"", "S: $T OK",
                 "C: $T LSUB \"\" \"*\"", "S: * LSUB () \"/\" \"INBOX\"", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto list = session->list();
    ASSERT_TRUE(list.ok());
    ASSERT_EQ(list->size(), 2U);
    EXPECT_TRUE((*list)[0].subscribed);
    EXPECT_FALSE((*list)[1].subscribed);
    EXPECT_EQ((*list)[1].role, MailboxRole::All);
    finish();
}

TEST_P(ImapMailbox, GoesBackToPlainListWhenExtendedIsRefused)
{
    signIn("IMAP4rev1 LIST-EXTENDED");
    server.play({"C: $T LIST ...", "S: * LIST () \"/\" Ghost", "S: $T BAD no", "C: $T LIST \"\" \"*\"", "S: * LIST () \"/\" INBOX", "S: $T OK",
                 "C: $T LSUB ...", "S: $T NO no"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto list = session->list();
    ASSERT_TRUE(list.ok());
    ASSERT_EQ(list->size(), 1U);
    finish();
}

TEST_P(ImapMailbox, ReadsNamespacesAndStatus)
{
    signIn("IMAP4rev1 NAMESPACE");
    server.play({"C: T1 LIST \"\" \"*\"", "C: T2 LSUB \"\" \"*\"", "C: T3 NAMESPACE", "S: * LIST () \".\" INBOX", "S: T1 OK", "S: T2 OK",
                 "S: * NAMESPACE ((\"INBOX.\" \".\" \"X-PARAM\" (\"a\" \"b\"))) NIL ((\"#shared/\" \"/\")(\"#pub\" NIL))", "S: T3 OK",
                 "C: $T STATUS \"Trash\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)", "S: * STATUS Trash (MESSAGES 12 SIZE 4711 UNSEEN 0 UIDVALIDITY 5 )", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->list().ok());
    const auto namespaces = session->namespaces();
    ASSERT_TRUE(namespaces.has_value());
    ASSERT_EQ(namespaces->personal.size(), 1U);
    EXPECT_EQ(namespaces->personal[0].prefix, "INBOX.");
    ASSERT_EQ(namespaces->shared.size(), 2U);
    EXPECT_EQ(namespaces->shared[1].delimiter, '\0');
    const auto status = session->status("Trash");
    ASSERT_TRUE(status.ok());
    EXPECT_EQ(status->messages, 12U);
    EXPECT_FALSE(status->uidNext.has_value());
    finish();
}

TEST_P(ImapMailbox, QuotesNamesAndSendsEightBitAsLiteral)
{
    signIn("IMAP4rev1 LITERAL+");
    server.play({"C: $T CREATE \"a \\\"b\\\" \\\\c\"", "S: $T OK", "C: $T DELETE {3+}", "D: \\xE4\\xB8\\xAD", "C:", "S: $T NO [NONEXISTENT] gone",
                 "C: $T RENAME \"a\" \"b\"", "S: $T NO [ALREADYEXISTS] no"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->create("a \"b\" \\c").ok());
    const auto removed = session->remove("\xE4\xB8\xAD");
    ASSERT_FALSE(removed.ok());
    EXPECT_EQ(removed.error().kind, ErrorKind::MailboxMissing);
    EXPECT_EQ(session->create("a\r\nX DELETE b").error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(session->rename("a", "b").error().kind, ErrorKind::ServerRefused);
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(ImapMailbox, WaitsForThePlusWithoutLiteralPlus)
{
    signIn("IMAP4rev1");
    server.play({"C: $T SUBSCRIBE {2}", "S: + go", "D: \\xC3\\xA4", "C:", "S: $T OK", "C: $T SUBSCRIBE {2}", "S: $T NO never"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->subscribe("\xC3\xA4").ok());
    EXPECT_EQ(session->subscribe("\xC3\xA4").error().kind, ErrorKind::ServerRefused);
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(ImapMailbox, SelectsWithQResync)
{
    signIn("IMAP4rev1 ENABLE QRESYNC");
    server.play({"C: $T ENABLE QRESYNC", "S: * ENABLED QRESYNC", "S: $T OK", "C: $T SELECT \"INBOX\" (QRESYNC (7 20 1:9))", "S: * 5 EXISTS", "S: * 0 RECENT",
                 "S: * FLAGS (\\Seen)", "S: * OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)] ok", "S: * OK [UIDVALIDITY 7] ok", "S: * OK [UIDNEXT 12] ok",
                 "S: * OK [HIGHESTMODSEQ 25] ok", "S: * VANISHED (EARLIER) 3,5:6", "S: * 2 FETCH (UID 4 FLAGS (\\Seen $Junk) MODSEQ (24))",
                 "S: $T OK [READ-WRITE] done"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    SelectOptions select;
    select.qresync = QResync{UidValidity{7}, ModSeq{20}, UidSet::range(Uid{1}, Uid{9})};
    const auto result = session->select("INBOX", select);
    ASSERT_TRUE(result.ok()) << result.error().toString();
    EXPECT_TRUE(result->qresynced);
    EXPECT_EQ(result->exists, 5U);
    EXPECT_EQ(result->uidNext, Uid{12});
    EXPECT_EQ(result->highestModSeq.value, 25U);
    EXPECT_EQ(result->vanished.toString(), "3,5:6");
    ASSERT_EQ(result->changed.size(), 1U);
    EXPECT_EQ(result->changed[0].flags.bits, kSeen);
    EXPECT_EQ(result->changed[0].flags.keywords, std::vector<std::string>{"$Junk"});
    EXPECT_TRUE(result->keywordsAllowed);
    EXPECT_EQ(result->permanentFlags, kSeen | kDeleted);
    EXPECT_FALSE(result->readOnly);
    EXPECT_TRUE(session->takeEvents().isEmpty());
    finish();
}

TEST_P(ImapMailbox, NamesAMissingMailboxAndAnUnsafeLogin)
{
    signIn();
    server.play({"C: $T SELECT \"x\"", "S: $T NO [NONEXISTENT] no such mailbox", "C: $T EXAMINE \"INBOX\"",
                 "S: $T NO SELECT Unsafe Login. Please contact kefu@188.com for help"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->select("x").error().kind, ErrorKind::MailboxMissing);
    SelectOptions readOnly;
    readOnly.readOnly = true;
    const auto refused = session->select("INBOX", readOnly);
    EXPECT_EQ(refused.error().kind, ErrorKind::ServerRefused);
    EXPECT_NE(refused.error().detail.find("Unsafe Login"), std::string::npos);
    EXPECT_EQ(session->selected(), "");
    finish();
}

TEST_P(ImapMailbox, IdlesUntilWoken)
{
    signIn("IMAP4rev1 IDLE");
    server.play({"C: $T SELECT \"INBOX\"", "S: * 2 EXISTS", "S: $T OK", "C: $T UID FETCH 1:4294967295 (UID)", "S: * 1 FETCH (UID 5)", "S: * 2 FETCH (UID 8)",
                 "S: $T OK", "C: $T IDLE", "S: + idling", "S: * 3 EXISTS", "S: * 1 EXPUNGE", "S: * 1 FETCH (FLAGS (\\Flagged))", "S: * OK still here",
                 "C: DONE", "S: $T OK done", "C: $T NOOP", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    ASSERT_EQ(session->uidsOf(UidSet::all())->toString(), "5,8");
    WakeFd wake;
    MailboxEvents all;
    const auto end = session->idle(wake, std::chrono::seconds{4}, [&](const MailboxEvents &events) {
        if (events.exists)
            all.exists = events.exists;
        all.vanished.add(events.vanished);
        all.flags.insert(all.flags.end(), events.flags.begin(), events.flags.end());
        if (!all.flags.empty())
            wake.signal();
        return true;
    });
    ASSERT_TRUE(end.ok()) << end.error().toString();
    EXPECT_EQ(*end, IdleEnd::Woken);
    EXPECT_EQ(all.exists, 3U);
    EXPECT_EQ(all.vanished.toString(), "5");
    ASSERT_EQ(all.flags.size(), 1U);
    EXPECT_EQ(all.flags[0].uid, Uid{8});
    EXPECT_EQ(session->exists(), 2U);
    EXPECT_TRUE(session->noop().ok());
    finish();
}

TEST_P(ImapMailbox, IdleEndsByTimeAndByBye)
{
    signIn("IMAP4rev1 IDLE");
    server.play({"C: $T IDLE", "S: + idling", "C: DONE", "S: $T OK", "C: $T IDLE", "S: + idling", "S: * BYE going down", "X"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const WakeFd wake;
    const auto ignore = [](const MailboxEvents &) { return true; };
    const auto end = session->idle(wake, std::chrono::milliseconds{20}, ignore);
    ASSERT_TRUE(end.ok()) << end.error().toString();
    EXPECT_EQ(*end, IdleEnd::TimedOut);
    const auto bye = session->idle(wake, std::chrono::seconds{4}, ignore);
    ASSERT_FALSE(bye.ok());
    EXPECT_EQ(bye.error().kind, ErrorKind::ServerBye);
    EXPECT_FALSE(session->isUsable());
    finish();
}

TEST_P(ImapMailbox, IdleEndsOnStop)
{
    signIn("IMAP4rev1 IDLE");
    server.play({"C: $T IDLE", "S: + idling", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    std::thread stopper([this] {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        stop.requestStop();
    });
    const WakeFd wake;
    const auto end = session->idle(wake, std::chrono::seconds{4}, [](const MailboxEvents &) { return true; });
    EXPECT_EQ(end.error().kind, ErrorKind::Cancelled);
    stopper.join();
    finish();
}

TEST_P(ImapMailbox, ShowsAlerts)
{
    signIn();
    server.play({"C: $T NOOP", "S: * OK [ALERT] Maintenance at noon", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->noop().ok());
    EXPECT_EQ(session->takeEvents().alerts, std::vector<std::string>{"Maintenance at noon"});
    finish();
}

} // namespace
} // namespace tern::test
