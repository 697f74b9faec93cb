// SPDX-License-Identifier: GPL-3.0-or-later
// What the server says reaches the store, whatever the server can.
#include "core/base/Log.h"
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

class MailboxSyncing : public SyncScript {};
INSTANTIATE_TEST_SUITE_P(Every, MailboxSyncing, ::testing::ValuesIn(kEveryKind), kindName);

TEST_P(MailboxSyncing, ListsEveryMailbox)
{
    deliver("INBOX", {"one", "two"});
    server.deliver("Archive", "old", {"\\Seen"});
    start();
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
    EXPECT_EQ(shown("Archive"), Texts{"old seen"});
    EXPECT_EQ(rig.reader().mailbox(box("INBOX"))->unread, 2);
    EXPECT_EQ(rig.reader().mailbox(box("Archive"))->role, store::MailboxRole::Archive);
    EXPECT_TRUE(rig.reader().mailbox(box("INBOX"))->fullyListed);
}

TEST_P(MailboxSyncing, SeesWhatAnotherClientDid)
{
    deliver("INBOX", {"one", "two", "three", "four"});
    start();
    sync();
    server.edit([](ModelMail &mail) {
        ModelMailbox &inbox = mail["INBOX"];
        inbox.change(*inbox.find(1), {"\\Seen", "\\Flagged"});
        inbox.remove(2);
        inbox.change(*inbox.find(3), {"$Forwarded", "Work"});
        inbox.add(modelMessage("five"));
    });
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"five", "four", "one seen flagged", "three"}));
    const auto row = rig.reader().row(at("INBOX", "three")).value();
    EXPECT_EQ(row->flags, store::Flags(store::FlagForwarded));
    EXPECT_EQ(row->keywords, QStringList{QStringLiteral("Work")});
    server.edit([](ModelMail &mail) {
        ModelMailbox &inbox = mail["INBOX"];
        inbox.change(*inbox.find(1), {});
        inbox.change(*inbox.find(3), {});
        inbox.remove(5);
        inbox.remove(4);
    });
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "three"}));
    EXPECT_TRUE(rig.reader().row(at("INBOX", "three")).value()->keywords.isEmpty());
}

TEST_P(MailboxSyncing, ASecondSyncChangesNothingAndAsksLittle)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    const auto before = rig.rows(box("INBOX"));
    server.clearLog();
    sync();
    const auto after = rig.rows(box("INBOX"));
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(before[i].placement, after[i].placement);
    for (const std::string &command : server.log())
        EXPECT_EQ(command.find("BODYSTRUCTURE"), std::string::npos) << "listed again: " << command;
}

TEST_P(MailboxSyncing, StartsOverAtANewUidValidity)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    server.edit([](ModelMail &mail) {
        mail["INBOX"] = ModelMailbox{};
        mail["INBOX"].uidValidity = 8;
        mail["INBOX"].add(modelMessage("other"));
    });
    setLogSink([](const LogLine &) {});
    sync();
    setLogSink({});
    EXPECT_EQ(shown("INBOX"), Texts{"other"});
}

TEST_P(MailboxSyncing, AMailboxThatWasEmptiedIsEmpty)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    server.edit([](ModelMail &mail) {
        mail["INBOX"].remove(1);
        mail["INBOX"].remove(2);
    });
    sync();
    EXPECT_EQ(shown("INBOX"), Texts{});
    deliver("INBOX", {"three"});
    sync();
    EXPECT_EQ(shown("INBOX"), Texts{"three"});
}

TEST_P(MailboxSyncing, FoldersComeAndGoElsewhere)
{
    start();
    sync();
    server.edit([](ModelMail &mail) {
        mail["Work/&U0FX3w-"].add(modelMessage("inside"));
        mail.erase("Archive");
    });
    sync();
    EXPECT_EQ(shown("Work/&U0FX3w-"), Texts{"inside"});
    EXPECT_FALSE(box("Archive").isValid());
}

TEST_P(MailboxSyncing, ManyAreListedInPagesNewestFirst)
{
    for (int i = 1; i <= 450; ++i)
        server.deliver("INBOX", "m" + std::to_string(1000 + i));
    start();
    sync();
    EXPECT_EQ(rig.rows(box("INBOX")).size(), 450U);
}

TEST_P(MailboxSyncing, AnInterruptedListingIsFinishedNextTime)
{
    for (int i = 1; i <= 300; ++i)
        server.deliver("INBOX", "m" + std::to_string(1000 + i));
    start();
    // With PARTIAL the newest page is a UID FETCH.
    server.failAt(can("PARTIAL") ? 1 : 2, ModelFault::LostBefore, "FETCH");
    (void)rig.syncNow(account);
    EXPECT_TRUE(server.hasFailed());
    sync();
    EXPECT_EQ(rig.rows(box("INBOX")).size(), 300U);
    EXPECT_TRUE(rig.reader().mailbox(box("INBOX"))->fullyListed);
}

TEST_P(MailboxSyncing, BodiesAndSnippetsComeWhenAsked)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    const auto row = rig.reader().row(at("INBOX", "one")).value();
    std::promise<Result<void>> promise;
    rig.sync(account).fetchBody(row->placement, [&](Result<void> done) { promise.set_value(std::move(done)); });
    const auto done = promise.get_future().get();
    ASSERT_TRUE(done.ok()) << done.error().toString();
    const auto content = rig.reader().content(row->message);
    ASSERT_TRUE(content.ok() && content->has_value());
    EXPECT_EQ((*content)->toStdString(), modelMessage("one"));
    rig.sync(account).fetchSnippets({at("INBOX", "two")});
    const QString snippet = can("PREVIEW") ? QStringLiteral("previewed") : QStringLiteral("Hello");
    EXPECT_TRUE(rig.waitFor([&] { return rig.reader().row(at("INBOX", "two")).value()->snippet == snippet; }));
    EXPECT_EQ(server.content("INBOX"), (Texts{"one", "two"})) << "reading sets no flag";
}

TEST_P(MailboxSyncing, ABodyThatIsGoneIsNamedSo)
{
    deliver("INBOX", {"one"});
    start();
    sync();
    const PlacementId placement = at("INBOX", "one");
    server.edit([](ModelMail &mail) { mail["INBOX"].remove(1); });
    std::promise<Result<void>> promise;
    rig.sync(account).fetchBody(placement, [&](Result<void> done) { promise.set_value(std::move(done)); });
    const auto done = promise.get_future().get();
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().kind, ErrorKind::MessageMissing);
}

TEST_P(MailboxSyncing, EveryBodyOnDemand)
{
    deliver("INBOX", {"one", "two"});
    deliver("Archive", {"three"});
    start();
    sync::SyncScope scope;
    scope.bodies = true;
    const auto summary = rig.syncNow(account, scope);
    ASSERT_TRUE(summary.ok()) << summary.error().toString();
    EXPECT_EQ(summary->bodies, 3);
    EXPECT_EQ(summary->messages, 3);
    EXPECT_EQ(rig.reader().totals()->bodies, 3);
}

} // namespace
} // namespace tern::test
