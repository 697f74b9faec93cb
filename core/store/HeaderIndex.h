// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

#include <limits>
#include <optional>
#include <vector>

namespace tern::store {

/// Which messages have a Message-ID, by its hash. Hashes have random places: entries written straight into a large index cost a database page each. So
/// they go into a small one first (`header_new`), and from there many at a time, in order, into the large one (`header_ref`), where neighbours share pages.
/// An entry is in one of the two; whoever looks asks both.
/// For the same reason a listing's new Message-IDs, of which nobody knows anything, are told by a filter in memory and not by a look at a random page.
/// Thread: store. Throws SQLite::Exception.
class HeaderIndex final {
public:
    struct Sizes {
        /// Entries that may wait in the small table. The more, the more of them share a page when they are filed, and the more pages of their own a batch
        /// touches: with a million filed ones both cost the same here.
        std::int64_t mostWaiting = 64'000;
        std::int64_t filedAtOnce = 4'000;
    };
    explicit HeaderIndex(Connection &connection) : HeaderIndex(connection, Sizes{}) {}
    HeaderIndex(Connection &connection, Sizes sizes) : m_connection(connection), m_sizes(sizes) {}

    /// So many messages come: tells whether the filter is worth it.
    void expect(std::size_t messages);
    /// Whether a message or a thread may be known by this hash; false: surely none.
    [[nodiscard]] bool mayKnow(std::int64_t hash) const;
    /// A thread is known by this hash.
    void note(std::int64_t hash);
    void add(std::int64_t hash, std::int64_t message);
    void remove(std::int64_t hash, std::int64_t message);
    /// Takes what is too much for the small table on to the large one, a few milliseconds' worth at a time.
    void file();
    /// Counts again, after a rollback.
    void reload() { m_waiting.reset(); }

private:
    void fileSome();
    void fillFilter();

    Connection &m_connection;
    const Sizes m_sizes;
    std::vector<bool> m_filter;     ///< a bit of every known hash and perhaps of some that were taken out; empty: not filled
    std::optional<std::int64_t> m_waiting;  ///< entries of `header_new`; none: not counted yet
    std::int64_t m_next = std::numeric_limits<std::int64_t>::min();    ///< the hash where filing goes on: it goes round and round
};

} // namespace tern::store
