// SPDX-License-Identifier: GPL-3.0-or-later
// What servers and other clients really leave in mailboxes: names nobody can decode, messages without what a message should have, storms of removals.
#include "core/base/Log.h"
#include "tests/scripted/sync/SyncScript.h"
#include "tests/support/scripted/ScriptedServer.h"

namespace tern::test {
namespace {

class OddMail : public SyncScript {};
INSTANTIATE_TEST_SUITE_P(Every, OddMail, ::testing::ValuesIn(kEveryKind), kindName);

TEST_P(OddMail, AUidValidityThatChangesWhileAnOperationWaits)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    rig.move({at("INBOX", "one")}, box("Archive"));
    // The same UID is another message now: acting on it would be wrong.
    server.edit([](ModelMail &mail) {
        mail["INBOX"] = ModelMailbox{};
        mail["INBOX"].uidValidity = 8;
        mail["INBOX"].add(modelMessage("other"));
        mail["INBOX"].add(modelMessage("more"));
    });
    setLogSink([](const LogLine &) {});
    (void)rig.syncNow(account);
    (void)rig.syncNow(account);
    setLogSink({});
    EXPECT_EQ(server.names("INBOX"), (Texts{"other", "more"}));
    EXPECT_EQ(server.names("Archive"), Texts{});
    EXPECT_EQ(shown("INBOX"), (Texts{"more", "other"}));
    const auto operations = rig.reader().operations();
    ASSERT_TRUE(operations.ok());
    for (const store::OperationRecord &operation : *operations) {
        EXPECT_EQ(operation.state, store::OperationState::Blocked);
        ASSERT_TRUE(operation.reason.has_value());
        EXPECT_EQ(operation.reason->kind, ErrorKind::UidValidityChanged);
    }
}

TEST_P(OddMail, AFolderRenamedElsewhereKeepsItsMail)
{
    server.edit([](ModelMail &mail) { mail["Old"].add(modelMessage("inside")); });
    start();
    sync();
    ASSERT_EQ(shown("Old"), Texts{"inside"});
    server.edit([](ModelMail &mail) {
        auto node = mail.extract("Old");
        node.key() = "New";
        mail.insert(std::move(node));
    });
    sync();
    EXPECT_FALSE(box("Old").isValid());
    EXPECT_EQ(shown("New"), Texts{"inside"});
}

TEST_P(OddMail, AStormOfRemovalsWhileItIsWatched)
{
    if (!can("IDLE"))
        GTEST_SKIP() << "nothing is told without IDLE";
    server.edit([](ModelMail &mail) {
        for (int i = 0; i < 3'000; ++i)
            mail["INBOX"].add(modelMessage("m" + std::to_string(i)));
    });
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.mailbox(account, "INBOX").isValid() && rig.rows(box("INBOX")).size() == 3'000; }, std::chrono::seconds{30}));
    ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching; }));
    server.edit([](ModelMail &mail) {
        for (std::uint32_t uid = 1; uid <= 2'990; ++uid)
            mail["INBOX"].remove(uid);
    });
    EXPECT_TRUE(rig.waitFor([&] { return rig.rows(box("INBOX")).size() == 10; }, std::chrono::seconds{30}));
}

TEST_P(OddMail, TheSameMessageFiveTimesInAFolder)
{
    deliver("INBOX", {"copy", "copy", "copy", "copy", "copy"});
    start();
    sync();
    EXPECT_EQ(shown("INBOX").size(), 5U);
    const auto rows = rig.rows(box("INBOX"));
    rig.flag({rows[2].placement}, store::FlagFlagged);
    rig.expunge({rows[4].placement});
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"copy", "copy", "copy", "copy flagged"})) << "each is its own, though they are one message";
    const Texts content = server.content("INBOX");
    EXPECT_EQ(std::count(content.begin(), content.end(), "copy \\Flagged"), 1);
    sync::SyncScope scope;
    scope.bodies = true;
    const auto summary = rig.syncNow(account, scope);
    ASSERT_TRUE(summary.ok());
    EXPECT_LE(summary->bodies, 4);
    EXPECT_EQ(rig.reader().totals()->bodies, 1);
}

TEST_P(OddMail, NamesThatCantBeDecodedAreFoldersAllTheSame)
{
    if (can("UTF8=ACCEPT"))
        GTEST_SKIP() << "names are in UTF-8 there";
    const Texts names{"&bad", "&AAA", "&2D3eAA-", "raw \xC3\xA4 \xFF", "a\"b\\c", "&-", "%* ()"};
    server.edit([&](ModelMail &mail) {
        for (const std::string &name : names)
            mail[name].add(modelMessage("inside"));
    });
    start();
    sync();
    for (const std::string &name : names) {
        EXPECT_EQ(shown(name), Texts{"inside"}) << name;
        EXPECT_FALSE(rig.reader().mailbox(box(name))->name.isEmpty()) << name;
    }
    rig.move({at("&bad", "inside")}, box("raw \xC3\xA4 \xFF"));
    sync();
    EXPECT_EQ(server.names("raw \xC3\xA4 \xFF").size(), 2U) << "the raw name is what goes back";
}

