// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BackgroundLane.h"

#include "core/base/Log.h"
#include "core/sync/AccountAudit.h"
#include "core/sync/BodyFetch.h"
#include "core/sync/FolderVisits.h"
#include "core/sync/MailboxSync.h"
#include "core/sync/Replay.h"

#include <algorithm>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWalkWhenNotified = std::chrono::minutes(30);   // NOTIFY tells of every change; this is for what it may have missed
constexpr milliseconds kQuotaEvery = std::chrono::minutes(30);
constexpr milliseconds kFlagsEvery = std::chrono::minutes(30);         // where nothing tells of changed flags
constexpr milliseconds kLongestTurn = std::chrono::seconds(20);    // of filling bodies, where the lanes share a connection
constexpr milliseconds kRoundEach{200};                            // of watching the inbox, at most one
constexpr int kBodyBatch = 50;      // messages a FETCH, for a syncNow()
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

void BackgroundLane::run()
{
    auto reader = m_shared.context.store.openReader();
    if (!reader) {
        logError("sync", "no reader for the background lane: " + reader.error().toString());
        return;
    }
    m_reader = std::move(*reader);
    m_bodies.emplace(m_shared, m_connection, *m_reader);
    m_inbox.emplace(m_shared, m_connection, *m_reader);
    if (const auto kept = m_reader->setting(RecentMailboxes::settingKey(m_shared.account.id)); kept && *kept)
        m_recent = RecentMailboxes::fromSetting(**kept);
    m_nextWalk = m_shared.context.clock.steady();
    while (!m_shared.stop.stopRequested())
        step();
    m_connection.close();
    auto rest = m_shared.takeBackgroundWork();
    for (SyncRequest &request : rest.requests)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
    m_connection.tell(LaneStatus::State::Stopped, LaneStatus::What::Nothing);
}

void BackgroundLane::step()
{
    m_shared.backgroundWake.clear();
    auto work = m_shared.takeBackgroundWork();
    takeNews(work);
    serveBodies();
    for (SyncRequest &request : work.requests) {
        m_connection.retryNow();
        const bool kept = m_connection.current() != nullptr;
        const auto session = m_connection.session();
        if (!session && m_connection.waitsForTurn()) {
            m_shared.putBack(std::move(request));
            continue;
        }
        if (session)
            serve(std::move(request), kept);
        else
            request.done(session.error());
        if (m_shared.stop.stopRequested())
            return;
    }
    if (work.walk)
        m_nextWalk = m_shared.context.clock.steady();
    if ((!work.look.empty() || !work.check.empty()) && !look(work))
        m_nextWalk = m_shared.context.clock.steady();   // as soon as there is a connection
    if (m_shared.automatic && m_connection.mayTry())
        keepInStep();
    if (!m_shared.stop.stopRequested())
        rest();
}

void BackgroundLane::takeNews(const SharedLaneState::BackgroundWork &work)
{
    if (work.networkChanged)
        m_connection.networkChanged();
    if (work.retry)
        m_connection.retryNow();
    if (work.serverReached)
        m_connection.serverReached();
    for (const MailboxId id : work.opened) {
        if (const auto mailbox = m_reader->mailbox(id); mailbox && mailbox->account == m_shared.account.id)
            noteUse(*mailbox);
    }
    saveUse();
    if (work.bodies)
        m_bodies->begin(m_recent);
}

void BackgroundLane::keepInStep()
{
    const auto now = m_shared.context.clock.steady();
    if (now >= m_nextWalk)
        walkAll();
    else if (wantsBodiesNow() && now >= nextBodies())
        fillBodies();
}

void BackgroundLane::walkAll()
{
    SyncScope scope;
    scope.replayOperations = false;
    scope.onlyNews = true;
    auto outcome = sync(scope);
    if (!outcome && m_connection.current() == nullptr)
        return;
    m_nextWalk = m_shared.context.clock.steady() + (m_shared.isNotified ? kWalkWhenNotified : m_shared.context.times.walk);
    m_bodies->begin(m_recent);
    saveUse();
}

