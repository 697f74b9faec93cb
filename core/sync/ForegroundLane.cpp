// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ForegroundLane.h"

#include "core/base/Holding.h"
#include "core/base/Log.h"
#include "core/sync/BodyFetch.h"
#include "core/sync/FolderList.h"

#include <algorithm>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kIdleRefresh = std::chrono::minutes(28);   // RFC 2177: at least every 29 minutes
constexpr int kMostRounds = 20;                                   // of looking for news at once; then one each
constexpr milliseconds kRoundEach{200};
constexpr milliseconds kIdleSession = std::chrono::seconds(20);   // how long an unneeded connection is kept (not automatic)

} // namespace

void ForegroundLane::run()
{
    auto reader = m_shared.context.store.openReader();
    if (!reader) {
        logError("sync", "no reader for the foreground lane: " + reader.error().toString());
        return;
    }
    m_reader = std::move(*reader);
    m_inbox.emplace(m_shared, m_connection, *m_reader);
    while (!m_shared.stop.stopRequested())
        step();
    m_connection.close();
    auto rest = m_shared.takeForegroundWork();
    failAll(rest, makeError(ErrorKind::Cancelled, "sync"));
    m_connection.tell(LaneStatus::State::Stopped, LaneStatus::What::Nothing);
}

bool ForegroundLane::replayIsDue() const
{
    return m_replayWanted || (m_nextReplay != 0 && !isHeld(m_nextReplay, m_shared.context.clock.now(), kLongestHold));
}

void ForegroundLane::sleep(std::optional<milliseconds> longest)
{
    m_connection.giveUpTurn();
    if (m_nextReplay != 0) {
        const milliseconds untilReplay = wallSleep(m_nextReplay, m_shared.context.clock.now());
        longest = longest ? std::min(*longest, untilReplay) : untilReplay;
    }
    waitFor(m_shared.foregroundWake, m_shared.stop.token(), longest);
}

void ForegroundLane::step()
{
    m_shared.foregroundWake.clear();
    auto work = m_shared.takeForegroundWork();
    if (work.networkChanged)
        m_connection.networkChanged();
    if (work.retry)
        m_connection.retryNow();
    if (work.serverReached)
        m_connection.serverReached();
    m_replayWanted = m_replayWanted || work.replay;
    if (m_connection.current() != nullptr && m_connection.isWanted() && work.bodies.empty() && work.jobs.empty()) {
        m_watching = {};
        m_connection.close();
    }
    const bool asked = !work.bodies.empty() || !work.jobs.empty();
    if (!m_shared.automatic && !asked && !replayIsDue() && work.snippets.empty())
        return sleep(m_connection.current() != nullptr ? std::optional(kIdleSession) : std::nullopt);

    if (m_connection.current() == nullptr && !m_connection.mayTry() && !asked) {
        m_shared.putBack(std::move(work));
        m_connection.giveUpTurn();
        const auto wait = m_connection.untilRetry();
        // Held operations can't be carried out either; only the retry counts.
        return waitFor(m_shared.foregroundWake, m_shared.stop.token(), wait);
    }
    m_kept = m_connection.current() != nullptr;
    if (!m_kept) {
        m_notifyRefused = false;
        m_shared.isNotified = false;
    }
    auto session = m_connection.session();
    if (!session && m_connection.waitsForTurn()) {
        m_shared.putBack(std::move(work));
        return waitFor(m_shared.foregroundWake, m_shared.stop.token(), std::nullopt);
    }
    if (!session) {
        // Who waits on screen is told at once; what is durable waits for the next try.
        failAll(work, session.error());
        m_foldersRead = false;
        return;
    }
    this->work(**session, std::move(work));
    imap::ImapSession *usable = m_connection.current();
    if (usable == nullptr || m_shared.stop.stopRequested() || m_shared.hasForegroundWork() || replayIsDue() || m_connection.isWanted())
        return;
    if (m_shared.automatic)
        watch(*usable);
    else
        m_connection.tell(LaneStatus::State::Idle, LaneStatus::What::Nothing);
}

