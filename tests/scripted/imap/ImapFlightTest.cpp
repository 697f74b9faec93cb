// SPDX-License-Identifier: GPL-3.0-or-later
// Commands ahead of their answers, and extensions that servers promise and break.
#include "tests/scripted/imap/ImapScript.h"

namespace tern::test {
namespace {

using namespace imap;

class ImapFlights : public ImapScript {};
INSTANTIATE_TEST_SUITE_P(Every, ImapFlights, everyPiece(), piecesName);

struct Names final : ListingSink {
    void message(ListedMessage &message) override { uids.push_back(message.uid.value); }
    void asking() override { ++asked; }
    void answering() override { ++answered; }
    std::vector<std::uint32_t> uids;
    int asked = 0;
    int answered = 0;
};

constexpr const char *kItems = "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS ...";

TEST_P(ImapFlights, AsksForTheStatusOfManyAtOnce)
{
    signIn();
    server.play({"C: T1 STATUS \"A\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)", "C: T2 STATUS \"B\" ...", "C: T3 STATUS \"C\" ...", "S: * STATUS A (MESSAGES 3 UIDNEXT 4)",
                 "S: T1 OK", "S: T2 NO [NONEXISTENT] gone", "S: * STATUS C (MESSAGES 1)", "S: T3 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const std::vector<std::string> names{"A", "B", "C"};
    const auto statuses = session->statuses(names);
    ASSERT_TRUE(statuses.ok()) << statuses.error().toString();
    ASSERT_EQ(statuses->size(), 3U);
    EXPECT_EQ((*statuses)[0]->messages, 3U);
    EXPECT_EQ((*statuses)[1].error().kind, ErrorKind::MailboxMissing);
    EXPECT_EQ((*statuses)[2]->messages, 1U);
    finish();
}

TEST_P(ImapFlights, LeavesTheMailboxAndAsksForSizesAtOnce)
{
    signIn("IMAP4rev1 UNSELECT STATUS=SIZE");
    server.play({"C: T1 SELECT \"A\"", "S: * 3 EXISTS", "S: T1 OK", "C: T2 UNSELECT", "C: T3 STATUS \"A\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY SIZE)", "C: T4 STATUS \"B\" ...",
                 "S: * 4 EXISTS", "S: T2 OK", "S: * STATUS A (MESSAGES 4 SIZE 4321)", "S: T3 OK", "S: T4 NO [NONEXISTENT] gone", "C: T5 STATUS \"B\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)",
                 "S: * STATUS B (MESSAGES 1)", "S: T5 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("A").ok());
    const std::vector<std::string> names{"A", "B"};
    const auto statuses = session->statuses(names, {.size = true, .leave = true});
    ASSERT_TRUE(statuses.ok()) << statuses.error().toString();
    ASSERT_EQ(statuses->size(), 2U);
    EXPECT_EQ((*statuses)[0]->size, 4321U);
    EXPECT_EQ((*statuses)[1].error().kind, ErrorKind::MailboxMissing);
    EXPECT_EQ(session->selected(), "");
    EXPECT_TRUE(session->statuses(std::vector<std::string>{"B"}, {.leave = true}).ok()) << "nothing to leave";
    finish();
}

TEST_P(ImapFlights, ALiteralThatMustBeAskedForGoesAlone)
{
    signIn();
    server.play({"C: T1 STATUS \"A\" ...", "S: * STATUS A (MESSAGES 1)", "S: T1 OK", "C: T2 STATUS {2}", "S: + go", "D: \\xC3\\xA4", "C:  (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)",
                 "S: * STATUS {2}", "R: \\xC3\\xA4", "S:  (MESSAGES 2)", "S: T2 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const std::vector<std::string> names{"A", "\xC3\xA4"};
    const auto statuses = session->statuses(names);
    ASSERT_TRUE(statuses.ok()) << statuses.error().toString();
    EXPECT_EQ((*statuses)[1]->messages, 2U);
    finish();
}

TEST_P(ImapFlights, OpensWithTheNewestPage)
{
    signIn();
    server.play({"C: T1 SELECT \"INBOX\"", std::string("C: T2 FETCH 201:* ") + kItems, "S: * 310 EXISTS", "S: * OK [UIDVALIDITY 7] ok", "S: T1 OK [READ-WRITE] in",
                 "S: * 309 FETCH (UID 1009 FLAGS () RFC822.SIZE 5 BODY[HEADER.FIELDS (SUBJECT)] \"\")", "S: * 310 FETCH (UID 1010 FLAGS () RFC822.SIZE 5 BODY[HEADER.FIELDS (SUBJECT)] \"\")",
                 "S: T2 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    Names names;
    SelectOptions selectOptions;
    selectOptions.expectedExists = 300;
    const auto opened = session->selectAndListNewest("INBOX", 100, selectOptions, [&](const SelectResult &selected) -> Result<ListingSink *> {
        EXPECT_EQ(selected.exists, 310U);
        EXPECT_TRUE(names.uids.empty()) << "told before the first message";
        return &names;
    });
    ASSERT_TRUE(opened.ok()) << opened.error().toString();
    EXPECT_EQ(opened->listedFrom, 201U);
    EXPECT_EQ(names.uids, (std::vector<std::uint32_t>{1009, 1010}));
    finish();
}

TEST_P(ImapFlights, APageThatIsRefusedLeavesTheMailboxOpen)
{
    signIn("IMAP4rev1 PARTIAL");
    server.play({"C: T1 SELECT \"INBOX\"", std::string("C: T2 UID FETCH 1:* ") + kItems, "S: * 3 EXISTS", "S: T1 OK in", "S: T2 BAD what is PARTIAL?"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    Names names;
    const auto opened = session->selectAndListNewest("INBOX", 100, {}, [&](const SelectResult &) -> Result<ListingSink *> { return &names; });
    ASSERT_TRUE(opened.ok()) << opened.error().toString();
    EXPECT_EQ(opened->listedFrom, 0U);
    EXPECT_EQ(session->selected(), "INBOX");
    EXPECT_EQ(session->exists(), 3U);
    finish();
}

TEST_P(ImapFlights, AMailboxThatWontOpenEndsTheFlightInOrder)
{
    signIn();
    server.play({"C: T1 SELECT \"Gone\"", std::string("C: T2 FETCH 1:* ") + kItems, "S: T1 NO [NONEXISTENT] no", "S: T2 BAD none selected", "C: T3 NOOP", "S: T3 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    SelectOptions selectOptions;
    selectOptions.expectedExists = 5;
    const auto opened = session->selectAndListNewest("Gone", 100, selectOptions, [&](const SelectResult &) -> Result<ListingSink *> {
        ADD_FAILURE() << "nothing was selected";
        return nullptr;
    });
    EXPECT_EQ(opened.error().kind, ErrorKind::MailboxMissing);
    EXPECT_EQ(session->selected(), "");
    EXPECT_TRUE(session->noop().ok());
    finish();
}

TEST_P(ImapFlights, PagesAreAskedForAhead)
{
    signIn();
    server.play({"C: T1 SELECT \"INBOX\"", "S: * 3 EXISTS", "S: T1 OK in", std::string("C: T2 FETCH 3:3 ") + kItems, std::string("C: T3 FETCH 2:2 ") + kItems,
                 "S: * 3 FETCH (UID 30 FLAGS () BODY[HEADER.FIELDS (SUBJECT)] \"\")", "S: T2 OK", std::string("C: T4 FETCH 1:1 ") + kItems,
                 "S: * 2 FETCH (UID 20 FLAGS () BODY[HEADER.FIELDS (SUBJECT)] \"\")", "S: T3 OK", "S: T4 NO later"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    Names names;
    const std::vector<SeqRange> pages{{3, 3}, {2, 2}, {1, 1}};
    const auto listed = session->fetchListingPages(pages, names);
    EXPECT_EQ(listed.error().kind, ErrorKind::ServerRefused);
    EXPECT_EQ(names.uids, (std::vector<std::uint32_t>{30, 20}));
    EXPECT_EQ(names.asked, 3);
    EXPECT_EQ(names.answered, 3);
    finish();
}

TEST_P(ImapFlights, VisitsTellEachItsOwn)
{
    signIn();
    server.play({"C: T1 SELECT \"A\"", "C: T2 UID FETCH 1:4294967295 (UID FLAGS)", std::string("C: T3 UID FETCH 4:4294967295 ") + kItems, "C: T4 SELECT \"B\"",
                 "C: T5 UID FETCH 1:4294967295 (UID FLAGS)", "S: * 2 EXISTS", "S: * OK [UIDVALIDITY 7] ok", "S: T1 OK in", "S: * 1 FETCH (UID 3 FLAGS (\\Seen))", "S: T2 OK",
                 "S: * 2 FETCH (UID 4 FLAGS () BODY[HEADER.FIELDS (SUBJECT)] \"\")", "S: T3 OK", "S: T4 NO [NONEXISTENT] gone", "S: T5 BAD none selected"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const std::vector<ImapSession::Visit> visits{{"A", {}, true, {}, Uid{4}}, {"B", {}, true, {}, {}}};
    std::vector<ImapSession::Visited> results;
    ASSERT_TRUE(session->visit(visits, [](std::size_t) {}, [&](std::size_t, ImapSession::Visited visited) { results.push_back(std::move(visited)); }).ok());
    ASSERT_EQ(results.size(), 2U);
    EXPECT_TRUE(results[0].complete);
    EXPECT_EQ(results[0].exists, 2U);
    ASSERT_EQ(results[0].flags.size(), 1U);
    EXPECT_EQ(results[0].flags[0].flags.bits, kSeen);
    ASSERT_EQ(results[0].messages.size(), 1U);
    EXPECT_EQ(results[0].messages[0].uid, Uid{4});
    EXPECT_FALSE(results[1].complete);
    EXPECT_FALSE(results[1].selected.ok());
    EXPECT_EQ(session->selected(), "");
    finish();
}

TEST_P(ImapFlights, AVisitKnowsAListingThatComesBeforeItsTurn)
{
    signIn();
    server.play({"C: T1 SELECT \"A\"", "C: T2 UID FETCH 1:4294967295 (UID FLAGS)", std::string("C: T3 UID FETCH 4:4294967295 ") + kItems, "S: * 2 EXISTS", "S: T1 OK in",
                 "S: * 1 FETCH (UID 3 FLAGS (\\Seen))", "S: * 2 FETCH (UID 4 FLAGS ())", "S: * 2 FETCH (UID 4 FLAGS () BODY[HEADER.FIELDS (SUBJECT)] \"\")", "S: T2 OK", "S: T3 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const std::vector<ImapSession::Visit> visits{{"A", {}, true, {}, Uid{4}}};
    std::vector<ImapSession::Visited> results;
    ASSERT_TRUE(session->visit(visits, [](std::size_t) {}, [&](std::size_t, ImapSession::Visited visited) { results.push_back(std::move(visited)); }).ok());
    ASSERT_EQ(results.size(), 1U);
    EXPECT_TRUE(results[0].complete);
    EXPECT_EQ(results[0].flags.size(), 2U);
    ASSERT_EQ(results[0].messages.size(), 1U) << "Dovecot completes commands of one kind together";
    EXPECT_EQ(results[0].messages[0].uid, Uid{4});
    finish();
}

TEST_P(ImapFlights, SpeaksUtf8NamesWhereTheyAreEnabled)
{
    signIn("IMAP4rev1 ENABLE UTF8=ACCEPT");
    server.play({"C: T1 ENABLE UTF8=ACCEPT", "S: * ENABLED UTF8=ACCEPT", "S: T1 OK", "C: T2 LIST \"\" \"*\"", "C: T3 LSUB \"\" \"*\"", "S: * LIST () \"/\" \"\xE5\x9E\x83\xE5\x9C\xBE\"",
                 "S: * LIST () \"/\" \"a & b\"", "S: T2 OK", "S: T3 OK", "C: T4 SELECT \"\xE5\x9E\x83\xE5\x9C\xBE\"", "S: * 0 EXISTS", "S: T4 OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const auto list = session->list(false);
    ASSERT_TRUE(list.ok());
    ASSERT_EQ(list->size(), 2U);
    EXPECT_EQ((*list)[0].wireName, "&V4NXPg-") << "the key is what it would be without";
    EXPECT_EQ((*list)[1].wireName, "a &- b");
    EXPECT_TRUE(session->select("&V4NXPg-").ok());
    finish();
}

TEST_P(ImapFlights, AServerOfRevision2AloneSpeaksUtf8)
{
    signIn("IMAP4rev2");
    server.play({"C: T1 STATUS \"\xE5\x9E\x83\xE5\x9C\xBE\" ...", "S: * STATUS \"\xE5\x9E\x83\xE5\x9C\xBE\" (MESSAGES 1)", "S: T1 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->status("&V4NXPg-")->messages, 1U);
    finish();
}

TEST_P(ImapFlights, AMessageOverTheLimitIsNotSent)
{
    signIn("IMAP4rev1 LITERAL+ APPENDLIMIT=10");
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(session->appendLimit(), 10U);
    MemorySource source("12345678901");
    const auto appended = session->append({"INBOX", {}, {}, 11}, source);
    EXPECT_EQ(appended.error().kind, ErrorKind::MessageTooLarge);
    EXPECT_NE(appended.error().detail.find("10 bytes"), std::string::npos);
    EXPECT_TRUE(session->isUsable());
    finish();
}

TEST_P(ImapFlights, NotifyTellsOfOthersAmongOtherAnswers)
{
    signIn("IMAP4rev1 NOTIFY");
    server.play({"C: T1 NOTIFY SET (selected-delayed (MessageNew MessageExpunge FlagChange)) (personal (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange))",
                 "S: T1 OK", "C: T2 STATUS \"A\" ...", "S: * STATUS B (MESSAGES 9 UIDNEXT 10)", "S: * STATUS A (MESSAGES 1)", "S: T2 OK", "C: T3 NOOP",
                 "S: * LIST () \"/\" New", "S: * OK [NOTIFICATIONOVERFLOW] too much", "S: T3 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->notify().ok());
    EXPECT_TRUE(session->isNotifying());
    EXPECT_EQ(session->status("A")->messages, 1U) << "another's STATUS came in between";
    EXPECT_TRUE(session->noop().ok());
    const MailboxEvents events = session->takeEvents();
    EXPECT_TRUE(events.isQuiet());
    ASSERT_TRUE(events.others.contains("B"));
    EXPECT_EQ(events.others.at("B").uidNext, Uid{10});
    EXPECT_TRUE(events.foldersChanged);
    EXPECT_TRUE(events.notifyEnded);
    EXPECT_FALSE(session->isNotifying());
    finish();
}

TEST_P(ImapFlights, ReadsObjectIdsPreviewsAndQuota)
{
    signIn("IMAP4rev1 OBJECTID PREVIEW QUOTA");
    server.play({"C: T1 SELECT \"INBOX\"", "S: * 2 EXISTS", "S: T1 OK [MAILBOXID (F1)] in",
                 "C: T2 UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE EMAILID THREADID BODYSTRUCTURE ...",
                 "S: * 1 FETCH (UID 1 EMAILID (M1) THREADID (T1) FLAGS () SAVEDATE \"17-Jul-1996 02:44:25 -0700\" BODY[HEADER.FIELDS (SUBJECT)] \"\")",
                 "S: * 2 FETCH (UID 2 EMAILID (M2) THREADID NIL FLAGS () BODY[HEADER.FIELDS (SUBJECT)] \"\")", "S: T2 OK", "C: T3 UID FETCH 1:2 (UID PREVIEW)",
                 "S: * 1 FETCH (UID 1 PREVIEW \"Hello\")", "S: * 2 FETCH (UID 2 PREVIEW NIL)", "S: T3 OK", "C: T4 GETQUOTAROOT \"INBOX\"", "S: * QUOTAROOT INBOX \"\"",
                 "S: * QUOTA \"\" (MESSAGE 1 2 STORAGE 10 512)", "S: T4 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    struct Ids final : ListingSink {
        void message(ListedMessage &message) override { ids.push_back(message.objectId + "/" + message.threadId); }
        std::vector<std::string> ids;
    } ids;
    ASSERT_TRUE(session->fetchListing(UidSet::range(Uid{1}, Uid{2}), ids).ok());
    EXPECT_EQ(ids.ids, (std::vector<std::string>{"M1/T1", "M2/"}));
    const auto previews = session->fetchPreviews(UidSet::range(Uid{1}, Uid{2}));
    ASSERT_TRUE(previews.ok());
    ASSERT_EQ(previews->size(), 1U);
    EXPECT_EQ(previews->front().second, "Hello");
    const auto quota = session->quota();
    ASSERT_TRUE(quota.ok() && quota->has_value());
    EXPECT_EQ(**quota, (Quota{10 * 1024, 512 * 1024}));
    finish();
}

} // namespace
} // namespace tern::test
