// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ConnectionTurns.h"

namespace tern::sync {
namespace {

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
    if (!m_single)
        return true;
    const std::size_t me = index(lane);
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

void ConnectionTurns::forget()
{
    const std::lock_guard lock(m_mutex);
    m_single = false;
    m_owner.reset();
    m_waits = {};
}

} // namespace tern::sync
