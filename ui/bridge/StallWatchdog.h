// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

namespace tern::ui {

/// Measures how long the UI thread's event loop stands still: a thread posts an event every 5 ms and takes the time until
/// it is handled. For tests and benchmarks.
/// Thread: made and read on the UI thread.
class StallWatchdog final {
public:
    StallWatchdog();
    ~StallWatchdog();
    StallWatchdog(const StallWatchdog &) = delete;
    StallWatchdog &operator=(const StallWatchdog &) = delete;

    /// The longest stall since the last reset.
    [[nodiscard]] std::chrono::microseconds longest() const { return std::chrono::microseconds(m_longest.load()); }
    void reset() { m_longest = 0; }

private:
    void run();

    std::atomic<std::int64_t> m_longest{0};
    std::shared_ptr<std::atomic<bool>> m_answered;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_quit = false;
    std::thread m_thread;
};

} // namespace tern::ui
