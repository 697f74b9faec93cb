// SPDX-License-Identifier: GPL-3.0-or-later
// An invitation of any bytes, the answer to it, and an address card.
#include "core/calendar/ContactCard.h"
#include "core/calendar/InvitationReply.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::calendar;
using tern::fuzz::require;

namespace {

constexpr tern::UnixMillis kNow = 1'795'737'600'000;

void answer(const Invitation &invitation)
{
    ReplyWish wish;
    wish.address = QStringLiteral("li@example.net");
    wish.attendee = findAttendee(invitation.event(), {wish.address});
    wish.comment = invitation.event().description;
    wish.now = kNow;
    const auto reply = buildReply(invitation, wish);
    if (!reply)
        return;
    // It can be read, is for the same event, and has one who answers.
    const auto read = readInvitation({reply->constData(), static_cast<std::size_t>(reply->size())}, kNow);
    require(read.ok() && read->method == Method::Reply && read->events.size() == 1);
    require(read->event().attendees.size() <= 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 50'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    if (const auto invitation = readInvitation(bytes, kNow)) {
        require(!invitation->events.empty() && invitation->events.size() <= 50);
        for (const Event &event : invitation->events) {
            require(event.attendees.size() <= 300 && event.upcoming.size() <= 10);
            require(!event.summary.contains(QLatin1Char('\n')));
            require(!event.end.isValid() || !event.start.isValid() || event.end.time >= event.start.time);
        }
        answer(*invitation);
    }
    for (const ContactCard &card : readContactCards(bytes))
        require(card.addresses.size() <= 50 && card.phones.size() <= 50 && card.places.size() <= 50);
    return 0;
}
