// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/Records.h"

namespace tern::store {

/// What a message's row needs only when the message itself is looked at: In-Reply-To, References, Cc, Reply-To, the names of attachments, the
/// fetched header fields, the body structure; one after the other, each behind its length.
[[nodiscard]] std::string packDetail(const MessageHead &head);
/// Fills those fields of `head`. \return false when the bytes are no detail.
[[nodiscard]] bool unpackDetail(std::string_view detail, MessageHead &head);

/// Writes one message's detail as a row of its own, which counts more than the group's.
/// Thread: store. Throws SQLite::Exception.
void writeOwnDetail(Connection &connection, MessageId message, const MessageHead &head);

/// Writes details many together and compressed: headers resemble each other, and one row for forty messages is quicker than forty rows.
/// Thread: store. Throws SQLite::Exception.
class DetailGroups final {
public:
    explicit DetailGroups(Connection &connection) : m_connection(connection) {}

    /// Takes one message's detail into the group that is being filled. \return what message.detail says: group and place in it.
    [[nodiscard]] std::int64_t add(std::string_view detail);
    /// Writes the group that is being filled; before every commit.
    void flush();
    /// One message of the group is no more; the last one takes the group with it.
    void release(std::int64_t place);
    /// Forgets what has not been written, after a rollback.
    void reload();

private:
    Connection &m_connection;
    std::int64_t m_group = 0;           ///< the one that is being filled; 0: not known yet
    std::int64_t m_count = 0;
    std::string m_bytes;
};

/// Reads them. Keeps the group it read last, as neighbours are asked for together; so it lives no longer than a transaction.
/// Thread: the connection's. Throws SQLite::Exception.
class DetailReader final {
public:
    explicit DetailReader(Connection &connection) : m_connection(connection) {}

    /// \param place  message.detail. \return false when it is damaged or not there.
    [[nodiscard]] bool read(MessageId message, std::int64_t place, MessageHead &head);

private:
    [[nodiscard]] bool load(std::int64_t group);

    Connection &m_connection;
    std::int64_t m_group = 0;
    QByteArray m_bytes;
};

} // namespace tern::store
