// SPDX-License-Identifier: GPL-3.0-or-later
// Automatic lanes: what happens elsewhere is shown here without being asked for.
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

class Live : public SyncScript {
protected:
    /// Lanes run; the inbox is watched.
    void watch()
    {
        start(true);
        ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching; }));
    }
};
INSTANTIATE_TEST_SUITE_P(WithIdle, Live, ::testing::Values(kEveryKind[0], kEveryKind[1], kEveryKind[2]), kindName);

TEST_P(Live, NewMailChangesAndRemovalsShowAtOnce)
{
    deliver("INBOX", {"one", "two"});
    watch();
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
    const auto since = std::chrono::steady_clock::now();
    server.deliver("INBOX", "three");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "three", "two"}; }));
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds{1});
    server.edit([](ModelMail &mail) {
        ModelMailbox &inbox = mail["INBOX"];
        inbox.change(*inbox.find(1), {"\\Seen"});
        inbox.remove(2);
    });
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one seen", "three"}; }));
    EXPECT_EQ(rig.connectivity(account).state, sync::Connectivity::State::Online);
}

/// A server without IDLE is asked now and then.
class Polling : public SyncScript {};
INSTANTIATE_TEST_SUITE_P(WithoutIdle, Polling, ::testing::Values(kEveryKind[3]), kindName);

TEST_P(Polling, NewMailIsFoundAllTheSame)
{
    deliver("INBOX", {"one"});
    rig.close();
    rig.times.poll = std::chrono::milliseconds(200);
    rig.open();
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return box("INBOX").isValid() && shown("INBOX") == Texts{"one"}; }));
    deliver("INBOX", {"two"});
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
    EXPECT_EQ(server.count("IDLE"), 0);
}

TEST_P(Live, OperationsInterruptTheWatch)
{
    deliver("INBOX", {"one"});
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one"}; }));
    rig.flag({at("INBOX", "one")}, store::FlagFlagged);
    rig.kick();
    EXPECT_TRUE(rig.waitFor([&] { return server.content("INBOX") == Texts{"one \\Flagged"} && rig.operations() == 0; }, std::chrono::seconds{2}));
    EXPECT_EQ(shown("INBOX"), Texts{"one flagged"});
}

TEST_P(Live, ABodyInterruptsTheWatch)
{
    deliver("INBOX", {"one"});
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one"}; }));
    std::promise<Result<void>> promise;
    auto future = promise.get_future();
    rig.sync(account).fetchBody(at("INBOX", "one"), [&](Result<void> done) { promise.set_value(std::move(done)); });
    ASSERT_EQ(future.wait_for(std::chrono::seconds{2}), std::future_status::ready);
    EXPECT_TRUE(future.get().ok());
}

TEST_P(Live, TheMailboxOnScreenIsWatched)
{
    deliver("INBOX", {"one"});
    server.deliver("Archive", "old");
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return box("Archive").isValid() && shown("Archive") == Texts{"old"}; }));
    rig.sync(account).setFocus(box("Archive"));
    server.deliver("Archive", "new");
    EXPECT_TRUE(rig.waitFor([&] { return shown("Archive") == Texts{"new", "old"}; }));
}

TEST_P(Live, ComesBackWhenTheServerDoes)
{
    deliver("INBOX", {"one"});
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one"}; }));
    server.setDown(true);
    EXPECT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == sync::Connectivity::State::Offline; }));
    rig.move({at("INBOX", "one")}, box("Archive"));
    rig.kick();
    server.setDown(false);
    server.deliver("INBOX", "two");
    rig.sync(account).retryNow();
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"two"} && server.names("Archive") == Texts{"one"} && rig.operations() == 0; }));
}

TEST_P(Live, WhatCameWhileItWasAwayIsShownThoughAReplaySelectedTheMailboxFirst)
{
    deliver("INBOX", {"one"});
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one"}; }));
    server.setDown(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == sync::Connectivity::State::Offline; }));
    rig.flag({at("INBOX", "one")}, store::FlagFlagged);
    server.deliver("INBOX", "two");
    server.setDown(false);
    rig.sync(account).retryNow();
    rig.kick();
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one flagged", "two"} && rig.operations() == 0; }));
}

TEST_P(Live, EndsWithinASecondWhateverItWaitsFor)
{
    deliver("INBOX", {"one"});
    watch();
    const auto since = std::chrono::steady_clock::now();
    rig.close();
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::milliseconds{1'000});
}

TEST_P(Live, AMailboxDeletedWhileItIsOnScreen)
{
    deliver("INBOX", {"one"});
    server.deliver("Archive", "old");
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return box("Archive").isValid() && shown("Archive") == Texts{"old"}; }));
    rig.sync(account).setFocus(box("Archive"));
    ASSERT_TRUE(rig.waitFor([&] { return server.count("IDLE") > 1; }));
    server.edit([](ModelMail &mail) { mail.erase("Archive"); });
    EXPECT_TRUE(rig.waitFor([&] { return !box("Archive").isValid(); }));
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
}

} // namespace
} // namespace tern::test
