// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/HeaderIndex.h"

namespace tern::store {

namespace {

/// 2 MB. Of a million hashes one new one in seventeen is looked up in vain.
constexpr std::size_t kFilterBits = std::size_t{1} << 24U;
/// As many messages at once are a listing: filling the filter costs no more than looking for each.
constexpr std::size_t kListing = 500;

std::size_t bitOf(std::int64_t hash)
{
    return static_cast<std::uint64_t>(hash) % kFilterBits;
}

} // namespace

void HeaderIndex::expect(std::size_t messages)
{
    if (messages >= kListing && m_filter.empty())
        fillFilter();
}

void HeaderIndex::fillFilter()
{
    std::vector<bool> filter(kFilterBits);
    Query known(m_connection, "SELECT hash FROM cache.header_ref UNION ALL SELECT hash FROM cache.header_new UNION ALL SELECT hash FROM cache.thread_ref");
    while (known.step())
        filter[bitOf(known.int64(0))] = true;
    m_filter = std::move(filter);
}

bool HeaderIndex::mayKnow(std::int64_t hash) const
{
    return m_filter.empty() || m_filter[bitOf(hash)];
}

void HeaderIndex::note(std::int64_t hash)
{
    if (!m_filter.empty())
        m_filter[bitOf(hash)] = true;
}

void HeaderIndex::add(std::int64_t hash, std::int64_t message)
{
    note(hash);
    const int added = Query(m_connection, "INSERT OR IGNORE INTO cache.header_new(hash, message) VALUES(?, ?)", hash, message).run();
    if (m_waiting)
        *m_waiting += added;
}

void HeaderIndex::remove(std::int64_t hash, std::int64_t message)
{
    if (Query(m_connection, "DELETE FROM cache.header_ref WHERE hash = ? AND message = ?", hash, message).run() > 0)
        return;
    const int removed = Query(m_connection, "DELETE FROM cache.header_new WHERE hash = ? AND message = ?", hash, message).run();
    if (m_waiting)
        *m_waiting -= removed;
}

void HeaderIndex::file()
{
    if (!m_waiting)
        m_waiting = m_connection.value("SELECT count(*) FROM cache.header_new", 0);
    while (*m_waiting > m_sizes.mostWaiting)
        fileSome();
}

void HeaderIndex::fileSome()
{
    constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
    const std::int64_t end = m_connection.value("SELECT hash FROM cache.header_new WHERE hash >= ? ORDER BY hash LIMIT 1 OFFSET ?", kLast, m_next, m_sizes.filedAtOnce - 1);
    Query(m_connection, "INSERT INTO cache.header_ref(hash, message) SELECT hash, message FROM cache.header_new WHERE hash BETWEEN ? AND ? ORDER BY hash, message",
          m_next, end)
        .run();
    *m_waiting -= Query(m_connection, "DELETE FROM cache.header_new WHERE hash BETWEEN ? AND ?", m_next, end).run();
    m_next = end == kLast ? std::numeric_limits<std::int64_t>::min() : end + 1;
}

} // namespace tern::store
