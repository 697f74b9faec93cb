// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Hashes.h"
#include "core/store/Writer.h"

#include <set>
#include <unordered_map>
#include <unordered_set>

namespace tern::store {

namespace {

/// A message without a Message-ID is known again by what a list shows of it.
std::int64_t unnamedKey(std::string_view from, std::string_view to, std::string_view subject, std::int64_t size)
{
    std::string text = std::to_string(size);
    for (const std::string_view part : {from, to, subject})
        (text += '\0') += part;
    return hashHeaderId(text);
}

std::int64_t keyOf(const PreparedRow &row)
{
    return row.headerHash != 0 ? row.headerHash : unnamedKey(row.fromAddress, row.to, row.subject, row.size);
}

bool isAnyTwice(std::span<const PreparedRow> rows)
{
    std::vector<Uid> uids;
    uids.reserve(rows.size());
    for (const PreparedRow &row : rows)
        uids.push_back(row.uid);
    std::sort(uids.begin(), uids.end());
    return std::adjacent_find(uids.begin(), uids.end()) != uids.end();
}

} // namespace

/// A row shown in a mailbox where the server has not confirmed it yet.
struct Writer::ExpectedRow {
    PlacementId placement;
    std::int64_t size = 0;
    bool awaiting = false;   ///< confirmed, only the UID is missing; else its operation may have happened already
};

Writer::ExpectedRows Writer::expectedIn(MailboxId mailbox, std::span<const PreparedRow> listed)
{
    ExpectedRows rows;
    std::unordered_map<std::int64_t, int> unnamed;
    const auto add = [&](Query &query, bool awaiting) {
        while (query.step()) {
            std::int64_t key = query.int64(1);
            if (key == 0)
                ++unnamed[key = unnamedKey(query.view(3), query.view(4), query.view(5), query.int64(2))];
            rows.emplace(key, ExpectedRow{query.id<PlacementId>(0), query.int64(2), awaiting});
        }
    };
    const std::string columns = "SELECT p.id, m.header_hash, p.size, m.from_address, m.recipients, m.subject ";
    Query awaiting(m_connection,
                   columns + "FROM cache.placement p INDEXED BY placement_awaiting JOIN cache.message m ON m.id = p.message"
                             " WHERE p.mailbox = ? AND p.presence = 2",
                   mailbox);
    add(awaiting, true);
    Query sent(m_connection,
               columns + "FROM cache.placement p INDEXED BY placement_expected JOIN cache.message m ON m.id = p.message"
                         " WHERE p.shown_in = ? AND p.expected = 1 AND NOT (p.presence = 2 AND p.mailbox = p.shown_in)"
                         " AND EXISTS (SELECT 1 FROM cache.pending q JOIN main.operation o ON o.id = q.operation"
                         "   JOIN main.operation_message om ON om.operation = q.operation AND om.ordinal = q.ordinal"
                         "   WHERE q.placement = p.id AND o.kind IN (1, 2) AND (o.state = 1 OR om.step > 0))",
               mailbox);
    add(sent, false);
    // Two that look the same can't be told apart: their content may differ.
    for (const auto &[key, times] : unnamed) {
        if (times > 1)
            rows.erase(key);
    }
    std::unordered_set<std::int64_t> seen;
    for (const PreparedRow &row : unnamed.empty() ? std::span<const PreparedRow>() : listed) {
        if (row.headerHash == 0 && !seen.insert(keyOf(row)).second)
            rows.erase(keyOf(row));
    }
    return rows;
}

bool Writer::matchExpected(ExpectedRows &expected, const MailboxRecord &mailbox, const PreparedRow &row, PlacementId &shadowOf)
{
    if (expected.empty())
        return false;
    const auto [begin, end] = expected.equal_range(keyOf(row));
    for (auto entry = begin; entry != end; ++entry) {
        const ExpectedRow candidate = entry->second;
        if (candidate.size != row.size)
            continue;
        expected.erase(entry);
        if (!candidate.awaiting) {
            // The operation has been sent and this is most likely what it made; it stays hidden behind the row that already shows it
            // until the operation is settled.
            shadowOf = candidate.placement;
            return false;
        }
        Query(m_connection, "UPDATE cache.placement SET uid = ?, presence = ?, awaiting = 0 WHERE id = ?", row.uid, Presence::Present,
              candidate.placement)
            .run();
        moveAddresses(candidate.placement, {}, {mailbox.account, mailbox.wireName, mailbox.uidValidity, row.uid, {}, 0});
        if (const auto state = m_fold.load(candidate.placement)) {
            if (mailbox.isLabel)
                setLabels(*state, QString::fromStdString(row.labels));
            serverSaid(*state, row.flags, QString::fromStdString(row.keywords), row.modSeq);
        }
        return true;
    }
    return false;
}

void Writer::serverSaid(const PlacementState &state, Flags flags, const QString &keywords, ModSeq modSeq)
{
    Query(m_connection, "UPDATE cache.placement SET server_flags = ?, server_keywords = ?, modseq = ?, presence = ? WHERE id = ?", flags, keywords,
          modSeq, state.presence == Presence::Gone ? Presence::Present : state.presence, state.id)
        .run();
    PlacementState now = state;
    now.serverFlags = flags;
    now.serverKeywords = keywords;
    if (now.presence == Presence::Gone)
        now.presence = Presence::Present;
    m_fold.refold(now);
}

void Writer::setLabels(const PlacementState &state, const QString &labels)
{
    if (Query(m_connection, "UPDATE cache.placement SET labels = ?1 WHERE id = ?2 AND labels <> ?1", labels, state.id).run() == 0)
        return;
    m_fold.noteChanged(state.shownIn, state.id);
    noteLabels(AccountId{m_connection.value("SELECT account FROM cache.mailbox WHERE id = ?", 0, state.mailbox)}, labels);
}

void Writer::noteLabels(AccountId account, const QString &labels)
{
    for (const QString &label : splitLabels(labels))
        Query(m_connection, "INSERT OR IGNORE INTO cache.label(account, name) VALUES(?, ?)", account, label).run();
}

PlacementState Writer::insertPlacement(PlacementState state, const PlacementFacts &facts, ModSeq modSeq)
{
    state.id = PlacementId{++m_lastPlacement};
    const Shown shown = foldPlacement(state, {});
    Query(m_connection,
          "INSERT INTO cache.placement(id, message, mailbox, uid, presence, modseq, server_flags, server_keywords, made_by, made_ordinal, shadow_of,"
          " shown_in, flags, keywords, unread, flagged, expected, date, size, has_attachment, to_me, from_key, subject_key, labels)"
          " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .runWith(state.id, state.message, state.mailbox, state.uid, state.presence, modSeq, state.serverFlags, state.serverKeywords, state.madeBy,
                 state.madeOrdinal, state.shadowOf, shown.mailbox.isValid() ? std::optional(shown.mailbox) : std::nullopt, shown.flags, shown.keywords,
                 (shown.flags & FlagSeen) == 0, (shown.flags & FlagFlagged) != 0, shown.expected, facts.date, facts.size, facts.hasAttachment,
                 facts.toMe, facts.fromKey, facts.subjectKey, facts.labels);
    state.shownIn = shown.mailbox;
    state.flags = shown.flags;
    state.keywords = shown.keywords;
    m_fold.inserted(shown.mailbox, state.id, (shown.flags & FlagSeen) == 0, false);
    return state;
}

bool Writer::isToMe(std::string_view recipients) const
{
    return std::any_of(m_ownAddressBytes.begin(), m_ownAddressBytes.end(),
                       [&](const std::string &own) { return recipients.find(own) != std::string_view::npos; });
}

Result<void> Writer::insertListed(MailboxId mailbox, std::span<const ListedRow> rows, bool arrival)
{
    RowPreparer prepared;
    for (const ListedRow &row : rows)
        prepared.add(row, now());
    return insertPrepared(mailbox, prepared.take(), arrival);
}

Result<void> Writer::insertPrepared(MailboxId mailboxId, std::span<const PreparedRow> rows, bool arrival)
{
    return run("store.insert_listed", [&]() -> Result<void> {
        const auto mailbox = m_reader.mailbox(mailboxId);
        if (!mailbox)
            return mailbox.error();
        ExpectedRows expected = expectedIn(mailboxId, rows);
        m_messages.expect(rows.size());
        const auto waiting = m_unresolved.find({mailbox->account, mailbox->wireName});
        const auto firstUid = m_connection.value("SELECT min(uid) FROM cache.placement WHERE mailbox = ? AND uid IS NOT NULL", 0, mailboxId);
        const auto lastUid = m_connection.value("SELECT max(uid) FROM cache.placement WHERE mailbox = ? AND uid IS NOT NULL", 0, mailboxId);
        const bool repeats = isAnyTwice(rows);
        std::set<std::string_view> labels;
        // Oldest first: ids follow the date, and a B-tree fills its pages best when it grows at its end.
        std::vector<const PreparedRow *> ordered;
        for (const PreparedRow &row : rows)
            ordered.push_back(&row);
        std::stable_sort(ordered.begin(), ordered.end(), [](const PreparedRow *a, const PreparedRow *b) { return a->date < b->date; });
        for (const PreparedRow *listed : ordered) {
            const PreparedRow &row = *listed;
            if (row.uid.value == 0)
                return makeError(ErrorKind::InvalidInput, "store.insert_listed", "UID 0");
            // A first listing brings nothing that is known.
            const bool fresh = !repeats && (row.uid.value < firstUid || row.uid.value > lastUid);
            const PlacementId known{fresh ? 0 : m_connection.value("SELECT id FROM cache.placement WHERE mailbox = ? AND uid = ?", 0, mailboxId, row.uid)};
            if (known.isValid()) {
                if (const auto state = m_fold.load(known)) {
                    if (mailbox->isLabel)
                        setLabels(*state, QString::fromStdString(row.labels));
                    serverSaid(*state, row.flags, QString::fromStdString(row.keywords), row.modSeq);
                }
                continue;
            }
            PlacementState state;
            if (matchExpected(expected, *mailbox, row, state.shadowOf))
                continue;
            state.message = m_messages.put(mailbox->account, row);
            state.mailbox = mailboxId;
            state.uid = row.uid;
            state.serverFlags = row.flags;
            state.serverKeywords = QString::fromStdString(row.keywords);
            state = insertPlacement(std::move(state), {row.date, row.size, row.hasAttachment, isToMe(row.recipients), row.fromKey, row.subjectKey, row.labels},
                                    row.modSeq);
            if (!row.labels.empty() && labels.insert(row.labels).second)
                noteLabels(mailbox->account, QString::fromStdString(row.labels));
            if (arrival && state.shownIn.isValid() && (state.flags & FlagSeen) == 0 && mailbox->role == MailboxRole::Inbox)
                m_changes.arrived.push_back(state.id);
            if (waiting != m_unresolved.end())
                attachWaiting(waiting->second, *mailbox, row.uid, state.id);
        }
        m_messages.flush();
        return {};
    });
}

/// Operations that were kept for a message which was not in the store find it now.
void Writer::attachWaiting(Unresolved &waiting, const MailboxRecord &mailbox, Uid uid, PlacementId placement)
{
    const auto operations = waiting.find(uid.value);
    if (operations == waiting.end())
        return;
    std::set<PlacementId> touched;
    for (const auto &[operation, ordinal] : operations->second) {
        const auto message = messageOf(operation, ordinal);
        if (message && message->uid == uid && message->uidValidity == mailbox.uidValidity)
            attach(*message, placement, touched);
    }
    waiting.erase(operations);
    for (const PlacementId one : touched)
        m_fold.refold(one);
}

Result<void> Writer::applyFlags(MailboxId mailbox, std::span<const FlagUpdate> updates)
{
    return run("store.apply_flags", [&]() -> Result<void> {
        for (const FlagUpdate &update : updates) {
            const PlacementId placement{m_connection.value("SELECT id FROM cache.placement WHERE mailbox = ? AND uid = ?", 0, mailbox, update.uid)};
            if (const auto state = placement.isValid() ? m_fold.load(placement) : std::nullopt) {
                if (update.labels)
                    setLabels(*state, joinLabels(*update.labels));
                serverSaid(*state, update.flags, joinKeywords(update.keywords), update.modSeq);
            }
        }
        return {};
    });
}

Result<void> Writer::applyVanished(MailboxId mailbox, std::span<const Uid> uids)
{
    return run("store.apply_vanished", [&]() -> Result<void> {
        for (const Uid uid : uids) {
            const PlacementId placement{m_connection.value("SELECT id FROM cache.placement WHERE mailbox = ? AND uid = ?", 0, mailbox, uid)};
            const auto state = placement.isValid() ? m_fold.load(placement) : std::nullopt;
            if (!state)
                continue;
            // Something sent may be the reason: its operation looks and settles it. Otherwise somebody else removed the message, and
            // what was asked for it has no object any more.
            const bool sent = m_connection.value(
                                  "SELECT max(o.state = 1 OR om.step > 0) FROM cache.pending q JOIN main.operation o ON o.id = q.operation"
                                  " JOIN main.operation_message om ON om.operation = q.operation AND om.ordinal = q.ordinal"
                                  " WHERE q.placement = ? AND o.kind IN (1, 3)",
                                  0, placement)
                != 0;
            if (!sent) {
                removePlacement(*state);
                continue;
            }
            Query(m_connection, "UPDATE cache.placement SET presence = ? WHERE id = ?", Presence::Gone, placement).run();
            PlacementState gone = *state;
            gone.presence = Presence::Gone;
            m_fold.refold(gone);
        }
        return {};
    });
}

void Writer::removePlacement(const PlacementState &state)
{
    std::vector<StoredMessage> messages;
    {
        Query query(m_connection, "SELECT operation, ordinal FROM cache.pending WHERE placement = ? ORDER BY operation DESC", state.id);
        while (query.step()) {
            if (auto message = messageOf(query.id<OperationId>(0), query.int64(1)))
                messages.push_back(*std::move(message));
        }
    }
    std::set<PlacementId> shadows;
    {
        Query query(m_connection, "SELECT id FROM cache.placement WHERE shadow_of = ? AND shadow_of > 0", state.id);
        while (query.step())
            shadows.insert(query.id<PlacementId>(0));
    }
    for (const PlacementId shadow : shadows) {
        Query(m_connection, "UPDATE cache.placement SET shadow_of = 0 WHERE id = ?", shadow).run();
        m_fold.refold(shadow);
    }
    m_fold.remove(state);
    for (const StoredMessage &message : messages) {
        // A blocked operation keeps its list: a person is still to be told.
        if (m_connection.value("SELECT state FROM main.operation WHERE id = ?", 0, message.operation) == static_cast<int>(OperationState::Blocked))
            continue;
        dropMessage(message);
        countRemaining(message.operation);
    }
}

} // namespace tern::store
