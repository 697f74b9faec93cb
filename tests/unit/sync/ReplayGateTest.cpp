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

} // namespace
} // namespace tern::sync
