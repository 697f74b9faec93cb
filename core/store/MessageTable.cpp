// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageTable.h"

#include "core/store/Hashes.h"

namespace tern::store {

namespace {

/// A message's id: the second of its date, or one near behind it that is free. Ids follow the date, so an index answers newest first without a sort. A text
/// index tells every word of every message by the distance to the message before, and a profile holds each id a dozen times: small ones keep it small.
constexpr int kCounterBits = 0;
/// As profiles have it that were made before; there it stays so.
constexpr int kOldCounterBits = 20;
constexpr std::int64_t kOldIds = std::int64_t{1} << 44;     // they are beyond, from 1970-07 on; today's aren't before the year 34000

/// As many messages with one Message-ID say that a program gives the same one to all of its mail: it tells nothing about them.
constexpr int kMostOfOneId = 16;
/// Two threads that are both larger stay two: what a stranger's message can make the store move is bounded.
constexpr std::int64_t kMostMoved = 5'000;

} // namespace

void MessageTable::reload()
{
    m_toIndex.clear();
    m_details.reload();
    m_headers.reload();
    m_tombstones = true;
    m_bodies = true;
    m_counterBits.reset();
    m_spilled.clear();
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
    std::vector<std::int64_t> threads;
    int sameId = 0;
    if (row.headerHash != 0 && m_headers.mayKnow(row.headerHash)) {
        // Behind the messages with this Message-ID the thread that mentioned it before it came.
        Query known(m_connection,
                    "SELECT id, identity, size, message_id, coalesce(thread, id) FROM cache.header_ref JOIN cache.message ON id = message WHERE hash = ?1"
                    " UNION ALL SELECT id, identity, size, message_id, coalesce(thread, id) FROM cache.header_new JOIN cache.message ON id = message WHERE hash = ?1"
                    " UNION ALL SELECT 0, 0, 0, '', thread FROM cache.thread_ref WHERE hash = ?1 LIMIT ?2",
                    row.headerHash, kMostOfOneId);
        for (; known.step(); ++sameId) {
            if (known.int64(0) != 0 && known.int64(1) == row.identity && known.int64(2) == row.size && known.view(3) == row.messageId)
                return known.id<MessageId>(0);
            if (threads.empty())
                threads.push_back(known.int64(4));
        }
    }
    if (sameId >= kMostOfOneId)
        threads.clear();
    Company company = findCompany(account, std::move(threads), row);
    largestFirst(company.threads);
    const std::int64_t id = insertMessage(row, company.threads.empty() ? std::nullopt : std::optional(company.threads.front()));
    joinThreads(id, company, row.date);
    m_toIndex.push_back({id, &row});
    return MessageId{id};
}

std::int64_t MessageTable::insertMessage(const PreparedRow &row, std::optional<std::int64_t> thread)
{
    m_tombstones = m_tombstones && m_connection.value("SELECT 1 FROM cache.tombstone LIMIT 1", 0) != 0;
    m_bodies = m_bodies && m_connection.value("SELECT 1 FROM content.body LIMIT 1", 0) != 0;
    std::int64_t id = keptId(row);
    const bool isKept = id != 0;
    if (!isKept)
        id = m_bodies || m_tombstones ? freeId(row.date) : firstIdOf(row.date);
    const bool bodyStored = m_bodies && m_connection.value("SELECT 1 FROM content.body WHERE message = ?", 0, id) != 0;
    const std::int64_t detail = row.details ? m_details.add(*row.details, row.detailPlace) : 0;
    Query insert(m_connection,
                 "INSERT OR IGNORE INTO cache.message(id, header_hash, identity, thread, message_id, date, size, from_name, from_address, recipients, subject,"
                 " has_attachment, body_stored, detail) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    const auto tryWith = [&](std::int64_t candidate) {
        return insert.runWith(candidate, row.headerHash, row.identity, thread, row.messageId, row.date, row.size, row.fromName, row.fromAddress, row.to,
                              row.subject, row.hasAttachment, bodyStored, detail)
            > 0;
    };
    // Few seconds have two messages: asking which id is free costs more than being refused now and then.
    while (!tryWith(id))
        id = freeId(row.date);
    if (row.headerHash != 0)
        m_headers.add(row.headerHash, id);
    return id;
}

std::int64_t MessageTable::keptId(const PreparedRow &row)
{
    if (!m_bodies || row.identity == 0)
        return 0;
    // A body that outlived a lost cache keeps its id, and with it its place in the text index.
    Query body(m_connection, "SELECT message FROM content.body WHERE header_hash = ? AND identity = ?", row.headerHash, row.identity);
    const bool isFree = body.step() && m_connection.value("SELECT 1 FROM cache.message WHERE id = ?", 0, body.int64(0)) == 0;
    return isFree ? body.int64(0) : 0;
}

std::int64_t MessageTable::firstIdOf(UnixMillis date)
{
    return std::max<std::int64_t>(date / 1000, 1) << counterBits();
}

int MessageTable::counterBits()
{
    if (!m_counterBits) {
        const bool isOld = m_connection.value("SELECT max(id) FROM cache.message", 0) >= kOldIds || m_connection.value("SELECT max(message) FROM content.body", 0) >= kOldIds;
        m_counterBits = isOld ? kOldCounterBits : kCounterBits;
    }
    return *m_counterBits;
}

std::int64_t MessageTable::freeId(UnixMillis date)
{
    const std::int64_t first = firstIdOf(date);
    const auto spilled = m_spilled.find(first);
    const std::int64_t begin = spilled == m_spilled.end() ? first : spilled->second;
    const std::int64_t size = std::int64_t{1} << counterBits();
    // In growing steps, or a flood of one second's messages would make those of the next ones slow.
    for (std::int64_t at = begin, step = size;; at += step, step *= 2) {
        const std::int64_t id = nextIdIn(at, at + size);
        if (id >= at + size)
            continue;
        if (at != begin)
            m_spilled[first] = at;
        return id;
    }
}

/// The one behind the last that was ever used of this range.
std::int64_t MessageTable::nextIdIn(std::int64_t first, std::int64_t beyond)
{
    std::int64_t id = 1 + m_connection.value("SELECT max(id) FROM cache.message WHERE id >= ? AND id < ?", first - 1, first, beyond);
    // A body may outlive the listing it was stored with: content.db is committed before cache.db.
    if (m_bodies)
        id = std::max(id, 1 + m_connection.value("SELECT max(message) FROM content.body WHERE message >= ? AND message < ?", first - 1, first, beyond));
    if (m_tombstones)
        id = std::max(id, 1 + m_connection.value("SELECT max(message) FROM cache.tombstone WHERE message >= ? AND message < ?", first - 1, first, beyond));
    return id;
}

MessageTable::Company MessageTable::findCompany(AccountId account, std::vector<std::int64_t> sameHeader, const PreparedRow &row)
{
    Company company{std::move(sameHeader), {}};
    auto look = [&](std::int64_t hash) {
        if (!m_headers.mayKnow(hash)) {
            company.unknown.push_back(hash);
            return;
        }
        Query known(m_connection,
                    "SELECT coalesce(thread, id) FROM cache.header_ref JOIN cache.message ON id = message WHERE hash = ?1"
                    " UNION ALL SELECT coalesce(thread, id) FROM cache.header_new JOIN cache.message ON id = message WHERE hash = ?1"
                    " UNION ALL SELECT thread FROM cache.thread_ref WHERE hash = ?1 LIMIT 1",
                    hash);
        if (!known.step()) {
            company.unknown.push_back(hash);
            return;
        }
        const std::int64_t thread = known.int64(0);
        if (std::find(company.threads.begin(), company.threads.end(), thread) == company.threads.end())
            company.threads.push_back(thread);
    };
    for (const std::int64_t hash : row.references)
        look(hash);
    // No Message-ID holds a space.
    if (!row.threadObjectId.empty())
        look(hashHeaderId("thread " + std::to_string(account.value) + " " + row.threadObjectId));
    return company;
}

/// The others move into it.
void MessageTable::largestFirst(std::vector<std::int64_t> &threads)
{
    if (threads.size() < 2)
        return;
    const auto sizeOf = [this](std::int64_t thread) { return m_connection.value("SELECT count FROM cache.thread WHERE id = ?", 1, thread); };
    std::size_t largest = 0;
    std::int64_t size = sizeOf(threads[0]);
    for (std::size_t place = 1; place < threads.size(); ++place) {
        if (const std::int64_t other = sizeOf(threads[place]); other > size) {
            largest = place;
            size = other;
        }
    }
    std::swap(threads[0], threads[largest]);
    std::erase_if(threads, [&](std::int64_t thread) { return thread != threads[0] && sizeOf(thread) > kMostMoved; });
}

void MessageTable::joinThreads(std::int64_t message, const Company &company, UnixMillis date)
{
    // A message without company is its own thread, without a row.
    const std::int64_t thread = company.threads.empty() ? message : company.threads.front();
    for (const std::int64_t hash : company.unknown) {
        Query(m_connection, "INSERT INTO cache.thread_ref(hash, thread) VALUES(?, ?)", hash, thread).run();
        m_headers.note(hash);
    }
    if (company.threads.empty())
        return;
    for (std::size_t other = 1; other < company.threads.size(); ++other)
        mergeInto(thread, company.threads[other]);
    Query grow(m_connection, "UPDATE cache.thread SET count = count + 1, newest = max(newest, ?) WHERE id = ?");
    if (grow.runWith(date, thread) > 0)
        return;
    makeThread(thread);
    grow.runWith(date, thread);
}

/// A single message (or a lost one) has no row for its thread yet.
void MessageTable::makeThread(std::int64_t thread)
{
    const int members = Query(m_connection, "UPDATE cache.message SET thread = ? WHERE id = ? AND thread IS NULL", thread, thread).run();
    Query(m_connection, "INSERT INTO cache.thread(id, count, newest) VALUES(?1, ?2, coalesce((SELECT date FROM cache.message WHERE id = ?1), 0))", thread,
          members)
        .run();
}

void MessageTable::mergeInto(std::int64_t thread, std::int64_t other)
{
    if (m_connection.value("SELECT 1 FROM cache.thread WHERE id = ?", 0, thread) == 0)
        makeThread(thread);
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
    m_headers.file();
    if (m_toIndex.empty())
        return;
    std::sort(m_toIndex.begin(), m_toIndex.end(), [](const IndexEntry &a, const IndexEntry &b) { return a.message < b.message; });
    Query insert(m_connection, "INSERT INTO cache.header_index(rowid, sender, recipients, subject, attachments) VALUES(?, ?, ?, ?, ?)");
    for (const auto &[message, row] : m_toIndex)
        insert.runWith(message, row->indexSender, row->indexRecipients, row->subject, row->indexAttachments);
    m_toIndex.clear();
}

void MessageTable::addAttachmentNames(MessageId message, const QStringList &names, DetailReader &details)
{
    Query row(m_connection, "SELECT detail, from_name, from_address, recipients, subject FROM cache.message WHERE id = ?", message);
    MessageHead head;
    if (!row.step() || !details.read(message, row.int64(0), head) || head.attachmentNames == names)
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
    m_headers.remove(m_connection.value("SELECT header_hash FROM cache.message WHERE id = ?", 0, message), message.value);
    m_details.release(m_connection.value("SELECT detail FROM cache.message WHERE id = ?", 0, message));
    Query(m_connection, "DELETE FROM cache.message WHERE id = ?", message).run();
    Query(m_connection, "DELETE FROM cache.message_detail WHERE message = ?", message).run();
    Query(m_connection, "DELETE FROM cache.object_message WHERE message = ?", message).run();
    Query(m_connection, "INSERT OR IGNORE INTO cache.tombstone(message) VALUES(?)", message).run();
    m_tombstones = true;
    m_bodyTable.remove(message);
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
