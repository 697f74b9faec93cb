// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxWalk.h"

#include "core/base/Log.h"
#include "core/sync/BodyFetch.h"
#include "core/sync/FolderSizes.h"
#include "core/sync/FolderVisits.h"
#include "core/sync/MailboxSync.h"

#include <algorithm>
#include <set>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kQuotaEvery = std::chrono::minutes(30);
constexpr milliseconds kSizesEvery = std::chrono::minutes(30);
constexpr milliseconds kFlagsEvery = std::chrono::minutes(30);  // where nothing tells of changed flags
constexpr int kBodyBatch = 200;     // messages a FETCH, for a syncNow()
constexpr std::size_t kBodiesAhead = 3;
constexpr int kMostAttempts = 5;    // a replay came between that often

/// Nothing came, went or changed since the last look. Only mod-sequences can tell that of flags.
bool isUnchanged(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status)
{
    return mailbox.fullyListed && status.uidValidity == mailbox.uidValidity && status.uidNext == mailbox.uidNext && mailbox.highestModSeq.value > 0
        && status.highestModSeq == mailbox.highestModSeq && status.messages && static_cast<int>(*status.messages) == mailbox.serverExists;
}

/// As far as a server without mod-sequences can tell: flags but \\Seen may have changed all the same.
bool looksUnchanged(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status, const imap::MailboxStatus &before)
{
    return mailbox.fullyListed && status.uidValidity == before.uidValidity && status.uidNext && status.uidNext == before.uidNext
        && status.messages == before.messages && status.unseen == before.unseen;
}

} // namespace

MailboxWalk::MailboxWalk(SharedLaneState &shared, LaneConnection &connection, store::StoreReader &reader)
    : m_shared(shared), m_connection(connection), m_reader(reader)
{
    if (const auto kept = m_reader.setting(RecentMailboxes::settingKey(m_shared.account.id)); kept && *kept)
        m_recent = RecentMailboxes::fromSetting(**kept);
}

void MailboxWalk::begin()
{
    m_began = std::chrono::steady_clock::now();
    m_trafficBegan = m_connection.traffic();
}

void MailboxWalk::report(const SyncScope &scope, SyncSummary &summary)
{
    const LaneConnection::Traffic traffic = m_connection.traffic();
    summary.bytesReceived = traffic.received - m_trafficBegan.received;
    summary.wireReceived = traffic.wireReceived - m_trafficBegan.wireReceived;
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
    if (scope.progress)
        scope.progress(summary);
}

Result<std::vector<store::MailboxRecord>> MailboxWalk::inOrder()
{
    auto mailboxes = m_reader.mailboxes(m_shared.account.id);
    if (mailboxes)
        sortForWalk(*mailboxes, m_recent);
    return mailboxes;
}

void MailboxWalk::noteUse(MailboxId id)
{
    if (const auto mailbox = m_reader.mailbox(id); mailbox && mailbox->account == m_shared.account.id)
        noteUse(*mailbox);
}

void MailboxWalk::noteUse(const store::MailboxRecord &mailbox)
{
    m_useChanged = m_recent.note(mailbox.wireName) || m_useChanged;
}

void MailboxWalk::saveUse()
{
    if (!std::exchange(m_useChanged, false))
        return;
    m_shared.context.store.write(
        [key = RecentMailboxes::settingKey(m_shared.account.id), value = m_recent.toSetting()](store::StoreWriter &writer) { return writer.setSetting(key, value); }, {});
}

Result<void> MailboxWalk::run(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary)
{
    // How many there were at the last look; LIST overwrites it.
    std::map<std::string, int> lastExists;
    if (auto before = m_reader.mailboxes(m_shared.account.id)) {
        for (const auto &mailbox : *before)
            lastExists[mailbox.wireName] = mailbox.serverExists;
    }
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingFolders);
    auto statuses = syncFolderList(session, m_shared.context.store, m_reader, m_shared.account);
    if (!statuses)
        return std::move(statuses).error();
    auto mailboxes = inOrder();
    if (!mailboxes)
        return std::move(mailboxes).error();
    std::erase_if(*mailboxes, [&](const store::MailboxRecord &mailbox) { return mailbox.id != scope.mailbox && !isWalked(mailbox); });
    if (!scope.mailbox.isValid()) {
        if (auto added = addStatuses(session, *mailboxes, *statuses); !added)
            return added;
    }
    std::vector<store::MailboxRecord> due;
    for (store::MailboxRecord &mailbox : *mailboxes) {
        if (!mailbox.selectable || (scope.mailbox.isValid() && mailbox.id != scope.mailbox))
            continue;
        mailbox.serverExists = lastExists[mailbox.wireName];
        const auto status = statuses->find(mailbox.wireName);
        if (status == statuses->end() || !(isUnchanged(mailbox, status->second) || (scope.onlyNews && wasSeen(mailbox, status->second))))
            due.push_back(mailbox);
    }
    if (auto synced = syncMailboxes(session, due, *statuses, scope, summary); !synced)
        return synced;
    if (auto read = readSizes(session, scope, *mailboxes, due); !read)
        return read;
    if (auto read = readQuota(session); !read)
        return read;
    return scope.bodies ? fetchBodies(session, scope, summary) : Result<void>();
}