/// One batch; then the caller looks whether anything else is to be done first.
void BackgroundLane::fillBodies()
{
    const auto pace = paceFor(m_shared.conditions());
    if (m_connection.current() == nullptr)
        m_turnBegan = m_shared.context.clock.steady();
    auto session = m_connection.session();
    if (!session || !pace)
        return;
    const auto now = m_shared.context.clock.steady();
    if (m_inbox->isNeeded() && now >= m_nextInbox) {
        m_nextInbox = now + m_shared.context.times.busyLook;
        if (auto looked = m_inbox->look(**session); !looked)
            return m_connection.failed(looked.error());
    }
    auto stored = m_bodies->next(**session, bodyPolicy(), pace->batch);
    m_shared.noteWriting(stored ? Result<void>() : Result<void>(stored.error()));
    if (!stored && (*session)->isUsable())
        m_bodies->giveUp();
    if (!stored)
        m_connection.failed(stored.error());
    m_lastBodies = m_shared.context.clock.steady();
}

std::chrono::steady_clock::time_point BackgroundLane::nextBodies()
{
    const auto pace = paceFor(m_shared.conditions());
    return m_lastBodies + (pace ? pace->pause : milliseconds(0));
}

bool BackgroundLane::wantsBodiesNow()
{
    return !m_bodies->isDone() && paceFor(m_shared.conditions()).has_value();
}

milliseconds BackgroundLane::until(std::chrono::steady_clock::time_point when) const
{
    return std::chrono::ceil<milliseconds>(std::max(when - m_shared.context.clock.steady(), std::chrono::steady_clock::duration::zero()));
}

/// Waits for the next thing to do, with the connection or without.
void BackgroundLane::rest()
{
    const bool isLong = m_shared.context.clock.steady() >= m_turnBegan + kLongestTurn;
    if (m_connection.isWanted() && (isLong || !wantsBodiesNow() || m_shared.hasForegroundWork()))
        m_connection.close();
    m_connection.giveUpTurn();
    if (m_connection.waitsForTurn())
        return waitFor(m_shared.backgroundWake, m_shared.stop.token(), m_shared.context.times.poll);
    if (m_shared.hasBackgroundWork())
        return;
    if (!m_shared.automatic) {
        if (m_connection.current() != nullptr)
            m_connection.tell(LaneStatus::State::Idle, LaneStatus::What::Nothing);
        return waitFor(m_shared.backgroundWake, m_shared.stop.token(), std::nullopt);
    }
    const auto retry = m_connection.untilRetry();
    if (!retry)
        return waitFor(m_shared.backgroundWake, m_shared.stop.token(), std::nullopt);
    const bool fills = wantsBodiesNow();
    const milliseconds wait = std::max(*retry, fills ? std::min(until(m_nextWalk), until(nextBodies())) : until(m_nextWalk));
    if (wait == milliseconds(0))
        return;
    imap::ImapSession *session = m_connection.current();
    if (session != nullptr && m_inbox->isNeeded()) {
        // A server that has news without end must not keep this lane spinning.
        if (const milliseconds pause = until(m_nextRound); pause > milliseconds(0))
            return waitFor(m_shared.backgroundWake, m_shared.stop.token(), std::min(pause, wait));
        m_nextRound = m_shared.context.clock.steady() + kRoundEach;
        return watchInbox(*session, wait);
    }
    if (session != nullptr && !m_bodies->isDone())
        m_connection.tell(LaneStatus::State::Paused, LaneStatus::What::FetchingBodies);
    else if (session != nullptr)
        m_connection.tell(LaneStatus::State::Idle, LaneStatus::What::Nothing);
    waitFor(m_shared.backgroundWake, m_shared.stop.token(), wait);
}

void BackgroundLane::watchInbox(imap::ImapSession &session, milliseconds longest)
{
    if (!session.canIdle())
        longest = std::min(longest, m_shared.context.times.poll);
    if (auto watched = m_inbox->wait(session, m_shared.backgroundWake, longest); watched)
        return;
    else if (session.isUsable())
        waitFor(m_shared.backgroundWake, m_shared.stop.token(), std::min(longest, m_shared.context.times.poll));    // a refusal: no busy loop over it
    else
        m_connection.failed(watched.error());
}

/// What a person waits for while the foreground lane can't be interrupted. What fails here stays the foreground lane's.
void BackgroundLane::serveBodies()
{
    auto bodies = m_shared.takeBodiesForBackground();
    while (!bodies.empty()) {
        auto session = m_connection.session();
        Result<void> outcome = session ? BodyFetch(**session, m_shared.context.store, *m_reader).fetch(bodies.back().placement) : Result<void>(session.error());
        if (!outcome && m_connection.current() == nullptr) {
            if (session)
                m_connection.failed(outcome.error());
            SharedLaneState::ForegroundWork rest;
            rest.bodies = std::move(bodies);
            return m_shared.putBack(std::move(rest));
        }
        bodies.back().done(outcome);
        bodies.pop_back();
    }
}

