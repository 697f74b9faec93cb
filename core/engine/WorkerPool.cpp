// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WorkerPool.h"

namespace tern::engine {
namespace {

Error cancelled()
{
    return makeError(ErrorKind::Cancelled, "engine.worker");
}

} // namespace

WorkerPool::WorkerPool(store::Store &store, int threads) : m_store(store)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::post(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopped) {
            m_work.push_back(std::move(work));
            m_changed.notify_one();
            return;
        }
    }
    work(cancelled());
}

void WorkerPool::stop()
{
    std::deque<Work> left;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_stop.requestStop();
        left = std::exchange(m_work, {});
        m_changed.notify_all();
    }
    for (std::thread &thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
    for (const Work &work : left)
        work(cancelled());
}

void WorkerPool::run()
{
    std::unique_ptr<store::StoreReader> reader;
    for (;;) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_work.empty() || m_stopped; });
            if (m_stopped)
                return;
            work = std::move(m_work.front());
            m_work.pop_front();
        }
        if (!reader) {
            auto opened = m_store.openReader();
            if (!opened) {
                work(opened.error());
                continue;
            }
            reader = std::move(*opened);
        }
        work(reader.get());
    }
}

} // namespace tern::engine
