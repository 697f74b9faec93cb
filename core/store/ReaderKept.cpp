// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContentCodec.h"
#include "core/store/KeptBodies.h"
#include "core/store/Reader.h"

namespace tern::store {

namespace {

using Content = std::optional<QByteArray>;

Result<Content> unpackKept(Connection &connection, std::int64_t body, std::int64_t size)
{
    QByteArray raw;
    raw.reserve(size);
    Query segments(connection, "SELECT raw_size, data FROM main.kept_segment WHERE id >= ? AND id < ? ORDER BY id", keptSegmentId(body, 0),
                   keptSegmentId(body + 1, 0));
    bool intact = true;
    while (intact && segments.step())
        intact = unpackSegment(segments.blob(1), segments.int64(0), raw);
    if (!intact || raw.size() != size)
        return makeError(ErrorKind::StorageDamaged, "store.kept", "message " + std::to_string(body));
    return Content{raw};
}

} // namespace

Result<std::vector<KeptMailbox>> Reader::keptMailboxes(AccountId account)
{
    return look("store.kept_mailboxes", [&]() -> Result<std::vector<KeptMailbox>> {
        Query query(m_connection,
                    "SELECT k.wire_name, k.uidvalidity, k.uidnext, b.id IS NOT NULL AND b.modseq = k.changes AND b.uidvalidity = k.uidvalidity"
                    " FROM main.kept_mailbox k LEFT JOIN cache.mailbox b ON b.account = k.account AND b.wire_name = k.wire_name AND b.removed = 0"
                    " WHERE k.account = ? ORDER BY k.wire_name",
                    account);
        std::vector<KeptMailbox> mailboxes;
        while (query.step())
            mailboxes.push_back({query.string(0), query.id<UidValidity>(1), query.id<Uid>(2), query.integer(3) != 0});
        return mailboxes;
    });
}

Result<std::vector<KeptEntry>> Reader::keptEntries(AccountId account, const std::string &wireName)
{
    return look("store.kept_entries", [&]() -> Result<std::vector<KeptEntry>> {
        Query query(m_connection,
                    "SELECT m.id, m.uid, m.flags, m.keywords, m.received, m.size FROM main.kept_mailbox k JOIN main.kept_message m ON m.mailbox = k.id"
                    " WHERE k.account = ? AND k.wire_name = ? ORDER BY m.uid",
                    account, wireName);
        std::vector<KeptEntry> entries;
        while (query.step())
            entries.push_back({query.int64(0), query.id<Uid>(1), query.integer<Flags>(2), splitKeywords(query.text(3)), query.int64(4), query.int64(5)});
        return entries;
    });
}

Result<std::optional<QByteArray>> Reader::keptContent(AccountId account, const std::string &wireName, Uid uid)
{
    return look("store.kept", [&]() -> Result<Content> {
        const ReadScope scope(m_connection);
        Query query(m_connection,
                    "SELECT m.body, m.size FROM main.kept_mailbox k JOIN main.kept_message m ON m.mailbox = k.id AND m.uid = ?"
                    " WHERE k.account = ? AND k.wire_name = ?",
                    uid, account, wireName);
        if (!query.step())
            return Content{};
        return unpackKept(m_connection, query.int64(0), query.int64(1));
    });
}

/// A message of which one placement is kept here. Within a read.
Result<std::optional<QByteArray>> Reader::keptContentOf(MessageId message)
{
    Query query(m_connection,
                "SELECT m.body, m.size FROM cache.placement p JOIN cache.mailbox b ON b.id = p.mailbox"
                " JOIN main.kept_mailbox k ON k.account = b.account AND k.wire_name = b.wire_name AND k.uidvalidity = b.uidvalidity"
                " JOIN main.kept_message m ON m.mailbox = k.id AND m.uid = p.uid WHERE p.message = ? AND p.uid IS NOT NULL",
                message);
    if (!query.step())
        return Content{};
    return unpackKept(m_connection, query.int64(0), query.int64(1));
}

Result<std::vector<MaildropItem>> Reader::maildrop(AccountId account)
{
    return look("store.maildrop", [&]() -> Result<std::vector<MaildropItem>> {
        // Where Trash is, the cache knows: it is its role.
        Query query(m_connection,
                    "SELECT d.key, d.fingerprint, d.size, d.fetched, d.gone, m.id IS NULL,"
                    " EXISTS(SELECT 1 FROM cache.mailbox b WHERE b.account = k.account AND b.wire_name = k.wire_name AND b.removed = 0 AND b.role = ?)"
                    " FROM main.maildrop d LEFT JOIN main.kept_message m ON m.id = d.message LEFT JOIN main.kept_mailbox k ON k.id = m.mailbox"
                    " WHERE d.account = ?",
                    MailboxRole::Trash, account);
        std::vector<MaildropItem> items;
        while (query.step()) {
            MaildropItem item{query.string(0), query.int64(1), query.int64(2), query.int64(3), query.int64(4), MaildropItem::Here::Kept};
            if (query.integer(5) != 0)
                item.here = MaildropItem::Here::Gone;
            else if (query.integer(6) != 0)
                item.here = MaildropItem::Here::InTrash;
            items.push_back(std::move(item));
        }
        return items;
    });
}

} // namespace tern::store