TEST_P(OddMail, MessagesWithoutWhatAMessageHas)
{
    server.edit([](ModelMail &mail) {
        mail["INBOX"].add("Subject: no id\r\nFrom: a@b.test\r\nDate: Tue, 14 Nov 2023 22:00:00 +0000\r\n\r\nHello\r\n");
        mail["INBOX"].add("Subject: no date\r\nFrom: a@b.test\r\nMessage-ID: <nodate@b.test>\r\n\r\nHello\r\n");
        mail["INBOX"].add("Subject: far away\r\nFrom: a@b.test\r\nDate: Sat, 01 Jan 2089 00:00:00 +0000\r\nMessage-ID: <far@b.test>\r\n\r\nHello\r\n");
        mail["INBOX"].add("\r\nno header at all\r\n");
        mail["Archive"].add("Subject: no id\r\nFrom: a@b.test\r\nDate: Tue, 14 Nov 2023 22:00:00 +0000\r\n\r\nHello\r\n");
    });
    start();
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"", "far away", "no date", "no id"}));
    for (const store::MessageRow &row : rig.rows(box("INBOX")))
        EXPECT_LE(row.date, 1'700'000'000'000) << row.subject.toStdString() << ": the server's own date, not 2089";
    rig.move({at("INBOX", "no id")}, box("Trash"));
    sync();
    sync();
    EXPECT_EQ(server.names("Trash"), Texts{"no id"});
    EXPECT_EQ(shown("Trash"), Texts{"no id"});
    EXPECT_EQ(rig.operations(), 0U);
    // Without a Message-ID only the server's own id can say that two are one.
    const auto row = rig.reader().row(at("Archive", "no id")).value();
    EXPECT_EQ(rig.reader().placementsOf(row->message)->size(), can("OBJECTID") || can("X-GM-EXT-1") ? 2U : 1U);
}

TEST_P(OddMail, WhatLiesInAllMailTooIsListedAndFetchedOnce)
{
    server.edit([](ModelMail &mail) {
        mail["All"].attributes = "\\All";
        for (int i = 0; i < 250; ++i) {
            const std::string raw = modelMessage("m" + std::to_string(1000 + i));
            mail["INBOX"].add(raw);
            mail["All"].add(raw);
        }
    });
    start();
    sync::SyncScope scope;
    scope.bodies = true;
    const auto summary = rig.syncNow(account, scope);
    ASSERT_TRUE(summary.ok()) << summary.error().toString();
    EXPECT_EQ(rig.rows(box("All")).size(), 250U);
    EXPECT_EQ(summary->bodies, 250) << "no body twice";
    EXPECT_EQ(rig.reader().placementsOf(rig.rows(box("All")).front().message)->size(), 2U);
    const bool byId = can("OBJECTID") || can("X-GM-EXT-1");
    const Texts log = server.log();
    const auto headers = std::count_if(log.begin(), log.end(), [](const std::string &line) {
        return line.starts_with("FETCH 1:150 ") && line.find("BODYSTRUCTURE") != std::string::npos;
    });
    EXPECT_EQ(headers, byId ? 1 : 2) << "with ids what is known is asked for by number and flags alone";
}

TEST(OddServers, TwoSpellingsOfInboxAndLinesToldTwice)
{
    ScriptedServer server;
    // The foreground lane comes first, to see whether an earlier run left operations.
    server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN ...", "S: $T OK [CAPABILITY IMAP4rev1] in", "X", "N"});
    server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN ...", "S: $T OK [CAPABILITY IMAP4rev1] in",
                 "C: $T LIST \"\" \"*\"", "C: T2 LSUB \"\" \"*\"", "S: * LIST () \"/\" Inbox", "S: * LIST () \"/\" INBOX", "S: * LIST () \"/\" \"Work\"",
                 "S: * LIST (\\HasChildren) \"/\" Work", "S: T1 OK", "S: * LSUB () \"/\" inbox", "S: * LSUB () \"/\" Work", "S: T2 OK", "X"});
    server.start();
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    ASSERT_TRUE(rig.waitFor([&] { return rig.traced().find("OK [CAPABILITY IMAP4rev1] in") != std::string::npos; }));
    (void)rig.syncNow(account);
    const auto mailboxes = rig.reader().mailboxes(account);
    ASSERT_TRUE(mailboxes.ok());
    ASSERT_EQ(mailboxes->size(), 2U);
    for (const store::MailboxRecord &mailbox : *mailboxes)
        EXPECT_TRUE(mailbox.subscribed) << mailbox.wireName;
    EXPECT_TRUE(rig.mailbox(account, "INBOX").isValid());
    EXPECT_TRUE(rig.mailbox(account, "Work").isValid());
}

TEST(OddServers, ThreeThousandFolders)
{
    ModelImapServer server;
    server.edit([](ModelMail &mail) {
        for (int i = 0; i < 3'000; ++i)
            mail["Lists/" + std::to_string(i / 50) + "/" + std::to_string(i)].add(modelMessage("in " + std::to_string(i)));
    });
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    ASSERT_TRUE(rig.syncNow(account).ok());
    EXPECT_EQ(rig.reader().mailboxes(account)->size(), 3'004U);
    EXPECT_EQ(rig.shown(account, "Lists/59/2999"), Texts{"in 2999"});
    server.clearLog();
    const auto since = std::chrono::steady_clock::now();
    ASSERT_TRUE(rig.syncNow(account).ok());
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
    RecordProperty("unchanged_ms", std::to_string(took.count()));
    EXPECT_EQ(server.count("SELECT"), 0) << "one LIST tells that nothing changed";
    EXPECT_LE(server.log().size(), 3U);
    EXPECT_LT(took, std::chrono::seconds{10}) << "generous: the machine may be busy";
}

} // namespace
} // namespace tern::test
