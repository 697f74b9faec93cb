// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct sqlite3;

namespace tern::store {

/// Writes the WAL files back into the databases on a thread of its own: that takes fsyncs of many milliseconds, in which the store thread can go on
/// committing. A WAL file begins anew when all of it is written back as a transaction begins: while one follows the other that is never so, and the file
/// grows. So writing that is in no hurry pauses now and then; only where that doesn't help does the writer write back itself.
class Checkpointer final {
public:
    /// \param passed  all that was committed when it was asked for is written back, or can't be. Thread: its own; no lock is held.
    Checkpointer(std::filesystem::path profile, std::function<void()> passed) : m_profile(std::move(profile)), m_passed(std::move(passed)) {}
    ~Checkpointer() { stop(); }
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    /// Takes the place of SQLite's own checkpoints after commits on this writing connection. Before start().
    void watch(sqlite3 *writer);
    void start();
    /// Write back what there is, soon. Thread: any.
    void request();
    /// A WAL file has become long: whoever is in no hurry waits until this isIdle(), before it begins another transaction. Asked once.
    /// Thread: the writer's.
    [[nodiscard]] bool takePause() { return std::exchange(m_pauseWanted, false); }
    /// Thread: any.
    [[nodiscard]] bool isIdle();
    /// Ends what is under way and joins. Idempotent.
    void stop();

private:
    static int committed(void *self, sqlite3 *writer, const char *database, int frames);
    void noteLength(const std::string &database, int frames);
    void loop();
    [[nodiscard]] Result<void> run();

    const std::filesystem::path m_profile;
    const std::function<void()> m_passed;
    std::map<std::string, int> m_nextPause;     ///< by database: frames. The writer's thread
    bool m_pauseWanted = false;                 ///< the writer's thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_wanted = false;      ///< guarded by m_mutex
    bool m_running = false;     ///< guarded by m_mutex
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace tern::store
