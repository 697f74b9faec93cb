// SPDX-License-Identifier: GPL-3.0-or-later
// The single steps of OutboxLane: each ends with its outcome on disk.
#include "core/outbox/OutboxLane.h"

#include "core/base/Log.h"
#include "core/outbox/Acceptance.h"

namespace tern::outbox {
namespace {

constexpr std::uint32_t kLookAtNewest = 300;

bool isIn(const ServerFolders::Listing &listing, const std::string &messageId)
{
    return std::any_of(listing.messages.begin(), listing.messages.end(),
                       [&](const ServerFolders::Found &found) { return found.messageId == messageId; });
}

std::string sentMailbox(store::StoreReader &reader, AccountId account)
{
    auto sent = reader.mailboxByRole(account, store::MailboxRole::Sent);
    return sent && *sent ? (*sent)->wireName : std::string("Sent");
}

} // namespace

/// Writes the item unless it went another way meanwhile (a person cancelled it).
bool OutboxLane::keep(const store::OutboxRecord &item)
{
    bool changedMeanwhile = false;
    const auto written = m_parts.store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto current = writer.reader().outboxItem(item.id);
        if (!current)
            return current.error();
        changedMeanwhile = !*current || (*current)->state == store::OutboxState::Cancelled;
        return changedMeanwhile ? Result<void>(makeError(ErrorKind::NotFound, "outbox.keep")) : writer.updateOutbox(item);
    });
    if (!written && !changedMeanwhile)
        logError("outbox", written.error().toString());
    return written.ok();
}

/// Writes what a try or a look brought, with what follows from an acceptance.
bool OutboxLane::record(const store::OutboxRecord &item, bool copyFound)
{
    if (item.state != store::OutboxState::Accepted)
        return keep(item);
    const auto written = m_parts.store.writeAndWait([&](store::StoreWriter &writer) { return recordAcceptance(writer, item, copyFound); });
    if (!written)
        logError("outbox", written.error().toString());
    return written.ok();
}

bool OutboxLane::deliver(store::OutboxRecord &item)
{
    auto account = m_reader->account(item.account);
    auto file = m_reader->outboxFile(item.id);
    if (!account || !file) {
        logError("outbox", (account ? file.error() : account.error()).toString());
        return false;
    }
    const store::OutboxRecord sending = begun(item);
    if (!keep(sending))
        return refresh(item);
    item = sending;
    tell(LaneState::What::Sending, item.subject, 0, static_cast<std::uint64_t>(item.size));

    MailSender::Request request;
    request.from = item.from.toStdString();
    request.recipients = openRecipients(item);
    request.file = file->toStdString();
    request.beforeEnd = [&]() -> Result<void> {
        item = ending(item);
        return keep(item) ? Result<void>() : makeError(ErrorKind::Io, "outbox.ending", "could not be recorded");
    };
    request.progress = [this, subject = item.subject](std::uint64_t done, std::uint64_t total) {
        tell(LaneState::What::Sending, subject, done, total);
    };
    const DeliveryOutcome outcome = m_parts.sender.deliver(*account, request, m_stop->token());
    item = settled(item, outcome, m_parts.clock.now());
    m_state.error = item.state == store::OutboxState::Waiting ? item.reason : std::nullopt;
    if (item.state == store::OutboxState::Accepted)
        m_copies[item.id].look = false;     // nobody can have saved a copy yet
    const bool isRecorded = record(item);
    // What happened must not be forgotten while the process lives; after a kill it is Unknown and a person is asked.
    if (!isRecorded)
        m_unwritten[item.id] = item;
    else if (item.state == store::OutboxState::Accepted)
        m_parts.events.sent(item);
    else if (item.state == store::OutboxState::Failed)
        m_parts.events.failed(item);
    if (outcome.farewell)
        outcome.farewell();
    return isRecorded && refresh(item);
}

bool OutboxLane::refresh(store::OutboxRecord &item)
{
    auto current = m_reader->outboxItem(item.id);
    if (!current)
        return false;
    if (!*current) {
        item.state = store::OutboxState::Cancelled;     // removed with its account
        return true;
    }
    item = **current;
    return true;
}

bool OutboxLane::lookForCopy(store::OutboxRecord &item)
{
    tell(LaneState::What::Appending, item.subject);
    auto listing = m_parts.folders.newestMessages(m_account, sentMailbox(*m_reader, m_account), kLookAtNewest, m_stop->token());
    if (!listing && listing.error().kind != ErrorKind::MailboxMissing) {
        m_state.error = listing.error();
        postpone(item, listing.error());
        return false;
    }
    const bool found = listing && isIn(*listing, item.messageIdHeader);
    item = lookedFor(item, found);
    if (!record(item, found))
        return false;
    m_copies.erase(item.id);
    if (item.state == store::OutboxState::Accepted)
        m_parts.events.sent(item);
    else if (item.state == store::OutboxState::Unknown)
        m_parts.events.unknown(item);
    return refresh(item);
}

bool OutboxLane::saveCopy(store::OutboxRecord &item)
{
    tell(LaneState::What::Appending, item.subject, 0, static_cast<std::uint64_t>(item.size));
    const std::string mailbox = sentMailbox(*m_reader, m_account);
    CopyTry &tried = m_copies[item.id];
    bool saved = false;
    if (tried.look) {
        auto listing = m_parts.folders.newestMessages(m_account, mailbox, kLookAtNewest, m_stop->token());
        if (!listing && listing.error().kind != ErrorKind::MailboxMissing) {
            postpone(item, listing.error());
            return false;
        }
        saved = listing && isIn(*listing, item.messageIdHeader);
    }
    if (!saved) {
        auto file = m_reader->outboxFile(item.id);
        if (!file) {
            postpone(item, file.error());
            return false;
        }
        tried.look = true;  // from now on a copy may be there
        auto appended = m_parts.folders.append(m_account, {mailbox, file->toStdString(), true, false, item.created}, m_stop->token());
        if (!appended) {
            postpone(item, appended.error());
            return false;
        }
    }
    item.state = store::OutboxState::SentCopySaved;
    if (!keep(item))
        return false;
    m_state.error.reset();
    m_copies.erase(item.id);
    return true;
}

void OutboxLane::postpone(const store::OutboxRecord &item, const Error &error)
{
    CopyTry &tried = m_copies[item.id];
    ++tried.attempts;
    const bool isRefusal = error.kind == ErrorKind::ServerRefused || error.kind == ErrorKind::QuotaExceeded || error.kind == ErrorKind::MessageTooLarge;
    const auto pause = isRefusal ? std::chrono::minutes{10} : backoff(error.kind, tried.attempts);
    tried.next = m_parts.clock.now() + std::chrono::milliseconds(pause).count();
    m_state.error = error;
    if (error.kind != ErrorKind::Cancelled && tried.lastError != error.kind && isRefusal)
        m_parts.events.copyFailed(m_account, item.subject, error);
    tried.lastError = error.kind;
}

} // namespace tern::outbox
