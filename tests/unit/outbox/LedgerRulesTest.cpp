// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/LedgerRules.h"
#include "core/outbox/SmtpMailSender.h"

#include <gtest/gtest.h>

namespace tern::outbox {
namespace {

using store::OutboxRecord;
using store::OutboxState;
using Kind = RecipientOutcome::Kind;

constexpr UnixMillis kNow = 1'000'000;

OutboxRecord itemFor(std::vector<QString> recipients, OutboxState state = OutboxState::Queued)
{
    OutboxRecord item;
    item.id = OutboxId{1};
    item.state = state;
    for (QString &address : recipients)
        item.recipients.push_back({std::move(address)});
    return item;
}

const QString kAnn = QStringLiteral("ann@example.org");
const QString kBob = QStringLiteral("bob@example.org");

DeliveryOutcome accepted(std::vector<std::pair<QString, Kind>> recipients)
{
    DeliveryOutcome outcome;
    for (auto &[address, kind] : recipients)
        outcome.recipients.push_back({address, kind, kind == Kind::Accepted ? QStringLiteral("250 ok") : kind == Kind::Refused ? QStringLiteral("550 no such user") : QStringLiteral("452 later")});
    outcome.acceptedReply = QStringLiteral("250 2.0.0 Ok: queued as 12345");
    return outcome;
}

DeliveryOutcome failed(ErrorKind kind, bool mayHaveArrived = false)
{
    DeliveryOutcome outcome;
    outcome.error = makeError(kind, "test", "words");
    outcome.mayHaveArrived = mayHaveArrived;
    return outcome;
}

TEST(LedgerRules, NoPauseBecomesYearsWhenTheClockIsSet)
{
    constexpr UnixMillis kTenYears = 10LL * 365 * 24 * 3600 * 1000;
    const UnixMillis now = 2 * kTenYears;
    OutboxRecord item = itemFor({kAnn});
    item.created = now;
    item.notBefore = now + 8'000;
    EXPECT_EQ(taskFor(item, now), LedgerTask::Wait) << "the time for undo";
    EXPECT_EQ(taskFor(item, now - kTenYears), LedgerTask::Deliver);
    EXPECT_EQ(taskFor(item, now + kTenYears), LedgerTask::Deliver);
    item.notBefore = now + 24LL * 3600 * 1000;
    EXPECT_EQ(taskFor(item, now - kTenYears), LedgerTask::Wait) << "a day that a person chose is that day";
    item = settled(begun(itemFor({kAnn})), failed(ErrorKind::ConnectionRefused), now);
    ASSERT_EQ(item.state, OutboxState::Waiting);
    EXPECT_EQ(taskFor(item, now), LedgerTask::Wait);
    EXPECT_EQ(taskFor(item, now - kTenYears), LedgerTask::Deliver);
}

TEST(LedgerRules, AcceptedKeepsTheServersWords)
{
    const auto item = settled(begun(itemFor({kAnn})), accepted({{kAnn, Kind::Accepted}}), kNow);
    EXPECT_EQ(item.state, OutboxState::Accepted);
    EXPECT_EQ(item.serverReply, QStringLiteral("250 2.0.0 Ok: queued as 12345"));
    EXPECT_TRUE(item.recipients[0].done);
    EXPECT_FALSE(item.reason);
    EXPECT_EQ(taskFor(item, kNow), LedgerTask::SaveCopy);
}

TEST(LedgerRules, OneRefusedIsNamedAndTheRestDelivered)
{
    const auto item = settled(begun(itemFor({kAnn, kBob})), accepted({{kAnn, Kind::Refused}, {kBob, Kind::Accepted}}), kNow);
    EXPECT_EQ(item.state, OutboxState::Accepted);
    EXPECT_TRUE(item.recipients[0].refused);
    EXPECT_TRUE(item.recipients[1].done);
    ASSERT_TRUE(item.reason);
    EXPECT_EQ(item.reason->kind, ErrorKind::RecipientRefused);
    EXPECT_EQ(item.reason->detail, "ann@example.org: 550 no such user");
}

TEST(LedgerRules, AllRefusedIsKeptForThePerson)
{
    DeliveryOutcome outcome = failed(ErrorKind::RecipientRefused);
    outcome.recipients = {{kAnn, Kind::Refused, QStringLiteral("550 a")}, {kBob, Kind::Refused, QStringLiteral("551 b")}};
    const auto item = settled(begun(itemFor({kAnn, kBob})), outcome, kNow);
    EXPECT_EQ(item.state, OutboxState::Failed);
    EXPECT_EQ(item.reason->detail, "ann@example.org: 550 a; bob@example.org: 551 b");
    EXPECT_EQ(taskFor(item, kNow), LedgerTask::Nothing);
    const auto again = retried(item);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(openRecipients(*again).size(), 2U);
}

TEST(LedgerRules, WhoWasPutOffIsTriedAlone)
{
    auto item = settled(begun(itemFor({kAnn, kBob})), accepted({{kAnn, Kind::RefusedForNow}, {kBob, Kind::Accepted}}), kNow);
    EXPECT_EQ(item.state, OutboxState::Waiting);
    EXPECT_GT(item.notBefore, kNow);
    EXPECT_EQ(openRecipients(item), (std::vector<std::string>{"ann@example.org"}));
    item = settled(begun(item), failed(ErrorKind::ServerRefused), kNow);
    EXPECT_EQ(item.state, OutboxState::Accepted) << "one was reached: its copy is still to be saved";
    EXPECT_TRUE(item.recipients[0].refused);
}

TEST(LedgerRules, ErrorsAndWhatFollows)
{
    struct Row {
        ErrorKind kind;
        OutboxState state;
    };
    for (const Row &row : {Row{ErrorKind::Offline, OutboxState::Waiting}, Row{ErrorKind::ConnectionRefused, OutboxState::Waiting},
                           Row{ErrorKind::ConnectionLost, OutboxState::Waiting}, Row{ErrorKind::Timeout, OutboxState::Waiting},
                           Row{ErrorKind::HostNotFound, OutboxState::Waiting}, Row{ErrorKind::ServerBusy, OutboxState::Waiting},
                           Row{ErrorKind::AuthenticationFailed, OutboxState::Waiting}, Row{ErrorKind::PasswordNeeded, OutboxState::Waiting},
                           Row{ErrorKind::CertificateInvalid, OutboxState::Waiting}, Row{ErrorKind::SenderRefused, OutboxState::Failed},
                           Row{ErrorKind::MessageTooLarge, OutboxState::Failed}, Row{ErrorKind::ServerRefused, OutboxState::Failed},
                           Row{ErrorKind::Cancelled, OutboxState::Queued}, Row{ErrorKind::OutcomeUnknown, OutboxState::Unknown}}) {
        const auto item = settled(begun(itemFor({kAnn})), failed(row.kind), kNow);
        EXPECT_EQ(item.state, row.state) << errorKindName(row.kind);
        EXPECT_FALSE(item.recipients[0].done);
    }
}

TEST(LedgerRules, WrongPasswordWaitsForThePerson)
{
    const auto item = settled(begun(itemFor({kAnn})), failed(ErrorKind::AuthenticationFailed), kNow);
    EXPECT_TRUE(isWaitingForPerson(item));
    EXPECT_EQ(taskFor(item, kNow + 1'000'000'000), LedgerTask::Nothing);
}

TEST(LedgerRules, LostAfterTheDotIsUnknownAndNeverRepeatedSilently)
{
    for (const ErrorKind kind : {ErrorKind::ConnectionLost, ErrorKind::Timeout, ErrorKind::Cancelled}) {
        auto item = settled(ending(begun(itemFor({kAnn}))), failed(kind, true), kNow);
        EXPECT_EQ(item.state, OutboxState::Unknown);
        EXPECT_EQ(taskFor(item, kNow), LedgerTask::LookForCopy);
        item = lookedFor(item, false);
        EXPECT_EQ(item.state, OutboxState::Unknown);
        EXPECT_EQ(taskFor(item, kNow), LedgerTask::Nothing) << "a person decides";
        EXPECT_FALSE(retried(item).ok()) << "only resolved() may send it again";
        EXPECT_EQ(resolved(item, false).state, OutboxState::Queued);
        EXPECT_EQ(resolved(item, true).state, OutboxState::Accepted);
    }
}

TEST(LedgerRules, FoundInSentSettlesTheUnknown)
{
    auto item = settled(ending(begun(itemFor({kAnn}))), failed(ErrorKind::ConnectionLost, true), kNow);
    item = lookedFor(item, true);
    EXPECT_EQ(item.state, OutboxState::Accepted);
    EXPECT_TRUE(item.recipients[0].done);
}

TEST(LedgerRules, FoundSendingAtStart)
{
    EXPECT_EQ(recovered(begun(itemFor({kAnn}))).state, OutboxState::Queued) << "no data had gone";
    const auto unknown = recovered(ending(begun(itemFor({kAnn}))));
    EXPECT_EQ(unknown.state, OutboxState::Unknown);
    EXPECT_EQ(taskFor(unknown, kNow), LedgerTask::LookForCopy);
    for (const OutboxState state : {OutboxState::Queued, OutboxState::Accepted, OutboxState::Failed, OutboxState::Waiting})
        EXPECT_EQ(recovered(itemFor({kAnn}, state)).state, state);
}

TEST(LedgerRules, CancelOnlyWhereNothingIsOnItsWay)
{
    for (const OutboxState state : {OutboxState::Queued, OutboxState::Waiting, OutboxState::Failed, OutboxState::Unknown}) {
        const auto item = cancelled(itemFor({kAnn}, state));
        ASSERT_TRUE(item.ok());
        EXPECT_EQ(item->state, OutboxState::Cancelled);
    }
    for (const OutboxState state : {OutboxState::Sending, OutboxState::Accepted, OutboxState::SentCopySaved, OutboxState::Cancelled})
        EXPECT_FALSE(cancelled(itemFor({kAnn}, state)).ok());
    auto partly = itemFor({kAnn, kBob}, OutboxState::Waiting);
    partly.recipients[0].done = true;
    const auto item = cancelled(partly);
    ASSERT_TRUE(item.ok());
    EXPECT_EQ(item->state, OutboxState::Accepted) << "Ann has it: Sent must say so";
    EXPECT_TRUE(item->recipients[1].refused);
}

TEST(LedgerRules, WaitsShortlyForAServerThatIsAway)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(backoff(ErrorKind::ConnectionRefused, 1), 1s);
    EXPECT_EQ(backoff(ErrorKind::ConnectionRefused, 2), 2s);
    EXPECT_EQ(backoff(ErrorKind::ConnectionRefused, 3), 4s);
    EXPECT_EQ(backoff(ErrorKind::Offline, 10), 5s);
    EXPECT_EQ(backoff(ErrorKind::Offline, 1000), 1min);
    EXPECT_EQ(backoff(ErrorKind::ServerBusy, 1), 30s);
    EXPECT_EQ(backoff(ErrorKind::ServerBusy, 1000), 1h);
}

TEST(LedgerRules, HeldUntilItsTime)
{
    auto item = itemFor({kAnn});
    item.notBefore = kNow + 1;
    EXPECT_EQ(taskFor(item, kNow), LedgerTask::Wait);
    EXPECT_EQ(taskFor(item, kNow + 1), LedgerTask::Deliver);
}

TEST(OutcomeOf, ReadsATransaction)
{
    smtp::TransactionResult result;
    result.phase = smtp::TransactionPhase::Answered;
    result.accepted = true;
    result.code = 250;
    result.reply = "2.0.0 ok";
    result.recipients = {{"ann@example.org", true, false, 250, "ok"}, {"bob@example.org", false, true, 452, "full"}, {"eve@example.org", false, false, 550, "550 no"}};
    const auto outcome = outcomeOf(result);
    EXPECT_EQ(outcome.acceptedReply, QStringLiteral("250 2.0.0 ok"));
    EXPECT_EQ(outcome.recipients[1].reply, QStringLiteral("452 full"));
    EXPECT_EQ(outcome.recipients[2].reply, QStringLiteral("550 no"));
    EXPECT_EQ(outcome.recipients[0].kind, Kind::Accepted);
    EXPECT_EQ(outcome.recipients[1].kind, Kind::RefusedForNow);
    EXPECT_EQ(outcome.recipients[2].kind, Kind::Refused);
    EXPECT_FALSE(outcome.mayHaveArrived);

    result = {};
    result.phase = smtp::TransactionPhase::FinalDotSent;
    result.error = makeError(ErrorKind::ConnectionLost, "test");
    EXPECT_TRUE(outcomeOf(result).mayHaveArrived);
    result.phase = smtp::TransactionPhase::Data;
    EXPECT_FALSE(outcomeOf(result).mayHaveArrived);
}

TEST(LedgerRules, AChosenTimeIsWaitedForHoweverFarAndWhateverTheClockDid)
{
    OutboxRecord item = itemFor({kAnn});
    item.created = kNow;
    item.sendAt = item.notBefore = kNow + 600'000;
    EXPECT_EQ(taskFor(item, kNow), LedgerTask::Wait);
    EXPECT_EQ(taskFor(item, kNow - 500'000), LedgerTask::Wait) << "the clock was put back: still not before its time";
    EXPECT_EQ(taskFor(item, kNow + 600'000), LedgerTask::Deliver);
    EXPECT_EQ(taskFor(item, kNow + 90'000'000'000), LedgerTask::Deliver) << "the time was missed";
    item.sendAt = item.notBefore = kNow + 90'000'000'000;
    EXPECT_EQ(taskFor(item, kNow), LedgerTask::Wait);
}

TEST(LedgerRules, AnotherTimeIsForWhatWasNeverTried)
{
    OutboxRecord item = itemFor({kAnn});
    item.sendAt = item.notBefore = item.dated = kNow + 5'000;
    const auto later = rescheduled(item, kNow + 9'000, kNow);
    ASSERT_TRUE(later.ok());
    EXPECT_EQ(later->notBefore, kNow + 9'000);
    EXPECT_EQ(later->dated, kNow + 9'000);
    const auto atOnce = rescheduled(item, 0, kNow);
    ASSERT_TRUE(atOnce.ok());
    EXPECT_EQ(taskFor(*atOnce, kNow), LedgerTask::Deliver);
    EXPECT_EQ(atOnce->dated, kNow) << "it bears the time at which it goes";
    item.attempts = 1;
    EXPECT_FALSE(rescheduled(item, kNow + 9'000, kNow).ok());
    EXPECT_FALSE(rescheduled(itemFor({kAnn}, OutboxState::Sending), kNow + 9'000, kNow).ok());
    EXPECT_FALSE(rescheduled(itemFor({kAnn}, OutboxState::SentCopySaved), kNow + 9'000, kNow).ok());
}

TEST(LedgerRules, AcceptanceTellsWhen)
{
    EXPECT_EQ(settled(begun(itemFor({kAnn})), accepted({{kAnn, Kind::Accepted}}), kNow).sent, kNow);
    EXPECT_EQ(settled(begun(itemFor({kAnn})), failed(ErrorKind::ConnectionLost), kNow).sent, 0);
    EXPECT_EQ(resolved(itemFor({kAnn}, OutboxState::Unknown), true).sent, 0) << "nobody knows when";
}

} // namespace
} // namespace tern::outbox