Result<void> MailboxWalk::readQuota(imap::ImapSession &session)
{
    if (m_shared.context.clock.steady() < m_nextQuota || !session.capabilities().has("QUOTA"))
        return {};
    auto quota = session.quota();
    if (!quota)
        return std::move(quota).error();
    m_nextQuota = m_shared.context.clock.steady() + kQuotaEvery;
    std::optional<QuotaUse> use;
    if (*quota)
        use = QuotaUse{static_cast<std::int64_t>((*quota)->usedBytes), static_cast<std::int64_t>((*quota)->limitBytes)};
    m_shared.setQuota(use);
    return {};
}

Result<void> MailboxWalk::readSizes(imap::ImapSession &session, const SyncScope &scope, std::span<const store::MailboxRecord> mailboxes,
                                    std::span<const store::MailboxRecord> due)
{
    const auto now = m_shared.context.clock.steady();
    std::vector<store::MailboxRecord> asked(due.begin(), due.end());
    if (now >= m_nextSizes && !scope.mailbox.isValid()) {
        // A start asks only for what an earlier run didn't learn: what didn't change is as large as it was.
        const bool all = m_nextSizes != std::chrono::steady_clock::time_point();
        m_nextSizes = now + kSizesEvery;
        std::set<MailboxId> ids;
        for (const store::MailboxRecord &mailbox : due)
            ids.insert(mailbox.id);
        for (const store::MailboxRecord &mailbox : mailboxes) {
            if ((all || mailbox.serverBytes < 0) && ids.insert(mailbox.id).second)
                asked.push_back(mailbox);
        }
    }
    return asked.empty() ? Result<void>() : sync::readSizes(session, m_shared.context.store, m_reader, asked);
}

/// Without mod-sequences only asking for all flags tells whether they changed: now and then, not at every walk.
bool MailboxWalk::wasSeen(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status) const
{
    const auto seen = m_seen.find(mailbox.wireName);
    return mailbox.highestModSeq.value == 0 && seen != m_seen.end() && m_shared.context.clock.steady() - seen->second.at < kFlagsEvery
        && looksUnchanged(mailbox, status, seen->second.status);
}

/// In order: rows of mailboxes that are known share their round trips, others have theirs.
Result<void> MailboxWalk::syncMailboxes(imap::ImapSession &session, const std::vector<store::MailboxRecord> &due, const MailboxStatuses &statuses,
                                           const SyncScope &scope, SyncSummary &summary)
{
    const auto fits = [&](const store::MailboxRecord &mailbox) { return FolderVisits::fits(mailbox, statusOf(statuses, mailbox.wireName)); };
    for (auto at = due.begin(); at != due.end();) {
        const auto end = std::find_if_not(at, due.end(), fits);
        std::set<MailboxId> settled;
        if (end - at > 1) {
            m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages);
            FolderVisits visits(session, {m_shared.context.store, m_shared.gate, m_shared.context.clock});
            auto visited = visits.run(std::span(at, end), statuses);
            if (!visited)
                return std::move(visited).error();
            summary.messages += visited->listed;
            settled = std::move(visited->settled);
        }
        // What the visits left, and the one after them.
        for (const auto stop = end == due.end() ? end : end + 1; at != stop; ++at) {
            auto synced = settled.contains(at->id) ? Result<void>() : syncMailbox(session, *at, statusOf(statuses, at->wireName), scope, summary);
            // One that vanished, or that the server won't open, doesn't keep the others from their turn.
            if (!synced && (!session.isUsable() || scope.mailbox.isValid() || isStorageTrouble(synced.error())))
                return synced;
            if (!synced)
                logInfo("sync", at->wireName + ": " + synced.error().toString());
            else if (const imap::MailboxStatus *status = statusOf(statuses, at->wireName))
                noteSeen(*at, *status);
        }
    }
    return {};
}