void ForegroundLane::work(imap::ImapSession &session, SharedLaneState::ForegroundWork work)
{
    fetchBodies(session, work);
    if (session.isUsable() && !work.snippets.empty()) {
        BodyFetch fetch(session, m_shared.context.store, *m_reader);
        if (auto fetched = fetch.fetchSnippets(work.snippets); !fetched)
            m_connection.failed(fetched.error());
    }
    if (session.isUsable() && replayIsDue())
        replay(session);
    runJobs(session, work);
}

void ForegroundLane::fetchBodies(imap::ImapSession &session, SharedLaneState::ForegroundWork &work)
{
    while (!work.bodies.empty()) {
        // The newest click counts first.
        BodyRequest request = std::move(work.bodies.back());
        work.bodies.pop_back();
        m_connection.tell(LaneStatus::State::Working, LaneStatus::What::FetchingBody);
        BodyFetch fetch(session, m_shared.context.store, *m_reader);
        auto outcome = fetch.fetch(request.placement);
        if (!outcome && !session.isUsable()) {
            m_connection.failed(outcome.error());
            if (!request.retried && outcome.error().kind != ErrorKind::Cancelled) {
                request.retried = true;
                m_connection.retryNow();
                work.bodies.push_back(std::move(request));
            } else {
                request.done(outcome);
            }
            SharedLaneState::ForegroundWork rest;
            rest.bodies = std::exchange(work.bodies, {});
            m_shared.putBack(std::move(rest));
            return;
        }
        request.done(outcome);
    }
}

void ForegroundLane::runJobs(imap::ImapSession &session, SharedLaneState::ForegroundWork &work)
{
    while (!work.jobs.empty()) {
        // A job may not be one that can be repeated: make sure that a connection which was kept for later is still there.
        if (!session.isUsable() || (m_kept && !session.noop())) {
            m_connection.failed(makeError(ErrorKind::ConnectionLost, "sync.job"));
            if (m_kept) {
                m_connection.retryNow();
                return m_shared.putBack(std::move(work));
            }
            failAll(work, makeError(ErrorKind::ConnectionLost, "sync.job"));
            return;
        }
        m_kept = false;
        JobRequest request = std::move(work.jobs.front());
        work.jobs.pop_front();
        m_connection.tell(LaneStatus::State::Working, LaneStatus::What::Appending);
        m_shared.setForegroundBusy(true);
        auto outcome = request.job(session);
        m_shared.setForegroundBusy(false);
        if (!outcome)
            m_connection.failed(outcome.error());
        m_watching = {};
        request.done(outcome);
    }
}

void ForegroundLane::replay(imap::ImapSession &session)
{
    const std::lock_guard lock(m_shared.replayMutex);
    m_replayWanted = false;
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::Replaying);
    Replay::Context context{m_shared.context.store,
                            *m_reader,
                            m_shared.gate,
                            m_shared.context.clock,
                            m_shared.context.net,
                            m_shared.account,
                            m_shared.stop.token(),
                            m_shared.context.noticed,
                            [this](const QString &what, int done, int total) {
                                m_connection.tell(LaneStatus::State::Working, LaneStatus::What::Replaying, what, done, total);
                            }};
    Replay replay(session, std::move(context));
    m_shared.setForegroundBusy(true);
    auto outcome = replay.run();
    m_shared.setForegroundBusy(false);
    if (!outcome) {
        m_connection.failed(outcome.error());
        m_replayWanted = true;
        return;
    }
    m_nextReplay = outcome->nextDue;
    if (outcome->foldersChanged) {
        if (auto listed = syncFolderList(session, m_shared.context.store, *m_reader, m_shared.account); !listed)
            m_connection.failed(listed.error());
    }
    listAwaited(session, *outcome);
}

/// Where the server told no UIDs, a listing does; then what waited for them can go on.
void ForegroundLane::listAwaited(imap::ImapSession &session, const Replay::Outcome &outcome)
{
    for (const MailboxId id : outcome.toList) {
        auto mailbox = m_reader->mailbox(id);
        if (!mailbox || !session.isUsable())
            continue;
        m_watching = {};
        MailboxSync sync(session, syncContext());
        if (auto listed = sync.run(*mailbox); !listed)
            m_connection.failed(listed.error());
    }
    auto operations = m_reader->operations();
    if (outcome.finished > 0 && !outcome.toList.empty() && operations && !operations->empty())
        m_replayWanted = true;
}

