// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/LedgerRules.h"

#include "core/base/Holding.h"

namespace tern::outbox {
namespace {

using store::OutboxRecord;
using store::OutboxState;

// Where an item in state Sending or Unknown stands, kept in its reason.
constexpr std::string_view kEnding = "outbox.ending";
constexpr std::string_view kLook = "outbox.look";
constexpr std::string_view kAsk = "outbox.ask";
constexpr UnixMillis kNever = INT64_MAX;

Error unknown(std::string_view where, std::string detail = {})
{
    return makeError(ErrorKind::OutcomeUnknown, std::string(where), std::move(detail));
}

bool isForGood(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::SenderRefused:
    case ErrorKind::RecipientRefused:
    case ErrorKind::MessageTooLarge:
    case ErrorKind::QuotaExceeded:
    case ErrorKind::ServerRefused:
    case ErrorKind::Unsupported:
    case ErrorKind::InvalidInput:
    case ErrorKind::NotFound: return true;
    default: return false;
    }
}

bool anyDone(const OutboxRecord &item)
{
    return std::any_of(item.recipients.begin(), item.recipients.end(), [](const auto &recipient) { return recipient.done; });
}

bool anyOpen(const OutboxRecord &item)
{
    return std::any_of(item.recipients.begin(), item.recipients.end(),
                       [](const auto &recipient) { return !recipient.done && !recipient.refused; });
}

void takeRecipients(OutboxRecord &item, const DeliveryOutcome &outcome)
{
    for (auto &recipient : item.recipients) {
        const auto told = std::find_if(outcome.recipients.begin(), outcome.recipients.end(),
                                       [&](const RecipientOutcome &one) { return one.address == recipient.address; });
        if (told == outcome.recipients.end() || recipient.done || recipient.refused || told->kind == RecipientOutcome::Kind::NotTried)
            continue;
        recipient.reply = told->reply;
        recipient.refused = told->kind == RecipientOutcome::Kind::Refused;
        recipient.done = told->kind == RecipientOutcome::Kind::Accepted && outcome.acceptedReply.has_value();
    }
}

/// Named for the person: the recipients that were refused, with the server's words.
std::optional<Error> refusals(const OutboxRecord &item)
{
    std::string named;
    for (const auto &recipient : item.recipients) {
        if (recipient.refused)
            named += (named.empty() ? "" : "; ") + recipient.address.toStdString() + ": " + recipient.reply.toStdString();
    }
    return named.empty() ? std::nullopt : std::optional(makeError(ErrorKind::RecipientRefused, "outbox.recipients", named));
}

void giveUpOpen(OutboxRecord &item, const QString &reply)
{
    for (auto &recipient : item.recipients) {
        if (recipient.done || recipient.refused)
            continue;
        recipient.refused = true;
        recipient.reply = reply;
    }
}

/// Whatever the wall clock did since: a pause between tries, or the time for undo, never becomes years.
bool waits(const OutboxRecord &item, UnixMillis now)
{
    constexpr auto kLongestPause = std::chrono::hours{1};
    if (item.state == OutboxState::Waiting)
        return isHeld(item.notBefore, now, kLongestPause);
    if (item.sendAt > 0)
        return item.notBefore > now;
    const bool isShort = item.notBefore - item.created <= std::chrono::milliseconds(kLongestPause).count();
    const bool clockWentBack = now < item.created;
    return item.notBefore > now && !(isShort && clockWentBack);
}

OutboxRecord waiting(OutboxRecord item, const Error &reason, UnixMillis now)
{
    item.state = OutboxState::Waiting;
    item.reason = reason;
    item.notBefore = reason.retry == Retry::AfterUserAction ? kNever : now + backoff(reason.kind, item.attempts).count();
    return item;
}

/// Every recipient has an answer.
OutboxRecord allAnswered(OutboxRecord item)
{
    item.state = anyDone(item) ? OutboxState::Accepted : OutboxState::Failed;
    item.reason = refusals(item);
    item.notBefore = 0;
    return item;
}

} // namespace

LedgerTask taskFor(const OutboxRecord &item, UnixMillis now)
{
    switch (item.state) {
    case OutboxState::Queued:
    case OutboxState::Waiting:
        if (item.notBefore == kNever)
            return LedgerTask::Nothing;
        return waits(item, now) ? LedgerTask::Wait : LedgerTask::Deliver;
    case OutboxState::Unknown: return item.reason && item.reason->where == kAsk ? LedgerTask::Nothing : LedgerTask::LookForCopy;
    case OutboxState::Accepted: return LedgerTask::SaveCopy;
    case OutboxState::Sending:
    case OutboxState::SentCopySaved:
    case OutboxState::Failed:
    case OutboxState::Cancelled: return LedgerTask::Nothing;
    }
    return LedgerTask::Nothing;
}

OutboxRecord begun(OutboxRecord item)
{
    item.state = OutboxState::Sending;
    item.reason.reset();
    ++item.attempts;
    return item;
}

OutboxRecord ending(OutboxRecord item)
{
    item.reason = unknown(kEnding);
    return item;
}

bool mayHaveGone(const OutboxRecord &item)
{
    return item.state == OutboxState::Sending && item.reason && item.reason->where == kEnding;
}

