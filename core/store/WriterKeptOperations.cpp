// SPDX-License-Identifier: GPL-3.0-or-later
// Operations on mail that is kept here alone: what a server would do, in the transaction that settles it.
#include "core/store/Writer.h"

namespace tern::store {

namespace {

struct KeptRow {
    std::int64_t id = 0, mailbox = 0, body = 0, size = 0;
    Flags flags = 0;
    QString keywords;
    UnixMillis received = 0;
};

std::optional<KeptRow> keptRow(Connection &connection, AccountId account, const std::string &wireName, UidValidity validity, Uid uid)
{
    Query query(connection,
                "SELECT m.id, m.mailbox, m.body, m.size, m.flags, m.keywords, m.received FROM main.kept_mailbox k JOIN main.kept_message m"
                " ON m.mailbox = k.id AND m.uid = ? WHERE k.account = ? AND k.wire_name = ? AND k.uidvalidity = ?",
                uid, account, wireName, validity);
    if (!query.step())
        return std::nullopt;
    return KeptRow{query.int64(0), query.int64(1), query.int64(2), query.int64(3), query.integer<Flags>(4), query.text(5), query.int64(6)};
}

} // namespace

Result<void> Writer::applyKeptOperation(OperationId id)
{
    return run("store.apply_kept", [&]() -> Result<void> {
        const FoldOperation *known = m_fold.operation(id);
        if (!known)
            return makeError(ErrorKind::NotFound, "store.apply_kept");
        const FoldOperation operation = *known;
        const AccountId account{m_connection.value("SELECT account FROM main.operation WHERE id = ?", 0, id)};
        const bool targeted = operation.kind == OperationKind::Move || operation.kind == OperationKind::Copy;
        if (!isKept(account) || (targeted && !isKept(operation.targetAccount)))
            return makeError(ErrorKind::Unsupported, "store.apply_kept", "a server has a part in it");
        if (targeted && keptMailboxId(operation.targetAccount, operation.targetName) == 0)
            return makeError(ErrorKind::MailboxMissing, "store.apply_kept", operation.targetName);
        std::vector<Done> dones;
        for (const StoredMessage &message : messagesOf(id)) {
            // What an earlier operation makes has no UID yet; this one comes when that is done.
            if (message.uid.value == 0)
                continue;
            if (auto done = applyKeptTo(operation, message))
                dones.push_back(*std::move(done));
        }
        return dones.empty() ? Result<void>() : operationDone(id, dones);
    });
}

/// Changes what is kept for one message. \return what happened, for settling.
std::optional<StoreWriter::Done> Writer::applyKeptTo(const FoldOperation &operation, const StoredMessage &message)
{
    Done done;
    done.ordinal = message.ordinal;
    const auto row = keptRow(m_connection, message.account, message.mailbox, message.uidValidity, message.uid);
    if (!row) {
        // It was removed before: there is nothing left to act on.
        done.sourceGone = operation.kind != OperationKind::Copy;
        return done;
    }
    const Flags flags = tern::store::applyFlags(row->flags, operation);
    const QString keywords = applyKeywords(row->keywords, operation);
    switch (operation.kind) {
    case OperationKind::ChangeFlags:
        Query(m_connection, "UPDATE main.kept_message SET flags = ?, keywords = ? WHERE id = ?", flags, keywords, row->id).run();
        keptChanged(row->mailbox);
        done.flags = flags;
        done.keywords = splitKeywords(keywords);
        return done;
    case OperationKind::Move: {
        const std::int64_t target = keptMailboxId(operation.targetAccount, operation.targetName);
        const Uid uid = nextKeptUid(target);
        Query(m_connection, "UPDATE main.kept_message SET mailbox = ?, uid = ?, flags = ?, keywords = ? WHERE id = ?", target, uid, flags, keywords, row->id).run();
        keptChanged(row->mailbox);
        keptChanged(target);
        done.sourceGone = true;
        done.targetUid = uid;
        done.targetUidValidity = UidValidity{static_cast<std::uint32_t>(m_connection.value("SELECT uidvalidity FROM main.kept_mailbox WHERE id = ?", 0, target))};
        return done;
    }
    case OperationKind::Copy: {
        const std::int64_t target = keptMailboxId(operation.targetAccount, operation.targetName);
        const Uid uid = nextKeptUid(target);
        Query(m_connection, "INSERT INTO main.kept_message(mailbox, uid, flags, keywords, received, size, body) VALUES(?, ?, ?, ?, ?, ?, ?)", target, uid,
              row->flags, row->keywords, row->received, row->size, row->body)
            .run();
        keptChanged(target);
        done.targetUid = uid;
        done.targetUidValidity = UidValidity{static_cast<std::uint32_t>(m_connection.value("SELECT uidvalidity FROM main.kept_mailbox WHERE id = ?", 0, target))};
        return done;
    }
    case OperationKind::Expunge: done.sourceGone = true; return done;   // keptDone() removes it
    case OperationKind::CreateMailbox:
    case OperationKind::RenameMailbox:
    case OperationKind::DeleteMailbox:
    case OperationKind::Subscribe:
    case OperationKind::Unsubscribe: break;
    }
    return std::nullopt;
}

/// What is gone from its source is gone from what is kept, in the same transaction: after an APPEND to another account's server was confirmed, and
/// when a person removed it for good.
void Writer::keptDone(const FoldOperation &operation, const StoredMessage &message, const Done &done)
{
    const bool removes = operation.kind == OperationKind::Move || operation.kind == OperationKind::Expunge;
    if (!removes || !done.sourceGone || !isKept(message.account))
        return;
    const auto row = keptRow(m_connection, message.account, message.mailbox, message.uidValidity, message.uid);
    if (!row)
        return;
    removeKept(row->id);
    keptChanged(row->mailbox);
    // Elsewhere it may be listed too; there its bytes have to be fetched again.
    const MessageId content{m_connection.value("SELECT message FROM cache.placement WHERE id = ?", 0, message.placement)};
    Query(m_connection, "UPDATE cache.message SET body_stored = 0 WHERE id = ?1 AND EXISTS (SELECT 1 FROM content.body WHERE message = ?1 AND raw_size < 0)", content)
        .run();
}

} // namespace tern::store
