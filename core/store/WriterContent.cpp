// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContentCodec.h"
#include "core/store/Hashes.h"
#include "core/store/Writer.h"

namespace tern::store {

namespace {

/// UTF-16 units. What stands behind two million characters of one message is not searched.
constexpr qsizetype kLongestIndexedText = 2'000'000;

} // namespace

Result<void> Writer::storeContent(MessageId message, const QByteArray &raw, const QString &text, const QString &snippet,
                                  const QStringList &attachmentNames)
{
    return run("store.content", [&]() -> Result<void> {
        Query known(m_connection, "SELECT header_hash, identity FROM cache.message WHERE id = ?", message);
        if (!known.step())
            return makeError(ErrorKind::NotFound, "store.content");
        const QString indexText = text.left(kLongestIndexedText);
        const QByteArray textBytes = indexText.toUtf8();
        m_messages.noteBody();
        const bool indexed = m_connection.value("SELECT 1 FROM content.body WHERE message = ?", 0, message) != 0;
        Query(m_connection, "DELETE FROM content.segment WHERE message = ?", message).run();
        Query(m_connection, "INSERT OR REPLACE INTO content.body(message, header_hash, identity, raw_size, text, text_size) VALUES(?, ?, ?, ?, ?, ?)", message,
              known.int64(0), known.int64(1), raw.size(), packSegment(textBytes), textBytes.size())
            .run();
        std::int64_t ordinal = 0;
        for (const QByteArrayView part : splitByParts(raw)) {
            Query(m_connection, "INSERT INTO content.segment(message, ordinal, codec, raw_size, data) VALUES(?, ?, 1, ?, ?)", message, ordinal++,
                  part.size(), packSegment(part))
                .run();
        }
        // The same message fetched again (a damaged copy) has the same words.
        if (!indexed)
            Query(m_connection, "INSERT INTO content.body_index(rowid, text) VALUES(?, ?)", message, indexText).run();
        Query(m_connection, "UPDATE cache.message SET body_stored = 1, snippet = CASE WHEN ?1 = '' THEN snippet ELSE ?1 END, has_attachment = ?2 WHERE id = ?3",
              snippet, !attachmentNames.isEmpty(), message)
            .run();
        Query(m_connection, "UPDATE cache.placement SET has_attachment = ?1 WHERE message = ?2 AND has_attachment <> ?1", !attachmentNames.isEmpty(), message)
            .run();
        m_messages.addAttachmentNames(message, attachmentNames);
        m_changes.bodies.push_back(message);
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

void Writer::fillIndexes()
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
    Query bodies(m_connection, "SELECT message, text, text_size FROM content.body ORDER BY message");
    Query body(m_connection, "INSERT INTO content.body_index(rowid, text) VALUES(?, ?)");
    while (bodies.step()) {
        QByteArray text;
        if (unpackSegment(bodies.blob(1), bodies.int64(2), text))
            body.with(bodies.int64(0), QString::fromUtf8(text)).run();
    }
}

} // namespace tern::store
