// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InvitationAnswer.h"

#include "core/calendar/InvitationReply.h"

namespace tern::engine {
namespace {

store::EventRecord::Answer keptAnswer(calendar::Answer answer)
{
    using Kept = store::EventRecord::Answer;
    return answer == calendar::Answer::Accepted ? Kept::Accepted : answer == calendar::Answer::Tentative ? Kept::Tentative : Kept::Declined;
}

} // namespace

bool canBeAnswered(const calendar::Invitation &invitation)
{
    const calendar::Event &event = invitation.event();
    return invitation.method == calendar::Method::Request && !event.isCancelled && !event.uid.isEmpty() && !event.organizer.address.isEmpty();
}

Result<OutgoingMail> invitationAnswer(const OpenedMessage &message, AccountId account, const Answerer &who, calendar::Answer answer, const QString &note, UnixMillis now)
{
    const auto &invitation = message.special.invitation;
    if (!invitation || !canBeAnswered(*invitation))
        return makeError(ErrorKind::InvalidInput, "engine.answer", invitation ? "this can't be answered" : "there is no invitation in this message");
    const calendar::Event &event = invitation->event();
    calendar::ReplyWish wish;
    wish.answer = answer;
    wish.attendee = who.attendee;
    wish.address = who.address;
    wish.name = who.name;
    wish.comment = note;
    wish.now = now;
    const auto reply = calendar::buildReply(*invitation, wish);
    if (!reply)
        return reply.error();
    OutgoingMail mail;
    mail.account = who.sender.account;
    mail.identity = who.sender.identity;
    mail.to = mime::formatAddress({event.organizer.name, event.organizer.address});
    mail.inReplyTo = message.parsed.messageId;
    mail.repliedTo = mail.inReplyTo;
    mail.calendar.text = *reply;
    mail.calendar.event = eventRecord(account, event, false);
    mail.calendar.event.answer = keptAnswer(answer);
    return mail;
}

} // namespace tern::engine
