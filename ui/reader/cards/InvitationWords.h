// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/Invitation.h"
#include "core/store/Records.h"

#include <QString>

namespace tern::ui {

/// What an invitation says, in sentences. All pure; the reader's zone is given.

/// "Maria Keller", else the address, else "Somebody".
[[nodiscard]] QString nameOf(const calendar::Person &person);
/// What the sender does by it: "Maria Keller invites you", "Tom Berg declined".
/// \param sender  the name of who sent the mail, for an invitation that names no organizer
[[nodiscard]] QString methodSentence(const calendar::Invitation &invitation, const QString &sender);
/// "Wed 2 Dec 2026, 10:00 – 10:30"; "Mon 21 Dec 2026 – Wed 23 Dec 2026, all day".
[[nodiscard]] QString whenText(const calendar::EventTime &start, const calendar::EventTime &end, const QTimeZone &zone);
/// What is to be known beside it: another clock at the sender's, a time without a zone. Empty if nothing is.
[[nodiscard]] QString zoneText(const calendar::EventTime &start, const calendar::EventTime &end, const QTimeZone &zone);
/// "every week on Wednesday, 10 times"; "repeats" for what can't be said in a few words.
[[nodiscard]] QString recurrenceText(const calendar::Recurrence &recurrence, const QTimeZone &zone);
/// "With Li Na, Tom Berg and 3 more. 2 accepted, 1 declined." Empty when nobody is invited.
[[nodiscard]] QString peopleText(const calendar::Event &event, int leftOut, const QStringList &own);
/// One a line, for a tip.
[[nodiscard]] QString allPeople(const calendar::Event &event);

/// "Accepted: Release round".
[[nodiscard]] QString answerSubject(calendar::Answer answer, const QString &summary);
/// What the mail with the answer says to a person. \param who  answers
[[nodiscard]] QString answerMailText(calendar::Answer answer, const QString &who, const calendar::Event &event, const QString &note, const QTimeZone &zone);
/// "You accepted this on Fri 27 Nov 2026, 09:41."
[[nodiscard]] QString answeredSentence(store::EventRecord::Answer answer, UnixMillis at);

} // namespace tern::ui
