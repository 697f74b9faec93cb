// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SharedLaneState.h"

#include <algorithm>
#include <climits>
#include <iterator>
#include <poll.h>

namespace tern::sync {

void SharedLaneState::request(BodyRequest body)
{
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.bodies.push_back(std::move(body));
        if (m_isForegroundBusy)
            backgroundWake.signal();
    }
    foregroundWake.signal();
}

void SharedLaneState::request(JobRequest job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.jobs.push_back(std::move(job));
    }
    foregroundWake.signal();
}

void SharedLaneState::request(SyncRequest sync)
{
    {
        const std::lock_guard lock(m_mutex);
        m_background.requests.push_back(std::move(sync));
    }
    backgroundWake.signal();
}

void SharedLaneState::requestSnippets(std::vector<PlacementId> rows)
{
    if (rows.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.snippets = std::move(rows);
    }
    foregroundWake.signal();
}

void SharedLaneState::requestReplay()
{
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.replay = true;
    }
    foregroundWake.signal();
}

void SharedLaneState::requestLook(std::set<std::string> wireNames)
{
    {
        const std::lock_guard lock(m_mutex);
        m_background.walk = m_background.walk || wireNames.empty();
        m_background.look.merge(wireNames);
    }
    backgroundWake.signal();
}

void SharedLaneState::requestCheck(std::string wireName)
{
    {
        const std::lock_guard lock(m_mutex);
        m_background.check.insert(std::move(wireName));
    }
    backgroundWake.signal();
}

void SharedLaneState::setFocus(MailboxId mailbox)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_focus == mailbox)
            return;
        m_focus = mailbox;
        if (mailbox.isValid())
            m_background.opened.push_back(mailbox);
    }
    foregroundWake.signal();
}

void SharedLaneState::setVisible(std::vector<PlacementId> rows)
{
    const std::lock_guard lock(m_mutex);
    m_visible = std::move(rows);
}

std::vector<PlacementId> SharedLaneState::visible()
{
    const std::lock_guard lock(m_mutex);
    return m_visible;
}

void SharedLaneState::setConditions(const NetworkConditions &conditions)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_conditions == conditions)
            return;
        m_conditions = conditions;
    }
    backgroundWake.signal();
}

NetworkConditions SharedLaneState::conditions()
{
    const std::lock_guard lock(m_mutex);
    return m_conditions;
}

void SharedLaneState::setWatched(MailboxId mailbox)
{
    if (m_watched.exchange(mailbox.value, std::memory_order_relaxed) != mailbox.value)
        backgroundWake.signal();
}

void SharedLaneState::requestBodies()
{
    {
        const std::lock_guard lock(m_mutex);
        m_background.bodies = true;
    }
    backgroundWake.signal();
}

void SharedLaneState::networkChanged()
{
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.networkChanged = true;
        m_background.networkChanged = true;
    }
    turns.forget();
    foregroundWake.signal();
    backgroundWake.signal();
}

void SharedLaneState::serverReached()
{
    const bool foreground = isAway(LaneKind::Foreground);
    const bool background = isAway(LaneKind::Background);
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.serverReached = m_foreground.serverReached || foreground;
        m_background.serverReached = m_background.serverReached || background;
    }
    if (foreground)
        foregroundWake.signal();
    if (background)
        backgroundWake.signal();
}

void SharedLaneState::retryNow()
{
    {
        const std::lock_guard lock(m_mutex);
        m_foreground.retry = true;
        m_background.retry = true;
    }
    signIn.askedAgain();
    turns.forget();
    foregroundWake.signal();
    backgroundWake.signal();
}

SharedLaneState::ForegroundWork SharedLaneState::takeForegroundWork()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_foreground, {});
}

void SharedLaneState::putBack(ForegroundWork work)
{
    const std::lock_guard lock(m_mutex);
    std::move(m_foreground.bodies.begin(), m_foreground.bodies.end(), std::back_inserter(work.bodies));
    m_foreground.bodies = std::move(work.bodies);
    std::move(m_foreground.jobs.begin(), m_foreground.jobs.end(), std::back_inserter(work.jobs));
    m_foreground.jobs = std::move(work.jobs);
    if (m_foreground.snippets.empty())
        m_foreground.snippets = std::move(work.snippets);
    m_foreground.replay = m_foreground.replay || work.replay;
    m_foreground.networkChanged = m_foreground.networkChanged || work.networkChanged;
}