/// \param kept  the connection was made for something earlier.
void BackgroundLane::serve(SyncRequest request, bool kept)
{
    auto outcome = sync(request.scope);
    // The server may have closed a connection that was kept for later; that is no answer yet.
    if (!outcome && kept && m_connection.current() == nullptr && !m_shared.stop.stopRequested()) {
        m_connection.retryNow();
        outcome = sync(request.scope);
    }
    // Lost, and the other lane has the only connection that the server allows now: not refused, only later.
    if (!outcome && m_connection.waitsForTurn() && !m_shared.stop.stopRequested())
        return m_shared.putBack(std::move(request));
    request.done(outcome);
}

Result<SyncSummary> BackgroundLane::sync(const SyncScope &scope)
{
    m_began = std::chrono::steady_clock::now();
    m_trafficBegan = m_connection.traffic();
    m_turnBegan = m_shared.context.clock.steady();
    SyncSummary summary;
    auto session = m_connection.session();
    if (!session)
        return std::move(session).error();
    Result<void> outcome;
    if (scope.replayOperations)
        outcome = replay(**session);
    if (outcome)
        outcome = scope.audit ? audit(**session, scope) : walk(**session, scope, summary);
    m_shared.noteWriting(outcome);
    if (!outcome) {
        m_connection.failed(outcome.error());
        return std::move(outcome).error();
    }
    report(scope, summary);
    if (!scope.mailbox.isValid() && !scope.audit)
        m_shared.setLastSync(m_shared.context.clock.now());
    return summary;
}

void BackgroundLane::report(const SyncScope &scope, SyncSummary &summary)
{
    const LaneConnection::Traffic traffic = m_connection.traffic();
    summary.bytesReceived = traffic.received - m_trafficBegan.received;
    summary.wireReceived = traffic.wireReceived - m_trafficBegan.wireReceived;
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
    if (scope.progress)
        scope.progress(summary);
}

Result<void> BackgroundLane::replay(imap::ImapSession &session)
{
    const std::lock_guard lock(m_shared.replayMutex);
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        m_connection.tell(LaneStatus::State::Working, LaneStatus::What::Replaying);
        Replay::Context context{m_shared.context.store, *m_reader,       m_shared.gate,  m_shared.context.clock, m_shared.context.net,
                                m_shared.account,       m_shared.stop.token(), m_shared.context.noticed, {}};
        Replay replay(session, std::move(context));
        auto outcome = replay.run();
        if (!outcome)
            return std::move(outcome).error();
        if (outcome->foldersChanged) {
            if (auto listed = syncFolderList(session, m_shared.context.store, *m_reader, m_shared.account); !listed)
                return std::move(listed).error();
        }
        for (const MailboxId id : outcome->toList) {
            auto mailbox = m_reader->mailbox(id);
            if (!mailbox)
                continue;
            MailboxSync sync(session, {m_shared.context.store, *m_reader, m_shared.gate, m_shared.context.clock, {}});
            if (auto listed = sync.run(*mailbox); !listed)
                return std::move(listed).error();
        }
        if (outcome->toList.empty() || outcome->finished == 0)
            return {};
    }
    return {};
}

Result<void> BackgroundLane::audit(imap::ImapSession &session, const SyncScope &scope)
{
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::Auditing);
    AccountAudit audit(session, {m_shared.context.store, *m_reader, m_shared.gate, m_shared.context.clock, m_shared.account, *scope.audit});
    return audit.run(scope.mailbox);
}

Result<std::vector<store::MailboxRecord>> BackgroundLane::inOrder()
{
    auto mailboxes = m_reader->mailboxes(m_shared.account.id);
    if (mailboxes)
        sortForWalk(*mailboxes, m_recent);
    return mailboxes;
}

void BackgroundLane::noteUse(const store::MailboxRecord &mailbox)
{
    m_useChanged = m_recent.note(mailbox.wireName) || m_useChanged;
}

void BackgroundLane::saveUse()
{
    if (!std::exchange(m_useChanged, false))
        return;
    m_shared.context.store.write(
        [key = RecentMailboxes::settingKey(m_shared.account.id), value = m_recent.toSetting()](store::StoreWriter &writer) { return writer.setSetting(key, value); }, {});
}

