// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/BodyTable.h"
#include "core/store/Connection.h"
#include "core/store/HeaderIndex.h"
#include "core/store/MessageDetail.h"
#include "core/store/PreparedRow.h"

#include <unordered_map>

namespace tern::store {

/// What a placement's list columns need to know of its message.
struct PlacementFacts {
    UnixMillis date = 0;
    std::int64_t size = 0;
    bool hasAttachment = false;
    bool toMe = false;
    std::string_view fromKey;       ///< not owned
    std::string_view subjectKey;
    std::string_view labels = {};
};

/// The message, thread and header index tables of cache.db.
/// Thread: store. Throws SQLite::Exception.
class MessageTable final {
public:
    MessageTable(Connection &connection, BodyTable &bodies) : m_connection(connection), m_bodyTable(bodies), m_details(connection), m_headers(connection) {}

    /// So many rows are put next.
    void expect(std::size_t rows) { m_headers.expect(rows); }
    /// The message of this row, found by identity or inserted (threaded, to be indexed by flush()).
    /// \param row  lives until flush()
    /// A server's object id says the same within the account, when size and Message-ID agree too; its thread id joins threads as a reference does.
    [[nodiscard]] MessageId put(AccountId account, const PreparedRow &row);
    /// Writes the header index and the details of what put() inserted. Rows go in rowid order, or FTS5 would flush at each.
    void flush();
    /// Another version of the attachment names is known now; indexed beside the old ones.
    /// \param details  of this transaction
    void addAttachmentNames(MessageId message, const QStringList &names, DetailReader &details);
    /// Takes a message out of message, detail, thread and content; its id is never used again.
    void remove(MessageId message);
    /// Bodies are stored from now on.
    void noteBody() { m_bodies = true; }
    /// Forgets what has not been flushed, after a rollback.
    void reload();

private:
    [[nodiscard]] MessageId putByHeader(AccountId account, const PreparedRow &row);
    struct IndexEntry {
        std::int64_t message;
        const PreparedRow *row;
    };
    /// What the references say of a message that isn't in the table yet.
    struct Company {
        std::vector<std::int64_t> threads;  ///< it belongs to all of these
        std::vector<std::int64_t> unknown;  ///< references to nothing that is known
    };
    /// \param sameHeader  threads of messages with the same Message-ID
    [[nodiscard]] Company findCompany(AccountId account, std::vector<std::int64_t> sameHeader, const PreparedRow &row);
    [[nodiscard]] std::int64_t insertMessage(const PreparedRow &row, std::optional<std::int64_t> thread);
    /// The id that a body has kept for this message; 0: none.
    [[nodiscard]] std::int64_t keptId(const PreparedRow &row);
    /// The id of that second, or the first one.
    [[nodiscard]] std::int64_t firstIdOf(UnixMillis date);
    /// The first free id of that second, or near behind it.
    [[nodiscard]] std::int64_t freeId(UnixMillis date);
    [[nodiscard]] std::int64_t nextIdIn(std::int64_t first, std::int64_t beyond);
    [[nodiscard]] int counterBits();
    void largestFirst(std::vector<std::int64_t> &threads);
    void joinThreads(std::int64_t message, const Company &company, UnixMillis date);
    void makeThread(std::int64_t thread);
    void mergeInto(std::int64_t thread, std::int64_t other);

    Connection &m_connection;
    BodyTable &m_bodyTable;
    DetailGroups m_details;
    HeaderIndex m_headers;
    std::vector<IndexEntry> m_toIndex;
    std::optional<int> m_counterBits;    ///< of an id; none: not known yet
    std::unordered_map<std::int64_t, std::int64_t> m_spilled; ///< first ids of seconds that are full, and where there is room behind them
    bool m_tombstones = true; ///< whether ids have to be checked against them
    bool m_bodies = true;     ///< whether they have to be checked against stored bodies
};

} // namespace tern::store