OutboxRecord recovered(OutboxRecord item)
{
    if (item.state != OutboxState::Sending)
        return item;
    if (mayHaveGone(item)) {
        item.state = OutboxState::Unknown;
        item.reason = unknown(kLook);
        return item;
    }
    item.state = OutboxState::Queued;
    item.reason.reset();
    return item;
}

OutboxRecord settled(OutboxRecord item, const DeliveryOutcome &outcome, UnixMillis now)
{
    takeRecipients(item, outcome);
    if (outcome.acceptedReply) {
        item.serverReply = *outcome.acceptedReply;
        item.sent = now;
        if (anyOpen(item))
            return waiting(std::move(item), makeError(ErrorKind::ServerBusy, "outbox.recipients"), now);
        return allAnswered(std::move(item));
    }
    const Error error = outcome.error.value_or(makeError(ErrorKind::ConnectionLost, "outbox.deliver"));
    if (outcome.mayHaveArrived || error.kind == ErrorKind::OutcomeUnknown) {
        item.state = OutboxState::Unknown;
        item.reason = unknown(kLook, error.detail);
        return item;
    }
    if (!anyOpen(item))
        return allAnswered(std::move(item));
    if (error.kind == ErrorKind::Cancelled) {
        item.state = OutboxState::Queued;
        item.reason.reset();
        return item;
    }
    if (!isForGood(error))
        return waiting(std::move(item), error, now);
    if (anyDone(item)) {
        giveUpOpen(item, QString::fromStdString(error.detail));
        return allAnswered(std::move(item));
    }
    item.state = OutboxState::Failed;
    item.reason = error;
    return item;
}

OutboxRecord heldBack(OutboxRecord item, const Error &reason, UnixMillis now)
{
    return waiting(std::move(item), reason, now);
}

OutboxRecord lookedFor(OutboxRecord item, bool found)
{
    if (found)
        return resolved(std::move(item), true);
    item.reason = unknown(kAsk, item.reason ? item.reason->detail : std::string());
    return item;
}

OutboxRecord resolved(OutboxRecord item, bool arrived)
{
    if (!arrived) {
        item.state = OutboxState::Queued;
        item.reason.reset();
        item.notBefore = 0;
        return item;
    }
    for (auto &recipient : item.recipients) {
        // Whom the server put off in that very try did not get it with the others.
        recipient.done = recipient.done || (!recipient.refused && !recipient.reply.startsWith(QLatin1Char('4')));
    }
    if (anyOpen(item)) {
        item.state = OutboxState::Queued;
        item.reason.reset();
        return item;
    }
    return allAnswered(std::move(item));
}

Result<OutboxRecord> retried(OutboxRecord item)
{
    if (item.state != OutboxState::Queued && item.state != OutboxState::Waiting && item.state != OutboxState::Failed)
        return makeError(ErrorKind::InvalidInput, "outbox.retry", "state");
    if (item.state == OutboxState::Failed) {
        for (auto &recipient : item.recipients) {
            recipient.refused = false;
            recipient.reply.clear();
        }
    }
    item.state = OutboxState::Queued;
    item.reason.reset();
    item.notBefore = 0;
    return item;
}

Result<OutboxRecord> rescheduled(OutboxRecord item, UnixMillis at, UnixMillis now)
{
    if (item.state != OutboxState::Queued || item.attempts > 0)
        return makeError(ErrorKind::InvalidInput, "outbox.reschedule", "state");
    const bool isLater = at > now;
    item.sendAt = isLater ? at : 0;
    item.notBefore = item.sendAt;
    if (item.dated != 0)
        item.dated = isLater ? at : now;
    return item;
}

Result<OutboxRecord> cancelled(OutboxRecord item)
{
    switch (item.state) {
    case OutboxState::Queued:
    case OutboxState::Waiting:
    case OutboxState::Failed:
    case OutboxState::Unknown: break;
    default: return makeError(ErrorKind::InvalidInput, "outbox.cancel", "state");
    }
    if (anyDone(item)) {
        giveUpOpen(item, QStringLiteral("cancelled"));
        return allAnswered(std::move(item));
    }
    item.state = OutboxState::Cancelled;
    item.notBefore = 0;
    return item;
}

std::vector<std::string> openRecipients(const OutboxRecord &item)
{
    std::vector<std::string> open;
    for (const auto &recipient : item.recipients) {
        if (!recipient.done && !recipient.refused)
            open.push_back(recipient.address.toStdString());
    }
    return open;
}

bool isToBeSent(const OutboxRecord &item)
{
    return item.state == OutboxState::Queued || item.state == OutboxState::Waiting;
}

bool isWaitingForPerson(const OutboxRecord &item)
{
    return item.state == OutboxState::Waiting && item.notBefore == kNever;
}

std::chrono::milliseconds backoff(ErrorKind kind, int attempts)
{
    using namespace std::chrono_literals;
    const int step = std::clamp(attempts - 1, 0, 20);
    if (kind == ErrorKind::ServerBusy)
        return std::min<std::chrono::milliseconds>(30s * (1 << std::min(step, 7)), 1h);
    // A server that is away: 1, 2, 4, then every 5 s for the first minutes, as it is likely back soon.
    if (step < 3)
        return 1s * (1 << step);
    if (step < 40 && attempts <= 40)
        return 5s;
    return 1min;
}

} // namespace tern::outbox
