// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReplayGate.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

constexpr MailboxId kInbox{1};
constexpr MailboxId kArchive{2};
constexpr MailboxId kOther{3};

TEST(ReplayGate, WhatWasReadBeforeAReplayDoesNotCount)
{
    ReplayGate gate;
    const auto before = gate.ticket(kInbox);
    EXPECT_TRUE(gate.isValid(before));
    {
        const ReplayGate::Replaying replaying(gate, kInbox);
        EXPECT_FALSE(gate.isValid(before));
    }
    EXPECT_FALSE(gate.isValid(before));
    EXPECT_TRUE(gate.isValid(gate.ticket(kInbox)));
}

TEST(ReplayGate, WhatIsReadDuringAReplayDoesNotCount)
{
    ReplayGate gate;
    ReplayGate::Ticket during;
    {
        const ReplayGate::Replaying replaying(gate, kInbox);
        during = gate.ticket(kInbox);
        EXPECT_FALSE(gate.isValid(during));
    }
    EXPECT_FALSE(gate.isValid(during));
}

TEST(ReplayGate, SourceAndTargetAreTouchedAndNothingElse)
{
    ReplayGate gate;
    const auto inbox = gate.ticket(kInbox);
    const auto archive = gate.ticket(kArchive);
    const auto other = gate.ticket(kOther);
    {
        const ReplayGate::Replaying replaying(gate, kInbox, kArchive);
    }
    EXPECT_FALSE(gate.isValid(inbox));
    EXPECT_FALSE(gate.isValid(archive));
    EXPECT_TRUE(gate.isValid(other));
}

TEST(ReplayGate, SourceAndTargetMayBeTheSame)
{
    ReplayGate gate;
    {
        const ReplayGate::Replaying replaying(gate, kInbox, kInbox);
    }
    EXPECT_TRUE(gate.isValid(gate.ticket(kInbox)));
}

TEST(ReplayGate, WhatAnotherTicketWroteMeanwhileIsOvertaken)
{
    ReplayGate gate;
    const auto older = gate.ticket(kInbox);
    const auto newer = gate.ticket(kInbox);
    EXPECT_TRUE(gate.isLatest(older));
    gate.wrote(newer, imap::UidSet{Uid{7}, Uid{9}});
    EXPECT_EQ(gate.overtaken(older), (imap::UidSet{Uid{7}, Uid{9}}));
    EXPECT_TRUE(gate.isValid(older)) << "other messages count";
    EXPECT_FALSE(gate.isLatest(older));
    EXPECT_TRUE(gate.overtaken(newer).isEmpty()) << "its own writes are not in its way";
    EXPECT_TRUE(gate.overtaken(gate.ticket(kInbox)).isEmpty()) << "asked afterwards";
    EXPECT_TRUE(gate.isLatest(gate.ticket(kArchive)));
    // The other way round as well: nobody knows which of the two answers is the newer one.
    gate.wrote(older, imap::UidSet{Uid{8}});
    EXPECT_EQ(gate.overtaken(newer), imap::UidSet{Uid{8}});
}

TEST(ReplayGate, ManyBatchesOfOneTicketAreOneWrite)
{
    ReplayGate gate;
    const auto listing = gate.ticket(kInbox);
    const auto other = gate.ticket(kInbox);
    for (std::uint32_t uid = 1; uid < 5'000; ++uid)
        gate.wrote(listing, imap::UidSet{Uid{uid}});
    EXPECT_TRUE(gate.isLatest(listing));
    EXPECT_TRUE(gate.isValid(other));
    EXPECT_EQ(gate.overtaken(other), imap::UidSet::range(Uid{1}, Uid{4'999}));
}

TEST(ReplayGate, ATicketOlderThanWhatIsRememberedDoesNotCount)
{
    ReplayGate gate;
    const auto oldest = gate.ticket(kInbox);
    for (std::uint32_t uid = 1; uid <= 300; ++uid)
        gate.wrote(gate.ticket(kInbox), imap::UidSet{Uid{uid}});
    EXPECT_FALSE(gate.isValid(oldest));
    EXPECT_TRUE(gate.isLatest(gate.ticket(kInbox)));
}

TEST(ReplayGate, ScatteredWritesAreRememberedAsMore)
{
    ReplayGate gate;
    const auto older = gate.ticket(kInbox);
    const auto newer = gate.ticket(kInbox);
    imap::UidSet scattered;
    for (std::uint32_t uid = 1; uid <= 30'000; uid += 2)
        scattered.add(Uid{uid});
    gate.wrote(newer, scattered);
    EXPECT_EQ(gate.overtaken(older), imap::UidSet::range(Uid{1}, Uid{29'999}));
}

} // namespace
} // namespace tern::sync
