// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/AuditPlan.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

using Kind = AuditFinding::Kind;
using Cause = AuditFinding::Cause;

store::AuditedPlacement here(std::uint32_t uid, store::Flags flags = 0, std::uint64_t modSeq = 5)
{
    store::AuditedPlacement placement;
    placement.placement = PlacementId{uid};
    placement.uid = Uid{uid};
    placement.serverFlags = flags;
    placement.flags = flags;
    placement.modSeq = ModSeq{modSeq};
    placement.size = 100;
    placement.messageSize = 100;
    return placement;
}

imap::MessageFacts there(std::uint32_t uid, imap::FlagBits flags = 0, std::uint64_t modSeq = 5)
{
    return {Uid{uid}, {flags, {}}, ModSeq{modSeq}, 100};
}

/// All below UID 10 should be known; nothing has changed since mod-sequence 5.
constexpr AuditHorizon kInStep{Uid{10}, ModSeq{5}, ModSeq{5}, true};

/// "kind cause uid", sorted as found.
std::vector<std::tuple<Kind, Cause, std::uint32_t>> found(const MailboxAuditResult &result)
{
    std::vector<std::tuple<Kind, Cause, std::uint32_t>> all;
    for (const AuditFinding &finding : result.findings)
        all.emplace_back(finding.kind, finding.cause, finding.uid.value);
    return all;
}
using Found = std::vector<std::tuple<Kind, Cause, std::uint32_t>>;

TEST(AuditPlan, NothingDiffers)
{
    const auto result = auditMailbox(std::vector{here(1), here(3, store::FlagSeen)}, {there(3, imap::kSeen), there(1)}, kInStep);
    EXPECT_TRUE(result.findings.empty());
    EXPECT_TRUE(result.missing.isEmpty());
    EXPECT_TRUE(result.vanished.empty());
    EXPECT_TRUE(result.flags.empty());
}

TEST(AuditPlan, WhatIsMissingHereIsNewOrLost)
{
    const auto result = auditMailbox(std::vector{here(2)}, {there(1), there(2), there(10), there(10)}, kInStep);
    EXPECT_EQ(found(result), (Found{{Kind::MissingHere, Cause::Damaged, 1}, {Kind::MissingHere, Cause::Stale, 10}}));
    EXPECT_EQ(result.missing.toString(), "1,10");
}

TEST(AuditPlan, AListingUnderWayIsOneLine)
{
    AuditHorizon horizon = kInStep;
    horizon.fullyListed = false;
    const auto result = auditMailbox(std::vector{here(3)}, {there(1), there(2), there(3)}, horizon);
    ASSERT_EQ(found(result), (Found{{Kind::MissingHere, Cause::Stale, 0}}));
    EXPECT_EQ(result.findings[0].local, QStringLiteral("1"));
    EXPECT_EQ(result.findings[0].server, QStringLiteral("3"));
    EXPECT_EQ(result.missing.toString(), "1:2");
}

TEST(AuditPlan, WhatTheServerLacksIsOldOrAGhost)
{
    AuditHorizon moved = kInStep;
    moved.serverModSeq = ModSeq{9};
    EXPECT_EQ(found(auditMailbox(std::vector{here(1)}, {}, kInStep)), (Found{{Kind::MissingThere, Cause::Damaged, 1}}));
    const auto result = auditMailbox(std::vector{here(1), here(2)}, {there(2)}, moved);
    EXPECT_EQ(found(result), (Found{{Kind::MissingThere, Cause::Stale, 1}}));
    EXPECT_EQ(result.vanished, std::vector{Uid{1}});
}

TEST(AuditPlan, WhatAnOperationTookAwayIsNotMissed)
{
    auto gone = here(1);
    gone.onServer = false;
    gone.pending = true;
    EXPECT_TRUE(auditMailbox(std::vector{gone}, {}, kInStep).findings.empty());
    const auto back = auditMailbox(std::vector{gone}, {there(1)}, kInStep);
    EXPECT_TRUE(back.flags.empty()) << "its operation looks for itself";
    gone.pending = false;
    EXPECT_EQ(found(auditMailbox(std::vector{gone}, {}, kInStep)), (Found{{Kind::MissingThere, Cause::Damaged, 1}}));
}