MailboxSync::Context ForegroundLane::syncContext()
{
    return {m_shared.context.store, *m_reader, m_shared.gate, m_shared.context.clock, [this](int done, int total) {
                m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, {}, done, total);
            }};
}

std::optional<store::MailboxRecord> ForegroundLane::watched()
{
    if (const MailboxId focus = m_shared.focus(); focus.isValid()) {
        auto mailbox = m_reader->mailbox(focus);
        if (mailbox && mailbox->account == m_shared.account.id && mailbox->selectable)
            return *mailbox;
    }
    auto inbox = m_reader->mailboxByRole(m_shared.account.id, store::MailboxRole::Inbox);
    return inbox ? *inbox : std::nullopt;
}

void ForegroundLane::watch(imap::ImapSession &session)
{
    if (!m_foldersRead) {
        m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingFolders);
        auto listed = syncFolderList(session, m_shared.context.store, *m_reader, m_shared.account, false);
        if (!listed)
            return m_connection.failed(listed.error());
        m_foldersRead = true;
        m_shared.backgroundWake.signal();
    }
    const auto mailbox = watched();
    if (!mailbox)
        return sleep(m_shared.context.times.poll);
    if (!pace())
        return;
    Result<void> outcome;
    // By the SELECT, not by the name: a replay that selected the mailbox again, or on a new connection, has passed over what came meanwhile.
    if (m_watching != mailbox->id || session.selection() != m_watchingSelection)
        outcome = beginWatching(session, *mailbox);
    // The other lane listed it at the same time, or a replay came between: once more, as a mailbox that is not known to be up to date can't be watched.
    if (outcome && !m_watching.isValid())
        return;
    if (outcome && !m_shared.hasForegroundWork())
        outcome = waitForNews(session);
    m_shared.noteWriting(outcome);
    if (outcome)
        return;
    if (outcome.error().kind == ErrorKind::MailboxMissing) {
        // Deleted elsewhere: read the list again and go back to the inbox.
        m_foldersRead = false;
        m_watching = {};
        if (m_shared.focus() == mailbox->id)
            m_shared.setFocus({});
        return;
    }
    if (session.isUsable() && outcome.error().kind != ErrorKind::Cancelled) {
        // A refusal of SELECT or the like: no busy loop over it.
        logWarning("sync", "watching " + mailbox->wireName + ": " + outcome.error().toString());
        return sleep(m_shared.context.times.poll);
    }
    m_connection.failed(outcome.error());
}

bool ForegroundLane::pace()
{
    const auto now = m_shared.context.clock.steady();
    const auto earned = (now - m_pacedAt) / kRoundEach;
    if (earned > 0) {
        m_roundsLeft = static_cast<int>(std::min<std::int64_t>(m_roundsLeft + earned, kMostRounds));
        m_pacedAt = now;
    }
    if (m_roundsLeft == 0)
        waitFor(m_shared.foregroundWake, m_shared.stop.token(), kRoundEach);
    else
        --m_roundsLeft;
    return !m_shared.stop.stopRequested() && !m_shared.hasForegroundWork() && !replayIsDue();
}

Result<void> ForegroundLane::beginWatching(imap::ImapSession &session, const store::MailboxRecord &mailbox)
{
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, mailbox.path);
    m_watching = {};
    const MailboxId left = m_shared.watched() == mailbox.id ? MailboxId{} : m_shared.watched();
    const bool leavesNews = left.isValid() && !session.events().isEmpty();
    MailboxSync sync(session, syncContext());
    // A first listing of a great mailbox is the background lane's: a click must not wait behind it.
    auto outcome = sync.run(mailbox, true);
    if (!outcome)
        return std::move(outcome).error();
    m_uidNext = outcome->uidNext;
    m_watchingSelection = session.selection();
    if (!outcome->again)
        m_watching = mailbox.id;
    // NOTIFY begins to tell of the mailbox that was left with this SELECT: what came just before is told to nobody.
    if (left.isValid() && (leavesNews || m_shared.isNotified)) {
        if (const auto record = m_reader->mailbox(left))
            m_shared.requestCheck(record->wireName);
    }
    return {};
}

