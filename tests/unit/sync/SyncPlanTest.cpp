// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SyncPlan.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

using Flags = SyncPlan::Flags;

LocalState listed(std::uint32_t messages, std::uint32_t uidNext, std::uint64_t modSeq = 0)
{
    return {UidValidity{7}, Uid{uidNext}, ModSeq{modSeq}, true, messages};
}

imap::SelectResult told(std::uint32_t exists, std::uint32_t uidNext, std::uint64_t modSeq = 0)
{
    imap::SelectResult result;
    result.exists = exists;
    result.uidValidity = UidValidity{7};
    if (uidNext > 0)
        result.uidNext = Uid{uidNext};
    result.highestModSeq = ModSeq{modSeq};
    return result;
}

struct PlanCase {
    const char *name;
    LocalState local;
    imap::SelectResult remote;
    SyncPlan expected;
};

TEST(SyncPlan, FollowsFromWhatIsKnownAndWhatIsTold)
{
    LocalState never{};
    LocalState interrupted = listed(40, 60);
    interrupted.fullyListed = false;
    LocalState begun = listed(0, 0);
    begun.fullyListed = false;
    LocalState other = listed(10, 11);
    other.uidValidity = UidValidity{6};
    imap::SelectResult resynced = told(10, 12, 9);
    resynced.qresynced = true;

    const PlanCase cases[] = {
        {"never listed", never, told(10, 11), {true, Flags::None, false, false}},
        {"another UIDVALIDITY", other, told(10, 11), {true, Flags::None, false, false}},
        {"selected once, nothing listed", begun, told(10, 11), {true, Flags::None, false, false}},
        {"an interrupted listing has holes", interrupted, told(100, 101), {false, Flags::All, true, true}},
        {"plain server: flags may have changed", listed(10, 11), told(10, 11), {false, Flags::All, true, false}},
        {"plain server with new mail", listed(10, 11), told(11, 12), {false, Flags::All, true, true}},
        {"plain server without UIDNEXT", listed(10, 11), told(10, 0), {false, Flags::All, true, true}},
        {"CONDSTORE, nothing changed", listed(10, 11, 5), told(10, 11, 5), {false, Flags::None, false, false}},
        {"CONDSTORE, flags changed", listed(10, 11, 5), told(10, 11, 6), {false, Flags::ChangedSince, false, false}},
        {"CONDSTORE, new mail", listed(10, 11, 5), told(11, 12, 6), {false, Flags::ChangedSince, false, true}},
        {"CONDSTORE, new here: no mod-sequence stored", listed(10, 11, 0), told(10, 11, 6), {false, Flags::All, true, false}},
        {"CONDSTORE given up by the server", listed(10, 11, 5), told(10, 11, 0), {false, Flags::All, true, false}},
        {"QRESYNC told it all", listed(10, 11, 5), resynced, {false, Flags::None, false, true}},
        {"empty and known to be", listed(0, 1), told(0, 1), {false, Flags::All, true, false}},
    };
    for (const PlanCase &one : cases)
        EXPECT_EQ(planMailboxSync(one.local, one.remote), one.expected) << one.name;
}

TEST(SyncPlan, CondstoreSeesAnExpungeOnlyInTheCount)
{
    const SyncPlan plan = planMailboxSync(listed(10, 11, 5), told(9, 11, 5));
    EXPECT_NE(plan, SyncPlan{}) << "one message is gone";
}

store::ServerPlacement stored(std::uint32_t uid, store::Flags flags = 0)
{
    store::ServerPlacement placement;
    placement.uid = Uid{uid};
    placement.serverFlags = flags;
    return placement;
}

imap::FlagChange onServer(std::uint32_t uid, imap::FlagBits bits = 0, std::vector<std::string> keywords = {})
{
    return {Uid{uid}, 0, {bits, std::move(keywords)}, {}};
}

std::vector<std::uint32_t> changedUids(const FlagDifference &difference)
{
    std::vector<std::uint32_t> uids;
    for (const auto &update : difference.changed)
        uids.push_back(update.uid.value);
    return uids;
}

TEST(CompareFlags, FindsWhatCameWentAndChanged)
{
    const std::vector local{stored(1), stored(2, store::FlagSeen), stored(4), stored(9)};
    const auto difference = compareFlags(local, {onServer(4, imap::kSeen), onServer(2, imap::kSeen), onServer(5), onServer(1), onServer(10), onServer(10)});
    EXPECT_EQ(changedUids(difference), std::vector<std::uint32_t>{4});
    EXPECT_EQ(difference.changed[0].flags, store::Flags(store::FlagSeen));
    EXPECT_EQ(difference.vanished, std::vector<Uid>{Uid{9}});
    EXPECT_EQ(difference.missing.toString(), "5,10");
}

TEST(CompareFlags, IgnoresWhatNamesNoMessage)
{
    const std::vector local{stored(3)};
    const auto difference = compareFlags(local, {onServer(0, imap::kSeen), onServer(3)});
    EXPECT_TRUE(difference.changed.empty());
    EXPECT_TRUE(difference.vanished.empty());
    EXPECT_TRUE(difference.missing.isEmpty());
}

TEST(CompareFlags, EverythingGoesWhenTheServerHasNothing)
{
    const std::vector local{stored(3), stored(4)};
    EXPECT_EQ(compareFlags(local, {}).vanished.size(), 2U);
}

TEST(CompareFlags, WritesKeywords)
{
    const std::vector local{stored(3)};
    const auto difference = compareFlags(local, {onServer(3, 0, {"$Work"})});
    ASSERT_EQ(difference.changed.size(), 1U);
    EXPECT_EQ(difference.changed[0].keywords, QStringList{QStringLiteral("$Work")});
}

} // namespace
} // namespace tern::sync
