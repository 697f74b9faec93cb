// SPDX-License-Identifier: GPL-3.0-or-later
// The order of a lane's work: the inbox is seen whatever is on screen; bodies come in the order a person wants them, at the pace the desktop allows.
#include "core/sync/BodyPolicy.h"
#include "core/sync/WalkOrder.h"
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

using State = sync::LaneStatus::State;
using sync::LaneKind;

class InboxWatch : public SyncScript {
protected:
    void lookAt(const std::string &mailbox)
    {
        start(true);
        ASSERT_TRUE(rig.waitFor([&] { return box(mailbox).isValid() && rig.lane(account, LaneKind::Foreground).state == State::Watching; }));
        rig.sync(account).setFocus(box(mailbox));
    }
    [[nodiscard]] bool isWatching(LaneKind kind, const char *path)
    {
        const auto lane = rig.lane(account, kind);
        return lane.state == State::Watching && lane.doing == QLatin1String(path);
    }
};
INSTANTIATE_TEST_SUITE_P(WithIdle, InboxWatch, ::testing::Values(kEveryKind[0], kEveryKind[1], kEveryKind[2]), kindName);

TEST_P(InboxWatch, NewMailShowsWhileAnotherMailboxIsOnScreen)
{
    deliver("INBOX", {"one"});
    server.deliver("Archive", "old");
    lookAt("Archive");
    ASSERT_TRUE(rig.waitFor([&] { return isWatching(LaneKind::Foreground, "Archive") && isWatching(LaneKind::Background, "INBOX"); }));
    const auto since = std::chrono::steady_clock::now();
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
    server.deliver("Archive", "new");
    EXPECT_TRUE(rig.waitFor([&] { return shown("Archive") == Texts{"new", "old"}; }));
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds{2});
    // Once more, as a watch that ends after its first news would pass so far.
    server.deliver("INBOX", "three");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 3; }, std::chrono::seconds{2}));
}

TEST_P(InboxWatch, BackOnTheInboxItIsWatchedOnce)
{
    deliver("INBOX", {"one"});
    server.deliver("Archive", "old");
    lookAt("Archive");
    ASSERT_TRUE(rig.waitFor([&] { return isWatching(LaneKind::Background, "INBOX"); }));
    rig.sync(account).setFocus(box("INBOX"));
    EXPECT_TRUE(rig.waitFor([&] { return isWatching(LaneKind::Foreground, "INBOX") && rig.lane(account, LaneKind::Background).state == State::Idle; }));
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 2; }, std::chrono::seconds{2}));
}

TEST(InboxWatchOnOneConnection, TheForegroundLooksAtTheInboxNowAndThen)
{
    ModelImapServer server({ModelImapServer::kModern, 1});
    server.deliver("INBOX", "one");
    server.deliver("Archive", "old");
    SyncRig rig;
    rig.times.lookAtInbox = std::chrono::milliseconds{200};
    rig.times.walk = std::chrono::milliseconds{700};
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.mailbox(account, "Archive").isValid() && rig.shown(account, "Archive") == Texts{"old"}; })) << rig.traced();
    rig.sync(account).setFocus(rig.mailbox(account, "Archive"));
    ASSERT_TRUE(rig.waitFor([&] {
        const auto lane = rig.lane(account, LaneKind::Foreground);
        return lane.state == State::Watching && lane.doing == QStringLiteral("Archive");
    })) << rig.traced();
    for (const std::string name : {"two", "three"}) {
        server.deliver("INBOX", name);
        EXPECT_TRUE(rig.waitFor([&] {
            const auto shown = rig.shown(account, "INBOX");
            return std::find(shown.begin(), shown.end(), name) != shown.end();
        })) << rig.traced();
    }
    EXPECT_TRUE(rig.waitFor([&] { return rig.lane(account, LaneKind::Background).state == State::WaitingForConnection; }))
        << "the lane that is refused says so";
    server.deliver("Archive", "new");
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "Archive") == Texts{"new", "old"}; })) << rig.traced();
}

/// What bodies are fetched, and when.
class BodyOrder : public SyncScript {
protected:
    BodyOrder() : SyncScript(ModelImapServer::kModern) {}
    void SetUp() override
    {
        SyncScript::SetUp();
        for (int i = 1; i <= 30; ++i)
            server.deliver("INBOX", "m" + std::to_string(100 + i));
        server.deliver("Archive", "old");
    }
    int stored()
    {
        const auto totals = rig.reader().totals();
        return totals ? static_cast<int>(totals->bodies) : -1;
    }
    /// Which INBOX messages were asked for, in order, UIDs as written.
    Texts bodyFetches()
    {
        Texts sets;
        for (const std::string &line : server.log()) {
            if (line.starts_with("UID FETCH") && line.find("BODY.PEEK[]") != std::string::npos)
                sets.push_back(line.substr(10, line.find(' ', 10) - 10));
        }
        return sets;
    }
    bool isPaused() { return rig.lane(account, LaneKind::Background).state == State::Paused; }
};
INSTANTIATE_TEST_SUITE_P(Modern, BodyOrder, ::testing::Values(kEveryKind[0]), kindName);

