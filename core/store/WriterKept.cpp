// SPDX-License-Identifier: GPL-3.0-or-later
// Mail that is kept here alone: its mailboxes, its messages, and what is known of a maildrop.
#include "core/store/KeptBodies.h"
#include "core/store/Writer.h"

namespace tern::store {

std::int64_t Writer::keptMailboxId(AccountId account, const std::string &wireName)
{
    return m_connection.value("SELECT id FROM main.kept_mailbox WHERE account = ? AND wire_name = ?", 0, account, wireName);
}

std::int64_t Writer::makeKeptMailbox(AccountId account, const std::string &wireName)
{
    if (const std::int64_t known = keptMailboxId(account, wireName); known != 0)
        return known;
    // A name that is used again is another mailbox: its UIDs begin anew, so it gets a number that was never given.
    Query(m_connection, "INSERT INTO main.kept_mailbox(account, wire_name, uidvalidity) VALUES(?, ?, 0)", account, wireName).run();
    const std::int64_t id = m_connection.lastInsertId();
    Query(m_connection, "UPDATE main.kept_mailbox SET uidvalidity = id WHERE id = ?", id).run();
    return id;
}

/// What the cache has of them gets its numbers; a mailbox without messages is in step at once.
void Writer::numberKeptMailboxes(AccountId account)
{
    {
        std::vector<std::string> missing;
        Query query(m_connection,
                    "SELECT wire_name FROM cache.mailbox WHERE account = ?1 AND removed = 0 AND selectable = 1"
                    " AND wire_name NOT IN (SELECT wire_name FROM main.kept_mailbox WHERE account = ?1)",
                    account);
        while (query.step())
            missing.push_back(query.string(0));
        for (const std::string &name : missing)
            (void)makeKeptMailbox(account, name);
    }
    Query(m_connection,
          "UPDATE cache.mailbox SET uidvalidity = k.uidvalidity, fully_listed = 1, server_exists = 0, modseq = CASE WHEN"
          " EXISTS(SELECT 1 FROM main.kept_message m WHERE m.mailbox = k.id) THEN 0 ELSE k.changes END"
          " FROM main.kept_mailbox k WHERE k.account = mailbox.account AND k.wire_name = mailbox.wire_name AND mailbox.account = ?"
          " AND mailbox.removed = 0 AND mailbox.uidvalidity = 0",
          account)
        .run();
}

Result<void> Writer::keepMailboxes(AccountId account, std::vector<MailboxRecord> mailboxes)
{
    return run("store.keep_mailboxes", [&]() -> Result<void> {
        if (!isKept(account))
            return makeError(ErrorKind::InvalidInput, "store.keep_mailboxes", "the account's mail is on a server");
        for (const MailboxRecord &mailbox : mailboxes)
            (void)makeKeptMailbox(account, mailbox.wireName);
        return replaceMailboxes(account, std::move(mailboxes));
    });
}

Result<void> Writer::renameKeptMailbox(AccountId account, const std::string &from, const MailboxRecord &to)
{
    return run("store.rename_kept", [&]() -> Result<void> {
        if (keptMailboxId(account, from) == 0)
            return makeError(ErrorKind::NotFound, "store.rename_kept");
        std::vector<std::pair<std::int64_t, std::string>> renamed;
        {
            Query query(m_connection, "SELECT id, wire_name FROM main.kept_mailbox WHERE account = ?", account);
            while (query.step()) {
                const std::string name = query.string(1);
                if (name == from || name.starts_with(from + "/"))
                    renamed.emplace_back(query.int64(0), to.wireName + name.substr(from.size()));
            }
        }
        if (to.wireName.starts_with(from + "/"))
            return makeError(ErrorKind::InvalidInput, "store.rename_kept", "below itself");
        for (const auto &[id, name] : renamed) {
            if (keptMailboxId(account, name) != 0)
                return makeError(ErrorKind::InvalidInput, "store.rename_kept", "exists");
        }
        for (const auto &[id, name] : renamed)
            Query(m_connection, "UPDATE main.kept_mailbox SET wire_name = ? WHERE id = ?", name, id).run();
        return mailboxRenamed(account, from, to);
    });
}

Result<void> Writer::removeKeptMailbox(AccountId account, const std::string &wireName)
{
    return run("store.remove_kept", [&]() -> Result<void> {
        const std::int64_t id = keptMailboxId(account, wireName);
        if (id == 0)
            return makeError(ErrorKind::NotFound, "store.remove_kept");
        bool below = false;
        {
            Query query(m_connection, "SELECT wire_name FROM main.kept_mailbox WHERE account = ?", account);
            while (query.step())
                below = below || query.view(0).starts_with(wireName + "/");
        }
        if (below)
            return makeError(ErrorKind::InvalidInput, "store.remove_kept", "folders below");
        // Its mail can't be had again: who wants it away removes it first.
        if (m_connection.value("SELECT 1 FROM main.kept_message WHERE mailbox = ?", 0, id) != 0)
            return makeError(ErrorKind::InvalidInput, "store.remove_kept", "not empty");
        if (m_connection.value("SELECT 1 FROM main.operation WHERE target_account = ? AND target_mailbox = ?", 0, account, wireName) != 0)
            return makeError(ErrorKind::InvalidInput, "store.remove_kept", "messages are on their way into it");
        Query(m_connection, "DELETE FROM main.kept_mailbox WHERE id = ?", id).run();
        return mailboxDeleted(account, wireName);
    });
}

Uid Writer::nextKeptUid(std::int64_t mailbox)
{
    const Uid uid{static_cast<std::uint32_t>(m_connection.value("SELECT uidnext FROM main.kept_mailbox WHERE id = ?", 1, mailbox))};
    Query(m_connection, "UPDATE main.kept_mailbox SET uidnext = uidnext + 1 WHERE id = ?", mailbox).run();
    return uid;
}

/// Both count on: a cache that missed a transaction stays behind until it is compared.
void Writer::keptChanged(std::int64_t mailbox)
{
    Query(m_connection, "UPDATE main.kept_mailbox SET changes = changes + 1 WHERE id = ?", mailbox).run();
    Query(m_connection,
          "UPDATE cache.mailbox SET modseq = modseq + 1 WHERE removed = 0 AND (account, wire_name) = (SELECT account, wire_name FROM main.kept_mailbox"
          " WHERE id = ?)",
          mailbox)
        .run();
}

Result<std::vector<Uid>> Writer::keepMessages(AccountId account, const std::string &wireName, std::span<PreparedRow> rows, std::span<const KeptBody> bodies,
                                              std::span<const UnixMillis> received, std::span<const MaildropItem> items, bool arrival)
{
    return run("store.keep", [&]() -> Result<std::vector<Uid>> {
        const bool sound = rows.size() == bodies.size() && rows.size() == received.size() && (items.empty() || items.size() == rows.size());
        const std::int64_t mailbox = keptMailboxId(account, wireName);
        if (mailbox == 0 || !sound)
            return makeError(mailbox == 0 ? ErrorKind::MailboxMissing : ErrorKind::Internal, "store.keep", wireName);
        auto listed = m_reader.mailboxByName(account, wireName);
        if (!listed || !*listed)
            return listed ? makeError(ErrorKind::MailboxMissing, "store.keep", wireName) : listed.error();
        Uid next{static_cast<std::uint32_t>(m_connection.value("SELECT uidnext FROM main.kept_mailbox WHERE id = ?", 1, mailbox))};
        std::vector<Uid> uids;
        // A body has the id of the message that it came with; ids are never given twice.
        std::int64_t id = m_connection.value("SELECT seq FROM main.sqlite_sequence WHERE name = 'kept_message'", 0);
        Query message(m_connection, "INSERT INTO main.kept_message(id, mailbox, uid, flags, keywords, received, size, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1)");
        Query segment(m_connection, "INSERT INTO main.kept_segment(id, raw_size, data) VALUES(?, ?, ?)");
        Query item(m_connection,
                   "INSERT OR REPLACE INTO main.maildrop(account, key, fingerprint, size, fetched, message, gone) VALUES(?, ?, ?, ?, ?, ?, 0)");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].uid = next;
            uids.push_back(next);
            ++next.value;
            ++id;
            message.runWith(id, mailbox, rows[i].uid, rows[i].flags, rows[i].keywords, received[i], bodies[i].size);
            for (std::size_t part = 0; part < bodies[i].segments.size(); ++part)
                segment.runWith(keptSegmentId(id, part), bodies[i].sizes[part], bodies[i].segments[part]);
            if (!items.empty())
                item.runWith(account, items[i].key, items[i].fingerprint, items[i].size, items[i].fetched, id);
        }
        Query(m_connection, "UPDATE main.kept_mailbox SET uidnext = ? WHERE id = ?", next, mailbox).run();
        keptChanged(mailbox);
        if (auto inserted = insertPrepared((*listed)->id, rows, arrival); !inserted)
            return inserted.error();
        return uids;
    });
}

