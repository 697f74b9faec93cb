// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

struct sqlite3;

namespace tern::store {

/// Writes the WAL files back into the databases on a thread of its own: that takes fsyncs of many milliseconds, in which the store thread can go on
/// committing. Only when it can't keep up does the writer wait for a checkpoint itself.
class Checkpointer final {
public:
    explicit Checkpointer(std::filesystem::path profile) : m_profile(std::move(profile)) {}
    ~Checkpointer() { stop(); }
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    /// Takes the place of SQLite's own checkpoints after commits on this writing connection. Before start().
    void watch(sqlite3 *writer);
    void start();
    /// Write back what there is, soon. Thread: any.
    void request();
    /// Ends what is under way and joins. Idempotent.
    void stop();

private:
    static int committed(void *self, sqlite3 *writer, const char *database, int frames);
    void loop();
    [[nodiscard]] Result<void> run();

    const std::filesystem::path m_profile;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_wanted = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace tern::store
