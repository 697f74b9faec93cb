// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asked for reaches the server, once, whatever the server can and wherever a connection breaks.
#include "core/base/Log.h"
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

class Replaying : public SyncScript {
protected:
    void begin(const Texts &names)
    {
        deliver("INBOX", names);
        start();
        sync();
        server.clearLog();
    }
    /// Each row is where the server has that very message.
    void expectUidsTrue(const std::string &mailbox)
    {
        for (const store::MessageRow &row : rig.rows(box(mailbox))) {
            ASSERT_TRUE(row.uid.has_value()) << row.subject.toStdString();
            std::string name;
            server.edit([&](ModelMail &mail) {
                const ModelMessage *message = mail[mailbox].find(row.uid->value);
                name = message ? message->header("Subject") : "nothing";
            });
            EXPECT_EQ(row.subject.toStdString(), name) << "at UID " << row.uid->value;
        }
    }
    /// Nothing waits, and what is shown is what the server has.
    void expectInStep(const std::string &mailbox)
    {
        EXPECT_EQ(rig.operations(), 0U);
        Texts names = server.names(mailbox);
        std::sort(names.begin(), names.end());
        Texts seen;
        for (const store::MessageRow &row : rig.rows(box(mailbox)))
            seen.push_back(row.subject.toStdString());
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(seen, names) << mailbox;
        expectUidsTrue(mailbox);
    }
};
INSTANTIATE_TEST_SUITE_P(Every, Replaying, ::testing::ValuesIn(kEveryKind), kindName);

TEST_P(Replaying, FlagsAndKeywords)
{
    begin({"one", "two", "three"});
    store::NewOperation operation;
    operation.placements = {at("INBOX", "one"), at("INBOX", "three")};
    operation.addFlags = store::FlagSeen | store::FlagForwarded;
    operation.addKeywords = QStringList{QStringLiteral("Work")};
    rig.add(operation);
    rig.flag({at("INBOX", "one")}, 0, store::FlagSeen);
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "three seen", "two"})) << "before any command";
    sync();
    EXPECT_EQ(server.content("INBOX"), (Texts{"one $Forwarded Work", "two", "three $Forwarded Work \\Seen"}));
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "three seen", "two"}));
    EXPECT_EQ(rig.operations(), 0U);
}

TEST_P(Replaying, MovesOnceAndNeverExpungesPlainly)
{
    begin({"one", "two", "three"});
    server.edit([](ModelMail &mail) {
        ModelMailbox &inbox = mail["INBOX"];
        inbox.change(*inbox.find(2), {"\\Deleted"});
    });
    rig.move({at("INBOX", "one"), at("INBOX", "three")}, box("Archive"));
    EXPECT_EQ(shown("Archive"), (Texts{"one", "three"})) << "before any command";
    sync();
    EXPECT_EQ(server.names("Archive"), (Texts{"one", "three"}));
    EXPECT_EQ(server.count("EXPUNGE"), 0);
    if (can("UIDPLUS")) {
        EXPECT_EQ(server.names("INBOX"), Texts{"two"}) << "marked by another hand, so not ours to remove";
    } else {
        EXPECT_EQ(server.content("INBOX"), (Texts{"one \\Deleted", "two \\Deleted", "three \\Deleted"}));
    }
    EXPECT_EQ(server.count("UID MOVE"), can("MOVE") ? 1 : 0);
    sync();
    EXPECT_EQ(shown("Archive"), (Texts{"one", "three"}));
    EXPECT_EQ(rig.operations(), 0U);
    expectUidsTrue("Archive");
    for (const std::string &line : shown("INBOX"))
        EXPECT_EQ(line.find("one"), std::string::npos) << "hidden: " << line;
}

TEST_P(Replaying, Copies)
{
    begin({"one", "two"});
    rig.copy({at("INBOX", "one"), at("INBOX", "two")}, box("Archive"));
    sync();
    sync();
    EXPECT_EQ(server.names("INBOX"), (Texts{"one", "two"}));
    EXPECT_EQ(server.names("Archive"), (Texts{"one", "two"}));
    expectInStep("INBOX");
    expectInStep("Archive");
}

TEST_P(Replaying, RemovesForGood)
{
    begin({"one", "two", "three"});
    rig.expunge({at("INBOX", "two")});
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "three"}));
    if (can("UIDPLUS")) {
        EXPECT_EQ(server.names("INBOX"), (Texts{"one", "three"}));
    } else {
        EXPECT_EQ(server.content("INBOX"), (Texts{"one", "two \\Deleted", "three"}));
    }
    EXPECT_EQ(server.count("EXPUNGE"), 0);
    EXPECT_EQ(rig.operations(), 0U);
}