bool SharedLaneState::hasForegroundWork()
{
    const std::lock_guard lock(m_mutex);
    return !m_foreground.bodies.empty() || !m_foreground.jobs.empty() || !m_foreground.snippets.empty() || m_foreground.replay || m_foreground.retry ||
           m_foreground.networkChanged;
}

void SharedLaneState::setForegroundBusy(bool busy)
{
    const std::lock_guard lock(m_mutex);
    m_isForegroundBusy = busy;
    if (busy && !m_foreground.bodies.empty())
        backgroundWake.signal();
}

std::deque<BodyRequest> SharedLaneState::takeBodiesForBackground()
{
    const std::lock_guard lock(m_mutex);
    return m_isForegroundBusy ? std::exchange(m_foreground.bodies, {}) : std::deque<BodyRequest>();
}

MailboxId SharedLaneState::focus()
{
    const std::lock_guard lock(m_mutex);
    return m_focus;
}

SharedLaneState::BackgroundWork SharedLaneState::takeBackgroundWork()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_background, {});
}

void SharedLaneState::putBack(SyncRequest request)
{
    const std::lock_guard lock(m_mutex);
    m_background.requests.push_front(std::move(request));
}

bool SharedLaneState::hasBackgroundWork()
{
    const std::lock_guard lock(m_mutex);
    return !m_background.requests.empty() || !m_background.look.empty() || !m_background.check.empty() || m_background.walk || m_background.bodies || m_background.retry ||
           m_background.networkChanged;
}

void SharedLaneState::tell(const LaneStatus &status) const
{
    if (context.laneChanged)
        context.laneChanged(status);
}

void SharedLaneState::setConnectivity(Connectivity::State state, const std::optional<Error> &error)
{
    Connectivity changed;
    {
        const std::lock_guard lock(m_connectivityMutex);
        const bool isAway = state == Connectivity::State::Offline || state == Connectivity::State::Problem;
        if (isAway && m_connectivity.offlineSince == 0)
            m_connectivity.offlineSince = context.clock.now();
        if (state == Connectivity::State::Online)
            m_connectivity.offlineSince = 0;
        m_connectivity.state = state;
        m_connectivity.error = error;
        changed = m_connectivity;
    }
    if (context.connectivityChanged)
        context.connectivityChanged(changed);
}

void SharedLaneState::setLastSync(UnixMillis at)
{
    Connectivity changed;
    {
        const std::lock_guard lock(m_connectivityMutex);
        m_connectivity.lastSync = at;
        changed = m_connectivity;
    }
    if (context.connectivityChanged)
        context.connectivityChanged(changed);
}

void SharedLaneState::setQuota(const std::optional<QuotaUse> &quota)
{
    Connectivity changed;
    {
        const std::lock_guard lock(m_connectivityMutex);
        if (m_connectivity.quota == quota)
            return;
        m_connectivity.quota = quota;
        changed = m_connectivity;
    }
    if (context.connectivityChanged)
        context.connectivityChanged(changed);
}

bool isStorageTrouble(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::DiskFull:
    case ErrorKind::ReadOnly:
    case ErrorKind::StorageDamaged:
    case ErrorKind::Io: return true;
    default: return false;
    }
}

void SharedLaneState::noteWriting(const Result<void> &outcome)
{
    {
        const std::lock_guard lock(m_mutex);
        if (outcome || !isStorageTrouble(outcome.error())) {
            m_storageTold = m_storageTold && !outcome;
            return;
        }
        if (std::exchange(m_storageTold, true))
            return;
    }
    SyncNotice notice;
    notice.kind = SyncNotice::Kind::StorageProblem;
    notice.error = outcome.error();
    if (context.noticed)
        context.noticed(notice);
}

void waitFor(const WakeFd &wake, const StopToken &stop, std::optional<std::chrono::milliseconds> longest)
{
    std::array<pollfd, 2> fds{pollfd{wake.fd(), POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
    const int timeout = longest ? static_cast<int>(std::clamp<std::int64_t>(longest->count(), 0, INT_MAX)) : -1;
    ::poll(fds.data(), fds.size(), timeout);
}

} // namespace tern::sync
