// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/PreparedRow.h"
#include "core/store/Records.h"

namespace tern::store {

/// What a message's row needs only when the message itself is looked at: In-Reply-To, References, Cc, Reply-To, the names of attachments, the
/// fetched header fields, the body structure; one after the other, each behind its length.
[[nodiscard]] std::string packDetail(const MessageHead &head);
/// One of several in a group, behind its length.
void appendDetail(std::string &to, std::string_view detail);
/// Fills those fields of `head`. \return false when the bytes are no detail.
[[nodiscard]] bool unpackDetail(std::string_view detail, MessageHead &head);

/// Writes one message's detail as a row of its own, which counts more than the group's.
/// Thread: store. Throws SQLite::Exception.
void writeOwnDetail(Connection &connection, MessageId message, const MessageHead &head);

/// Writes groups of details.
/// Thread: store. Throws SQLite::Exception.
class DetailGroups final {
public:
    explicit DetailGroups(Connection &connection) : m_connection(connection) {}

    /// One message's detail is wanted. \param group  lives until flush(). \return what message.detail says: group and place in it.
    [[nodiscard]] std::int64_t add(const PackedDetails &group, int place);
    /// Writes the groups that are wanted; before every commit.
    void flush();
    /// One message of the group is no more; the last one takes the group with it.
    void release(std::int64_t place);
    /// Forgets what has not been written, after a rollback.
    void reload();

private:
    struct Wanted {
        const PackedDetails *group;
        std::int64_t id;
        std::int64_t live;
    };
    Connection &m_connection;
    std::int64_t m_last = -1;           ///< the newest id given; -1: not known yet
    std::vector<Wanted> m_wanted;
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
