// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BodyTable.h"

#include "core/store/ContentCodec.h"

namespace tern::store {

namespace {

/// A pack of which less than one part in so many is still wanted is made anew.
constexpr std::int64_t kThin = 4;
constexpr std::int64_t kKeptBytes = 1 << 20;    // of a pack, for its other messages

} // namespace

BodyReader::Found BodyReader::read(MessageId message, QByteArray &raw)
{
    Query body(m_connection, "SELECT raw_size, pack, at FROM content.body WHERE message = ?", message);
    if (!body.step())
        return Found::Missing;
    const std::int64_t size = body.int64(0);
    if (size < 0)
        return Found::Missing;  // kept in durable.db; this row only says what the index holds
    const bool isGood = body.isNull(1) ? readSegments(message, size, raw) : readPacked(body.int64(1), body.int64(2), size, raw);
    return isGood && raw.size() == size ? Found::Good : Found::Damaged;
}

bool BodyReader::readPacked(std::int64_t pack, std::int64_t at, std::int64_t size, QByteArray &raw)
{
    if (at < 0 || size < 0)
        return false;
    if (m_pack != pack) {
        m_pack = 0;
        m_bytes.resize(0);
        Query pieces(m_connection,
                     "SELECT p.raw_size, d.data FROM content.pack f JOIN content.pack p ON p.id BETWEEN f.id AND f.id + f.pieces - 1"
                     " JOIN content.pack_data d ON d.id = p.id WHERE f.id = ? ORDER BY p.id",
                     pack);
        while (pieces.step()) {
            if (!unpackSegment(pieces.blob(1), pieces.int64(0), m_bytes))
                return false;
        }
    }
    if (at > m_bytes.size() || size > m_bytes.size() - at)
        return false;
    if (at == 0 && m_bytes.size() == size && size > kKeptBytes) {
        raw = std::exchange(m_bytes, {});
        return true;
    }
    raw = m_bytes.mid(at, size);
    m_pack = pack;
    return true;
}

/// As bodies were stored before there were packs: cut at their MIME parts.
bool BodyReader::readSegments(MessageId message, std::int64_t size, QByteArray &raw)
{
    raw.clear();
    raw.reserve(std::clamp<std::int64_t>(size, 0, std::int64_t{256} << 20));
    Query segments(m_connection, "SELECT raw_size, data FROM content.segment WHERE message = ? ORDER BY ordinal", message);
    while (segments.step()) {
        if (!unpackSegment(segments.blob(1), segments.int64(0), raw))
            return false;
    }
    return true;
}

std::vector<MessageId> BodyTable::put(const BodyPack &pack)
{
    std::vector<const BodyPack::Member *> members;
    std::int64_t live = 0;
    {
        Query listed(m_connection, "SELECT 1 FROM cache.message WHERE id = ?");
        for (const BodyPack::Member &member : pack.members) {
            if (!listed.with(member.message).step())
                continue;
            members.push_back(&member);
            live += member.size;
        }
    }
    std::vector<MessageId> stored;
    if (members.empty())
        return stored;
    const std::int64_t id = insertPack(pack, live);
    Query insert(m_connection,
                 "INSERT INTO content.body(message, header_hash, identity, raw_size, pack, at)"
                 " SELECT id, header_hash, identity, ?, ?, ? FROM cache.message WHERE id = ?"
                 " ON CONFLICT(message) DO UPDATE SET raw_size = excluded.raw_size, pack = excluded.pack, at = excluded.at");
    for (const BodyPack::Member *member : members) {
        releaseBytes(member->message);
        insert.with(member->size, id, member->at, member->message).run();
        stored.push_back(member->message);
    }
    return stored;
}

/// Ids are never used twice, so that nobody takes one pack for another.
std::int64_t BodyTable::insertPack(const BodyPack &pack, std::int64_t live)
{
    std::int64_t first = 0;
    Query row(m_connection, "INSERT INTO content.pack(live, raw_size, pieces) VALUES(?, ?, ?)");
    Query data(m_connection, "INSERT INTO content.pack_data(id, data) VALUES(?, ?)");
    for (const BodyPack::Piece &piece : pack.pieces) {
        row.with(first == 0 ? live : 0, piece.rawSize, first == 0 ? static_cast<std::int64_t>(pack.pieces.size()) : 0).run();
        const std::int64_t id = m_connection.lastInsertId();
        data.runWith(id, piece.data);
        if (first == 0)
            first = id;
    }
    return first;
}

void BodyTable::remove(MessageId message)
{
    releaseBytes(message);
    Query(m_connection, "DELETE FROM content.body WHERE message = ?", message).run();
}

void BodyTable::releaseBytes(MessageId message)
{
    Query body(m_connection, "SELECT raw_size, pack FROM content.body WHERE message = ?", message);
    if (!body.step())
        return;
    if (body.isNull(1)) {
        Query(m_connection, "DELETE FROM content.segment WHERE message = ?", message).run();
        return;
    }
    const std::int64_t pack = body.int64(1);
    Query(m_connection, "UPDATE content.pack SET live = live - ? WHERE id = ?", body.int64(0), pack).run();
    Query left(m_connection, "SELECT live, raw_size, pieces FROM content.pack WHERE id = ?", pack);
    if (!left.step())
        return;
    if (left.int64(0) <= 0)
        dropPack(pack, left.int64(2));
    else if (left.int64(0) < left.int64(1) / kThin)
        m_thin.insert(pack);
}

void BodyTable::dropPack(std::int64_t pack, std::int64_t pieces)
{
    Query(m_connection, "DELETE FROM content.pack_data WHERE id BETWEEN ?1 AND ?1 + ?2 - 1", pack, pieces).run();
    Query(m_connection, "DELETE FROM content.pack WHERE id BETWEEN ?1 AND ?1 + ?2 - 1", pack, pieces).run();
    m_thin.erase(pack);
}

void BodyTable::compact()
{
    BodyPacker packer;
    std::vector<std::pair<std::int64_t, std::int64_t>> emptied;
    for (const std::int64_t pack : std::exchange(m_thin, {})) {
        std::vector<MessageId> messages;
        {
            Query members(m_connection, "SELECT message FROM content.body WHERE pack = ? ORDER BY at", pack);
            while (members.step())
                messages.push_back(members.id<MessageId>(0));
        }
        BodyReader reader(m_connection);
        std::vector<std::pair<MessageId, QByteArray>> read;
        for (const MessageId message : messages) {
            QByteArray raw;
            // A damaged one stays as it is, for an audit to find.
            if (reader.read(message, raw) == BodyReader::Found::Good)
                read.emplace_back(message, std::move(raw));
        }
        if (read.size() != messages.size())
            continue;
        for (const auto &[message, raw] : read)
            packer.add(message, raw);
        emptied.emplace_back(pack, m_connection.value("SELECT pieces FROM content.pack WHERE id = ?", 1, pack));
    }
    packer.flush();
    Query move(m_connection, "UPDATE content.body SET pack = ?, at = ? WHERE message = ?");
    for (const BodyPack &pack : packer.take()) {
        const std::int64_t id = insertPack(pack, pack.rawSize());
        for (const BodyPack::Member &member : pack.members)
            move.with(id, member.at, member.message).run();
    }
    for (const auto &[pack, pieces] : emptied)
        dropPack(pack, pieces);
}

} // namespace tern::store
