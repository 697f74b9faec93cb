// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Reader.h"

namespace tern::store {
namespace {

constexpr std::string_view kColumns = "SELECT account, uid, recurrence, organizer, sequence, stamp, cancelled, starts, ends, summary, answer, answered, answer_item FROM main.event ";

EventRecord readEvent(const Query &query)
{
    EventRecord event;
    event.account = query.id<AccountId>(0);
    event.uid = query.text(1);
    event.recurrence = query.text(2);
    event.organizer = query.text(3);
    event.sequence = query.integer(4);
    event.stamp = query.int64(5);
    event.cancelled = query.integer(6) != 0;
    event.starts = query.int64(7);
    event.ends = query.int64(8);
    event.summary = query.text(9);
    event.answer = query.integer<EventRecord::Answer>(10);
    event.answered = query.int64(11);
    event.answerItem = query.id<OutboxId>(12);
    return event;
}

} // namespace

Result<std::optional<EventRecord>> Reader::event(const EventRecord &key)
{
    return look("store.event", [&]() -> Result<std::optional<EventRecord>> {
        Query query(m_connection, std::string(kColumns) + "WHERE account = ? AND uid = ? AND recurrence = ? AND organizer = ?", key.account, key.uid, key.recurrence, key.organizer);
        return query.step() ? std::optional(readEvent(query)) : std::nullopt;
    });
}

Result<std::vector<EventRecord>> Reader::acceptedEvents(UnixMillis from, UnixMillis to, int limit)
{
    return look("store.accepted_events", [&]() -> Result<std::vector<EventRecord>> {
        Query query(m_connection,
                    std::string(kColumns) + "WHERE answer IN (1, 2) AND cancelled = 0 AND ends > ? AND starts < ?"
                    " AND answer_item NOT IN (SELECT id FROM main.outbox WHERE state IN (?, ?)) ORDER BY starts LIMIT ?",
                    from, to, OutboxState::Cancelled, OutboxState::Failed, limit);
        std::vector<EventRecord> events;
        while (query.step())
            events.push_back(readEvent(query));
        return events;
    });
}

} // namespace tern::store
