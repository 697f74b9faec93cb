// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ConnectionTurns.h"

#include <algorithm>

namespace tern::sync {
namespace {

constexpr std::chrono::minutes kFirstPause{2};
constexpr std::chrono::minutes kLongestPause{64};

/// How servers put it: a BYE, a NO to signing in (the same password serves the other lane), or just a closed connection.
bool mayMeanTooMany(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::ServerBye:
    case ErrorKind::ServerBusy:
    case ErrorKind::ServerRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::ProtocolError: return true;
    default: return false;
    }
}

} // namespace

bool ConnectionTurns::take(LaneKind lane)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t me = index(lane);
    if (m_most > 1 && m_single && m_owner && *m_owner != me && m_clock.steady() >= m_trySecondAt) {
        m_single = false;
        m_owner.reset();
        m_waits = {};
    }
    if (!m_single)
        return true;
    if (m_owner && *m_owner != me) {
        m_waits[me] = true;
        m_wakes[1 - me]->signal();
        return false;
    }
    m_owner = me;
    m_waits[me] = false;
    return true;
}

void ConnectionTurns::connected(LaneKind lane)
{
    const std::lock_guard lock(m_mutex);
    m_live[index(lane)] = true;
    if (m_live[0] && m_live[1])
        m_refusals = 0;
}

void ConnectionTurns::closed(LaneKind lane)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t me = index(lane);
    m_live[me] = false;
    if (!m_single || m_owner != me)
        return;
    m_owner.reset();
    if (m_waits[1 - me]) {
        m_owner = 1 - me;
        m_wakes[1 - me]->signal();
    }
}

bool ConnectionTurns::refused(LaneKind lane, const Error &error)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t me = index(lane);
    if (m_single || !m_live[1 - me] || !mayMeanTooMany(error))
        return false;
    m_single = true;
    m_trySecondAt = m_clock.steady() + std::min(kLongestPause, kFirstPause * (1 << std::min(m_refusals, 5)));
    ++m_refusals;
    m_owner = 1 - me;
    m_waits[me] = true;
    m_wakes[1 - me]->signal();
    return true;
}

bool ConnectionTurns::isWanted(LaneKind lane) const
{
    const std::lock_guard lock(m_mutex);
    return m_single && m_owner == index(lane) && m_waits[1 - index(lane)];
}

bool ConnectionTurns::isSingle() const
{
    const std::lock_guard lock(m_mutex);
    return m_single;
}

void ConnectionTurns::forget()
{
    const std::lock_guard lock(m_mutex);
    if (m_most < 2)
        return;
    m_single = false;
    m_owner.reset();
    m_waits = {};
}

} // namespace tern::sync