TEST_P(Replaying, AChainOfOperationsOnOneMessage)
{
    begin({"one", "two"});
    const PlacementId placement = at("INBOX", "one");
    rig.flag({placement}, store::FlagFlagged);
    rig.move({placement}, box("Archive"));
    rig.flag({placement}, store::FlagSeen);
    rig.move({placement}, box("Trash"));
    rig.flag({placement}, 0, store::FlagFlagged);
    for (int i = 0; i < 3; ++i)
        sync();
    EXPECT_EQ(server.content("Trash"), Texts{"one \\Seen"});
    EXPECT_EQ(shown("Trash"), Texts{"one seen"});
    EXPECT_EQ(shown("Archive"), Texts{});
    EXPECT_EQ(rig.operations(), 0U);
    expectUidsTrue("Trash");
}

TEST_P(Replaying, AMoveBackIsTheWayBack)
{
    begin({"one", "two"});
    const PlacementId placement = at("INBOX", "one");
    rig.move({placement}, box("Archive"));
    sync();
    rig.move({at("Archive", "one")}, box("INBOX"));
    sync();
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
    EXPECT_EQ(shown("Archive"), Texts{});
    if (can("UIDPLUS")) {
        EXPECT_EQ(server.names("Archive"), Texts{});
    }
}

TEST_P(Replaying, ACopyUidThatLiesIsNotBelieved)
{
    if (!can("UIDPLUS"))
        GTEST_SKIP() << "no COPYUID";
    begin({"one", "two-longer", "three-longest"});
    server.lieAboutCopies(true);
    rig.move({at("INBOX", "one"), at("INBOX", "two-longer"), at("INBOX", "three-longest")}, box("Archive"));
    sync();
    sync();
    expectInStep("INBOX");
    expectInStep("Archive");
    rig.flag({at("Archive", "one")}, store::FlagFlagged);
    sync();
    EXPECT_EQ(server.content("Archive"), (Texts{"one \\Flagged", "two-longer", "three-longest"})) << "the right one is marked";
}

TEST_P(Replaying, ARefusalPutsTheRowBackAndTellsWhy)
{
    begin({"one", "two"});
    server.refuse("UID MOVE", "NO [NOPERM] not here");
    server.refuse("UID COPY", "NO [NOPERM] not here");
    store::NewOperation operation;
    operation.kind = store::OperationKind::Move;
    operation.intent = store::OperationIntent::Archive;
    operation.placements = {at("INBOX", "one")};
    operation.target = box("Archive");
    rig.add(operation);
    (void)rig.syncNow(account);
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
    EXPECT_EQ(shown("Archive"), Texts{});
    EXPECT_EQ(rig.operations(), 0U);
    const auto notices = rig.notices();
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].kind, sync::SyncNotice::Kind::OperationRefused);
    EXPECT_EQ(notices[0].intent, store::OperationIntent::Archive);
    EXPECT_EQ(notices[0].messages, 1);
    EXPECT_NE(notices[0].error.detail.find("not here"), std::string::npos) << notices[0].error.toString();
}

TEST_P(Replaying, OverQuotaIsTakenBackAndTold)
{
    begin({"one"});
    server.refuse("UID MOVE", "NO [OVERQUOTA] full");
    server.refuse("UID COPY", "NO [OVERQUOTA] full");
    const OperationId id = rig.move({at("INBOX", "one")}, box("Archive"));
    sync();
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_EQ(shown("INBOX"), Texts{"one"});
    EXPECT_EQ(shown("Archive"), Texts{});
    const auto notices = rig.notices();
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].operation, id);
    EXPECT_EQ(notices[0].error.kind, ErrorKind::QuotaExceeded);
    EXPECT_EQ(server.content("INBOX"), Texts{"one"});
}

TEST_P(Replaying, ATargetDeletedElsewhereIsRefused)
{
    begin({"one"});
    server.edit([](ModelMail &mail) { mail.erase("Archive"); });
    rig.move({at("INBOX", "one")}, box("Archive"));
    (void)rig.syncNow(account);
    sync();
    EXPECT_EQ(shown("INBOX"), Texts{"one"});
    EXPECT_EQ(server.names("INBOX"), Texts{"one"});
    EXPECT_FALSE(box("Archive").isValid());
    ASSERT_EQ(rig.notices().size(), 1U);
    EXPECT_EQ(rig.notices()[0].error.kind, ErrorKind::MailboxMissing);
}

