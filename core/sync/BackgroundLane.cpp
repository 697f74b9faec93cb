// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BackgroundLane.h"

#include "core/base/Log.h"
#include "core/sync/AccountAudit.h"
#include "core/sync/BodyFetch.h"
#include "core/sync/MailboxSync.h"
#include "core/sync/Replay.h"

#include <algorithm>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWalkWhenNotified = std::chrono::minutes(30);   // NOTIFY tells of every change; this is for what it may have missed
constexpr milliseconds kLongestTurn = std::chrono::seconds(20);    // of filling bodies, where the lanes share a connection
constexpr milliseconds kRoundEach{200};                            // of watching the inbox, at most one
constexpr int kMostAttempts = 5;    // a replay came between that often

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
    m_walk.emplace(m_shared, m_connection, *m_reader);
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
    for (const MailboxId id : work.opened)
        m_walk->noteUse(id);
    m_walk->saveUse();
    if (work.bodies)
        m_bodies->begin(m_walk->recent());
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
    m_bodies->begin(m_walk->recent());
    m_walk->saveUse();
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
    auto stored = m_bodies->next(**session, bodyPolicy(), *pace);
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

/// \return false when there was no looking.
bool BackgroundLane::look(const SharedLaneState::BackgroundWork &work)
{
    if (!m_connection.mayTry())
        return false;
    auto session = m_connection.session();
    if (!session)
        return false;
    SyncSummary summary;
    auto looked = m_walk->look(**session, work, summary);
    if (!looked)
        m_connection.failed(looked.error());
    if (summary.messages > 0)
        m_bodies->begin(m_walk->recent());
    return looked.ok();
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
    m_walk->begin();
    m_turnBegan = m_shared.context.clock.steady();
    SyncSummary summary;
    auto session = m_connection.session();
    if (!session)
        return std::move(session).error();
    Result<void> outcome;
    if (scope.replayOperations)
        outcome = replay(**session);
    if (outcome)
        outcome = scope.audit ? audit(**session, scope) : m_walk->run(**session, scope, summary);
    m_shared.noteWriting(outcome);
    if (!outcome) {
        m_connection.failed(outcome.error());
        return std::move(outcome).error();
    }
    m_walk->report(scope, summary);
    if (!scope.mailbox.isValid() && !scope.audit)
        m_shared.setLastSync(m_shared.context.clock.now());
    return summary;
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

BodyPolicy BackgroundLane::bodyPolicy()
{
    const auto setting = m_reader->setting(QString::fromLatin1(BodyPolicy::kSetting));
    return setting && *setting ? BodyPolicy::fromSetting(**setting) : BodyPolicy{};
}

} // namespace tern::sync
