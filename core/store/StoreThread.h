// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Checkpointer.h"
#include "core/store/ProfileLock.h"
#include "core/store/Store.h"
#include "core/store/Writer.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace tern::store {

/// The Store: a queue of writes and the thread that commits them.
class StoreThread final : public Store {
public:
    /// Takes over an opened, migrated connection; none for a read-only profile.
    StoreThread(StoreOptions options, std::optional<ProfileLock> lock, std::unique_ptr<Connection> connection);
    ~StoreThread() override;

    void write(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done) override;
    void writeDurably(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done) override;
    void writeBulk(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done) override;
    Result<std::unique_ptr<StoreReader>> openReader() override;
    void setChangeListener(std::function<void(const ChangeSet &)> listener) override;
    void close() override;
    std::filesystem::path profile() const override { return m_options.profile; }

    /// Folds what is pending and starts the thread. Errors: as a write.
    [[nodiscard]] Result<void> start(bool fillHeaderIndex);

private:
    struct Job {
        std::function<Result<void>(StoreWriter &)> work;
        std::function<void(Result<void>)> done;
        Result<void> result;
        ChangeSet changes;
        std::vector<std::filesystem::path> unneeded;
        bool isDurable = false;
    };
    void enqueue(std::deque<Job> &queue, Job job);
    void loop();
    void runGroup(std::vector<Job> &jobs);
    void runJob(Job &job, bool alone);
    [[nodiscard]] Result<void> commit();
    void rollback();
    void makeDurable(std::vector<Job> &jobs);
    [[nodiscard]] bool fileStep();
    void finish(std::vector<Job> &jobs);
    [[nodiscard]] bool sweepStep();

    const StoreOptions m_options;
    const bool m_writable;
    const SystemClock m_systemClock;
    std::optional<ProfileLock> m_lock;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Writer> m_writer;
    Checkpointer m_checkpointer;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;                             ///< guarded by m_mutex
    std::deque<Job> m_bulk;                              ///< guarded by m_mutex; one at a time, when the other is empty
    bool m_closing = false;                              ///< guarded by m_mutex
    std::function<void(const ChangeSet &)> m_listener;   ///< guarded by m_mutex
    std::thread m_thread;
    std::mutex m_closeMutex;

    std::uint64_t m_changeNumber = 0;                    ///< store thread
    std::uint64_t m_commits = 0;                         ///< store thread
    bool m_refold = false;                               ///< store thread; a commit failed, perhaps behind durable.db's
};

} // namespace tern::store
