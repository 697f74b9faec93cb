// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/Invitation.h"

namespace tern::calendar {

/// What a person answers to an invitation.
struct ReplyWish {
    int event = 0;              ///< which of the invitation's events
    Answer answer = Answer::Accepted;
    int attendee = -1;          ///< as findAttendee() said; -1: the person is not among them
    QString address;            ///< for -1: as whom
    QString name;               ///< for -1
    QString comment;            ///< empty: none
    UnixMillis now = 0;         ///< DTSTAMP
};

/// An iCalendar object with METHOD:REPLY for one event [RFC 5546 §3.2.3]: its UID, SEQUENCE, RECURRENCE-ID, ORGANIZER, times with their zones and the one who
/// answers; nothing else of it. CRLF, folded. Errors: InvalidInput (the event has no UID or no organizer, or the wish no address). Thread: any.
[[nodiscard]] Result<QByteArray> buildReply(const Invitation &invitation, const ReplyWish &wish);

} // namespace tern::calendar
