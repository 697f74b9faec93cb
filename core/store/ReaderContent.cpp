// SPDX-License-Identifier: GPL-3.0-or-later
// Stored bodies: those that are here, those that are missing, those that wait to be read.
#include "core/base/Log.h"
#include "core/store/BodyTable.h"
#include "core/store/Reader.h"

#include <limits>

namespace tern::store {

Result<std::optional<QByteArray>> Reader::content(MessageId message)
{
    using Content = std::optional<QByteArray>;
    return look("store.content", [&]() -> Result<Content> {
        const ReadScope scope(m_connection);
        QByteArray raw;
        switch (BodyReader(m_connection).read(message, raw)) {
        case BodyReader::Found::Good: return Content{std::move(raw)};
        case BodyReader::Found::Missing: return keptContentOf(message);
        case BodyReader::Found::Damaged: break;
        }
        logWarning("store", "the stored body of message " + std::to_string(message.value) + " is damaged; it will be fetched again");
        return keptContentOf(message);
    });
}

Result<std::vector<MissingBody>> Reader::withoutBody(MailboxId mailbox, int limit, UnixMillis since, const MissingBody *after)
{
    return look("store.without_body", [&]() -> Result<std::vector<MissingBody>> {
        Query query(m_connection,
                    "SELECT p.id, p.message, p.uid, p.date, m.size, m.header_hash FROM cache.placement p INDEXED BY placement_date"
                    " JOIN cache.message m ON m.id = p.message"
                    " WHERE p.shown_in = ?1 AND p.mailbox = ?1 AND p.uid IS NOT NULL AND p.presence = 0 AND m.body_stored = 0"
                    " AND p.date >= ?3 AND (p.date, p.id) < (?4, ?5) ORDER BY p.date DESC, p.id DESC LIMIT ?2",
                    mailbox, limit, since > 0 ? since : std::numeric_limits<UnixMillis>::min(),
                    after ? after->date : std::numeric_limits<UnixMillis>::max(),
                    after ? after->placement.value : std::numeric_limits<std::int64_t>::max());
        std::vector<MissingBody> missing;
        while (query.step())
            missing.push_back({query.id<PlacementId>(0), query.id<MessageId>(1), query.id<Uid>(2), query.int64(3), query.int64(4), query.int64(5)});
        return missing;
    });
}

Result<std::int64_t> Reader::unreadBodyCount()
{
    return look("store.unread_bodies", [&]() -> Result<std::int64_t> {
        return m_connection.value("SELECT count(*) FROM cache.message INDEXED BY message_unread_body WHERE body_stored = 1", 0);
    });
}

Result<std::vector<UnreadBody>> Reader::unreadBodies(MessageId before, int limit, std::int64_t bytes)
{
    return look("store.unread_bodies", [&]() -> Result<std::vector<UnreadBody>> {
        const ReadScope scope(m_connection);
        const std::int64_t below = before.isValid() ? before.value : std::numeric_limits<std::int64_t>::max();
        std::vector<MessageId> messages;
        {
            Query query(m_connection,
                        "SELECT id FROM cache.message INDEXED BY message_unread_body WHERE body_stored = 1 AND id < ? ORDER BY id DESC LIMIT ?", below, limit);
            while (query.step())
                messages.push_back(query.id<MessageId>(0));
        }
        if (messages.empty()) {
            // The two files may have been committed, or have reached the disk, one without the other.
            Query query(m_connection,
                        "SELECT b.message FROM content.body b INDEXED BY body_unread JOIN cache.message m ON m.id = b.message"
                        " WHERE b.probe IS NULL AND b.message < ? AND m.body_stored = 2 ORDER BY b.message DESC LIMIT ?",
                        below, limit);
            while (query.step())
                messages.push_back(query.id<MessageId>(0));
        }
        BodyReader reader(m_connection);
        std::vector<UnreadBody> bodies;
        std::int64_t read = 0;
        for (const MessageId message : messages) {
            UnreadBody body{message, std::nullopt};
            QByteArray raw;
            if (reader.read(message, raw) == BodyReader::Found::Good)
                body.raw = std::move(raw);
            else if (auto kept = keptContentOf(message))
                body.raw = *std::move(kept);
            read += body.raw ? body.raw->size() : 0;
            bodies.push_back(std::move(body));
            if (read >= bytes)
                break;
        }
        return bodies;
    });
}

} // namespace tern::store
