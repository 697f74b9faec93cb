// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/store/Store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tern::engine {

/// A few threads for what takes longer than a blink: parsing, building, copying files. Each has a reader of its own.
/// Thread: any may post.
class WorkerPool final {
public:
    /// Gets the reader of the thread it runs on, or why there is none.
    using Work = std::function<void(Result<store::StoreReader *>)>;

    WorkerPool(store::Store &store, int threads);
    ~WorkerPool();

    /// First in, first out. After stop() the work is run at once with Cancelled, so that every completion is called.
    void post(Work work);
    /// Seen by work that can end early.
    [[nodiscard]] StopToken stopToken() const { return m_stop.token(); }
    /// What was not begun gets Cancelled; joins. Idempotent.
    void stop();

private:
    void run();

    store::Store &m_store;
    StopSource m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Work> m_work;
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace tern::engine
