// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Replay.h"

#include "core/base/Holding.h"
#include "core/sync/FolderList.h"
#include "core/sync/Roles.h"

#include <algorithm>
#include <set>

namespace tern::sync {
namespace {

using store::OperationKind;
using store::OperationState;

bool isMailboxOperation(OperationKind kind)
{
    switch (kind) {
    case OperationKind::CreateMailbox:
    case OperationKind::RenameMailbox:
    case OperationKind::DeleteMailbox:
    case OperationKind::Subscribe:
    case OperationKind::Unsubscribe: return true;
    case OperationKind::ChangeFlags:
    case OperationKind::Move:
    case OperationKind::Copy:
    case OperationKind::Expunge: return false;
    }
    return false;
}

/// With what the server confirmed, in one transaction: a stop before the next folder list must not show what was before.
Result<void> finishMailboxOperation(store::StoreWriter &writer, const store::OperationRecord &operation)
{
    if (auto finished = writer.operationFinished(operation.id); !finished)
        return finished;
    if (operation.kind == OperationKind::DeleteMailbox)
        return writer.mailboxDeleted(operation.account, operation.mailboxName);
    if (operation.kind != OperationKind::RenameMailbox)
        return {};
    auto old = writer.reader().mailboxByName(operation.account, operation.mailboxName);
    if (!old)
        return old.error();
    if (!*old)
        return {};
    return writer.mailboxRenamed(operation.account, operation.mailboxName, recordNamed(operation.newMailboxName, **old));
}

} // namespace

Result<Replay::Outcome> Replay::run()
{
    std::set<OperationId> tried;
    while (true) {
        auto operations = m_context.reader.operations();
        if (!operations)
            return std::move(operations).error();
        m_outcome.nextDue = 0;
        const store::OperationRecord *next = nullptr;
        for (const store::OperationRecord &operation : *operations) {
            if (operation.account != m_context.account.id || operation.state == OperationState::Blocked || tried.contains(operation.id))
                continue;
            if (isHeld(operation.notBefore, m_context.clock.now(), kLongestHold)) {
                m_outcome.nextDue = m_outcome.nextDue == 0 ? operation.notBefore : std::min(m_outcome.nextDue, operation.notBefore);
                continue;
            }
            if (next == nullptr)
                next = &operation;
        }
        if (next == nullptr)
            return m_outcome;
        tried.insert(next->id);
        if (auto outcome = replayOne(*next); !outcome) {
            if (outcome.error().kind == ErrorKind::MailboxMissing && m_session.isUsable()) {
                auto found = isFoundElsewhere(*next, outcome.error());
                if (!found)
                    return std::move(found).error();
                if (*found) {
                    tried.erase(next->id);
                    continue;
                }
            }
            if (auto settled = settleFailure(*next, outcome.error()); !settled)
                return std::move(settled).error();
        }
    }
}

/// A mailbox that is missing may have another name since: then the operation has it too by now, and is worth another try.
Result<bool> Replay::isFoundElsewhere(const store::OperationRecord &operation, const Error &missing)
{
    // The session is another account's: it can't tell what became of a mailbox that is kept here.
    if (store::isKeptHere(m_context.account.kind))
        return false;
    using Names = std::pair<std::set<std::string>, std::string>;
    const auto names = [&]() -> Result<Names> {
        auto operations = m_context.reader.operations();
        auto messages = m_context.reader.operationMessages(operation.id);
        if (!operations || !messages)
            return operations ? messages.error() : operations.error();
        Names found;
        for (const store::OperationMessage &message : *messages)
            found.first.insert(message.mailbox);
        for (const store::OperationRecord &one : *operations) {
            if (one.id == operation.id)
                found.second = one.targetMailbox + '\0' + one.mailboxName;
        }
        return found;
    };
    auto before = names();
    if (!before)
        return std::move(before).error();
    m_entered = {};     // looking for it opens others
    auto listed = syncFolderList(m_session, m_context.store, m_context.reader, m_context.account, false);
    if (!listed && !m_session.isUsable())
        return std::move(listed).error();
    auto after = names();
    if (!after)
        return std::move(after).error();
    if (*before == *after)
        return false;
    auto again = m_context.store.writeAndWait([&](store::StoreWriter &writer) { return writer.operationWaiting(operation.id, m_context.clock.now(), missing); });
    return again ? Result<bool>(true) : Result<bool>(again.error());
}

Result<Replay::Outcome> Replay::runOne(const store::OperationRecord &operation)
{
    if (auto outcome = replayOne(operation); !outcome) {
        if (auto settled = settleFailure(operation, outcome.error()); !settled)
            return std::move(settled).error();
    }
    return m_outcome;
}

bool Replay::isReady(const store::OperationRecord &operation, const Messages &messages) const
{
    if (isMailboxOperation(operation.kind))
        return true;
    return std::all_of(messages.begin(), messages.end(), [](const store::OperationMessage &message) { return message.uid.value != 0; });
}

Result<void> Replay::replayOne(const store::OperationRecord &operation)
{
    auto messages = m_context.reader.operationMessages(operation.id);
    if (!messages)
        return std::move(messages).error();
    // A message that an earlier operation makes has no UID yet; it gets one when that is done, or from the next listing of its mailbox.
    if (!isReady(operation, *messages)) {
        for (const store::OperationMessage &message : *messages) {
            if (message.uid.value != 0)
                continue;
            auto mailbox = m_context.reader.mailboxByName(operation.account, message.mailbox);
            if (mailbox && *mailbox)
                m_outcome.toList.insert((*mailbox)->id);
        }
        return {};
    }
    const bool across = operation.targetAccount.isValid() && operation.targetAccount != operation.account;
    m_notInFlight = operation.id;
    const bool beginsWithStep = isBegunByStep(operation, *messages) && !across && !store::isKeptHere(m_context.account.kind);
    if (auto flying = beginsWithStep ? Result<void>() : takeOff(); !flying)
        return flying.error().kind == ErrorKind::NotFound ? Result<void>() : flying; // taken back meanwhile
    if (isMailboxOperation(operation.kind))
        return replayMailboxOperation(operation);
    auto outcome = store::isKeptHere(m_context.account.kind) ? replayFromKept(operation, std::move(*messages))
        : across                                              ? replayAcross(operation, std::move(*messages))
                                                              : replayMessages(operation, std::move(*messages));
    if (outcome) {
        ++m_outcome.finished;
        return outcome;
    }
    if (!m_notInFlight)
        return outcome;
    // It failed before its first step, which is a try too; or it was taken back meanwhile.
    const auto flying = takeOff();
    return !flying && flying.error().kind == ErrorKind::NotFound ? Result<void>() : outcome;
}

/// Whether nothing is changed on the server before the first step is noted: then that tells that the operation is in flight, in the same transaction.
bool Replay::isBegunByStep(const store::OperationRecord &operation, const Messages &messages)
{
    return (operation.kind == OperationKind::Move || operation.kind == OperationKind::Copy) && !messages.empty()
        && std::all_of(messages.begin(), messages.end(), [](const store::OperationMessage &message) { return message.step == store::OperationStep::Todo; });
}

Result<void> Replay::takeOff()
{
    return step(*m_notInFlight, {});
}

Result<void> Replay::replayMailboxOperation(const store::OperationRecord &operation)
{
    const bool again = operation.attempts > 0; // an earlier try may have been carried out
    const auto exists = [&](const std::string &name) -> Result<bool> {
        auto entries = m_session.list(false);
        if (!entries)
            return std::move(entries).error();
        return std::any_of(entries->begin(), entries->end(), [&](const imap::ListEntry &entry) { return entry.wireName == name; });
    };
    Result<void> outcome;
    bool (*happened)(bool oldThere, bool newThere) = nullptr;
    switch (operation.kind) {
    case OperationKind::CreateMailbox:
        outcome = m_session.create(operation.mailboxName);
        happened = [](bool oldThere, bool) { return oldThere; };
        break;
    case OperationKind::RenameMailbox:
        outcome = m_session.rename(operation.mailboxName, operation.newMailboxName);
        happened = [](bool oldThere, bool newThere) { return !oldThere && newThere; };
        break;
    case OperationKind::DeleteMailbox:
        if (m_session.selected() == operation.mailboxName)
            (void)m_session.unselect();
        outcome = m_session.remove(operation.mailboxName);
        happened = [](bool oldThere, bool) { return !oldThere; };
        break;
    case OperationKind::Subscribe: outcome = m_session.subscribe(operation.mailboxName); break;
    case OperationKind::Unsubscribe: outcome = m_session.unsubscribe(operation.mailboxName); break;
    case OperationKind::ChangeFlags:
    case OperationKind::Move:
    case OperationKind::Copy:
    case OperationKind::Expunge: return makeError(ErrorKind::Internal, "sync.replay");
    }
    if (!outcome && again && happened != nullptr && m_session.isUsable()) {
        auto oldThere = exists(operation.mailboxName);
        auto newThere = operation.newMailboxName.empty() ? Result<bool>(false) : exists(operation.newMailboxName);
        if (oldThere && newThere && happened(*oldThere, *newThere))
            outcome = Result<void>();
    }
    if (!outcome)
        return outcome;
    // A new mailbox is shown where only subscribed ones are; a server that refuses has made it all the same.
    if (operation.kind == OperationKind::CreateMailbox)
        (void)m_session.subscribe(operation.mailboxName);
    m_outcome.foldersChanged = true;
    ++m_outcome.finished;
    return m_context.store.writeAndWait([&](store::StoreWriter &writer) { return finishMailboxOperation(writer, operation); });
}

/// What becomes of an operation that failed. An error is returned when the connection is no longer of use.
Result<void> Replay::settleFailure(const store::OperationRecord &operation, const Error &error)
{
    const UnixMillis later = m_context.clock.now() + nextBackoff(operation.attempts);
    const auto write = [this](auto work) { return m_context.store.writeAndWait(work); };
    if (!m_session.isUsable() || m_context.stop.stopRequested()) {
        // Nothing is known of the last command: it is looked at before it is repeated.
        auto waiting = write([&](store::StoreWriter &writer) { return writer.operationWaiting(operation.id, m_context.clock.now(), error); });
        return waiting ? Result<void>(error) : waiting;
    }
    // Another account's server refused to be signed in to without saying why.
    const bool isDoubtful = error.kind == ErrorKind::AuthenticationFailed && error.retry == Retry::WithBackoff;
    switch (isDoubtful ? ErrorKind::ServerBusy : error.kind) {
    case ErrorKind::UidValidityChanged:
    case ErrorKind::PasswordNeeded:
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::CertificateInvalid:
        return write([&](store::StoreWriter &writer) { return writer.operationBlocked(operation.id, error); });
    case ErrorKind::ServerBusy:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::Offline:
    case ErrorKind::HostNotFound:
    case ErrorKind::TlsFailed:
    case ErrorKind::ServerBye:
    case ErrorKind::DiskFull:
    case ErrorKind::Io:
    case ErrorKind::OutcomeUnknown: {
        m_outcome.nextDue = m_outcome.nextDue == 0 ? later : std::min(m_outcome.nextDue, later);
        return write([&](store::StoreWriter &writer) { return writer.operationWaiting(operation.id, later, error); });
    }
    default: break;
    }
    // Refused: taken away and folded back, and the person is told why.
    auto refused = write([&](store::StoreWriter &writer) { return writer.operationRefused(operation.id, error); });
    if (error.kind == ErrorKind::MailboxMissing)
        m_outcome.foldersChanged = true;
    if (refused && m_context.noticed) {
        SyncNotice notice;
        notice.kind = SyncNotice::Kind::OperationRefused;
        notice.operation = operation.id;
        notice.intent = operation.intent;
        notice.messages = operation.messages;
        notice.error = error;
        m_context.noticed(notice);
    }
    return refused;
}

std::int64_t Replay::nextBackoff(int attempts) const
{
    constexpr std::int64_t kFirst = 2'000;        // ms
    constexpr std::int64_t kLongest = 300'000;
    return std::min(kFirst << std::min(attempts, 10), kLongest);
}

Uid Replay::firstFreeUid(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status)
{
    const Uid told = status.uidNext.value_or(Uid{});
    const bool sameUids = mailbox.uidValidity.value > 0 && status.uidValidity.value_or(mailbox.uidValidity) == mailbox.uidValidity;
    return sameUids ? std::max(told, mailbox.uidNext) : told;
}

Result<void> Replay::step(OperationId operation, std::span<const store::OperationMessage> messages)
{
    return beginStep(operation, messages).get();
}

std::future<Result<void>> Replay::beginStep(OperationId operation, std::span<const store::OperationMessage> messages)
{
    const auto noted = std::make_shared<std::promise<Result<void>>>();
    m_context.store.write(
        [this, operation, messages](store::StoreWriter &writer) -> Result<void> {
            if (m_notInFlight) {
                if (auto flying = writer.operationInFlight(operation); !flying)
                    return flying;
            }
            return messages.empty() ? Result<void>() : writer.operationStep(operation, messages);
        },
        [this, noted](Result<void> outcome) {
            if (outcome)
                m_notInFlight.reset();
            noted->set_value(std::move(outcome));
        });
    return noted->get_future();
}

Result<void> Replay::done(OperationId operation, std::span<const store::StoreWriter::Done> messages)
{
    auto written = m_context.store.writeAndWait([&](store::StoreWriter &writer) { return writer.operationDone(operation, messages); });
    // The last message took the operation with it.
    if (!written && written.error().kind == ErrorKind::NotFound)
        return {};
    return written;
}

Result<store::MailboxRecord> Replay::mailboxNamed(AccountId account, const std::string &wireName)
{
    auto mailbox = m_context.reader.mailboxByName(account, wireName);
    if (!mailbox)
        return std::move(mailbox).error();
    if (!*mailbox)
        return makeError(ErrorKind::MailboxMissing, "sync.replay", wireName);
    return **mailbox;
}

} // namespace tern::sync
