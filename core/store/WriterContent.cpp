// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Hashes.h"
#include "core/store/SearchableWord.h"
#include "core/store/Writer.h"

#include <algorithm>

namespace tern::store {

namespace {

/// UTF-16 units. What stands behind two million characters of one message is not searched.
constexpr qsizetype kLongestIndexedText = 2'000'000;

} // namespace

Result<void> Writer::storeContent(const QByteArray &raw, const ReadBody &read)
{
    return run("store.content", [&]() -> Result<void> {
        BodyPacker packer;
        packer.add(read.message, raw);
        packer.flush();
        m_messages.noteBody();
        for (const BodyPack &pack : packer.take()) {
            if (m_bodies.put(pack).empty())
                return makeError(ErrorKind::NotFound, "store.content");
        }
        return bodiesRead(std::span(&read, 1));
    });
}

Result<void> Writer::storeBodies(std::span<const BodyPack> packs)
{
    return run("store.bodies", [&]() -> Result<void> {
        m_messages.noteBody();
        Query stored(m_connection, "UPDATE cache.message SET body_stored = 1 WHERE id = ?");
        for (const BodyPack &pack : packs) {
            for (const MessageId message : m_bodies.put(pack)) {
                stored.with(message).run();
                m_changes.bodies.push_back(message);
            }
        }
        return {};
    });
}

Result<void> Writer::bodiesRead(std::span<const ReadBody> bodies)
{
    return run("store.bodies_read", [&]() -> Result<void> {
        std::vector<const ReadBody *> ordered;
        for (const ReadBody &body : bodies)
            ordered.push_back(&body);
        // In rowid order, or FTS5 would flush at each.
        std::sort(ordered.begin(), ordered.end(), [](const ReadBody *a, const ReadBody *b) { return a->message < b->message; });
        Query unindexed(m_connection, "SELECT 1 FROM content.body WHERE message = ? AND probe IS NULL");
        Query words(m_connection, "INSERT INTO content.word_index(rowid, text) VALUES(?, ?)");
        Query ideographs(m_connection, "INSERT INTO content.ideograph_index(rowid, text) VALUES(?, ?)");
        Query probe(m_connection, "UPDATE content.body SET probe = ? WHERE message = ?");
        Query row(m_connection,
                  "UPDATE cache.message SET body_stored = 2, snippet = CASE WHEN ?1 = '' THEN snippet ELSE ?1 END, has_attachment = ?2 WHERE id = ?3"
                  " AND EXISTS (SELECT 1 FROM content.body WHERE message = ?3)");
        Query placement(m_connection, "UPDATE cache.placement SET has_attachment = ?1 WHERE message = ?2 AND has_attachment <> ?1");
        DetailReader details(m_connection);
        for (const ReadBody *body : ordered) {
            if (auto noted = addDeliveryReports(body->reportedIds, body->reports); !noted)
                return noted.error();
            const bool hasAttachment = !body->attachmentNames.isEmpty();
            if (row.with(body->snippet, hasAttachment, body->message).run() == 0)
                continue;
            // The same message fetched again (a damaged copy) has the same words.
            if (unindexed.with(body->message).step()) {
                const QByteArray text = QStringView(body->text).left(kLongestIndexedText).toUtf8();
                const std::string_view bytes(text.constData(), static_cast<std::size_t>(text.size()));
                words.runWith(body->message, bytes);
                ideographs.runWith(body->message, bytes);
                probe.with(searchableWord(body->text), body->message).run();
            }
            placement.with(hasAttachment, body->message).run();
            m_messages.addAttachmentNames(body->message, body->attachmentNames, details);
            m_changes.bodies.push_back(body->message);
        }
        return {};
    });
}

Result<void> Writer::setSnippet(MessageId message, const QString &snippet)
{
    return run("store.snippet", [&]() -> Result<void> {
        if (Query(m_connection, "UPDATE cache.message SET snippet = ? WHERE id = ?", snippet, message).run() == 0)
            return makeError(ErrorKind::NotFound, "store.snippet");
        m_changes.bodies.push_back(message);
        return {};
    });
}

void Writer::fillHeaderIndex(const std::string &tokenizer)
{
    Query headers(m_connection, "SELECT id, from_name, from_address, recipients, subject, detail FROM cache.message ORDER BY id");
    Query header(m_connection, "INSERT INTO cache.header_index(rowid, sender, recipients, subject, attachments) VALUES(?, ?, ?, ?, ?)");
    DetailReader details(m_connection);
    while (headers.step()) {
        MessageHead head;
        (void)details.read(headers.id<MessageId>(0), headers.int64(5), head);
        header
            .with(headers.int64(0), headers.text(1) + kBetween + headers.text(2), headers.text(3) + kBetween + head.cc, headers.text(4),
                  head.attachmentNames.join(kBetween))
            .run();
    }
    Query(m_connection, "INSERT OR REPLACE INTO cache.cache_meta(key, value) VALUES('tokenizer', ?)", tokenizer).run();
}

} // namespace tern::store
