// SPDX-License-Identifier: GPL-3.0-or-later
// Both lanes look at one mailbox: what one was told later is not undone by what the other asked earlier.
#include "tests/scripted/sync/SyncScript.h"

#include <future>

namespace tern::test {
namespace {

/// Without mod-sequences nothing in an answer tells how old it is.
class TwoLanes : public SyncScript {
protected:
    TwoLanes() : SyncScript(kNoMove) {}

    void watch()
    {
        start(true);
        ASSERT_TRUE(rig.waitFor([&] {
            return rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching
                && rig.lane(account, sync::LaneKind::Background).state == sync::LaneStatus::State::Idle && shown("INBOX") == Texts{"one", "two"};
        }));
    }
    std::future<Result<sync::SyncSummary>> ask(const sync::SyncScope &scope)
    {
        return std::async(std::launch::async, [this, scope] { return rig.syncNow(account, scope); });
    }
};
/// All mailboxes, or one: two ways through the background lane.
INSTANTIATE_TEST_SUITE_P(NoMove, TwoLanes, ::testing::Values(kEveryKind[2]), kindName);

TEST_P(TwoLanes, AnOlderAnswerDoesNotUndoNewerFlags)
{
    deliver("INBOX", {"one", "two"});
    watch();
    for (const bool single : {true, false}) {
        sync::SyncScope scope;
        if (single)
            scope.mailbox = box("INBOX");
        server.hold("UID FETCH 1:");
        auto asked = ask(scope);
        ASSERT_TRUE(rig.waitFor([&] { return server.isHolding(); }));
        // The background lane's answer is made, and on its way; then somebody reads the message elsewhere.
        server.edit([&](ModelMail &mail) { mail["INBOX"].change(*mail["INBOX"].find(1), single ? std::set<std::string>{"\\Seen"} : std::set<std::string>{"\\Flagged"}); });
        const Texts now{single ? "one seen" : "one flagged", "two"};
        EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == now; })) << "told to the foreground lane";
        server.release();
        const auto outcome = asked.get();
        EXPECT_TRUE(outcome.ok());
        EXPECT_EQ(shown("INBOX"), now) << (single ? "one mailbox" : "all mailboxes");
    }
}

TEST_P(TwoLanes, AnOlderAnswerDoesNotBringBackWhatIsGone)
{
    deliver("INBOX", {"one", "two"});
    watch();
    server.hold("UID FETCH 1:");
    auto asked = ask({});
    ASSERT_TRUE(rig.waitFor([&] { return server.isHolding(); }));
    server.edit([](ModelMail &mail) { mail["INBOX"].remove(1); });
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"two"}; }));
    server.release();
    EXPECT_TRUE(asked.get().ok());
    EXPECT_EQ(shown("INBOX"), Texts{"two"});
}

} // namespace
} // namespace tern::test
