// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChangeMerger.h"

namespace tern::engine {

ChangeMerger::ChangeMerger(Listener listener, std::chrono::milliseconds interval)
    : m_listener(std::move(listener)), m_interval(interval), m_thread([this] { run(); })
{
}

ChangeMerger::~ChangeMerger()
{
    stop();
}

void ChangeMerger::add(const store::ChangeSet &changes)
{
    if (changes.empty())
        return;
    const std::lock_guard lock(m_mutex);
    if (m_hasPending)
        m_pending.merge(changes);
    else
        m_pending = changes;
    m_hasPending = true;
    m_changed.notify_one();
}

void ChangeMerger::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_changed.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
}

void ChangeMerger::run()
{
    std::uint64_t number = 0;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_hasPending || m_stopped; });
        if (!m_hasPending)
            return;
        store::ChangeSet changes = std::exchange(m_pending, {});
        m_hasPending = false;
        lock.unlock();
        changes.number = ++number;
        m_listener(changes);
        lock.lock();
        m_changed.wait_for(lock, m_interval, [this] { return m_stopped; });
    }
}

} // namespace tern::engine