Result<void> BackgroundLane::walk(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary)
{
    // How many there were at the last look; LIST overwrites it.
    std::map<std::string, int> lastExists;
    if (auto before = m_reader->mailboxes(m_shared.account.id)) {
        for (const auto &mailbox : *before)
            lastExists[mailbox.wireName] = mailbox.serverExists;
    }
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingFolders);
    auto statuses = syncFolderList(session, m_shared.context.store, *m_reader, m_shared.account);
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
            due.push_back(std::move(mailbox));
    }
    if (auto synced = syncMailboxes(session, due, *statuses, scope, summary); !synced)
        return synced;
    if (auto read = readQuota(session); !read)
        return read;
    return scope.bodies ? fetchBodies(session, scope, summary) : Result<void>();
}

Result<void> BackgroundLane::readQuota(imap::ImapSession &session)
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

/// Without mod-sequences only asking for all flags tells whether they changed: now and then, not at every walk.
bool BackgroundLane::wasSeen(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status) const
{
    const auto seen = m_seen.find(mailbox.wireName);
    return mailbox.highestModSeq.value == 0 && seen != m_seen.end() && m_shared.context.clock.steady() - seen->second.at < kFlagsEvery
        && looksUnchanged(mailbox, status, seen->second.status);
}

/// In order: rows of mailboxes that are known share their round trips, others have theirs.
Result<void> BackgroundLane::syncMailboxes(imap::ImapSession &session, const std::vector<store::MailboxRecord> &due, const MailboxStatuses &statuses,
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

void BackgroundLane::noteSeen(const store::MailboxRecord &before, const imap::MailboxStatus &status)
{
    m_seen[before.wireName] = {status, m_shared.context.clock.steady()};
    if (before.fullyListed && newMailMeansUse(before.role) && status.uidNext && *status.uidNext != before.uidNext)
        noteUse(before);
}

/// Where the server told of changes, and where STATUS tells of them. \return false when there was no looking.
bool BackgroundLane::look(const SharedLaneState::BackgroundWork &work)
{
    if (!m_connection.mayTry())
        return false;
    auto session = m_connection.session();
    auto mailboxes = inOrder();
    if (!session || !mailboxes)
        return false;
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
    if (auto told = addStatuses(**session, doubtful, statuses); !told) {
        m_connection.failed(told.error());
        return false;
    }
    for (store::MailboxRecord &mailbox : doubtful) {
        const imap::MailboxStatus *status = statusOf(statuses, mailbox.wireName);
        if (mailbox.selectable && !(status && isUnchanged(mailbox, *status)))
            due.push_back(std::move(mailbox));
    }
    SyncSummary summary;
    auto synced = syncMailboxes(**session, due, statuses, {}, summary);
    if (!synced)
        m_connection.failed(synced.error());
    if (summary.messages > 0)
        m_bodies->begin(m_recent);
    return synced.ok();
}

Result<void> BackgroundLane::syncMailbox(imap::ImapSession &session, const store::MailboxRecord &mailbox, const imap::MailboxStatus *status, const SyncScope &scope,
                                         SyncSummary &summary)
{
    const std::int64_t before = summary.messages;
    MailboxSync::Context context{m_shared.context.store, *m_reader, m_shared.gate, m_shared.context.clock, [&](int done, int total) {
                                     m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, mailbox.path, done, total);
                                     summary.messages = before + done;
                                     report(scope, summary);
                                 }};
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, mailbox.path);
    std::int64_t listed = 0;
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        auto current = m_reader->mailbox(mailbox.id);
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

Result<void> BackgroundLane::fetchBodies(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary)
{
    auto mailboxes = inOrder();
    if (!mailboxes)
        return std::move(mailboxes).error();
    for (const store::MailboxRecord &mailbox : *mailboxes) {
        if (!mailbox.selectable || (scope.mailbox.isValid() && mailbox.id != scope.mailbox))
            continue;
        int fetchedHere = 0;
        while (true) {
            BodyFetch fetch(session, m_shared.context.store, *m_reader);
            auto stored = fetch.fetchMissing(mailbox, kBodyBatch);
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

BodyPolicy BackgroundLane::bodyPolicy()
{
    const auto setting = m_reader->setting(QString::fromLatin1(BodyPolicy::kSetting));
    return setting && *setting ? BodyPolicy::fromSetting(**setting) : BodyPolicy{};
}

} // namespace tern::sync