TEST_P(BodyOrder, WhatIsOnScreenComesFirstOncePowerAllows)
{
    rig.sync(account).setConditions({.savesPower = true});
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 30 && shown("Archive").size() == 1 && isPaused(); }));
    EXPECT_EQ(bodyFetches(), Texts{}) << "paused on battery saver";
    rig.sync(account).setVisible({at("INBOX", "m103"), at("INBOX", "m107")});
    rig.sync(account).setConditions({});
    EXPECT_TRUE(rig.waitFor([&] { return stored() == 31; }));
    const Texts fetched = bodyFetches();
    ASSERT_GE(fetched.size(), 3U);
    EXPECT_EQ(fetched[0], "3");
    EXPECT_EQ(fetched[1], "7");
}

TEST_P(BodyOrder, AMeteredNetworkGetsAFew)
{
    rig.sync(account).setConditions({.isMetered = true});
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return stored() > 0 && isPaused(); }));
    EXPECT_LE(stored(), 5);
    rig.sync(account).setConditions({});
    EXPECT_TRUE(rig.waitFor([&] { return stored() == 31; })) << "at once, not after the pause";
}

TEST_P(BodyOrder, AClickDoesNotWaitForWhatTheForegroundCannotInterrupt)
{
    rig.sync(account).setConditions({.savesPower = true});
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 30 && isPaused(); }));
    std::promise<void> begun;
    std::promise<void> mayEnd;
    // The lane's own hold on it, as it may outlive this function's.
    const std::shared_future<void> end = mayEnd.get_future().share();
    rig.sync(account).submitJob(
        [&begun, end](imap::ImapSession &) -> Result<void> {
            begun.set_value();
            end.wait();     // as a large APPEND on a slow line
            return {};
        },
        [](const Result<void> &) {});
    begun.get_future().wait();
    std::promise<Result<void>> promise;
    auto future = promise.get_future();
    rig.sync(account).fetchBody(at("INBOX", "m101"), [&](Result<void> done) { promise.set_value(std::move(done)); });
    EXPECT_EQ(future.wait_for(std::chrono::seconds{5}), std::future_status::ready);
    mayEnd.set_value();
    EXPECT_TRUE(future.get().ok());
}

TEST_P(BodyOrder, NoneMeansNone)
{
    ASSERT_TRUE(rig.store().writeAndWait([](store::StoreWriter &writer) {
        return writer.setSetting(QString::fromLatin1(sync::BodyPolicy::kSetting), QStringLiteral("none"));
    }).ok());
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 30 && rig.lane(account, LaneKind::Background).state == State::Idle; }));
    EXPECT_EQ(stored(), 0);
    std::promise<Result<void>> promise;
    auto future = promise.get_future();
    rig.sync(account).fetchBody(at("INBOX", "m101"), [&](Result<void> done) { promise.set_value(std::move(done)); });
    ASSERT_EQ(future.wait_for(std::chrono::seconds{5}), std::future_status::ready);
    EXPECT_TRUE(future.get().ok()) << "what is opened is fetched";
}

TEST_P(BodyOrder, OnlyTheLastDays)
{
    // The model's messages are of 2023.
    ASSERT_TRUE(rig.store().writeAndWait([](store::StoreWriter &writer) {
        return writer.setSetting(QString::fromLatin1(sync::BodyPolicy::kSetting), QStringLiteral("30"));
    }).ok());
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 30 && rig.lane(account, LaneKind::Background).state == State::Idle; }));
    EXPECT_EQ(stored(), 0);
    ASSERT_TRUE(rig.store().writeAndWait([](store::StoreWriter &writer) {
        return writer.setSetting(QString::fromLatin1(sync::BodyPolicy::kSetting), QStringLiteral("36500"));
    }).ok());
    rig.sync(account).bodiesWanted();
    EXPECT_TRUE(rig.waitFor([&] { return stored() == 31; }));
}

TEST_P(BodyOrder, MailboxesInUseAreWalkedFirstAlsoAfterARestart)
{
    for (const char *name : {"Zulu", "Alpha", "Mike"})
        server.deliver(name, std::string("in ") + name);
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return box("Zulu").isValid() && shown("Zulu").size() == 1 && shown("Mike").size() == 1; }));
    rig.sync(account).setFocus(box("Zulu"));
    const QString key = sync::RecentMailboxes::settingKey(account);
    ASSERT_TRUE(rig.waitFor([&] {
        const auto kept = rig.reader().setting(key);
        return kept && *kept && (*kept)->contains(QStringLiteral("Zulu"));
    }));
    rig.close();
    for (const char *name : {"INBOX", "Alpha", "Mike", "Zulu"})
        server.deliver(name, std::string("later in ") + name);
    rig.open();
    server.clearLog();
    start(false);
    ASSERT_TRUE(rig.syncNow(account).ok());
    Texts selected;
    for (const std::string &line : server.log()) {
        if (line.starts_with("SELECT"))
            selected.push_back(line.substr(7, line.find_first_of(" (", 7) - 7));
    }
    ASSERT_GE(selected.size(), 4U);
    EXPECT_EQ(selected[0], "\"INBOX\"");
    EXPECT_EQ(selected[1], "\"Zulu\"");
}

} // namespace
} // namespace tern::test
