// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkSignal.h"

#include <algorithm>

namespace tern {

void NetworkSignal::changed()
{
    const std::lock_guard lock(m_mutex);
    for (Listener *listener : m_listeners) {
        listener->m_told.store(true, std::memory_order_release);
        listener->m_wake.signal();
    }
}

NetworkSignal::Listener::Listener(NetworkSignal *signal) : m_signal(signal)
{
    if (!m_signal)
        return;
    const std::lock_guard lock(m_signal->m_mutex);
    m_signal->m_listeners.push_back(this);
}

NetworkSignal::Listener::~Listener()
{
    if (!m_signal)
        return;
    const std::lock_guard lock(m_signal->m_mutex);
    std::erase(m_signal->m_listeners, this);
}

bool NetworkSignal::Listener::take()
{
    m_wake.clear();
    return m_told.exchange(false, std::memory_order_acq_rel);
}

} // namespace tern
