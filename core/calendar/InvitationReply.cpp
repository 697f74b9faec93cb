// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/InvitationReply.h"

#include "core/calendar/Ical.h"

#include <algorithm>
#include <set>

namespace tern::calendar {
namespace {

constexpr icalproperty_kind kCopied[] = {ICAL_UID_PROPERTY, ICAL_SEQUENCE_PROPERTY, ICAL_RECURRENCEID_PROPERTY, ICAL_DTSTART_PROPERTY, ICAL_DTEND_PROPERTY,
                                         ICAL_DUE_PROPERTY, ICAL_DURATION_PROPERTY, ICAL_SUMMARY_PROPERTY, ICAL_ORGANIZER_PROPERTY};

/// The component that Invitation::events[index] was read from.
icalcomponent *componentOf(icalcomponent *calendar, const Event &event)
{
    for (icalcomponent *one = icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT); one; one = icalcomponent_get_next_component(calendar, ICAL_ANY_COMPONENT)) {
        icalproperty *uid = icalcomponent_get_first_property(one, ICAL_UID_PROPERTY);
        if (!uid || textOf(uid) != event.uid)
            continue;
        const bool isOccurrence = icalcomponent_get_first_property(one, ICAL_RECURRENCEID_PROPERTY) != nullptr;
        if (isOccurrence == event.recurrenceId.isValid())
            return one;
    }
    return nullptr;
}

void addVerbatim(icalcomponent *to, icalproperty *property)
{
    if (property)
        icalcomponent_add_property(to, icalproperty_new_clone(property));
}

void addZones(icalcomponent *reply, icalcomponent *calendar, icalcomponent *event)
{
    std::set<std::string> names;
    for (icalproperty *one = icalcomponent_get_first_property(event, ICAL_ANY_PROPERTY); one; one = icalcomponent_get_next_property(event, ICAL_ANY_PROPERTY))
        names.insert(parameterOf(one, "TZID"));
    for (icalcomponent *zone = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); zone; zone = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
        icalproperty *id = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
        if (id && names.contains(textOf(id).toStdString()))
            icalcomponent_add_component(reply, icalcomponent_new_clone(zone));
    }
}

/// The one who answers, as the organizer wrote them, with the answer in place of what stood there.
icalproperty *attendee(icalcomponent *event, const Event &shown, const ReplyWish &wish)
{
    icalproperty *out = nullptr;
    if (wish.attendee >= 0) {
        const QString &address = shown.attendees[static_cast<std::size_t>(wish.attendee)].address;
        for (icalproperty *one = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY); one && !out; one = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
            if (textOf(one).contains(address, Qt::CaseInsensitive) || parameterOf(one, "EMAIL") == address.toStdString())
                out = icalproperty_new_attendee(textOf(one).toUtf8().constData());
        }
        if (!out)
            out = icalproperty_new_attendee(("mailto:" + address.toStdString()).c_str());
        if (!shown.attendees[static_cast<std::size_t>(wish.attendee)].name.isEmpty())
            icalproperty_add_parameter(out, icalparameter_new_cn(shown.attendees[static_cast<std::size_t>(wish.attendee)].name.toUtf8().constData()));
    } else {
        out = icalproperty_new_attendee(("mailto:" + wish.address.toStdString()).c_str());
        if (!wish.name.isEmpty())
            icalproperty_add_parameter(out, icalparameter_new_cn(wish.name.toUtf8().constData()));
    }
    icalproperty_set_parameter_from_string(out, "PARTSTAT", partstat(wish.answer));
    return out;
}

} // namespace

const char *partstat(Answer answer)
{
    switch (answer) {
    case Answer::Accepted: return "ACCEPTED";
    case Answer::Tentative: return "TENTATIVE";
    case Answer::Declined: return "DECLINED";
    case Answer::Delegated: return "DELEGATED";
    case Answer::NeedsAction:
    case Answer::Other: break;
    }
    return "NEEDS-ACTION";
}

Result<QByteArray> buildReply(const Invitation &invitation, const ReplyWish &wish)
{
    const auto refuse = [](const char *why) { return makeError(ErrorKind::InvalidInput, "calendar.reply", why); };
    if (wish.event < 0 || static_cast<std::size_t>(wish.event) >= invitation.events.size())
        return refuse("there is no such event");
    const Event &shown = invitation.events[static_cast<std::size_t>(wish.event)];
    if (shown.uid.isEmpty() || shown.organizer.address.isEmpty())
        return refuse("the invitation names no organizer or has no UID");
    if (wish.attendee >= static_cast<int>(shown.attendees.size()) || (wish.attendee < 0 && !wish.address.contains(QLatin1Char('@'))))
        return refuse("nobody who answers");
    const IcalComponent calendar = parseComponent(invitation.source.toStdString());
    icalcomponent *original = calendar ? componentOf(calendar.get(), shown) : nullptr;
    if (!original)
        return refuse("the invitation can't be read again");

    const IcalComponent reply(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(reply.get(), icalproperty_new_prodid("-//Tern//Tern " TERN_VERSION "//EN"));
    icalcomponent_add_property(reply.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(reply.get(), icalproperty_new_method(ICAL_METHOD_REPLY));
    addZones(reply.get(), calendar.get(), original);
    icalcomponent *event = icalcomponent_new(icalcomponent_isa(original));
    icalcomponent_add_component(reply.get(), event);
    for (const icalproperty_kind kind : kCopied)
        addVerbatim(event, icalcomponent_get_first_property(original, kind));
    if (!icalcomponent_get_first_property(event, ICAL_SEQUENCE_PROPERTY))
        icalcomponent_add_property(event, icalproperty_new_sequence(0));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(icaltime_from_timet_with_zone(wish.now / 1000, 0, icaltimezone_get_utc_timezone())));
    icalcomponent_add_property(event, attendee(original, shown, wish));
    if (!wish.comment.trimmed().isEmpty())
        icalcomponent_add_property(event, icalproperty_new_comment(wish.comment.trimmed().toUtf8().constData()));
    const IcalText text(icalcomponent_as_ical_string_r(reply.get()));
    return text ? Result<QByteArray>(QByteArray(text.get())) : Result<QByteArray>(refuse("libical wrote nothing"));
}

} // namespace tern::calendar
