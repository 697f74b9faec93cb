// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Writer.h"

namespace tern::store {
namespace {

constexpr int kMostEvents = 5'000;      // that nobody answered: anybody can send them

} // namespace

Result<void> Writer::noteEvent(const EventRecord &event)
{
    return run("store.note_event", [&]() -> Result<void> {
        const bool isNew = Query(m_connection,
                                 "INSERT OR IGNORE INTO main.event(account, uid, recurrence, organizer, sequence, stamp, cancelled, starts, ends, summary)"
                                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 event.account, event.uid, event.recurrence, event.organizer, event.sequence, event.stamp, event.cancelled, event.starts, event.ends,
                                 event.summary)
                               .run()
            > 0;
        if (!isNew) {
            // A later SEQUENCE, else a later DTSTAMP: RFC 5546 §2.1.5.
            Query(m_connection,
                  "UPDATE main.event SET sequence = ?1, stamp = ?2, cancelled = ?3, starts = ?4, ends = ?5, summary = ?6"
                  " WHERE account = ?7 AND uid = ?8 AND recurrence = ?9 AND organizer = ?10 AND (sequence < ?1 OR (sequence = ?1 AND stamp <= ?2))",
                  event.sequence, event.stamp, event.cancelled, event.starts, event.ends, event.summary, event.account, event.uid, event.recurrence, event.organizer)
                .run();
        } else if (m_connection.value("SELECT count(*) FROM main.event WHERE answer = ?", 0, EventRecord::Answer::None) > kMostEvents) {
            Query(m_connection, "DELETE FROM main.event WHERE id = (SELECT min(id) FROM main.event WHERE answer = ?)", EventRecord::Answer::None).run();
        }
        return {};
    });
}

Result<void> Writer::answerEvent(const EventRecord &event)
{
    if (auto noted = noteEvent(event); !noted)
        return noted;
    return run("store.answer_event", [&]() -> Result<void> {
        Query(m_connection, "UPDATE main.event SET answer = ?, answered = ?, answer_item = ? WHERE account = ? AND uid = ? AND recurrence = ? AND organizer = ?", event.answer,
              event.answered, event.answerItem, event.account, event.uid, event.recurrence, event.organizer)
            .run();
        return {};
    });
}

} // namespace tern::store
