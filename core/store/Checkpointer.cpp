// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Checkpointer.h"

#include "core/base/Log.h"
#include "core/store/Connection.h"

#include <sqlite3.h>

namespace tern::store {
namespace {

// Frames of a WAL file, about 4 KB each.
constexpr int kWanted = 4'000;
constexpr int kTooMany = 64'000;
/// About 62 MB; beyond 64 the file would be cut when it begins anew, and grow again.
constexpr int kLong = 15'500;

} // namespace

void Checkpointer::watch(sqlite3 *writer)
{
    sqlite3_wal_hook(writer, &Checkpointer::committed, this);
}

/// Thread: the writer's, behind each commit.
int Checkpointer::committed(void *self, sqlite3 *writer, const char *database, int frames)
{
    if (frames >= kTooMany)
        sqlite3_wal_checkpoint_v2(writer, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    else if (frames >= kWanted)
        static_cast<Checkpointer *>(self)->request();
    static_cast<Checkpointer *>(self)->noteLength(database, frames);
    return SQLITE_OK;
}

void Checkpointer::noteLength(const std::string &database, int frames)
{
    int &next = m_nextPause.try_emplace(database, kLong).first->second;
    if (frames < kWanted)
        next = kLong;
    if (frames < next)
        return;
    m_pauseWanted = true;
    // Somebody who reads for long keeps the file from beginning anew: no use in waiting at every commit.
    next = frames + kWanted;
}

bool Checkpointer::isIdle()
{
    const std::scoped_lock guard(m_mutex);
    return !m_wanted && !m_running;
}

void Checkpointer::start()
{
    m_thread = std::thread([this] { loop(); });
}

void Checkpointer::request()
{
    const std::scoped_lock guard(m_mutex);
    m_wanted = true;
    m_wake.notify_one();
}

void Checkpointer::stop()
{
    {
        const std::scoped_lock guard(m_mutex);
        m_stopping = true;
        m_wake.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
}

void Checkpointer::loop()
{
    for (;;) {
        {
            std::unique_lock guard(m_mutex);
            m_wake.wait(guard, [this] { return m_wanted || m_stopping; });
            if (m_stopping)
                return;
            m_wanted = false;
            m_running = true;
        }
        if (const auto written = run(); !written) {
            logWarning("store", "checkpoint: " + written.error().toString());
            noteDamage(m_profile, written.error());
        }
        {
            const std::scoped_lock guard(m_mutex);
            m_running = false;
        }
        m_passed();
    }
}

/// A connection of its own for each time: it keeps no pages and no locks in between.
Result<void> Checkpointer::run()
{
    auto connection = Connection::open(m_profile, Access::ReadWrite, {});
    if (!connection)
        return connection.error();
    return guard("store.checkpoint", [&]() -> Result<void> {
        (*connection)->exec("PRAGMA wal_checkpoint(PASSIVE)");
        return {};
    });
}

} // namespace tern::store