TEST_P(Replaying, HeldOperationsWaitForTheirTimeAndWakeTheLane)
{
    begin({"one"});
    store::NewOperation operation;
    operation.kind = store::OperationKind::Move;
    operation.placements = {at("INBOX", "one")};
    operation.target = box("Archive");
    operation.notBefore = SystemClock().now() + 600;
    rig.add(operation);
    sync();
    EXPECT_EQ(server.names("INBOX"), Texts{"one"}) << "held";
    rig.kick();
    EXPECT_TRUE(rig.waitFor([&] { return server.names("Archive") == Texts{"one"} && rig.operations() == 0; }));
    EXPECT_GE(SystemClock().now(), operation.notBefore);
}

TEST_P(Replaying, TagsAreNotSentWhereTheServerTakesNone)
{
    server.edit([](ModelMail &mail) { mail["INBOX"].permanentFlags = "\\Answered \\Flagged \\Deleted \\Seen \\Draft"; });
    begin({"one"});
    store::NewOperation operation;
    operation.placements = {at("INBOX", "one")};
    operation.addFlags = store::FlagSeen;
    operation.addKeywords = QStringList{QStringLiteral("Work")};
    rig.add(operation);
    sync();
    EXPECT_EQ(server.content("INBOX"), Texts{"one \\Seen"});
    for (const std::string &command : server.log())
        EXPECT_EQ(command.find("Work"), std::string::npos) << command;
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_TRUE(rig.notices().empty());
}

TEST_P(Replaying, MailboxesAreMadeRenamedAndDeleted)
{
    begin({});
    const auto mailboxOperation = [&](store::OperationKind kind, const std::string &name, const std::string &newName = {}) {
        store::NewOperation operation;
        operation.kind = kind;
        operation.account = account;
        operation.mailboxName = name;
        operation.newMailboxName = newName;
        rig.add(operation);
    };
    mailboxOperation(store::OperationKind::CreateMailbox, "Projects");
    mailboxOperation(store::OperationKind::DeleteMailbox, "Trash");
    mailboxOperation(store::OperationKind::RenameMailbox, "Archive", "Archive 2024");
    mailboxOperation(store::OperationKind::Unsubscribe, "Sent");
    sync();
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_TRUE(box("Projects").isValid());
    EXPECT_TRUE(box("Archive 2024").isValid());
    EXPECT_FALSE(box("Archive").isValid());
    EXPECT_FALSE(box("Trash").isValid());
    EXPECT_FALSE(rig.reader().mailbox(box("Sent"))->subscribed);
}

TEST_P(Replaying, ARenamedMailboxKeepsItsMessagesAndWhatWaitsForIt)
{
    server.edit([](ModelMail &mail) { mail["Archive/2025"]; });
    deliver("Archive", {"kept"});
    deliver("Archive/2025", {"below"});
    begin({"one", "two"});
    // Asked for while the window still shows the old names; the rename may be carried out as soon as it is there.
    const PlacementId kept = at("Archive", "kept");
    const PlacementId below = at("Archive/2025", "below");
    const PlacementId one = at("INBOX", "one");
    const MailboxId archive = box("Archive");
    store::NewOperation rename;
    rename.kind = store::OperationKind::RenameMailbox;
    rename.account = account;
    rename.mailboxName = "Archive";
    rename.newMailboxName = "Old mail";
    rig.add(rename);
    rig.move({one}, archive);
    rig.flag({kept}, store::FlagFlagged);
    rig.flag({below}, store::FlagSeen);
    server.edit([](ModelMail &mail) {
        auto moved = mail.extract("Archive/2025");
        moved.key() = "Old mail/2025";
        mail.insert(std::move(moved));
    });
    sync();
    sync();
    EXPECT_EQ(server.content("Old mail"), (Texts{"kept \\Flagged", "one"}));
    EXPECT_EQ(server.content("Old mail/2025"), Texts{"below \\Seen"});
    EXPECT_EQ(at("Old mail", "kept"), kept) << "not listed anew";
    EXPECT_EQ(shown("Old mail/2025"), Texts{"below seen"});
    EXPECT_FALSE(box("Archive").isValid());
    EXPECT_FALSE(box("Archive/2025").isValid());
    EXPECT_EQ(rig.reader().mailbox(box("Old mail/2025"))->path, QStringLiteral("Old mail/2025"));
    EXPECT_TRUE(rig.notices().empty());
    expectInStep("Old mail");
}

