// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageTable.h"

#include "core/store/Hashes.h"

namespace tern::store {

namespace {

/// A message's id: the second of its date, then a counter. Ids follow the date, so an index answers newest first without a sort.
constexpr int kCounterBits = 20;
} // namespace

void MessageTable::reload()
{
    m_toIndex.clear();
    m_details.reload();
    m_tombstones = true;
    m_bodies = true;
}

MessageId MessageTable::put(AccountId account, const PreparedRow &row)
{
    if (row.objectId.empty())
        return putByHeader(account, row);
    {
        Query known(m_connection,
                    "SELECT m.id, m.message_id FROM cache.object_message o JOIN cache.message m ON m.id = o.message"
                    " WHERE o.account = ? AND o.object = ? AND m.size = ?",
                    account, row.objectId, row.size);
        // A server that gives one id to two messages is not believed.
        if (known.step() && known.view(1) == row.messageId)
            return known.id<MessageId>(0);
    }
    const MessageId message = putByHeader(account, row);
    Query(m_connection, "INSERT OR REPLACE INTO cache.object_message(account, object, message) VALUES(?, ?, ?)", account, row.objectId, message).run();
    return message;
}

MessageId MessageTable::putByHeader(AccountId account, const PreparedRow &row)
{
    std::vector<std::int64_t> sameHeader;
    if (row.headerHash != 0) {
        Query known(m_connection, "SELECT id, identity, size, message_id, coalesce(thread, id) FROM cache.message WHERE header_hash = ?", row.headerHash);
        while (known.step()) {
            if (known.int64(1) == row.identity && known.int64(2) == row.size && known.view(3) == row.messageId)
                return known.id<MessageId>(0);
            if (sameHeader.empty())
                sameHeader.push_back(known.int64(4));
        }
    }
    const std::int64_t id = newId(row.date, row.headerHash, row.identity);
    // No Message-ID holds a space.
    const auto serverThread = row.threadObjectId.empty()
        ? std::nullopt
        : std::optional(hashHeaderId("thread " + std::to_string(account.value) + " " + row.threadObjectId));
    const auto thread = joinThreads(id, std::move(sameHeader), row, serverThread);
    const bool bodyStored = m_bodies && m_connection.value("SELECT 1 FROM content.body WHERE message = ?", 0, id) != 0;
    Query(m_connection,
          "INSERT INTO cache.message(id, header_hash, identity, thread, message_id, date, size, from_name, from_address, recipients, subject,"
          " has_attachment, body_stored, detail) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .runWith(id, row.headerHash, row.identity, thread, row.messageId, row.date, row.size, row.fromName, row.fromAddress, row.to, row.subject,
                 row.hasAttachment, bodyStored, m_details.add(row.detail));
    m_toIndex.push_back({id, &row});
    return MessageId{id};
}

std::int64_t MessageTable::newId(UnixMillis date, std::int64_t headerHash, std::int64_t identity)
{
    if (m_tombstones) {
        // A body that outlived a lost cache keeps its id, and with it its place in the text index.
        if (identity != 0) {
            Query body(m_connection, "SELECT message FROM content.body WHERE header_hash = ? AND identity = ?", headerHash, identity);
            if (body.step() && m_connection.value("SELECT 1 FROM cache.message WHERE id = ?", 0, body.int64(0)) == 0)
                return body.int64(0);
        }
        m_tombstones = m_connection.value("SELECT 1 FROM cache.tombstone LIMIT 1", 0) != 0;
    }
    m_bodies = m_bodies && m_connection.value("SELECT 1 FROM content.body LIMIT 1", 0) != 0;
    const std::int64_t first = std::max<std::int64_t>(date / 1000, 1) << kCounterBits;
    const std::int64_t beyond = first + (std::int64_t{1} << kCounterBits);
    std::int64_t id = 1 + m_connection.value("SELECT max(id) FROM cache.message WHERE id >= ? AND id < ?", first - 1, first, beyond);
    // A body may outlive the listing it was stored with: content.db is committed before cache.db.
    if (m_bodies)
        id = std::max(id, 1 + m_connection.value("SELECT max(message) FROM content.body WHERE message >= ? AND message < ?", first - 1, first, beyond));
    if (m_tombstones)
        id = std::max(id, 1 + m_connection.value("SELECT max(message) FROM cache.tombstone WHERE message >= ? AND message < ?", first - 1, first, beyond));
    return id;
}

std::optional<std::int64_t> MessageTable::joinThreads(std::int64_t message, std::vector<std::int64_t> sameHeader, const PreparedRow &row,
                                                      std::optional<std::int64_t> serverThread)
{
    std::vector<std::int64_t> threads = std::move(sameHeader);
    auto found = [&](std::int64_t thread) {
        if (std::find(threads.begin(), threads.end(), thread) == threads.end())
            threads.push_back(thread);
    };
    auto look = [&](std::int64_t hash) {
        Query listed(m_connection, "SELECT coalesce(thread, id) FROM cache.message WHERE header_hash = ? LIMIT 1", hash);
        if (listed.step()) {
            found(listed.int64(0));
            return true;
        }
        Query mentioned(m_connection, "SELECT thread FROM cache.thread_ref WHERE hash = ?", hash);
        if (!mentioned.step())
            return false;
        found(mentioned.int64(0));
        return true;
    };
    std::vector<std::int64_t> unknown;
    if (row.headerHash != 0 && threads.empty()) {
        // Somebody may have answered it already.
        Query mentioned(m_connection, "SELECT thread FROM cache.thread_ref WHERE hash = ?", row.headerHash);
        if (mentioned.step())
            found(mentioned.int64(0));
    }
    for (const std::int64_t hash : row.references) {
        if (!look(hash))
            unknown.push_back(hash);
    }
    if (serverThread && !look(*serverThread))
        unknown.push_back(*serverThread);
    // A message without company is its own thread, without a row.
    const std::int64_t thread = threads.empty() ? message : threads.front();
    for (const std::int64_t hash : unknown)
        Query(m_connection, "INSERT INTO cache.thread_ref(hash, thread) VALUES(?, ?)", hash, thread).run();
    if (threads.empty())
        return std::nullopt;
    for (std::size_t other = 1; other < threads.size(); ++other)
        mergeInto(thread, threads[other]);
    mergeInto(thread, thread);
    Query(m_connection, "UPDATE cache.thread SET count = count + 1, newest = max(newest, ?) WHERE id = ?", row.date, thread).run();
    return thread;
}

void MessageTable::mergeInto(std::int64_t thread, std::int64_t other)
{
    // The thread's own row first: a single message (or a lost one) has none yet.
    if (m_connection.value("SELECT 1 FROM cache.thread WHERE id = ?", 0, thread) == 0) {
        const int members = Query(m_connection, "UPDATE cache.message SET thread = ? WHERE id = ? AND thread IS NULL", thread, thread).run();
        Query(m_connection, "INSERT INTO cache.thread(id, count, newest) VALUES(?1, ?2, coalesce((SELECT date FROM cache.message WHERE id = ?1), 0))",
              thread, members)
            .run();
    }
    if (thread == other)
        return;
    const std::int64_t newest = std::max(m_connection.value("SELECT newest FROM cache.thread WHERE id = ?", 0, other),
                                         m_connection.value("SELECT date FROM cache.message WHERE id = ?", 0, other));
    const int moved = Query(m_connection, "UPDATE cache.message SET thread = ? WHERE thread = ?", thread, other).run()
        + Query(m_connection, "UPDATE cache.message SET thread = ? WHERE id = ? AND thread IS NULL", thread, other).run();
    Query(m_connection, "UPDATE cache.thread_ref SET thread = ? WHERE thread = ?", thread, other).run();
    Query(m_connection, "DELETE FROM cache.thread WHERE id = ?", other).run();
    Query(m_connection, "UPDATE cache.thread SET count = count + ?, newest = max(newest, ?) WHERE id = ?", moved, newest, thread).run();
}

void MessageTable::flush()
{
    m_details.flush();
    if (m_toIndex.empty())
        return;
    std::sort(m_toIndex.begin(), m_toIndex.end(), [](const IndexEntry &a, const IndexEntry &b) { return a.message < b.message; });
    Query insert(m_connection, "INSERT INTO cache.header_index(rowid, sender, recipients, subject, attachments) VALUES(?, ?, ?, ?, ?)");
    for (const auto &[message, row] : m_toIndex)
        insert.runWith(message, row->indexSender, row->indexRecipients, row->subject, row->indexAttachments);
    m_toIndex.clear();
}

void MessageTable::addAttachmentNames(MessageId message, const QStringList &names)
{
    Query row(m_connection, "SELECT detail, from_name, from_address, recipients, subject FROM cache.message WHERE id = ?", message);
    MessageHead head;
    if (!row.step() || !DetailReader(m_connection).read(message, row.int64(0), head) || head.attachmentNames == names)
        return;
    head.attachmentNames = names;
    writeOwnDetail(m_connection, message, head);
    // A contentless row can't be replaced, but a newer entry of the same rowid covers the older one, word by word: so write all of it again.
    Query(m_connection, "INSERT INTO cache.header_index(rowid, sender, recipients, subject, attachments) VALUES(?, ?, ?, ?, ?)", message,
          row.text(1) + kBetween + row.text(2), row.text(3) + kBetween + head.cc, row.text(4), names.join(kBetween))
        .run();
}

void MessageTable::remove(MessageId message)
{
    const std::int64_t thread = m_connection.value("SELECT thread FROM cache.message WHERE id = ?", 0, message);
    m_details.release(m_connection.value("SELECT detail FROM cache.message WHERE id = ?", 0, message));
    Query(m_connection, "DELETE FROM cache.message WHERE id = ?", message).run();
    Query(m_connection, "DELETE FROM cache.message_detail WHERE message = ?", message).run();
    Query(m_connection, "DELETE FROM cache.object_message WHERE message = ?", message).run();
    Query(m_connection, "INSERT OR IGNORE INTO cache.tombstone(message) VALUES(?)", message).run();
    m_tombstones = true;
    Query(m_connection, "DELETE FROM content.segment WHERE message = ?", message).run();
    Query(m_connection, "DELETE FROM content.body WHERE message = ?", message).run();
    if (thread == 0) {
        Query(m_connection, "DELETE FROM cache.thread_ref WHERE thread = ?", message).run();
        return;
    }
    Query(m_connection,
          "UPDATE cache.thread SET count = count - 1, newest = coalesce((SELECT max(date) FROM cache.message WHERE thread = ?1), 0) WHERE id = ?1", thread)
        .run();
    if (Query(m_connection, "DELETE FROM cache.thread WHERE id = ? AND count <= 0", thread).run() > 0)
        Query(m_connection, "DELETE FROM cache.thread_ref WHERE thread = ?", thread).run();
}

} // namespace tern::store