TEST(AuditPlan, FlagsAreOldOrWrong)
{
    // The mod-sequence was seen: the flags that came with it were lost here.
    const auto wrong = auditMailbox(std::vector{here(1, store::FlagSeen)}, {there(1, imap::kFlagged)}, kInStep);
    ASSERT_EQ(found(wrong), (Found{{Kind::Flags, Cause::Damaged, 1}}));
    EXPECT_EQ(wrong.findings[0].local, QStringLiteral("\\Seen"));
    EXPECT_EQ(wrong.findings[0].server, QStringLiteral("\\Flagged"));
    ASSERT_EQ(wrong.flags.size(), 1U);
    EXPECT_EQ(wrong.flags[0].flags, store::Flags{store::FlagFlagged});
    EXPECT_EQ(found(auditMailbox(std::vector{here(1)}, {there(1, imap::kSeen, 7)}, kInStep)), (Found{{Kind::Flags, Cause::Stale, 1}}));
    // Without mod-sequences nobody can tell.
    EXPECT_EQ(found(auditMailbox(std::vector{here(1, 0, 0)}, {there(1, imap::kSeen, 0)}, {Uid{10}, {}, {}, true})), (Found{{Kind::Flags, Cause::Stale, 1}}));
}

TEST(AuditPlan, AnOlderAnswerDoesNotUndoANewerRow)
{
    const auto result = auditMailbox(std::vector{here(1, store::FlagSeen, 9)}, {there(1, 0, 5)}, kInStep);
    EXPECT_TRUE(result.findings.empty());
    EXPECT_TRUE(result.flags.empty());
}

TEST(AuditPlan, KeywordsCountWhateverTheirOrder)
{
    auto row = here(1);
    row.serverKeywords = row.keywords = {QStringLiteral("b"), QStringLiteral("a")};
    imap::MessageFacts facts = there(1);
    facts.flags.keywords = {"a", "b"};
    EXPECT_TRUE(auditMailbox(std::vector{row}, {facts}, kInStep).findings.empty());
    facts.flags.keywords = {"a"};
    const auto result = auditMailbox(std::vector{row}, {facts}, kInStep);
    EXPECT_EQ(found(result), (Found{{Kind::Flags, Cause::Damaged, 1}}));
    ASSERT_EQ(result.flags.size(), 1U);
    EXPECT_EQ(result.flags[0].keywords, QStringList{QStringLiteral("a")});
}

TEST(AuditPlan, WaitingOperationsExplainWhatIsShown)
{
    auto flagged = here(1);
    flagged.pending = true;
    flagged.flags = store::FlagFlagged;
    auto moved = here(2);
    moved.pending = true;
    moved.shownHere = false;
    moved.shownElsewhere = QStringLiteral("Archive");
    const auto result = auditMailbox(std::vector{flagged, moved}, {there(1), there(2)}, kInStep);
    ASSERT_EQ(found(result), (Found{{Kind::Flags, Cause::Pending, 1}, {Kind::Place, Cause::Pending, 2}}));
    EXPECT_EQ(result.findings[0].local, QStringLiteral("\\Flagged"));
    EXPECT_EQ(result.findings[0].server, QStringLiteral("-"));
    EXPECT_EQ(result.findings[1].local, QStringLiteral("Archive"));
    EXPECT_TRUE(result.flags.empty());
    EXPECT_TRUE(result.refold.empty());
}

TEST(AuditPlan, ARowThatIsShownWronglyIsFoldedAgain)
{
    auto row = here(1);
    row.flags = store::FlagSeen;
    row.foldedRight = false;
    const auto result = auditMailbox(std::vector{row}, {there(1)}, kInStep);
    EXPECT_EQ(found(result), (Found{{Kind::Shown, Cause::Damaged, 1}}));
    EXPECT_EQ(result.refold, std::vector{PlacementId{1}});
}

TEST(AuditPlan, ASizeThatDiffersIsNotThatMessage)
{
    auto row = here(1);
    row.messageSize = 99;
    const auto result = auditMailbox(std::vector{row}, {there(1)}, kInStep);
    ASSERT_EQ(found(result), (Found{{Kind::Size, Cause::Damaged, 1}}));
    EXPECT_EQ(result.findings[0].local, QStringLiteral("99"));
    EXPECT_EQ(result.findings[0].server, QStringLiteral("100"));
    EXPECT_EQ(result.wrong, std::vector{Uid{1}});
    row.pending = true;
    EXPECT_TRUE(auditMailbox(std::vector{row}, {there(1)}, kInStep).wrong.empty()) << "what was asked for it must not be lost";
}

TEST(AuditPlan, CountsWhatIsHereOfTheServersMail)
{
    std::vector<store::AuditedPlacement> local{here(1), here(2), here(7)};
    local[0].bodyStored = true;
    local[2].bodyStored = true;
    const MailboxAuditResult result = auditMailbox(local, {there(1), there(2), there(2), there(3)}, kInStep);
    EXPECT_EQ(result.held.messages, 2) << "7 is no message of the server, 3 is not here";
    EXPECT_EQ(result.held.serverBytes, 300) << "one that is told twice counts once";
    EXPECT_EQ(result.held.bytes, 100);
}

} // namespace
} // namespace tern::sync
