// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StoredError.h"
#include "core/store/Writer.h"

namespace tern::store {

namespace {

constexpr int kAwaitedListings = 2;

bool isAtTheSamePoint(const OperationMessage &a, const OperationMessage &b)
{
    return a.step == b.step && a.targetUidValidity == b.targetUidValidity && a.targetUidNext == b.targetUidNext && a.targetUid == b.targetUid;
}

} // namespace

void Writer::setState(OperationId id, OperationState state, UnixMillis notBefore, const std::optional<Error> &reason)
{
    Query query(m_connection,
                "UPDATE main.operation SET state = ?, not_before = ?, reason_kind = ?, reason_retry = ?, reason_where = ?, reason_detail = ?"
                " WHERE id = ?",
                state, notBefore);
    bindStoredError(query, reason);
    query.bind(id).run();
    m_changes.operations = true;
}

Result<void> Writer::operationInFlight(OperationId id)
{
    return run("store.operation_in_flight", [&]() -> Result<void> {
        const int changed = Query(m_connection, "UPDATE main.operation SET state = ?1, attempts = attempts + 1 WHERE id = ?2 AND state IN (?3, ?4)",
                                  OperationState::InFlight, id, OperationState::Queued, OperationState::Waiting)
                                .run();
        if (changed == 0)
            return makeError(ErrorKind::NotFound, "store.operation_in_flight");
        m_changes.operations = true;
        return {};
    });
}

Result<void> Writer::operationStep(OperationId id, std::span<const OperationMessage> messages)
{
    return run("store.operation_step", [&]() -> Result<void> {
        Query update(m_connection,
                     "UPDATE main.operation_message SET step = ?, target_uidvalidity = ?, target_uidnext = ?, target_uid = ?"
                     " WHERE operation = ? AND ordinal BETWEEN ? AND ?");
        bool started = false;
        // Neighbours that come to the same point are written at once: ten thousand that are moved together take one step together.
        for (std::size_t begin = 0; begin < messages.size();) {
            std::size_t end = begin + 1;
            while (end < messages.size() && messages[end].ordinal == messages[end - 1].ordinal + 1 && isAtTheSamePoint(messages[begin], messages[end]))
                ++end;
            const OperationMessage &message = messages[begin];
            update.with(message.step, message.targetUidValidity, message.targetUidNext, message.targetUid, id, message.ordinal, messages[end - 1].ordinal).run();
            started = started || message.step != OperationStep::Todo;
            begin = end;
        }
        if (started)
            Query(m_connection, "UPDATE main.operation SET started = 1 WHERE id = ?", id).run();
        m_changes.operations = true;
        return {};
    });
}

Result<void> Writer::operationDone(OperationId id, std::span<const Done> messages)
{
    return run("store.operation_done", [&]() -> Result<void> {
        const FoldOperation *known = m_fold.operation(id);
        if (!known)
            return makeError(ErrorKind::NotFound, "store.operation_done");
        const FoldOperation operation = *known;
        Query(m_connection, "UPDATE main.operation SET started = 1 WHERE id = ?", id).run();
        for (const Done &done : messages) {
            const auto message = messageOf(id, done.ordinal);
            if (!message)
                continue;
            Query(m_connection, "DELETE FROM main.operation_message WHERE operation = ? AND ordinal = ?", id, done.ordinal).run();
            Query(m_connection, "DELETE FROM cache.pending WHERE placement = ? AND operation = ?", message->placement, id).run();
            keptDone(operation, *message, done);
            settle(operation, *message, done);
        }
        countRemaining(id);
        for (const OperationId renamed : std::exchange(m_renamed, {}))
            countRemaining(renamed);
        return {};
    });
}

void Writer::settle(const FoldOperation &operation, const StoredMessage &message, const Done &done)
{
    auto state = m_fold.load(message.placement);
    if (operation.kind == OperationKind::Copy) {
        if (const auto copy = m_fold.load(madeBy(operation.id, message.ordinal))) {
            Query(m_connection, "DELETE FROM cache.pending WHERE placement = ? AND operation = ?", copy->id, operation.id).run();
            settleInTarget(operation, message, done, *copy);
        }
        if (state)
            m_fold.refold(*state);
        return;
    }
    if (!state) {
        // The cache lost it; later operations that waited for this one still have to learn where the message is.
        if (operation.kind == OperationKind::Move && done.targetUid)
            Query(m_connection,
                  "UPDATE main.operation_message SET uidvalidity = ?, uid = ?, via_operation = 0, via_ordinal = 0"
                  " WHERE via_operation = ? AND via_operation > 0 AND via_ordinal = ?",
                  done.targetUidValidity, *done.targetUid, operation.id, message.ordinal)
                .run();
        return;
    }
    if (operation.kind == OperationKind::Move) {
        if (!done.sourceGone && state->uid) {
            // A server without UIDPLUS: the source stays, marked \Deleted, as a hidden row of its own.
            Query facts(m_connection, "SELECT date, size, has_attachment, to_me, from_key, subject_key FROM cache.placement WHERE id = ?", state->id);
            if (facts.step()) {
                const PlacementFacts same{facts.int64(0), facts.int64(1), facts.integer(2) != 0, facts.integer(3) != 0, facts.view(4), facts.view(5)};
                PlacementState left;
                left.message = state->message;
                left.mailbox = state->mailbox;
                left.uid = state->uid;
                left.serverFlags = done.flags.value_or(state->serverFlags | FlagDeleted);
                left.serverKeywords = state->serverKeywords;
                Query(m_connection, "UPDATE cache.placement SET uid = NULL WHERE id = ?", state->id).run();
                (void)insertPlacement(std::move(left), same);
            }
        }
        settleInTarget(operation, message, done, *state);
        return;
    }
    if (operation.kind == OperationKind::Expunge && done.sourceGone) {
        removePlacement(*state);
        return;
    }
    const bool expunge = operation.kind == OperationKind::Expunge;
    const Flags flags = done.flags.value_or(expunge ? state->serverFlags | FlagDeleted : tern::store::applyFlags(state->serverFlags, operation));
    const QString keywords = done.keywords ? joinKeywords(*done.keywords) : applyKeywords(state->serverKeywords, operation);
    Query(m_connection, "UPDATE cache.placement SET server_flags = ?, server_keywords = ? WHERE id = ?", flags, keywords, state->id).run();
    state->serverFlags = flags;
    state->serverKeywords = keywords;
    m_fold.refold(*state);
}

/// The row that was shown in the target is there now: it takes the confirmed UID, or waits for the listing that tells it.
void Writer::settleInTarget(const FoldOperation &operation, const StoredMessage &message, const Done &done, PlacementState state)
{
    const auto target = m_reader.mailbox(operation.target);
    if (!target) {
        removePlacement(state);
        return;
    }
    std::optional<Uid> uid = done.targetUid;
    if (uid && (uid->value == 0 || (target->uidValidity.value != 0 && done.targetUidValidity.value != 0 && target->uidValidity != done.targetUidValidity)))
        uid.reset();
    // A mailbox that was never opened gets its number now: a later command must not act on the same UID of another.
    const UidValidity validity = target->uidValidity.value != 0 ? target->uidValidity : done.targetUidValidity;
    // A listing may have been quicker.
    PlacementId twin;
    if (uid)
        twin = PlacementId{m_connection.value("SELECT id FROM cache.placement WHERE mailbox = ? AND uid = ?", 0, operation.target, *uid)};
    else
        twin = PlacementId{m_connection.value("SELECT id FROM cache.placement INDEXED BY placement_shadow WHERE shadow_of = ? AND shadow_of > 0 AND mailbox = ?",
                                              0, state.id, operation.target)};
    // A label that the message carried already.
    if (!uid && !twin.isValid() && operation.targetIsLabel)
        twin = m_fold.placedIn(state.message, operation.target, state.id);
    Flags flags = tern::store::applyFlags(state.serverFlags, operation);
    QString keywords = applyKeywords(state.serverKeywords, operation);
    if (const auto other = twin.isValid() && twin != state.id ? m_fold.load(twin) : std::nullopt) {
        uid = other->uid;
        flags = other->serverFlags;
        keywords = other->serverKeywords;
        // Its operations, if it was shown and acted on, are this row's now.
        Query(m_connection, "UPDATE OR IGNORE cache.pending SET placement = ? WHERE placement = ?", state.id, other->id).run();
        Query(m_connection, "UPDATE main.operation_message SET placement = ? WHERE placement = ?", state.id, other->id).run();
        m_fold.remove(*other);
    }
    Query(m_connection,
          "UPDATE cache.placement SET mailbox = ?, uid = ?, presence = ?, awaiting = ?, modseq = 0, made_by = 0, made_ordinal = 0, server_flags = ?,"
          " server_keywords = ? WHERE id = ?",
          operation.target, uid, uid ? Presence::Present : Presence::Awaiting, uid ? 0 : kAwaitedListings, flags, keywords, state.id)
        .run();
    const Address address{operation.targetAccount, operation.targetName, uid ? validity : UidValidity{}, uid.value_or(Uid{}), {}, 0};
    {
        Query(m_connection,
              "UPDATE main.operation_message SET account = ?, mailbox = ?, uidvalidity = ?, uid = ?, via_operation = 0, via_ordinal = 0"
              " WHERE via_operation = ? AND via_operation > 0 AND via_ordinal = ?",
              address.account, address.mailbox, address.uidValidity, address.uid, operation.id, message.ordinal)
            .run();
    }
    moveAddresses(state.id, operation.id, address);
    m_fold.refold(state.id);
}

/// Tells the operations still pending on a placement where the server has it now; not those that wait for an earlier one.
void Writer::moveAddresses(PlacementId placement, OperationId except, const Address &address)
{
    std::vector<std::pair<OperationId, std::int64_t>> pending;
    {
        Query query(m_connection, "SELECT operation, ordinal FROM cache.pending WHERE placement = ? AND operation <> ?", placement, except);
        while (query.step())
            pending.emplace_back(query.id<OperationId>(0), query.int64(1));
    }
    for (const auto &[operation, ordinal] : pending) {
        Query(m_connection,
              "UPDATE main.operation_message SET account = ?, mailbox = ?, uidvalidity = ?, uid = ? WHERE operation = ? AND ordinal = ?"
              " AND via_operation = 0",
              address.account, address.mailbox, address.uidValidity, address.uid, operation, ordinal)
            .run();
        m_renamed.insert(operation);
    }
}

Result<void> Writer::operationFinished(OperationId id)
{
    return run("store.operation_finished", [&]() -> Result<void> {
        const FoldOperation *known = m_fold.operation(id);
        if (!known)
            return makeError(ErrorKind::NotFound, "store.operation_finished");
        std::vector<Done> left;
        for (const StoredMessage &message : messagesOf(id)) {
            Done done;
            done.ordinal = message.ordinal;
            done.sourceGone = known->kind == OperationKind::Move || known->kind == OperationKind::Expunge;
            if (message.targetUid.value != 0) {
                done.targetUid = message.targetUid;
                done.targetUidValidity = message.targetUidValidity;
            }
            left.push_back(done);
        }
        return operationDone(id, left);
    });
}

Result<void> Writer::operationRefused(OperationId id, const Error &reason)
{
    (void)reason; // The person is told by the caller; nothing of a refused operation stays.
    return run("store.operation_refused", [&]() -> Result<void> {
        if (!m_fold.operation(id))
            return makeError(ErrorKind::NotFound, "store.operation_refused");
        dropOperation(id);
        return {};
    });
}

Result<void> Writer::operationWaiting(OperationId id, UnixMillis until, const Error &reason)
{
    return run("store.operation_waiting", [&]() -> Result<void> {
        setState(id, OperationState::Waiting, until, reason);
        return {};
    });
}

Result<void> Writer::operationBlocked(OperationId id, const Error &reason)
{
    return run("store.operation_blocked", [&]() -> Result<void> {
        setState(id, OperationState::Blocked, 0, reason);
        return {};
    });
}

Result<void> Writer::operationRetry(OperationId id)
{
    return run("store.operation_retry", [&]() -> Result<void> {
        const int changed = Query(m_connection, "UPDATE main.operation SET state = ?, not_before = 0 WHERE id = ? AND state <> ?",
                                  OperationState::Queued, id, OperationState::InFlight)
                                .run();
        if (changed == 0)
            return makeError(ErrorKind::NotFound, "store.operation_retry");
        m_changes.operations = true;
        return {};
    });
}

Result<void> Writer::releaseHeldOperations()
{
    return run("store.release_held", [&]() -> Result<void> {
        if (Query(m_connection, "UPDATE main.operation SET not_before = 0 WHERE state = ? AND not_before > 0", OperationState::Queued).run() > 0)
            m_changes.operations = true;
        return {};
    });
}

} // namespace tern::store
