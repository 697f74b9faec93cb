// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Fold.h"

namespace tern::store {

namespace {

/// More rows than this in one mailbox are told as a reset.
constexpr std::size_t kMostNamedRows = 4000;

constexpr const char *kLoad = "SELECT id, message, mailbox, uid, presence, server_flags, server_keywords, made_by, made_ordinal, shadow_of, shown_in,"
                              " flags, keywords, pending FROM cache.placement WHERE id = ?";
constexpr const char *kLoadWithMessage = "SELECT p.id, p.message, p.mailbox, p.uid, p.presence, p.server_flags, p.server_keywords, p.made_by, p.made_ordinal,"
                                         " p.shadow_of, p.shown_in, p.flags, p.keywords, p.pending, m.message_id, m.size"
                                         " FROM cache.placement p CROSS JOIN cache.message m ON m.id = p.message WHERE p.id = ?";

PlacementState readState(const Query &query)
{
    PlacementState state;
    state.id = query.id<PlacementId>(0);
    state.message = query.id<MessageId>(1);
    state.mailbox = query.id<MailboxId>(2);
    if (!query.isNull(3))
        state.uid = query.id<Uid>(3);
    state.presence = query.integer<Presence>(4);
    state.serverFlags = query.integer<Flags>(5);
    state.serverKeywords = query.text(6);
    state.madeBy = query.id<OperationId>(7);
    state.madeOrdinal = query.int64(8);
    state.shadowOf = query.id<PlacementId>(9);
    state.shownIn = query.id<MailboxId>(10);
    state.flags = query.integer<Flags>(11);
    state.keywords = query.text(12);
    state.pending = query.integer(13) != 0;
    return state;
}

} // namespace

Flags applyFlags(Flags flags, const FoldOperation &operation)
{
    return (flags & ~operation.removeFlags) | operation.addFlags;
}

QString applyKeywords(const QString &keywords, const FoldOperation &operation)
{
    if (operation.addKeywords.isEmpty() && operation.removeKeywords.isEmpty())
        return keywords;
    QStringList list = splitKeywords(keywords);
    for (const QString &keyword : operation.removeKeywords)
        list.removeAll(keyword);
    for (const QString &keyword : operation.addKeywords) {
        if (!list.contains(keyword))
            list.append(keyword);
    }
    return joinKeywords(list);
}

Shown foldPlacement(const PlacementState &state, std::span<const FoldOperation *const> operations)
{
    Shown shown{state.mailbox, state.serverFlags, state.serverKeywords, !operations.empty(), false};
    if (state.presence == Presence::Gone || state.shadowOf.isValid())
        shown.mailbox = {};
    bool expunged = false;
    for (const FoldOperation *operation : operations) {
        const bool makesThis = state.presence == Presence::Made && state.madeBy == operation->id;
        switch (operation->kind) {
        case OperationKind::Move:
            if (operation->target.isValid())
                shown.mailbox = operation->target;
            [[fallthrough]];
        case OperationKind::ChangeFlags:
            shown.flags = applyFlags(shown.flags, *operation);
            shown.keywords = applyKeywords(shown.keywords, *operation);
            break;
        case OperationKind::Copy:
            if (makesThis)
                shown.mailbox = operation->target;
            break;
        case OperationKind::Expunge:
            expunged = true;
            break;
        case OperationKind::CreateMailbox:
        case OperationKind::RenameMailbox:
        case OperationKind::DeleteMailbox:
        case OperationKind::Subscribe:
        case OperationKind::Unsubscribe:
            break;
        }
    }
    // A message marked \Deleted waits for an EXPUNGE; it is not shown as if it were still wanted.
    if (expunged || (shown.flags & FlagDeleted) != 0)
        shown.mailbox = {};
    shown.expected = shown.mailbox.isValid() && (!state.uid || shown.mailbox != state.mailbox);
    return shown;
}

std::optional<PlacementState> Fold::load(PlacementId id)
{
    Query query(m_connection, kLoad, id);
    return query.step() ? std::optional(readState(query)) : std::nullopt;
}

std::optional<std::pair<PlacementState, MessageKey>> Fold::loadWithMessage(PlacementId id)
{
    Query query(m_connection, kLoadWithMessage, id);
    if (!query.step())
        return std::nullopt;
    return std::pair(readState(query), MessageKey{query.string(14), query.int64(15)});
}

const FoldOperation *Fold::operation(OperationId id)
{
    auto [entry, fresh] = m_operations.try_emplace(id);
    if (!fresh)
        return entry->second ? &*entry->second : nullptr;
    Query query(m_connection,
                "SELECT o.kind, o.target_account, o.target_mailbox, o.add_flags, o.remove_flags, o.add_keywords, o.remove_keywords,"
                " b.id, coalesce(b.is_label, 0)"
                " FROM main.operation o LEFT JOIN cache.mailbox b ON b.account = o.target_account AND b.wire_name = o.target_mailbox AND b.removed = 0"
                " WHERE o.id = ?",
                id);
    if (!query.step())
        return nullptr;
    FoldOperation operation;
    operation.id = id;
    operation.kind = query.integer<OperationKind>(0);
    operation.targetAccount = query.id<AccountId>(1);
    operation.targetName = query.string(2);
    operation.addFlags = query.integer<Flags>(3);
    operation.removeFlags = query.integer<Flags>(4);
    operation.addKeywords = splitKeywords(query.text(5));
    operation.removeKeywords = splitKeywords(query.text(6));
    operation.target = query.id<MailboxId>(7);
    operation.targetIsLabel = query.integer(8) != 0;
    entry->second = std::move(operation);
    return &*entry->second;
}

std::vector<const FoldOperation *> Fold::pendingOf(PlacementId id)
{
    std::vector<const FoldOperation *> operations;
    Query query(m_connection, "SELECT operation FROM cache.pending WHERE placement = ? ORDER BY operation", id);
    while (query.step()) {
        if (const FoldOperation *known = operation(query.id<OperationId>(0)))
            operations.push_back(known);
    }
    return operations;
}

Shown Fold::fold(const PlacementState &state, std::span<const FoldOperation *const> operations)
{
    Shown shown = foldPlacement(state, operations);
    const bool goesToLabel = shown.mailbox.isValid() && std::ranges::any_of(operations, [&](const FoldOperation *one) { return one->target == shown.mailbox && one->targetIsLabel; });
    if (goesToLabel && placedIn(state.message, shown.mailbox, state.id).isValid()) {
        shown.mailbox = {};
        shown.expected = false;
    }
    return shown;
}

PlacementId Fold::placedIn(MessageId message, MailboxId mailbox, PlacementId except)
{
    return PlacementId{m_connection.value("SELECT id FROM cache.placement INDEXED BY placement_message WHERE message = ? AND mailbox = ? AND id <> ? AND uid IS NOT NULL"
                                          " AND presence = ? AND shadow_of = 0",
                                          0, message, mailbox, except, Presence::Present)};
}

void Fold::refold(PlacementId id)
{
    if (const auto state = load(id))
        refold(*state);
}

void Fold::refold(const PlacementState &state)
{
    refold(state, pendingOf(state.id));
}

void Fold::refold(const PlacementState &state, std::span<const FoldOperation *const> operations)
{
    const Shown shown = fold(state, operations);
    if (shown.mailbox != state.shownIn) {
        Query(m_connection,
              "UPDATE cache.placement SET shown_in = ?, flags = ?, keywords = ?, unread = ?, flagged = ?, pending = ?, expected = ?, filed = 0 WHERE id = ?",
              shown.mailbox.isValid() ? std::optional(shown.mailbox) : std::nullopt, shown.flags, shown.keywords, (shown.flags & FlagSeen) == 0,
              (shown.flags & FlagFlagged) != 0, shown.pending, shown.expected, state.id)
            .run();
        count(state.shownIn, -1, state.flags, state.pending);
        count(shown.mailbox, +1, shown.flags, shown.pending);
        noteChange(state.shownIn, &ChangeSet::Rows::removed, state.id);
        noteChange(shown.mailbox, &ChangeSet::Rows::inserted, state.id);
        return;
    }
    Query(m_connection, "UPDATE cache.placement SET flags = ?, keywords = ?, unread = ?, flagged = ?, pending = ?, expected = ? WHERE id = ?",
          shown.flags, shown.keywords, (shown.flags & FlagSeen) == 0, (shown.flags & FlagFlagged) != 0, shown.pending, shown.expected, state.id)
        .run();
    if (shown.flags == state.flags && shown.keywords == state.keywords && shown.pending == state.pending)
        return;
    count(state.shownIn, -1, state.flags, state.pending);
    count(shown.mailbox, +1, shown.flags, shown.pending);
    noteChange(shown.mailbox, &ChangeSet::Rows::changed, state.id);
}

/// Where all these are shown by the operation, if nothing but that changes with them.
std::optional<Shown> Fold::commonPlace(const FoldOperation &operation, std::span<const PlacementState> states)
{
    const FoldOperation *const only = &operation;
    std::optional<Shown> common;
    for (const PlacementState &state : states) {
        Shown shown = fold(state, std::span(&only, 1));
        const bool isElsewhere = shown.mailbox.isValid() && shown.mailbox != state.shownIn;
        if (!isElsewhere || shown.flags != state.flags || shown.keywords != state.keywords)
            return std::nullopt;
        if (!common)
            common = std::move(shown);
        else if (common->mailbox != shown.mailbox || common->pending != shown.pending || common->expected != shown.expected)
            return std::nullopt;
    }
    return common;
}

void Fold::refoldAll(const FoldOperation &operation, std::span<const PlacementState> states)
{
    const auto common = states.size() > 1 ? commonPlace(operation, states) : std::nullopt;
    if (!common) {
        const FoldOperation *const only = &operation;
        for (const PlacementState &state : states)
            refold(state, std::span(&only, 1));
        return;
    }
    Query(m_connection,
          "UPDATE cache.placement SET shown_in = ?, pending = ?, expected = ?, filed = 0"
          " WHERE id IN (SELECT placement FROM main.operation_message WHERE operation = ?)",
          common->mailbox, common->pending, common->expected, operation.id)
        .run();
    for (const PlacementState &state : states) {
        count(state.shownIn, -1, state.flags, state.pending);
        count(common->mailbox, +1, state.flags, common->pending);
        noteChange(state.shownIn, &ChangeSet::Rows::removed, state.id);
        noteChange(common->mailbox, &ChangeSet::Rows::inserted, state.id);
    }
}

void Fold::inserted(MailboxId mailbox, PlacementId placement, bool unread, bool pending)
{
    count(mailbox, +1, unread ? Flags{0} : Flags{FlagSeen}, pending);
    noteChange(mailbox, &ChangeSet::Rows::inserted, placement);
}

void Fold::remove(const PlacementState &state)
{
    Query(m_connection, "DELETE FROM cache.placement WHERE id = ?", state.id).run();
    Query(m_connection, "DELETE FROM cache.pending WHERE placement = ?", state.id).run();
    Query(m_connection, "INSERT OR IGNORE INTO cache.orphan(message) VALUES(?)", state.message).run();
    count(state.shownIn, -1, state.flags, state.pending);
    noteChange(state.shownIn, &ChangeSet::Rows::removed, state.id);
}

void Fold::count(MailboxId mailbox, int sign, Flags flags, bool pending)
{
    if (!mailbox.isValid())
        return;
    Delta &delta = m_deltas[mailbox];
    delta.total += sign;
    delta.unread += (flags & FlagSeen) == 0 ? sign : 0;
    delta.pending += pending ? sign : 0;
}

void Fold::noteChange(MailboxId mailbox, std::vector<PlacementId> ChangeSet::Rows::*list, PlacementId placement)
{
    if (!mailbox.isValid())
        return;
    ChangeSet::Rows &rows = m_changes.mailboxes[mailbox];
    if (rows.reset)
        return;
    if ((rows.*list).size() < kMostNamedRows) {
        (rows.*list).push_back(placement);
        return;
    }
    rows = {};
    rows.reset = true;
}

void Fold::flushCounters()
{
    for (const auto &[mailbox, delta] : m_deltas) {
        if (delta.total == 0 && delta.unread == 0 && delta.pending == 0)
            continue;
        Query(m_connection, "UPDATE cache.mailbox SET total = total + ?, unread = unread + ?, pending = pending + ? WHERE id = ?", delta.total,
              delta.unread, delta.pending, mailbox)
            .run();
        m_changes.counts.insert(mailbox);
    }
    m_deltas.clear();
}

} // namespace tern::store
