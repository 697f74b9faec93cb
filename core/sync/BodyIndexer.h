// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Store.h"
#include "core/sync/SyncTypes.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace tern::sync {

/// Reads stored bodies behind their arrival: parses each, and writes its words to the text index, its first line and its attachments to its row. What
/// waits is marked in the store, so a crash or a quit costs nothing but the batch that was under way.
/// Thread: any; it has one of its own.
class BodyIndexer final {
public:
    struct Times {
        std::chrono::milliseconds quiet{150};       ///< without a new body before it begins: a fill that is soon over is not slowed down
        std::chrono::milliseconds longest{3'000};   ///< that the first body waits for the quiet
        std::chrono::milliseconds retry{60'000};    ///< after an error of the store
    };
    explicit BodyIndexer(store::Store &store) : BodyIndexer(store, Times()) {}
    BodyIndexer(store::Store &store, Times times) : m_store(store), m_times(times) {}
    ~BodyIndexer() { stop(); }

    /// Told what it does, on its own thread, several times a second while it works; must return quickly. Before start().
    void setListener(std::function<void(const LaneStatus &)> listener) { m_listener = std::move(listener); }
    /// Begins with what an earlier run left.
    void start();
    /// Ends within a batch. What waits in whenDone() gets Cancelled.
    void stop();
    /// Bodies may have come.
    void wake();
    /// Reads what is there without waiting for the quiet. `done` is called on the indexer's thread when nothing waits any more, or with the error
    /// that keeps it from that.
    void whenDone(std::function<void(Result<void>)> done);

private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    void run();
    [[nodiscard]] bool waitForWork(store::StoreReader *reader);
    [[nodiscard]] Result<bool> readSome(store::StoreReader &reader, MessageId &before);
    [[nodiscard]] Result<void> awaitWrite();
    void tell(const Result<void> &outcome);
    void report(store::StoreReader *reader, const std::optional<Error> &error = {});
    void reportNowAndThen(store::StoreReader &reader);

    store::Store &m_store;
    const Times m_times;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stopped = false;                                     ///< guarded by m_mutex, as what follows
    bool m_wanted = true;
    SteadyTime m_first;                                         ///< of the wakes not served yet
    SteadyTime m_last;
    std::vector<std::function<void(Result<void>)>> m_waiting;
    bool m_isWriting = false;
    Result<void> m_written;
    std::function<void(const LaneStatus &)> m_listener;         ///< it and what follows: its thread's
    int m_read = 0;                                             ///< since nothing waited
    SteadyTime m_reported;
    std::thread m_thread;
};

} // namespace tern::sync
