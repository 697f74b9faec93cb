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
    return SQLITE_OK;
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
        }
        if (const auto written = run(); !written) {
            logWarning("store", "checkpoint: " + written.error().toString());
            noteDamage(m_profile, written.error());
        }
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
