// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/StoppableJobs.h"

#include <vector>

namespace tern::engine {

int StoppableJobs::start(Job job)
{
    reap();
    const auto running = std::make_shared<Running>();
    const std::lock_guard lock(m_mutex);
    const int handle = m_nextHandle++;
    if (m_stopped) {
        running->stop.requestStop();
        job(running->stop.token());
        return handle;
    }
    m_running.emplace(handle, running);
    // It stays in the map until its thread was joined.
    running->thread = std::thread([running = running.get(), job = std::move(job)] {
        job(running->stop.token());
        running->finished.store(true, std::memory_order_release);
    });
    return handle;
}

void StoppableJobs::cancel(int handle)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_running.find(handle); found != m_running.end())
        found->second->stop.requestStop();
}

void StoppableJobs::reap()
{
    std::vector<std::shared_ptr<Running>> ended;
    {
        const std::lock_guard lock(m_mutex);
        for (auto entry = m_running.begin(); entry != m_running.end();) {
            if (!entry->second->finished.load(std::memory_order_acquire)) {
                ++entry;
                continue;
            }
            ended.push_back(entry->second);
            entry = m_running.erase(entry);
        }
    }
    for (const auto &one : ended)
        one->thread.join();
}

void StoppableJobs::stop()
{
    std::map<int, std::shared_ptr<Running>> running;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        running = std::exchange(m_running, {});
    }
    for (const auto &[handle, one] : running)
        one->stop.requestStop();
    for (const auto &[handle, one] : running)
        one->thread.join();
}

} // namespace tern::engine
