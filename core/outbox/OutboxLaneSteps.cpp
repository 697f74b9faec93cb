// SPDX-License-Identifier: GPL-3.0-or-later
// The single steps of OutboxLane: each ends with its outcome on disk.
#include "core/outbox/OutboxLane.h"

#include "core/base/Log.h"
#include "core/outbox/Acceptance.h"
#include "core/outbox/DeliverySeries.h"

namespace tern::outbox {
namespace {

constexpr std::uint32_t kLookAtNewest = 300;

bool isIn(const ServerFolders::Listing &listing, const std::string &messageId)
{
    return std::any_of(listing.messages.begin(), listing.messages.end(),
                       [&](const ServerFolders::Found &found) { return found.messageId == messageId; });
}

void noteCopy(store::OutboxRecord &item, const std::string &mailbox, UnixMillis now)
{
    item.copyMailbox = mailbox;
    item.copied = now;
}

/// The first identity at the own server of the wanted one; 0: it has the account's.
IdentityId firstAtServer(const std::vector<store::IdentityRecord> &identities, IdentityId wanted)
{
    const store::IdentityRecord *own = withOwnServer(identities, wanted);
    if (!own)
        return {};
    return std::find_if(identities.begin(), identities.end(), [own](const store::IdentityRecord &one) { return shareServer(one, *own); })->id;
}

std::string sentMailbox(store::StoreReader &reader, AccountId account)
{
    auto sent = reader.mailboxByRole(account, store::MailboxRole::Sent);
    return sent && *sent ? (*sent)->wireName : std::string("Sent");
}

} // namespace

/// Writes what a try or a look brought, with what follows from an acceptance.
bool OutboxLane::record(const store::OutboxRecord &item, bool copyFound)
{
    const auto written = m_parts.store.writeAndWait([&](store::StoreWriter &writer) { return recordItem(writer, item, copyFound); });
    // It went another way meanwhile: there is nothing to be recorded.
    if (!written && written.error().kind == ErrorKind::NotFound)
        return true;
    if (!written)
        logError("outbox", written.error().toString());
    return written.ok();
}

void OutboxLane::deliverDue(bool ignoreWaiting)
{
    const UnixMillis now = m_parts.clock.now();
    const auto isDue = [now, ignoreWaiting](const store::OutboxRecord &item) {
        return taskFor(item, now) == LedgerTask::Deliver || (ignoreWaiting && item.state == store::OutboxState::Waiting);
    };
    auto items = m_reader->outbox(false);
    auto account = m_reader->account(m_account);
    auto identities = m_reader->identities(m_account);
    if (!items || !account || !identities) {
        logError("outbox", (items ? account ? identities.error() : account.error() : items.error()).toString());
        return;
    }
    // Those of one server go over one connection; a server that can't be reached holds up only its own.
    std::map<IdentityId, std::vector<OutboxId>> due;
    for (const store::OutboxRecord &item : *items) {
        if (item.account == m_account && isDue(item))
            due[firstAtServer(*identities, item.identity)].push_back(item.id);
    }
    items->clear();
    for (auto &[identity, ids] : due) {
        const store::IdentityRecord *own = withOwnServer(*identities, identity);
        deliverTo({*account, own ? std::optional(*own) : std::nullopt}, std::move(ids), isDue);
        if (m_stop->stopRequested())
            return;
    }
}

void OutboxLane::deliverTo(const Submission &to, std::vector<OutboxId> items, const std::function<bool(const store::OutboxRecord &)> &isDue)
{
    const StopToken stop = m_stop->token();
    m_toldProgress = {};
    DeliverySeries series({m_parts.store, *m_reader, m_parts.clock, stop, to.serverName(),
                           [this](const store::OutboxRecord &item, std::uint64_t done, std::uint64_t total) { tellProgress(item, done, total); },
                           [this](const store::OutboxRecord &item, bool recorded) { noteOutcome(item, recorded); }},
                          std::move(items), isDue);
    const auto farewell = m_parts.sender.deliver(to, series, stop);
    series.finish();
    if (series.error() && !stop.stopRequested())
        holdBack(series.rest(), *series.error());
    if (farewell)
        farewell();
}

/// The server can't be talked to: the others have the same reason to wait.
void OutboxLane::holdBack(const std::vector<OutboxId> &items, const Error &error)
{
    if (items.empty())
        return;
    const auto held = m_parts.store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        for (const OutboxId id : items) {
            auto item = writer.reader().outboxItem(id);
            if (!item)
                return item.error();
            if (!*item || !isToBeSent(**item))
                continue;
            if (auto written = writer.updateOutbox(heldBack(**item, error, m_parts.clock.now())); !written)
                return written;
        }
        return {};
    });
    if (!held)
        logError("outbox", held.error().toString());
}

void OutboxLane::noteOutcome(const store::OutboxRecord &item, bool recorded)
{
    m_state.error = item.state == store::OutboxState::Waiting ? item.reason : std::nullopt;
    if (item.state == store::OutboxState::Accepted)
        m_copies[item.id].look = false;     // nobody can have saved a copy yet
    // What happened must not be forgotten while the process lives; after a kill it is Unknown and a person is asked.
    if (!recorded)
        m_unwritten[item.id] = item;
    else if (item.state == store::OutboxState::Accepted)
        m_parts.events.sent(item);
    else if (item.state == store::OutboxState::Failed)
        m_parts.events.failed(item);
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
    if (found)
        noteCopy(item, sentMailbox(*m_reader, m_account), m_parts.clock.now());
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
        auto appended = m_parts.folders.append(m_account, {mailbox, file->toStdString(), true, false, item.dated != 0 ? item.dated : item.created, item.dated}, m_stop->token());
        if (!appended) {
            postpone(item, appended.error());
            return false;
        }
    }
    item.state = store::OutboxState::SentCopySaved;
    noteCopy(item, mailbox, m_parts.clock.now());
    if (!record(item))
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
