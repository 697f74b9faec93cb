// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StoreThread.h"

#include "core/base/Log.h"

namespace tern::store {

namespace {

/// Small writes that wait together are committed together; a person waits no longer for it than this.
constexpr std::chrono::milliseconds kGroupTime{20};
constexpr std::size_t kGroupSize = 64;
constexpr std::chrono::milliseconds kLongTransaction{100};
/// After so long without a write the indexes that were put off are filled and the WAL files written back.
constexpr std::chrono::milliseconds kIdle{300};
/// Bulk writes give the checkpointer so long to come to the end of the WAL files.
constexpr std::chrono::milliseconds kPause{100};

} // namespace

StoreThread::StoreThread(StoreOptions options, std::optional<ProfileLock> lock, std::unique_ptr<Connection> connection)
    : m_options(std::move(options)), m_writable(connection != nullptr), m_lock(std::move(lock)), m_connection(std::move(connection)),
      m_checkpointer(m_options.profile, [this] {
          const std::scoped_lock guard(m_mutex);
          m_wake.notify_one();
      })
{
    if (m_connection)
        m_writer = std::make_unique<Writer>(*m_connection, m_options.clock ? *m_options.clock : m_systemClock, m_options.profile, m_options.queryParser);
}

StoreThread::~StoreThread()
{
    close();
}

Result<void> StoreThread::start(bool fillHeaderIndex)
{
    if (!m_writer)
        return {};
    auto started = guard("store.start", [&]() -> Result<void> {
        m_connection->exec("BEGIN IMMEDIATE");
        if (fillHeaderIndex)
            m_writer->fillHeaderIndex(m_options.tokenizer);
        m_writer->resume();
        return commit();
    });
    if (!started) {
        rollback();
        return started;
    }
    (void)m_writer->takeChanges();
    m_checkpointer.watch(m_connection->handle());
    m_checkpointer.start();
    m_thread = std::thread([this] { loop(); });
    return {};
}

void StoreThread::write(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done)
{
    enqueue(m_queue, {std::move(work), std::move(done), {}, {}, {}, false});
}

void StoreThread::writeDurably(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done)
{
    enqueue(m_queue, {std::move(work), std::move(done), {}, {}, {}, true});
}

void StoreThread::writeBulk(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done)
{
    enqueue(m_bulk, {std::move(work), std::move(done), {}, {}, {}, false});
}

void StoreThread::enqueue(std::deque<Job> &queue, Job job)
{
    if (m_writable) {
        const std::scoped_lock guard(m_mutex);
        if (!m_closing) {
            queue.push_back(std::move(job));
            m_wake.notify_one();
            return;
        }
    }
    if (job.done)
        job.done(m_writable ? makeError(ErrorKind::Cancelled, "store.write", "the store is closed")
                            : makeError(ErrorKind::ReadOnly, "store.write", "the profile was opened read-only"));
}

Result<std::unique_ptr<StoreReader>> StoreThread::openReader()
{
    auto connection = Connection::open(m_options.profile, Access::ReadOnly, m_options.connectionHook);
    if (!connection)
        return connection.error();
    return std::unique_ptr<StoreReader>(std::make_unique<Reader>(*std::move(connection), m_options.queryParser, m_options.profile));
}

void StoreThread::setChangeListener(std::function<void(const ChangeSet &)> listener)
{
    const std::scoped_lock guard(m_mutex);
    m_listener = std::move(listener);
}

void StoreThread::close()
{
    const std::scoped_lock once(m_closeMutex);
    {
        const std::scoped_lock guard(m_mutex);
        m_closing = true;
        m_wake.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
    if (!m_connection)
        return;
    m_checkpointer.stop();
    m_writer.reset();
    m_connection->dropStatements();
    const auto checkpointed = guard("store.close", [&]() -> Result<void> {
        m_connection->exec("PRAGMA wal_checkpoint(TRUNCATE)");
        return {};
    });
    if (!checkpointed)
        logWarning("store", checkpointed.error().toString());
    m_connection.reset();
    m_lock.reset();
}

void StoreThread::loop()
{
    bool sweepWanted = true;
    enum class IdleWork { Nothing, Wanted, FileMore } idleWork = IdleWork::Wanted;
    for (;;) {
        std::vector<Job> jobs;
        {
            std::unique_lock guard(m_mutex);
            const auto wanted = [this] { return m_closing || !m_queue.empty() || !m_bulk.empty(); };
            if (!sweepWanted && idleWork != IdleWork::Nothing
                && !m_wake.wait_for(guard, idleWork == IdleWork::FileMore ? std::chrono::milliseconds(0) : kIdle, wanted)) {
                guard.unlock();
                idleWork = fileStep() ? IdleWork::FileMore : IdleWork::Nothing;
                if (idleWork == IdleWork::Nothing)
                    m_checkpointer.request();
                continue;
            }
            if (!sweepWanted)
                m_wake.wait(guard, wanted);
            if (m_queue.empty() && !m_bulk.empty() && m_checkpointer.takePause())
                m_wake.wait_for(guard, kPause, [this] { return m_closing || !m_queue.empty() || m_checkpointer.isIdle(); });
            while (!m_queue.empty() && jobs.size() < kGroupSize) {
                jobs.push_back(std::move(m_queue.front()));
                m_queue.pop_front();
            }
            if (jobs.empty() && !m_bulk.empty()) {
                jobs.push_back(std::move(m_bulk.front()));
                m_bulk.pop_front();
            }
            if (jobs.empty() && m_closing)
                return;
        }
        if (jobs.empty()) {
            sweepWanted = sweepStep();
            continue;
        }
        runGroup(jobs);
        sweepWanted = true;
        idleWork = IdleWork::Wanted;
    }
}

void StoreThread::runGroup(std::vector<Job> &jobs)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto opened = guard("store.begin", [&]() -> Result<void> {
        m_connection->exec("BEGIN IMMEDIATE");
        if (m_refold)
            m_writer->refoldOperations();
        return {};
    });
    std::size_t ran = 0;
    if (!opened) {
        for (Job &job : jobs)
            job.result = opened;
        ran = jobs.size();
        rollback();
    }
    while (ran < jobs.size()) {
        runJob(jobs[ran], jobs.size() == 1);
        ++ran;
        if (!m_connection->inTransaction()) {
            // SQLite gave up the whole transaction (a full disk): what ran in it before is undone with it.
            for (std::size_t before = 0; before + 1 < ran; ++before) {
                if (jobs[before].result)
                    jobs[before].result = jobs[ran - 1].result;
            }
            break;
        }
        if (std::chrono::steady_clock::now() - begun > kGroupTime)
            break;
    }
    if (opened && m_connection->inTransaction()) {
        if (const auto committed = commit(); !committed) {
            for (std::size_t job = 0; job < ran; ++job) {
                if (jobs[job].result)
                    jobs[job].result = committed;
            }
            rollback();
            // durable.db may have been committed before the file that failed: what it asks for is folded before anything else is written.
            m_refold = true;
        } else {
            m_refold = false;
        }
    } else if (opened) {
        rollback();
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    if (took > kLongTransaction)
        logDebug("store", "a transaction of " + std::to_string(ran) + " writes took " + std::to_string(took.count()) + " ms");
    if (ran < jobs.size()) {
        const std::scoped_lock guard(m_mutex);
        m_queue.insert(m_queue.begin(), std::make_move_iterator(jobs.begin() + static_cast<std::ptrdiff_t>(ran)), std::make_move_iterator(jobs.end()));
        jobs.resize(ran);
    }
    makeDurable(jobs);
    finish(jobs);
}

void StoreThread::runJob(Job &job, bool alone)
{
    // A savepoint costs an FTS5 flush, so a write that is alone does without.
    job.result = guard("store.write", [&]() -> Result<void> {
        if (!alone)
            m_connection->exec("SAVEPOINT job");
        auto worked = job.work(*m_writer);
        if (worked) {
            if (!alone)
                m_connection->exec("RELEASE job");
            return worked;
        }
        return worked;
    });
    if (job.result) {
        job.changes = m_writer->takeChanges();
        job.unneeded = m_writer->takeUnneededFiles();
        return;
    }
    noteDamage(m_options.profile, job.result.error());
    if (!m_connection->inTransaction())
        return;
    const auto undone = guard("store.undo", [&]() -> Result<void> {
        m_connection->exec(alone ? "ROLLBACK" : "ROLLBACK TO job; RELEASE job");
        m_writer->reload();
        return {};
    });
    if (!undone)
        rollback();
}

void StoreThread::makeDurable(std::vector<Job> &jobs)
{
    if (std::none_of(jobs.begin(), jobs.end(), [](const Job &job) { return job.isDurable && job.result; }))
        return;
    if (const auto synced = m_connection->syncToDisk(); !synced) {
        for (Job &job : jobs) {
            if (job.isDurable && job.result)
                job.result = synced;
        }
    }
}

Result<void> StoreThread::commit()
{
    return guard("store.commit", [&]() -> Result<void> {
        if (m_options.commitHook)
            m_options.commitHook(++m_commits);
        m_connection->exec("COMMIT");
        return {};
    });
}

void StoreThread::rollback()
{
    const auto undone = guard("store.rollback", [&]() -> Result<void> {
        if (m_connection->inTransaction())
            m_connection->exec("ROLLBACK");
        m_writer->reload();
        return {};
    });
    if (!undone)
        logError("store", undone.error().toString());
}

void StoreThread::finish(std::vector<Job> &jobs)
{
    ChangeSet changes;
    for (const Job &job : jobs) {
        if (!job.result)
            continue;
        changes.merge(job.changes);
        for (const std::filesystem::path &file : job.unneeded) {
            std::error_code ignored;
            std::filesystem::remove(file, ignored);
        }
    }
    std::function<void(const ChangeSet &)> listener;
    if (!changes.empty()) {
        changes.number = ++m_changeNumber;
        const std::scoped_lock guard(m_mutex);
        listener = m_listener;
    }
    if (listener)
        listener(changes);
    for (Job &job : jobs) {
        if (job.done)
            job.done(std::move(job.result));
    }
}

bool StoreThread::fileStep()
{
    const auto filed = guard("store.file", [&]() -> Result<bool> {
        if (m_connection->value("SELECT 1 FROM cache.placement INDEXED BY placement_unfiled WHERE shown_in IS NOT NULL AND filed = 0 LIMIT 1", 0) == 0)
            return false;
        m_connection->exec("BEGIN IMMEDIATE");
        const bool more = m_writer->file();
        if (auto committed = commit(); !committed)
            return committed.error();
        return more;
    });
    if (filed)
        return *filed;
    logWarning("store", filed.error().toString());
    noteDamage(m_options.profile, filed.error());
    rollback();
    return false;
}

bool StoreThread::sweepStep()
{
    const auto swept = guard("store.sweep", [&]() -> Result<bool> {
        if (m_connection->value("SELECT 1 FROM cache.orphan LIMIT 1", 0) == 0
            && m_connection->value("SELECT 1 FROM cache.mailbox WHERE removed = 1 LIMIT 1", 0) == 0)
            return false;
        m_connection->exec("BEGIN IMMEDIATE");
        const bool more = m_writer->sweep();
        if (auto committed = commit(); !committed)
            return committed.error();
        (void)more;
        return true;
    });
    if (swept) {
        ChangeSet changes = m_writer->takeChanges();
        std::vector<Job> one(1);
        one.front().changes = std::move(changes);
        finish(one);
        return *swept;
    }
    logWarning("store", swept.error().toString());
    noteDamage(m_options.profile, swept.error());
    rollback();
    return false;
}

} // namespace tern::store