/// Without a Message-ID a copy is known by its header fields, if only one fits; a row that waits for its UID must not stay beside the one that has it.
TEST_P(Replaying, MessagesWithoutMessageIdsAreShownOnce)
{
    server.edit([](ModelMail &mail) {
        for (const char *subject : {"first", "second", "same", "same"})
            mail["INBOX"].add("Subject: " + std::string(subject) + "\r\nFrom: a@b.test\r\n\r\nBody of " + std::to_string(mail["INBOX"].uidNext) + ".\r\n");
    });
    begin({"named"});
    rig.move({at("INBOX", "first"), at("INBOX", "second"), at("INBOX", "named")}, box("Archive"));
    std::vector<PlacementId> same;
    for (const store::MessageRow &row : rig.rows(box("INBOX"))) {
        if (row.subject == QStringLiteral("same"))
            same.push_back(row.placement);
    }
    ASSERT_EQ(same.size(), 2U);
    rig.move(same, box("Trash"));
    sync();
    EXPECT_EQ(shown("Archive"), (Texts{"first", "named", "second"}));
    expectUidsTrue("Archive");
    EXPECT_EQ(server.names("Trash"), (Texts{"same", "same"}));
    // These two can't be told apart, so they are listed as new; what waited for them is gone when the folder has been looked at again.
    for (const char *more : {"more", "and more"}) {
        deliver("Trash", {more});
        sync();
    }
    EXPECT_EQ(shown("Trash"), (Texts{"and more", "more", "same", "same"}));
}

TEST_P(Replaying, ManyAtOnce)
{
    server.edit([](ModelMail &mail) {
        for (int i = 0; i < 3'000; ++i)
            mail["INBOX"].add(modelMessage("m" + std::to_string(i)));
        // Holes make long UID sets.
        for (std::uint32_t uid = 3; uid <= 3'000; uid += 3)
            mail["INBOX"].remove(uid);
    });
    begin({});
    std::vector<PlacementId> all;
    for (const store::MessageRow &row : rig.rows(box("INBOX")))
        all.push_back(row.placement);
    ASSERT_EQ(all.size(), 2'000U);
    rig.flag(all, store::FlagSeen);
    rig.move(all, box("Archive"));
    sync();
    sync();
    EXPECT_EQ(server.names("Archive").size(), 2'000U);
    EXPECT_EQ(rig.rows(box("INBOX")).size(), 0U);
    EXPECT_EQ(rig.rows(box("Archive")).size(), 2'000U);
    EXPECT_EQ(rig.reader().mailbox(box("Archive"))->unread, 0);
    EXPECT_EQ(rig.operations(), 0U);
    for (const std::string &command : server.log())
        EXPECT_LE(command.size(), 8'192U) << "longer than servers take";
}

/// The same operations with the connection lost at every command in turn, before and after it was carried out.
TEST_P(Replaying, ALostReplyNeitherLosesNorRepeats)
{
    int broken = 0;
    for (const ModelFault fault : {ModelFault::LostBefore, ModelFault::LostAfter}) {
        for (int n = 1;; ++n) {
            SCOPED_TRACE((fault == ModelFault::LostBefore ? "before command " : "after command ") + std::to_string(n));
            ModelImapServer other({GetParam().capabilities});
            for (const char *name : {"one", "two", "three", "four"})
                other.deliver("INBOX", name);
            SyncRig fresh;
            fresh.open();
            const AccountId id = fresh.addAccount("a@b.test", other.port());
            fresh.startAll(false);
            ASSERT_TRUE(fresh.syncNow(id).ok());
            fresh.flag({fresh.placement(id, "INBOX", "one")}, store::FlagSeen);
            fresh.move({fresh.placement(id, "INBOX", "two"), fresh.placement(id, "INBOX", "three")}, fresh.mailbox(id, "Archive"));
            fresh.copy({fresh.placement(id, "INBOX", "one")}, fresh.mailbox(id, "Trash"));
            fresh.expunge({fresh.placement(id, "INBOX", "four")});
            other.clearLog();
            other.failAt(n, fault);
            (void)fresh.syncNow(id);
            const bool hit = other.hasFailed();
            for (int again = 0; again < 3; ++again) {
                const auto summary = fresh.syncNow(id);
                ASSERT_TRUE(summary.ok()) << summary.error().toString() << "\n" << fresh.traced();
            }
            EXPECT_EQ(fresh.operations(), 0U) << fresh.traced();
            EXPECT_EQ(other.names("Archive"), (Texts{"two", "three"})) << fresh.traced();
            EXPECT_EQ(other.names("Trash"), Texts{"one"});
            EXPECT_EQ(fresh.shown(id, "INBOX"), Texts{"one seen"});
            EXPECT_EQ(fresh.shown(id, "Archive"), (Texts{"three", "two"}));
            EXPECT_EQ(fresh.shown(id, "Trash").size(), 1U);
            EXPECT_EQ(other.content("INBOX")[0], "one \\Seen");
            EXPECT_TRUE(fresh.notices().empty());
            if (HasFailure() || !hit)
                break;
            ++broken;
        }
        if (HasFailure())
            break;
    }
    EXPECT_GT(broken, 8);
}

} // namespace
} // namespace tern::test
