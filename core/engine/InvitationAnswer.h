// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/Invitation.h"
#include "core/engine/EngineTypes.h"

namespace tern::engine {

/// Who answers an invitation.
struct Answerer {
    Sender sender;
    int attendee = -1;      ///< as calendar::findAttendee() said; -1: not among those invited
    QString address;        ///< theirs
    QString name;
};

/// The mail with a person's answer to the invitation in `message`, to its organizer and without subject and text, which are the caller's words.
/// \param account  that the message lies in. \param note  a word to the organizer; may be empty
/// Errors: InvalidInput (there is no invitation, or none that can be answered). Pure.
[[nodiscard]] Result<OutgoingMail> invitationAnswer(const OpenedMessage &message, AccountId account, const Answerer &who, calendar::Answer answer, const QString &note,
                                                    UnixMillis now);

/// Whether an invitation asks for an answer that its organizer can get.
[[nodiscard]] bool canBeAnswered(const calendar::Invitation &invitation);

} // namespace tern::engine
