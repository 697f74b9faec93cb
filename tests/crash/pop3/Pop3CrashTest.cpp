// SPDX-License-Identifier: GPL-3.0-or-later
// A day with a POP3 account is stopped at each commit of the store and killed at each command of either server, and at random instants: in the end
// each message is where it belongs, once, and none was removed from the maildrop before it was on disk.
#include "tests/crash/pop3/Pop3CrashWorld.h"
#include "tests/support/faults/FaultRun.h"

#include <gtest/gtest.h>

#include <numeric>

namespace tern::test {
namespace {

using End = Pop3CrashWorld::End;

class Pop3Crash : public ::testing::TestWithParam<bool> {
protected:
    Pop3Crash() : world(store::MaildropPolicy{GetParam(), 0, true})
    {
        EXPECT_EQ(world.run(), End::Done) << world.failure();
        wanted = world.describe();
        commits = world.commits();
        pop3Commands = static_cast<int>(world.pop3.log().size());
        imapCommands = static_cast<int>(world.imap.log().size());
        EXPECT_EQ(world.imap.count("APPEND"), 1) << "both together";
    }

    /// The next run ends where an undisturbed one does, and one more changes nothing.
    void carryOn()
    {
        world.pop3.failAt(0, Pop3Fault::None);
        world.imap.failAt(0, ModelFault::None);
        ASSERT_EQ(world.run(), End::Done) << world.failure();
        ASSERT_EQ(world.describe(), wanted);
        ASSERT_EQ(world.run(), End::Done) << world.failure();
        EXPECT_EQ(world.describe(), wanted) << "a further run changed something";
        EXPECT_EQ(world.removedTooEarly, 0);
    }

    /// All of 1…last, or a few of them.
    static std::vector<int> places(int last, std::size_t few, std::string_view what)
    {
        std::vector<int> all(static_cast<std::size_t>(last));
        std::iota(all.begin(), all.end(), 1);
        if (isLongFaultRun() || all.size() <= few)
            return all;
        std::mt19937 random = faultRandom(what);
        std::shuffle(all.begin(), all.end(), random);
        all.resize(few);
        return all;
    }

    Pop3CrashWorld world;
    std::string wanted;
    int commits = 0, pop3Commands = 0, imapCommands = 0;
};
INSTANTIATE_TEST_SUITE_P(Policy, Pop3Crash, ::testing::Bool(), [](const auto &one) { return one.param ? "Leaving" : "Taking"; });

TEST_P(Pop3Crash, EndsRightUndisturbed)
{
    // Whatever the other tests compare with must be what is wanted.
    EXPECT_NE(wanted.find("INBOX 2/2: [a 0] [d 4]\n"), std::string::npos) << wanted;
    EXPECT_NE(wanted.find("Trash 1/1: [b 0]\n"), std::string::npos) << wanted;
    EXPECT_NE(wanted.find("Archive 1/1: [far 0]\n"), std::string::npos) << wanted;
    EXPECT_NE(wanted.find(GetParam() ? "maildrop: a d\nimap: c e\n" : "maildrop:\nimap: c e\n"), std::string::npos) << wanted;
    EXPECT_EQ(wanted.find("NOT IN STEP"), std::string::npos) << wanted;
    ASSERT_EQ(world.run(), End::Done);
    EXPECT_EQ(world.describe(), wanted);
}

TEST_P(Pop3Crash, StoppedAtEachCommit)
{
    int stops = 0;
    for (const int place : places(commits, 12, "commits")) {
        SCOPED_TRACE("stopped at commit " + std::to_string(place));
        world.reset();
        const End end = world.run(place);
        ASSERT_NE(end, End::Failed) << world.failure();
        stops += end == End::Stopped ? 1 : 0;
        carryOn();
        if (HasFailure())
            return;
    }
    EXPECT_GT(stops, 5);
    countFaults("stops at commits, with a maildrop", stops);
}

TEST_P(Pop3Crash, KilledAtEachCommandOfThePop3Server)
{
    int kills = 0;
    for (const auto fault : {Pop3Fault::LostBefore, Pop3Fault::LostInside, Pop3Fault::LostAfter}) {
        for (const int place : places(pop3Commands, 6, "pop3" + std::to_string(static_cast<int>(fault)))) {
            SCOPED_TRACE("killed at command " + std::to_string(place) + ", fault " + std::to_string(static_cast<int>(fault)));
            world.reset();
            world.pop3.failAt(place, fault);
            const End end = world.run();
            ASSERT_NE(end, End::Failed) << world.failure();
            kills += end == End::Stopped ? 1 : 0;
            carryOn();
            if (HasFailure())
                return;
        }
    }
    EXPECT_GT(kills, 5);
    countFaults("kills at commands of a POP3 server", kills);
}

TEST_P(Pop3Crash, KilledAtEachCommandOfTheImapServer)
{
    int kills = 0;
    for (const auto fault : {ModelFault::LostBefore, ModelFault::LostAfter}) {
        for (const int place : places(imapCommands, 6, "imap" + std::to_string(static_cast<int>(fault)))) {
            SCOPED_TRACE("killed at IMAP command " + std::to_string(place) + ", fault " + std::to_string(static_cast<int>(fault)));
            world.reset();
            world.imap.failAt(place, fault);
            const End end = world.run();
            ASSERT_NE(end, End::Failed) << world.failure();
            kills += end == End::Stopped ? 1 : 0;
            carryOn();
            if (HasFailure())
                return;
        }
    }
    countFaults("kills at commands of an IMAP server beside a maildrop", kills);
}

TEST_P(Pop3Crash, KilledAtRandomInstants)
{
    std::mt19937 random = faultRandom("instants");
    const int rounds = isLongFaultRun() ? 200 : 10;
    int kills = 0;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE(round);
        world.reset();
        for (int again = 0; again < 3; ++again) {
            const End end = world.run(0, std::chrono::microseconds(5'000 + random() % 250'000));
            ASSERT_NE(end, End::Failed) << world.failure();
            kills += end == End::Stopped ? 1 : 0;
        }
        carryOn();
        if (HasFailure())
            return;
    }
    countFaults("SIGKILLs at random instants, with a maildrop", kills);
}

} // namespace
} // namespace tern::test
