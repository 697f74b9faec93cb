// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/OutboxLane.h"

#include "core/base/Holding.h"
#include "core/base/Log.h"

namespace tern::outbox {

OutboxLane::OutboxLane(AccountId account, LaneParts parts)
    : m_account(account), m_parts(parts), m_drafts(account, parts.store, parts.clock, parts.folders, parts.draftWriter, parts.draftPause),
      m_stop(std::make_unique<StopSource>())
{
}

OutboxLane::~OutboxLane()
{
    stop();
}

void OutboxLane::wake()
{
    std::unique_lock lock(m_mutex);
    m_woken = true;
    ++m_wakes;
    start(lock);
}

void OutboxLane::retryNow()
{
    std::unique_lock lock(m_mutex);
    m_woken = true;
    ++m_wakes;
    m_ignoreWaiting = true;
    start(lock);
}

void OutboxLane::runPass(std::function<void()> done)
{
    std::unique_lock lock(m_mutex);
    if (m_stopped) {
        lock.unlock();
        done();
        return;
    }
    m_woken = true;
    ++m_wakes;
    m_ignoreWaiting = true;
    m_waitingForPass.push_back(std::move(done));
    start(lock);
}

void OutboxLane::start(std::unique_lock<std::mutex> &lock)
{
    if (m_stopped)
        return;
    if (m_running) {
        m_changed.notify_all();
        return;
    }
    m_running = true;
    std::thread ended = std::move(m_thread);
    m_thread = std::thread([this] { run(); });
    lock.unlock();
    if (ended.joinable())
        ended.join();
}

void OutboxLane::stop()
{
    std::vector<std::function<void()>> waiting;
    std::thread ended;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_stop->requestStop();
        ended = std::move(m_thread);
        m_changed.notify_all();
    }
    if (ended.joinable())
        ended.join();
    {
        const std::lock_guard lock(m_mutex);
        waiting = std::exchange(m_waitingForPass, {});
    }
    for (const auto &done : waiting)
        done();
}

void OutboxLane::run()
{
    for (;;) {
        bool ignoreWaiting = false;
        std::vector<std::function<void()>> toTell;
        {
            const std::lock_guard lock(m_mutex);
            m_woken = false;
            ignoreWaiting = std::exchange(m_ignoreWaiting, false);
            toTell = std::exchange(m_waitingForPass, {});
        }
        const auto next = pass(ignoreWaiting);
        for (const auto &done : toTell)
            done();

        std::unique_lock lock(m_mutex);
        if (m_stopped || (!next && !m_woken)) {
            m_running = false;
            m_reader.reset();
            return;
        }
        if (m_woken)
            continue;
        m_changed.wait_for(lock, wallSleep(*next, m_parts.clock.now()), [this] { return m_woken || m_stopped; });
        if (m_stopped) {
            m_running = false;
            m_reader.reset();
            return;
        }
    }
}

std::optional<UnixMillis> OutboxLane::pass(bool ignoreWaiting)
{
    const auto soon = [this] { return std::optional(m_parts.clock.now() + 5'000); };
    if (!m_reader) {
        auto opened = m_parts.store.openReader();
        if (!opened) {
            logError("outbox", opened.error().toString());
            return soon();
        }
        m_reader = std::move(*opened);
    }
    if (!m_recovered && !recoverLeftovers())
        return soon();
    if (!recordUnwritten())
        return soon();
    std::uint64_t seen = wakes();
    deliverDue(ignoreWaiting);
    auto items = m_reader->outbox(false);
    if (!items) {
        logError("outbox", items.error().toString());
        return soon();
    }
    std::optional<UnixMillis> next;
    const auto consider = [&next](std::optional<UnixMillis> due) {
        if (due && (!next || *due < *next))
            next = due;
    };
    for (store::OutboxRecord &item : *items) {
        if (m_stop->stopRequested())
            return std::nullopt;
        if (item.account != m_account)
            continue;
        // A message that a person has just written does not wait for the copies of a thousand others.
        if (const std::uint64_t now = wakes(); now != seen) {
            seen = now;
            deliverDue(false);
        }
        consider(follow(std::move(item), ignoreWaiting));
    }
    if (m_stop->stopRequested())
        return std::nullopt;
    auto drafts = m_drafts.pass(*m_reader, ignoreWaiting, m_stop->token());
    consider(drafts.next);
    if (drafts.error)
        m_state.error = drafts.error;
    m_state.retryAt = next.value_or(0);
    tell(next && m_state.error ? LaneState::What::BackingOff : LaneState::What::Idle);
    return next;
}

bool OutboxLane::recoverLeftovers()
{
    auto items = m_reader->outbox(false);
    if (!items)
        return false;
    for (const store::OutboxRecord &item : *items) {
        if (item.account == m_account && item.state == store::OutboxState::Sending && !record(recovered(item)))
            return false;
    }
    m_recovered = true;
    return true;
}

/// What was recorded nowhere but here: nothing else may happen to it first.
bool OutboxLane::recordUnwritten()
{
    while (!m_unwritten.empty()) {
        if (!record(m_unwritten.begin()->second))
            return false;
        m_unwritten.erase(m_unwritten.begin());
    }
    return true;
}

std::uint64_t OutboxLane::wakes()
{
    const std::lock_guard lock(m_mutex);
    return m_wakes;
}

std::optional<UnixMillis> OutboxLane::follow(store::OutboxRecord item, bool ignoreWaiting)
{
    for (;;) {
        const UnixMillis now = m_parts.clock.now();
        const LedgerTask task = taskFor(item, now);
        const auto tried = m_copies.find(item.id);
        const bool copyWaits = !ignoreWaiting && tried != m_copies.end() && isHeld(tried->second.next, now, std::chrono::hours(1));
        bool goOn = false;
        switch (task) {
        case LedgerTask::Nothing: return std::nullopt;
        case LedgerTask::Wait: return item.notBefore;
        case LedgerTask::Deliver: return now;
        case LedgerTask::LookForCopy:
            if (copyWaits)
                return tried->second.next;
            goOn = lookForCopy(item);
            break;
        case LedgerTask::SaveCopy:
            if (copyWaits)
                return tried->second.next;
            goOn = saveCopy(item);
            break;
        }
        ignoreWaiting = false;
        if (m_stop->stopRequested())
            return std::nullopt;
        if (!goOn) {
            const auto again = m_copies.find(item.id);
            return again != m_copies.end() && again->second.next > 0 ? std::optional(again->second.next) : std::optional(now + 5'000);
        }
    }
}

void OutboxLane::tellProgress(const store::OutboxRecord &item, std::uint64_t done, std::uint64_t total)
{
    constexpr std::chrono::milliseconds kEach{50};      // hundreds of messages a second would only flicker
    const auto now = std::chrono::steady_clock::now();
    if (now - m_toldProgress < kEach)
        return;
    m_toldProgress = now;
    tell(LaneState::What::Sending, item.subject, done, total);
}

void OutboxLane::tell(LaneState::What what, const QString &subject, std::uint64_t done, std::uint64_t total)
{
    m_state.what = what;
    m_state.subject = subject;
    m_state.done = done;
    m_state.total = total;
    m_parts.events.laneChanged(m_account, m_state);
}

} // namespace tern::outbox