Result<void> Writer::storeKeptText(MessageId message, const QString &text, const QString &snippet, const QStringList &attachmentNames)
{
    return run("store.kept_text", [&]() -> Result<void> {
        if (m_connection.value("SELECT 1 FROM cache.message WHERE id = ?", 0, message) == 0)
            return makeError(ErrorKind::NotFound, "store.kept_text");
        m_messages.noteBody();
        // A row without bytes: those are in durable.db. It says whether the index holds the text.
        Query(m_connection,
              "INSERT INTO content.body(message, header_hash, identity, raw_size) SELECT id, header_hash, identity, -1 FROM cache.message WHERE id = ?"
              " ON CONFLICT(message) DO NOTHING",
              message)
            .run();
        const ReadBody read{message, text, snippet, attachmentNames};
        return bodiesRead(std::span(&read, 1));
    });
}

Result<bool> Writer::keptInStep(AccountId account, const std::string &wireName)
{
    return run("store.kept_in_step", [&]() -> Result<bool> {
        const std::int64_t kept = keptMailboxId(account, wireName);
        const std::int64_t listed = m_connection.value("SELECT id FROM cache.mailbox WHERE account = ? AND wire_name = ? AND removed = 0", 0, account, wireName);
        if (kept == 0 || listed == 0)
            return false;
        const auto differs = [&](const char *sql) { return m_connection.value(sql, 0, kept, listed) != 0; };
        if (differs("SELECT 1 FROM main.kept_message m WHERE m.mailbox = ?1 AND NOT EXISTS (SELECT 1 FROM cache.placement p WHERE p.mailbox = ?2 AND p.uid = m.uid"
                    " AND p.server_flags = m.flags AND p.server_keywords = m.keywords AND p.presence = 0) LIMIT 1")
            || differs("SELECT 1 FROM cache.placement p WHERE p.mailbox = ?2 AND p.uid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.kept_message m"
                       " WHERE m.mailbox = ?1 AND m.uid = p.uid) LIMIT 1"))
            return false;
        Query(m_connection,
              "UPDATE cache.mailbox SET fully_listed = 1, (modseq, uidvalidity) = (SELECT changes, uidvalidity FROM main.kept_mailbox WHERE id = ?1) WHERE id = ?2",
              kept, listed)
            .run();
        return true;
    });
}

