// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace tern::engine {

/// Work that waits for servers, each piece on a thread of its own, until it ends or is stopped.
/// Thread: any.
class StoppableJobs final {
public:
    /// Ends soon once its token stops.
    using Job = std::function<void(const StopToken &stop)>;

    StoppableJobs() = default;
    ~StoppableJobs() { stop(); }
    StoppableJobs(const StoppableJobs &) = delete;
    StoppableJobs &operator=(const StoppableJobs &) = delete;

    /// \return a handle for cancel(). After stop() the token has stopped from the beginning.
    int start(Job job);
    void cancel(int handle);
    /// Cancels and joins all.
    void stop();

private:
    struct Running {
        StopSource stop;
        std::atomic<bool> finished{false};
        std::thread thread;
    };
    void reap();

    std::mutex m_mutex;
    bool m_stopped = false;
    int m_nextHandle = 1;
    std::map<int, std::shared_ptr<Running>> m_running;
};

} // namespace tern::engine
