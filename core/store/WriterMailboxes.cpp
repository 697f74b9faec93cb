// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"
#include "core/store/StoredError.h"
#include "core/store/Writer.h"

namespace tern::store {

Result<void> Writer::replaceMailboxes(AccountId account, std::vector<MailboxRecord> mailboxes)
{
    return run("store.replace_mailboxes", [&]() -> Result<void> {
        if (m_connection.value("SELECT 1 FROM main.account WHERE id = ?", 0, account) == 0)
            return makeError(ErrorKind::NotFound, "store.replace_mailboxes");
        std::map<std::string, MailboxId> known;
        {
            Query query(m_connection, "SELECT wire_name, id FROM cache.mailbox WHERE account = ? AND removed = 0", account);
            while (query.step())
                known.emplace(query.string(0), query.id<MailboxId>(1));
        }
        bool added = false;
        std::set<std::string> named;
        for (const MailboxRecord &mailbox : mailboxes) {
            // Some servers' LIST gives a line twice.
            if (!named.insert(mailbox.wireName).second)
                continue;
            const auto old = known.find(mailbox.wireName);
            if (old == known.end()) {
                Query(m_connection,
                      "INSERT INTO cache.mailbox(account, wire_name, path, name, parent_path, delimiter, role, selectable, subscribed, space, prefix,"
                      " is_label) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      account, mailbox.wireName, mailbox.path, mailbox.name, mailbox.parentPath, mailbox.delimiter, mailbox.role,
                      mailbox.selectable, mailbox.subscribed, mailbox.space, mailbox.prefix, mailbox.isLabel)
                    .run();
                added = true;
                m_changes.mailboxList = true;
                continue;
            }
            const int changed = Query(m_connection,
                                      "UPDATE cache.mailbox SET path = ?1, name = ?2, parent_path = ?3, delimiter = ?4, role = ?5, selectable = ?6,"
                                      " subscribed = ?7, space = ?8, prefix = ?9, is_label = ?11 WHERE id = ?10 AND (path, name, parent_path, delimiter, role,"
                                      " selectable, subscribed, space, prefix, is_label) IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11)",
                                      mailbox.path, mailbox.name, mailbox.parentPath, mailbox.delimiter, mailbox.role, mailbox.selectable,
                                      mailbox.subscribed, mailbox.space, mailbox.prefix, old->second, mailbox.isLabel)
                                    .run();
            m_changes.mailboxList = m_changes.mailboxList || changed > 0;
        }
        for (const auto &[wireName, id] : known) {
            if (named.contains(wireName))
                continue;
            // Its placements go in the background; nothing shows them from now on.
            Query(m_connection, "UPDATE cache.mailbox SET removed = 1 WHERE id = ?", id).run();
            m_changes.mailboxList = true;
            m_changes.mailboxes[id].reset = true;
        }
        if (isKept(account))
            numberKeptMailboxes(account);
        m_fold.forgetOperations();
        // An operation may have been waiting for its target to be known.
        if (added && m_connection.value("SELECT 1 FROM main.operation LIMIT 1", 0) != 0)
            resolveOperations();
        return {};
    });
}

Result<void> Writer::mailboxRenamed(AccountId account, const std::string &from, const MailboxRecord &to)
{
    return run("store.mailbox_renamed", [&]() -> Result<void> {
        auto record = m_reader.mailboxByName(account, from);
        auto taken = m_reader.mailboxByName(account, to.wireName);
        if (!record || !taken)
            return record ? taken.error() : record.error();
        // What the list knows already under the new name stays, and the next one sorts it out.
        if (!*record || *taken)
            return {};
        const std::string below = (*record)->delimiter != 0 ? from + (*record)->delimiter : std::string();
        auto mailboxes = m_reader.mailboxes(account);
        if (!mailboxes)
            return mailboxes.error();
        for (const MailboxRecord &one : *mailboxes) {
            const bool isBelow = !below.empty() && one.wireName.starts_with(below);
            if (one.wireName != from && !isBelow)
                continue;
            const std::string name = to.wireName + one.wireName.substr(from.size());
            const QString rest = one.path.mid((*record)->path.size());
            const QString path = to.path + rest;
            const QString parent = isBelow ? path.section(QLatin1Char('/'), 0, -2) : to.parentPath;
            Query(m_connection, "UPDATE OR IGNORE cache.mailbox SET wire_name = ?, path = ?, name = ?, parent_path = ? WHERE id = ?", name, path,
                  isBelow ? one.name : to.name, parent, one.id)
                .run();
            renameInOperations(account, one.wireName, name);
        }
        m_fold.forgetOperations();
        noteUnresolved();
        m_changes.mailboxList = true;
        return {};
    });
}

Result<void> Writer::mailboxFound(MailboxId mailbox, const MailboxRecord &as)
{
    return run("store.mailbox_found", [&]() -> Result<void> {
        auto record = m_reader.mailbox(mailbox);
        if (!record)
            return record.error();
        auto taken = m_reader.mailboxByName(record->account, as.wireName);
        if (!taken)
            return taken.error();
        if (*taken)
            return {};
        Query(m_connection, "UPDATE cache.mailbox SET wire_name = ?, path = ?, name = ?, parent_path = ? WHERE id = ?", as.wireName, as.path, as.name, as.parentPath,
              mailbox)
            .run();
        renameInOperations(record->account, record->wireName, as.wireName);
        m_fold.forgetOperations();
        noteUnresolved();
        m_changes.mailboxList = true;
        return {};
    });
}

Result<void> Writer::mailboxObjectId(MailboxId mailbox, const std::string &objectId)
{
    return run("store.mailbox_object_id", [&]() -> Result<void> {
        Query(m_connection, "UPDATE cache.mailbox SET object_id = ?1 WHERE id = ?2 AND object_id <> ?1", objectId, mailbox).run();
        return {};
    });
}

void Writer::renameInOperations(AccountId account, const std::string &from, const std::string &to)
{
    for (const char *sql : {"UPDATE main.operation_message SET mailbox = ?1 WHERE account = ?2 AND mailbox = ?3",
                            "UPDATE main.operation SET mailbox = ?1 WHERE account = ?2 AND mailbox = ?3",
                            "UPDATE main.operation SET target_mailbox = ?1 WHERE target_account = ?2 AND target_mailbox = ?3",
                            "UPDATE main.draft SET server_mailbox = ?1 WHERE account = ?2 AND server_mailbox = ?3"}) {
        if (Query(m_connection, sql, to, account, from).run() > 0)
            m_changes.operations = true;
    }
}

Result<void> Writer::mailboxDeleted(AccountId account, const std::string &wireName)
{
    return run("store.mailbox_deleted", [&]() -> Result<void> {
        auto record = m_reader.mailboxByName(account, wireName);
        if (!record)
            return record.error();
        if (!*record)
            return {};
        Query(m_connection, "UPDATE cache.mailbox SET removed = 1 WHERE id = ?", (*record)->id).run();
        m_changes.mailboxList = true;
        m_changes.mailboxes[(*record)->id].reset = true;
        m_fold.forgetOperations();
        return {};
    });
}

Result<bool> Writer::mailboxSelected(MailboxId mailbox, UidValidity validity, Uid uidNext, int exists)
{
    return run("store.mailbox_selected", [&]() -> Result<bool> {
        auto record = m_reader.mailbox(mailbox);
        if (!record)
            return record.error();
        const bool dropped = record->uidValidity.value != 0 && record->uidValidity != validity;
        if (dropped) {
            logWarning("store", "UIDVALIDITY of mailbox " + std::to_string(mailbox.value) + " changed: it is listed anew");
            const Error reason = makeError(ErrorKind::UidValidityChanged, "store.mailbox_selected");
            std::vector<OperationId> blocked;
            {
                Query query(m_connection,
                            "SELECT DISTINCT operation FROM main.operation_message WHERE account = ? AND mailbox = ? AND uid > 0 AND uidvalidity <> ?",
                            record->account, record->wireName, validity);
                while (query.step())
                    blocked.push_back(query.id<OperationId>(0));
            }
            for (const OperationId operation : blocked)
                setState(operation, OperationState::Blocked, 0, reason);
            dropMailbox(mailbox);
        }
        Query(m_connection,
              "UPDATE cache.mailbox SET uidvalidity = ?1, server_exists = ?2, uidnext = CASE WHEN ?3 THEN 0 ELSE uidnext END,"
              " modseq = CASE WHEN ?3 THEN 0 ELSE modseq END, fully_listed = CASE WHEN ?3 THEN 0 ELSE fully_listed END,"
              " server_bytes = CASE WHEN ?3 THEN -1 ELSE server_bytes END WHERE id = ?4",
              validity, exists, dropped, mailbox)
            .run();
        // What the server has beyond what was listed is told by uidNext in mailboxSynced(); here it is only compared.
        (void)uidNext;
        if (record->serverExists != exists)
            m_changes.counts.insert(mailbox);
        return dropped;
    });
}

void Writer::dropMailbox(MailboxId mailbox)
{
    std::vector<PlacementId> placements;
    {
        Query query(m_connection, "SELECT id FROM cache.placement WHERE mailbox = ?", mailbox);
        while (query.step())
            placements.push_back(query.id<PlacementId>(0));
    }
    for (const PlacementId placement : placements) {
        const auto state = m_fold.load(placement);
        // What a pending copy or a finished move puts here does not depend on the old UIDs.
        if (state && state->presence != Presence::Made && state->presence != Presence::Awaiting)
            removePlacement(*state);
    }
    m_changes.mailboxes[mailbox].reset = true;
}

Result<void> Writer::mailboxSynced(MailboxId mailbox, Uid uidNext, ModSeq highestModSeq, bool fullyListed)
{
    return run("store.mailbox_synced", [&]() -> Result<void> {
        Query(m_connection, "UPDATE cache.mailbox SET uidnext = ?, modseq = ?, fully_listed = ? WHERE id = ?", uidNext, highestModSeq, fullyListed,
              mailbox)
            .run();
        m_changes.counts.insert(mailbox);
        if (!fullyListed)
            return {};
        // What was confirmed without a UID must have been listed by now; one sync of grace for one that was under way.
        std::vector<PlacementId> awaiting;
        {
            Query query(m_connection, "SELECT id FROM cache.placement INDEXED BY placement_awaiting WHERE mailbox = ? AND presence = 2", mailbox);
            while (query.step())
                awaiting.push_back(query.id<PlacementId>(0));
        }
        for (const PlacementId placement : awaiting) {
            if (m_connection.value("SELECT awaiting FROM cache.placement WHERE id = ?", 0, placement) > 1) {
                Query(m_connection, "UPDATE cache.placement SET awaiting = awaiting - 1 WHERE id = ?", placement).run();
                continue;
            }
            if (const auto state = m_fold.load(placement))
                removePlacement(*state);
        }
        return {};
    });
}

Result<void> Writer::mailboxBytes(MailboxId mailbox, std::int64_t bytes, bool told)
{
    return run("store.mailbox_bytes", [&]() -> Result<void> {
        if (bytes < 0)
            return makeError(ErrorKind::InvalidInput, "store.mailbox_bytes");
        const int changed = Query(m_connection,
                                  "UPDATE cache.mailbox SET server_bytes = ?1, bytes_told = ?2 WHERE id = ?3 AND (server_bytes, bytes_told) IS NOT (?1, ?2)", bytes,
                                  told, mailbox)
                                .run();
        if (changed > 0)
            m_changes.counts.insert(mailbox);
        return {};
    });
}

bool Writer::sweep()
{
    constexpr int kChunk = 500;
    // Placements of mailboxes that are gone.
    std::vector<PlacementId> placements;
    {
        Query query(m_connection, "SELECT p.id FROM cache.mailbox b CROSS JOIN cache.placement p ON p.mailbox = b.id WHERE b.removed = 1 LIMIT ?", kChunk);
        while (query.step())
            placements.push_back(query.id<PlacementId>(0));
    }
    for (const PlacementId placement : placements) {
        if (const auto state = m_fold.load(placement))
            removePlacement(*state);
    }
    m_fold.flushCounters();
    if (!placements.empty())
        return true;
    Query(m_connection, "DELETE FROM cache.mailbox WHERE removed = 1").run();
    // Messages that no placement refers to.
    std::vector<MessageId> orphans;
    {
        Query query(m_connection, "SELECT message FROM cache.orphan LIMIT ?", kChunk);
        while (query.step())
            orphans.push_back(query.id<MessageId>(0));
    }
    for (const MessageId message : orphans) {
        if (m_connection.value("SELECT 1 FROM cache.placement WHERE message = ? LIMIT 1", 0, message) == 0)
            m_messages.remove(message);
        Query(m_connection, "DELETE FROM cache.orphan WHERE message = ?", message).run();
    }
    m_bodies.compact();
    return !orphans.empty();
}

bool Writer::file()
{
    // Keys are scattered over the indexes: a larger chunk writes each of their pages less often.
    constexpr int kChunk = 4000;
    return Query(m_connection,
                 "UPDATE cache.placement SET filed = 1 WHERE id IN (SELECT p.id FROM cache.placement p INDEXED BY placement_unfiled"
                 " WHERE p.shown_in IS NOT NULL AND p.filed = 0 LIMIT ?)",
                 kChunk)
               .run()
        == kChunk;
}

} // namespace tern::store
