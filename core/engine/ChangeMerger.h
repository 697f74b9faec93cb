// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ChangeSet.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace tern::engine {

/// Merges what commits changed into at most one ChangeSet per interval, numbered from 1 without gaps. The first after a quiet time is told at once.
/// Thread: any may add; told on a thread of its own.
class ChangeMerger final {
public:
    using Listener = std::function<void(const store::ChangeSet &)>;
    explicit ChangeMerger(Listener listener, std::chrono::milliseconds interval = std::chrono::milliseconds{50});
    ~ChangeMerger();

    void add(const store::ChangeSet &changes);
    /// Tells what is left and ends. Idempotent.
    void stop();

private:
    void run();

    const Listener m_listener;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    store::ChangeSet m_pending;
    bool m_hasPending = false;
    bool m_stopped = false;
    std::thread m_thread;
};

} // namespace tern::engine