Result<void> Writer::changeMaildrop(AccountId account, std::span<const MaildropChange> changes)
{
    return run("store.maildrop", [&]() -> Result<void> {
        for (const MaildropChange &change : changes) {
            if (change.gone)
                Query(m_connection, "UPDATE main.maildrop SET gone = ? WHERE account = ? AND key = ?", *change.gone, account, change.key).run();
            if (!change.newKey)
                continue;
            if (!change.newKey->empty())
                Query(m_connection, "UPDATE OR REPLACE main.maildrop SET key = ?, gone = 0 WHERE account = ? AND key = ?", *change.newKey, account, change.key).run();
            else
                Query(m_connection, "DELETE FROM main.maildrop WHERE account = ? AND key = ?", account, change.key).run();
        }
        return {};
    });
}

/// With its account.
void Writer::forgetKept(AccountId account)
{
    std::vector<std::int64_t> ids;
    {
        Query query(m_connection, "SELECT m.id FROM main.kept_mailbox k JOIN main.kept_message m ON m.mailbox = k.id WHERE k.account = ?", account);
        while (query.step())
            ids.push_back(query.int64(0));
    }
    for (const std::int64_t id : ids)
        removeKept(id);
    Query(m_connection, "DELETE FROM main.kept_mailbox WHERE account = ?", account).run();
    Query(m_connection, "DELETE FROM main.maildrop WHERE account = ?", account).run();
}

void Writer::removeKept(std::int64_t id)
{
    const std::int64_t body = m_connection.value("SELECT body FROM main.kept_message WHERE id = ?", 0, id);
    Query(m_connection, "DELETE FROM main.kept_message WHERE id = ?", id).run();
    if (body != 0 && m_connection.value("SELECT 1 FROM main.kept_message WHERE body = ?", 0, body) == 0)
        Query(m_connection, "DELETE FROM main.kept_segment WHERE id >= ? AND id < ?", keptSegmentId(body, 0), keptSegmentId(body + 1, 0)).run();
}

} // namespace tern::store
