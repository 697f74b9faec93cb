// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/BodyPack.h"
#include "core/store/Connection.h"

#include <set>

namespace tern::store {

/// Reads stored bodies. Keeps the pack it read last, as neighbours are asked for together; so it lives no longer than a transaction.
/// Thread: the connection's. Throws SQLite::Exception.
class BodyReader final {
public:
    explicit BodyReader(Connection &connection) : m_connection(connection) {}

    enum class Found { Good, Missing, Damaged };
    /// The message, byte for byte; `raw` is only good with Found::Good.
    [[nodiscard]] Found read(MessageId message, QByteArray &raw);

private:
    [[nodiscard]] bool readPacked(std::int64_t pack, std::int64_t at, std::int64_t size, QByteArray &raw);
    [[nodiscard]] bool readSegments(MessageId message, std::int64_t size, QByteArray &raw);

    Connection &m_connection;
    std::int64_t m_pack = 0;
    QByteArray m_bytes;
};

/// The bodies of content.db: packs, and which message lies where in them.
/// Thread: store. Throws SQLite::Exception.
class BodyTable final {
public:
    explicit BodyTable(Connection &connection) : m_connection(connection) {}

    /// Stores a pack's messages, in place of what was stored of them; whether their text is indexed stays as it was. Those that are no longer
    /// listed are left out. \return those that were stored.
    std::vector<MessageId> put(const BodyPack &pack);
    /// The message's bytes are not needed any more; the last one takes the pack with it.
    void remove(MessageId message);
    /// Puts together anew what is left of packs that became mostly empty since the last time.
    void compact();
    /// After a rollback.
    void reload() { m_thin.clear(); }

private:
    [[nodiscard]] std::int64_t insertPack(const BodyPack &pack, std::int64_t live);
    void releaseBytes(MessageId message);
    void dropPack(std::int64_t pack, std::int64_t pieces);

    Connection &m_connection;
    std::set<std::int64_t> m_thin;
};

} // namespace tern::store
