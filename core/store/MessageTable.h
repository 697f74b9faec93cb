// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/Records.h"

namespace tern::store {

/// What a placement's list columns need to know of its message.
struct PlacementFacts {
    UnixMillis date = 0;
    std::int64_t size = 0;
    bool hasAttachment = false;
    bool toMe = false;
    QString fromKey;
    QString subjectKey;
};

/// The message, thread and header index tables of cache.db.
/// Thread: store. Throws SQLite::Exception.
class MessageTable final {
public:
    explicit MessageTable(Connection &connection) : m_connection(connection) {}

    /// The message with this head, found by identity or inserted (threaded, to be indexed by flushIndex()).
    /// \param date  the list's date
    [[nodiscard]] MessageId put(const MessageHead &head, UnixMillis date);
    /// Writes the header index for what put() inserted. Rows go in rowid order, or FTS5 would flush at each.
    void flushIndex();
    /// Another version of the attachment names is known now; indexed beside the old ones.
    void addAttachmentNames(MessageId message, const QStringList &names);
    /// Takes a message out of message, detail, thread and content; its id is never used again.
    void remove(MessageId message);
    /// Bodies are stored from now on.
    void noteBody() { m_bodies = true; }
    /// Forgets what has not been flushed, after a rollback.
    void reload();

private:
    struct IndexEntry {
        std::int64_t message;
        QString sender, recipients, subject, attachments;
    };
    [[nodiscard]] std::int64_t newId(UnixMillis date, std::int64_t headerHash, std::int64_t identity);
    /// \param sameHeader  threads of messages with the same Message-ID
    [[nodiscard]] std::optional<std::int64_t> joinThreads(std::int64_t message, std::int64_t headerHash, std::vector<std::int64_t> sameHeader,
                                                          const MessageHead &head, UnixMillis date);
    void mergeInto(std::int64_t thread, std::int64_t other);

    Connection &m_connection;
    std::vector<IndexEntry> m_toIndex;
    bool m_tombstones = true; ///< whether ids have to be checked against them
    bool m_bodies = true;     ///< whether they have to be checked against stored bodies
};

} // namespace tern::store
