// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Writer.h"

namespace tern::store {

void Writer::reload()
{
    m_messages.reload();
    m_bodies.reload();
    m_fold.forgetOperations();
    m_renamed.clear();
    m_unneededFiles.clear();
    m_changes = {};
    m_lastPlacement = std::max(m_lastPlacement, m_connection.value("SELECT max(id) FROM cache.placement", 0));
    loadIdentities();
    noteUnresolved();
}

/// What is unresolved follows from the tables alone.
void Writer::noteUnresolved()
{
    m_unresolved.clear();
    Query query(m_connection, "SELECT operation, ordinal, account, mailbox, uid FROM main.operation_message WHERE placement = 0 AND uid > 0");
    while (query.step())
        m_unresolved[{query.id<AccountId>(2), query.string(3)}][query.integer<std::uint32_t>(4)].emplace_back(query.id<OperationId>(0), query.int64(1));
}

void Writer::resume()
{
    Query(m_connection, "UPDATE main.operation SET state = ? WHERE state = ?", OperationState::Queued, OperationState::InFlight).run();
    refoldOperations();
}

void Writer::refoldOperations()
{
    resolveOperations();
    m_fold.flushCounters();
}

/// Finds the placement of every operation's message anew and folds all of them: the durable operations are the truth, whatever
/// the cache remembers of them.
void Writer::resolveOperations()
{
    m_fold.forgetOperations();
    std::set<PlacementId> touched;
    std::vector<PlacementId> made;
    {
        Query query(m_connection, "SELECT DISTINCT placement FROM cache.pending");
        while (query.step())
            touched.insert(query.id<PlacementId>(0));
        Query copies(m_connection, "SELECT id FROM cache.placement INDEXED BY placement_made WHERE made_by > 0");
        while (copies.step())
            made.push_back(copies.id<PlacementId>(0));
    }
    m_connection.exec("DELETE FROM cache.pending");
    for (const PlacementId copy : made) {
        // Those still wanted are made again below.
        if (const auto state = m_fold.load(copy))
            m_fold.remove(*state);
    }
    // Operations chained to an earlier one are found through it.
    std::vector<StoredMessage> roots;
    {
        Query query(m_connection, "SELECT operation, ordinal FROM main.operation_message WHERE via_operation = 0 ORDER BY operation, ordinal");
        while (query.step()) {
            if (auto message = messageOf(query.id<OperationId>(0), query.int64(1)))
                roots.push_back(*std::move(message));
        }
    }
    for (const StoredMessage &message : roots) {
        const MailboxId mailbox{m_connection.value("SELECT id FROM cache.mailbox WHERE account = ? AND wire_name = ? AND removed = 0 AND uidvalidity IN (0, ?)", 0,
                                                   message.account, message.mailbox, message.uidValidity)};
        PlacementId placement;
        if (message.uid.value != 0) {
            placement = PlacementId{m_connection.value("SELECT id FROM cache.placement WHERE mailbox = ? AND uid = ?", 0, mailbox, message.uid)};
        } else {
            const auto state = m_fold.load(message.placement);
            if (state && state->presence == Presence::Awaiting)
                placement = state->id;
        }
        if (placement.isValid())
            attach(message, placement, touched);
        else
            Query(m_connection, "UPDATE main.operation_message SET placement = 0 WHERE operation = ? AND ordinal = ? AND placement <> 0", message.operation,
                  message.ordinal)
                .run();
    }
    for (const PlacementId placement : touched) {
        if (const auto state = m_fold.load(placement)) {
            if (state->presence == Presence::Gone && m_fold.pendingOf(placement).empty())
                m_fold.remove(*state);
            else
                m_fold.refold(*state);
        }
    }
    // A row hidden behind another one is shown again when that one has no operation left that could have made it.
    std::vector<PlacementId> shadows;
    {
        Query query(m_connection,
                    "SELECT id FROM cache.placement s INDEXED BY placement_shadow WHERE s.shadow_of > 0"
                    " AND NOT EXISTS (SELECT 1 FROM cache.pending q WHERE q.placement = s.shadow_of)");
        while (query.step())
            shadows.push_back(query.id<PlacementId>(0));
    }
    for (const PlacementId shadow : shadows) {
        Query(m_connection, "UPDATE cache.placement SET shadow_of = 0 WHERE id = ?", shadow).run();
        m_fold.refold(shadow);
    }
    noteUnresolved();
}

/// Binds an operation's message to its placement, and those that wait for it to what it makes.
void Writer::attach(const StoredMessage &message, PlacementId placement, std::set<PlacementId> &touched)
{
    const FoldOperation *known = m_fold.operation(message.operation);
    const auto state = m_fold.load(placement);
    if (!known || !state)
        return;
    const FoldOperation operation = *known;
    Query(m_connection, "UPDATE main.operation_message SET placement = ? WHERE operation = ? AND ordinal = ? AND placement <> ?1", placement,
          message.operation, message.ordinal)
        .run();
    Query(m_connection, "INSERT OR IGNORE INTO cache.pending(placement, operation, ordinal) VALUES(?, ?, ?)", placement, message.operation,
          message.ordinal)
        .run();
    touched.insert(placement);
    PlacementId result = placement;
    if (operation.kind == OperationKind::Copy) {
        result = madeBy(operation.id, message.ordinal);
        if (!result.isValid())
            result = makeCopy(operation, message.ordinal, *state);
        if (!result.isValid())
            return;
        touched.insert(result);
    }
    std::vector<StoredMessage> dependents;
    {
        Query query(m_connection, "SELECT operation, ordinal FROM main.operation_message WHERE via_operation = ? AND via_operation > 0 AND via_ordinal = ?",
                    message.operation, message.ordinal);
        while (query.step()) {
            if (auto dependent = messageOf(query.id<OperationId>(0), query.int64(1)))
                dependents.push_back(*std::move(dependent));
        }
    }
    for (const StoredMessage &dependent : dependents)
        attach(dependent, result, touched);
}

} // namespace tern::store