/// With NOTIFY the server tells of every mailbox on this connection; one that promises it and refuses is one without.
Result<void> ForegroundLane::listenToAll(imap::ImapSession &session)
{
    if (session.isNotifying() || m_notifyRefused || !session.canNotify())
        return {};
    auto notifying = session.notify();
    if (!notifying && !session.isUsable())
        return notifying;
    m_notifyRefused = !notifying;
    m_shared.isNotified = notifying.ok();
    // What happened before the server listened is seen by a walk.
    if (notifying)
        m_shared.requestLook({});
    return {};
}

/// Other mailboxes are the background lane's.
void ForegroundLane::passOn(imap::MailboxEvents &events)
{
    if (events.notifyEnded) {
        m_shared.isNotified = false;
        m_shared.requestLook({});
    }
    if (events.foldersChanged)
        m_foldersRead = false;
    std::set<std::string> names;
    for (const auto &[name, status] : events.others)
        names.insert(name);
    if (!names.empty())
        m_shared.requestLook(std::move(names));
    events.others.clear();
    events.foldersChanged = false;
    events.notifyEnded = false;
}

Result<void> ForegroundLane::waitForNews(imap::ImapSession &session)
{
    if (auto listening = listenToAll(session); !listening)
        return listening;
    m_shared.setWatched(m_watching);
    // Nobody else can watch the inbox there.
    const bool looksAtInbox = m_shared.turns.isSingle() && m_inbox->isNeeded();
    if (looksAtInbox && m_shared.context.clock.steady() >= m_nextLook) {
        m_nextLook = m_shared.context.clock.steady() + m_shared.context.times.lookAtInbox;
        if (auto looked = m_inbox->look(session); !looked)
            return looked.error();
        if (session.selection() != m_watchingSelection) {
            m_watching = {};
            return {};
        }
    }
    imap::MailboxEvents events = session.takeEvents();
    passOn(events);
    if (!m_foldersRead)
        return {};
    if (events.isEmpty()) {
        const auto mailbox = m_reader->mailbox(m_watching);
        const QString path = mailbox ? mailbox->path : QString();
        milliseconds longest = session.canIdle() ? kIdleRefresh : m_shared.context.times.poll;
        if (looksAtInbox)
            longest = std::min(longest, m_shared.context.times.lookAtInbox);
        if (m_nextReplay != 0)
            longest = std::min(longest, wallSleep(m_nextReplay, m_shared.context.clock.now()));
        if (session.canIdle()) {
            m_connection.tell(LaneStatus::State::Watching, LaneStatus::What::Watching, path);
            auto ended = session.idle(m_shared.foregroundWake, longest, [&](imap::MailboxEvents came) {
                events = std::move(came);
                passOn(events);
                return events.isEmpty() && m_foldersRead;
            });
            if (!ended)
                return std::move(ended).error();
        } else {
            m_connection.tell(LaneStatus::State::Watching, LaneStatus::What::Polling, path);
            waitFor(m_shared.foregroundWake, m_shared.stop.token(), longest);
            if (m_shared.stop.stopRequested() || m_shared.hasForegroundWork() || replayIsDue())
                return {};
            if (auto alive = session.noop(); !alive)
                return alive;
            events = session.takeEvents();
            passOn(events);
        }
    }
    if (events.isEmpty() || !m_watching.isValid())
        return {};
    tellAlerts(events);
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages);
    MailboxSync sync(session, syncContext());
    auto caught = sync.catchUp(m_watching, events, m_uidNext, true);
    if (!caught)
        return std::move(caught).error();
    if (caught->listed > 0)
        m_shared.requestBodies();
    if (caught->again)
        m_watching = {};
    return {};
}

void ForegroundLane::tellAlerts(const imap::MailboxEvents &events)
{
    for (const std::string &alert : events.alerts) {
        SyncNotice notice;
        notice.kind = SyncNotice::Kind::ServerAlert;
        notice.error = makeError(ErrorKind::ServerRefused, "imap.alert", alert);
        if (m_shared.context.noticed)
            m_shared.context.noticed(notice);
    }
}

void ForegroundLane::failAll(SharedLaneState::ForegroundWork &work, const Error &error)
{
    for (BodyRequest &request : work.bodies)
        request.done(error);
    for (JobRequest &request : work.jobs)
        request.done(error);
    work.bodies.clear();
    work.jobs.clear();
}

} // namespace tern::sync
