// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StoredError.h"
#include "core/store/Writer.h"

namespace tern::store {

namespace {

constexpr const char *kStoredMessage = "SELECT operation, ordinal, placement, account, mailbox, uidvalidity, uid, step, target_uid, target_uidvalidity"
                                       " FROM main.operation_message ";

bool isMessageOperation(OperationKind kind)
{
    return kind == OperationKind::ChangeFlags || kind == OperationKind::Move || kind == OperationKind::Copy || kind == OperationKind::Expunge;
}

} // namespace

Result<OperationId> Writer::addMailboxOperation(const NewOperation &operation)
{
    if (operation.mailboxName.empty() || !operation.account.isValid())
        return makeError(ErrorKind::InvalidInput, "store.add_operation", "no mailbox");
    if (isKept(operation.account))
        return makeError(ErrorKind::InvalidInput, "store.add_operation", "nothing waits for a mailbox that is kept here");
    Query(m_connection,
          "INSERT INTO main.operation(account, kind, intent, state, target_account, target_mailbox, mailbox, new_mailbox, add_flags, remove_flags,"
          " add_keywords, remove_keywords, created, not_before, attempts, remaining) VALUES(?, ?, ?, ?, 0, '', ?, ?, 0, 0, '', '', ?, ?, 0, 0)",
          operation.account, operation.kind, operation.intent, OperationState::Queued, operation.mailboxName, operation.newMailboxName, now(),
          operation.notBefore)
        .run();
    m_changes.operations = true;
    return OperationId{m_connection.lastInsertId()};
}

Writer::Address Writer::addressOf(const PlacementState &state, OperationKind kind)
{
    Query mailbox(m_connection, "SELECT account, wire_name, uidvalidity FROM cache.mailbox WHERE id = ?", state.mailbox);
    if (!mailbox.step())
        return {};
    Address address{mailbox.id<AccountId>(0), mailbox.string(1), mailbox.id<UidValidity>(2), state.uid.value_or(Uid{}), {}, 0};
    if (state.presence == Presence::Made) {
        address.viaOperation = state.madeBy;
        address.viaOrdinal = state.madeOrdinal;
    }
    if (!state.pending)
        return address;
    Query moves(m_connection,
                "SELECT q.operation, q.ordinal, o.target_account, o.target_mailbox FROM cache.pending q JOIN main.operation o ON o.id = q.operation"
                " WHERE q.placement = ? AND o.kind = ? ORDER BY q.operation DESC LIMIT 1",
                state.id, OperationKind::Move);
    if (!moves.step())
        return address;
    // A flag may be set before or after the move; everything else begins where the move ends.
    if (kind == OperationKind::ChangeFlags && address.uid.value != 0 && moves.id<AccountId>(2) == address.account)
        return address;
    return {moves.id<AccountId>(2), moves.string(3), {}, {}, moves.id<OperationId>(0), moves.int64(1)};
}

Result<OperationId> Writer::addOperation(const NewOperation &operation)
{
    return run("store.add_operation", [&]() -> Result<OperationId> {
        if (!isMessageOperation(operation.kind))
            return addMailboxOperation(operation);
        const bool targeted = operation.kind == OperationKind::Move || operation.kind == OperationKind::Copy;
        AccountId targetAccount;
        std::string targetName;
        if (targeted) {
            const auto target = m_reader.mailbox(operation.target);
            if (!target)
                return target.error();
            if (!target->selectable)
                return makeError(ErrorKind::InvalidInput, "store.add_operation", "the target holds no messages");
            targetAccount = target->account;
            targetName = target->wireName;
        }
        Query(m_connection,
              "INSERT INTO main.operation(account, kind, intent, state, target_account, target_mailbox, mailbox, new_mailbox, add_flags,"
              " remove_flags, add_keywords, remove_keywords, created, not_before, attempts, remaining)"
              " VALUES(0, ?, ?, ?, ?, ?, '', '', ?, ?, ?, ?, ?, ?, 0, 0)",
              operation.kind, operation.intent, OperationState::Queued, targetAccount, targetName, operation.addFlags, operation.removeFlags,
              joinKeywords(operation.addKeywords), joinKeywords(operation.removeKeywords), now(), operation.notBefore)
            .run();
        const OperationId id{m_connection.lastInsertId()};
        m_fold.forgetOperations();
        const FoldOperation *fold = m_fold.operation(id);

        Query insert(m_connection,
                     "INSERT INTO main.operation_message(operation, ordinal, placement, account, mailbox, uidvalidity, uid, message_id, size,"
                     " via_operation, via_ordinal) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        Query pend(m_connection, "INSERT OR IGNORE INTO cache.pending(placement, operation, ordinal) VALUES(?, ?, ?)");
        AccountId account;
        std::string common;
        std::int64_t ordinal = 0;
        MailboxId lastMailbox;
        Address plain;
        std::vector<PlacementState> untouched;      // nothing else is pending on these
        for (const PlacementId placement : operation.placements) {
            auto found = m_fold.loadWithMessage(placement);
            if (!found || !found->first.shownIn.isValid() || (operation.kind == OperationKind::Move && found->first.shownIn == operation.target))
                continue;
            auto &[state, key] = *found;
            const bool simple = !state.pending && state.presence == Presence::Present && state.uid;
            Address address;
            if (simple && state.mailbox == lastMailbox) {
                address = plain;
                address.uid = *state.uid;
            } else {
                address = addressOf(state, operation.kind);
            }
            if (simple) {
                lastMailbox = state.mailbox;
                plain = address;
            }
            if (account.isValid() && account != address.account)
                return makeError(ErrorKind::InvalidInput, "store.add_operation", "messages of several accounts");
            account = address.account;
            common = ordinal == 0 || common == address.mailbox ? address.mailbox : std::string();
            ++ordinal;
            // The same placement given twice is one message of the operation.
            if (pend.with(placement, id, ordinal).run() == 0) {
                --ordinal;
                continue;
            }
            insert.runWith(id, ordinal, placement, address.account, address.mailbox, address.uidValidity, address.uid, key.messageId, key.size,
                           address.viaOperation, address.viaOrdinal);
            if (operation.kind == OperationKind::Copy)
                m_fold.refold(makeCopy(*fold, ordinal, state));
            if (state.pending)
                m_fold.refold(state);
            else
                untouched.push_back(std::move(state));
        }
        if (untouched.size() == static_cast<std::size_t>(ordinal)) {
            m_fold.refoldAll(*fold, untouched);
        } else {
            for (const PlacementState &state : untouched)
                m_fold.refold(state, std::span(&fold, 1));
        }
        if (ordinal == 0)
            return makeError(ErrorKind::NotFound, "store.add_operation", "none of the messages is there to act on");
        Query(m_connection, "UPDATE main.operation SET account = ?, mailbox = ?, remaining = ? WHERE id = ?", account, common, ordinal, id).run();
        m_changes.operations = true;
        // Where no server is asked it happens now, in this transaction.
        const bool isDue = operation.notBefore <= now();
        if (isDue && isKept(account) && (!targeted || isKept(targetAccount))) {
            if (auto applied = applyKeptOperation(id); !applied)
                return applied.error();
        }
        return id;
    });
}

PlacementId Writer::makeCopy(const FoldOperation &operation, std::int64_t ordinal, const PlacementState &source)
{
    if (!operation.target.isValid())
        return {};
    Query query(m_connection, "SELECT date, size, has_attachment, to_me, from_key, subject_key FROM cache.placement WHERE id = ?", source.id);
    if (!query.step())
        return {};
    const PlacementFacts facts{query.int64(0), query.int64(1), query.integer(2) != 0, query.integer(3) != 0, query.view(4), query.view(5)};
    PlacementState copy;
    copy.message = source.message;
    copy.mailbox = operation.target;
    copy.presence = Presence::Made;
    copy.serverFlags = source.flags;
    copy.serverKeywords = source.keywords;
    copy.madeBy = operation.id;
    copy.madeOrdinal = ordinal;
    copy = insertPlacement(std::move(copy), facts);
    Query(m_connection, "INSERT INTO cache.pending(placement, operation, ordinal) VALUES(?, ?, ?)", copy.id, operation.id, ordinal).run();
    return copy.id;
}

Result<OperationRecord> Writer::cancelOperation(OperationId id)
{
    return run("store.cancel_operation", [&]() -> Result<OperationRecord> {
        auto found = m_reader.operation(id);
        if (!found)
            return found.error();
        if (!*found)
            return makeError(ErrorKind::NotFound, "store.cancel_operation");
        if ((*found)->state == OperationState::InFlight || m_connection.value("SELECT started FROM main.operation WHERE id = ?", 0, id) != 0)
            return makeError(ErrorKind::InvalidInput, "store.cancel_operation", "already under way");
        dropOperation(id);
        return **found;
    });
}

std::vector<Writer::StoredMessage> Writer::messagesOf(OperationId id)
{
    std::vector<StoredMessage> messages;
    Query query(m_connection, std::string(kStoredMessage) + "WHERE operation = ? ORDER BY ordinal", id);
    while (query.step()) {
        messages.push_back({query.id<OperationId>(0), query.int64(1), query.id<PlacementId>(2), query.id<AccountId>(3), query.string(4),
                            query.id<UidValidity>(5), query.id<Uid>(6), query.integer<OperationStep>(7), query.id<Uid>(8), query.id<UidValidity>(9)});
    }
    return messages;
}

std::optional<Writer::StoredMessage> Writer::messageOf(OperationId id, std::int64_t ordinal)
{
    Query query(m_connection, std::string(kStoredMessage) + "WHERE operation = ? AND ordinal = ?", id, ordinal);
    if (!query.step())
        return std::nullopt;
    return StoredMessage{query.id<OperationId>(0), query.int64(1), query.id<PlacementId>(2), query.id<AccountId>(3), query.string(4),
                         query.id<UidValidity>(5), query.id<Uid>(6), query.integer<OperationStep>(7), query.id<Uid>(8), query.id<UidValidity>(9)};
}

PlacementId Writer::madeBy(OperationId id, std::int64_t ordinal)
{
    return PlacementId{
        m_connection.value("SELECT id FROM cache.placement INDEXED BY placement_made WHERE made_by = ? AND made_by > 0 AND made_ordinal = ?", 0, id, ordinal)};
}

void Writer::dropOperation(OperationId id)
{
    const FoldOperation *known = m_fold.operation(id);
    if (!known)
        return;
    const FoldOperation operation = *known;
    const std::vector<StoredMessage> messages = messagesOf(id);
    std::set<PlacementId> touched;
    for (const StoredMessage &message : messages)
        detachDependents(operation, message, touched);
    Query(m_connection, "DELETE FROM main.operation_message WHERE operation = ?", id).run();
    Query(m_connection, "DELETE FROM main.operation WHERE id = ?", id).run();
    Query unpend(m_connection, "DELETE FROM cache.pending WHERE placement = ? AND operation = ?");
    for (const StoredMessage &message : messages)
        unpend.with(message.placement, id).run();
    m_fold.forgetOperations();
    for (const StoredMessage &message : messages) {
        if (const PlacementId copy = madeBy(id, message.ordinal); copy.isValid()) {
            if (const auto state = m_fold.load(copy))
                removePlacement(*state);
        }
        const auto state = m_fold.load(message.placement);
        if (!state)
            continue;
        if (state->presence == Presence::Gone && m_fold.pendingOf(state->id).empty())
            removePlacement(*state);
        else
            m_fold.refold(*state);
        touched.erase(message.placement);
    }
    for (const PlacementId placement : touched)
        m_fold.refold(placement);
    // What was hidden behind a row that went back is a row of its own.
    std::vector<PlacementId> shadows;
    for (const StoredMessage &message : messages) {
        Query query(m_connection, "SELECT id FROM cache.placement INDEXED BY placement_shadow WHERE shadow_of = ? AND shadow_of > 0", message.placement);
        while (query.step())
            shadows.push_back(query.id<PlacementId>(0));
    }
    for (const PlacementId shadow : shadows) {
        Query(m_connection, "UPDATE cache.placement SET shadow_of = 0 WHERE id = ?", shadow).run();
        m_fold.refold(shadow);
    }
    m_changes.operations = true;
}

/// Later operations that began where this one ends: after a move they begin at its source instead; of a copy nothing is left to act on.
void Writer::detachDependents(const FoldOperation &operation, const StoredMessage &message, std::set<PlacementId> &touched)
{
    std::vector<StoredMessage> dependents;
    {
        Query query(m_connection, "SELECT operation, ordinal FROM main.operation_message WHERE via_operation = ? AND via_operation > 0 AND via_ordinal = ?",
                    operation.id, message.ordinal);
        while (query.step()) {
            if (auto dependent = messageOf(query.id<OperationId>(0), query.int64(1)))
                dependents.push_back(*std::move(dependent));
        }
    }
    for (const StoredMessage &dependent : dependents) {
        touched.insert(dependent.placement);
        if (operation.kind == OperationKind::Move && dependent.account == message.account) {
            Query(m_connection,
                  "UPDATE main.operation_message SET (mailbox, uidvalidity, uid, via_operation, via_ordinal) = (SELECT mailbox, uidvalidity, uid,"
                  " via_operation, via_ordinal FROM main.operation_message WHERE operation = ? AND ordinal = ?) WHERE operation = ? AND ordinal = ?",
                  operation.id, message.ordinal, dependent.operation, dependent.ordinal)
                .run();
            m_renamed.insert(dependent.operation);
        } else {
            if (const FoldOperation *later = m_fold.operation(dependent.operation)) {
                const FoldOperation copy = *later;
                detachDependents(copy, dependent, touched);
            }
            dropMessage(dependent);
        }
        countRemaining(dependent.operation);
    }
}

/// Takes one message out of its operation, with what the operation made of it.
void Writer::dropMessage(const StoredMessage &message)
{
    Query(m_connection, "DELETE FROM main.operation_message WHERE operation = ? AND ordinal = ?", message.operation, message.ordinal).run();
    Query(m_connection, "DELETE FROM cache.pending WHERE placement = ? AND operation = ?", message.placement, message.operation).run();
    if (const PlacementId copy = madeBy(message.operation, message.ordinal); copy.isValid()) {
        if (const auto state = m_fold.load(copy))
            removePlacement(*state);
    }
}

void Writer::countRemaining(OperationId id)
{
    m_changes.operations = true;
    const std::int64_t remaining = m_connection.value("SELECT count(*) FROM main.operation_message WHERE operation = ?", 0, id);
    if (remaining == 0) {
        Query(m_connection, "DELETE FROM main.operation WHERE id = ?", id).run();
        m_fold.forgetOperations();
        return;
    }
    Query(m_connection,
          "UPDATE main.operation SET remaining = ?1, mailbox = (SELECT CASE WHEN min(mailbox) = max(mailbox) THEN min(mailbox) ELSE '' END"
          " FROM main.operation_message WHERE operation = ?2) WHERE id = ?2",
          remaining, id)
        .run();
}

} // namespace tern::store