void MailboxWalk::noteSeen(const store::MailboxRecord &before, const imap::MailboxStatus &status)
{
    m_seen[before.wireName] = {status, m_shared.context.clock.steady()};
    if (before.fullyListed && newMailMeansUse(before.role) && status.uidNext && *status.uidNext != before.uidNext)
        noteUse(before);
}

Result<void> MailboxWalk::look(imap::ImapSession &session, const SharedLaneState::BackgroundWork &work, SyncSummary &summary)
{
    auto mailboxes = inOrder();
    if (!mailboxes)
        return std::move(mailboxes).error();
    std::vector<store::MailboxRecord> due;
    std::vector<store::MailboxRecord> doubtful;
    for (const store::MailboxRecord &mailbox : *mailboxes) {
        if (work.look.contains(mailbox.wireName))
            due.push_back(mailbox);
        else if (work.check.contains(mailbox.wireName))
            doubtful.push_back(mailbox);
    }
    std::erase_if(due, [](const store::MailboxRecord &mailbox) { return !mailbox.selectable; });
    MailboxStatuses statuses;
    if (auto told = addStatuses(session, doubtful, statuses); !told)
        return told;
    for (store::MailboxRecord &mailbox : doubtful) {
        const imap::MailboxStatus *status = statusOf(statuses, mailbox.wireName);
        if (mailbox.selectable && !(status && isUnchanged(mailbox, *status)))
            due.push_back(std::move(mailbox));
    }
    return syncMailboxes(session, due, statuses, {}, summary);
}

Result<void> MailboxWalk::syncMailbox(imap::ImapSession &session, const store::MailboxRecord &mailbox, const imap::MailboxStatus *status, const SyncScope &scope,
                                         SyncSummary &summary)
{
    const std::int64_t before = summary.messages;
    MailboxSync::Context context{m_shared.context.store, m_reader, m_shared.gate, m_shared.context.clock, [&](int done, int total) {
                                     m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, mailbox.path, done, total);
                                     summary.messages = before + done;
                                     report(scope, summary);
                                 }};
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, mailbox.path);
    std::int64_t listed = 0;
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        auto current = m_reader.mailbox(mailbox.id);
        if (!current)
            return std::move(current).error();
        MailboxSync sync(session, context);
        auto outcome = sync.run(*current, false, status);
        if (!outcome)
            return std::move(outcome).error();
        listed += outcome->listed;
        if (!outcome->again)
            break;
    }
    summary.messages = before + listed;
    if (status == nullptr && listed > 0 && mailbox.fullyListed && newMailMeansUse(mailbox.role))
        noteUse(mailbox);
    return {};
}

Result<void> MailboxWalk::fetchBodies(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary)
{
    auto mailboxes = inOrder();
    if (!mailboxes)
        return std::move(mailboxes).error();
    for (const store::MailboxRecord &mailbox : *mailboxes) {
        if (!mailbox.selectable || (scope.mailbox.isValid() && mailbox.id != scope.mailbox))
            continue;
        int fetchedHere = 0;
        while (true) {
            BodyFetch fetch(session, m_shared.context.store, m_reader);
            BodyRun run{kBodyBatch, kBodiesAhead, 0, {}};
            run.goOn = [&](int taken) {
                m_connection.tell(LaneStatus::State::Working, LaneStatus::What::FetchingBodies, mailbox.path, fetchedHere + taken, 0);
                return !m_shared.stop.stopRequested();
            };
            auto stored = fetch.fetchMissing(mailbox, run);
            if (!stored) {
                if (session.isUsable() && !scope.mailbox.isValid() && !isStorageTrouble(stored.error()))
                    break;
                return std::move(stored).error();
            }
            if (*stored == 0)
                break;
            fetchedHere += *stored;
            summary.bodies += *stored;
            m_connection.tell(LaneStatus::State::Working, LaneStatus::What::FetchingBodies, mailbox.path, fetchedHere, 0);
            report(scope, summary);
        }
    }
    return {};
}

} // namespace tern::sync
