// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/CalendarText.h"
#include "core/calendar/RecurrenceReader.h"

#include <QUrl>

#include <algorithm>
#include <mutex>

namespace tern::calendar {
namespace {

constexpr int kMostUpcoming = 10;
constexpr int kMostWalked = 5;      // series whose occurrences are listed
constexpr qsizetype kLongestWord = 1'000;
constexpr qsizetype kLongestDescription = 20'000;

void prepareLibical()
{
    static std::once_flag once;
    std::call_once(once, [] {
        icalerror_set_errors_are_fatal(0);
        ical_set_unknown_token_handling_setting(ICAL_DISCARD_TOKEN);
    });
}

/// A line for people: no controls, no marks that turn the direction of writing.
QString clean(QString text, qsizetype longest, bool lines = false)
{
    text.truncate(longest);
    QString out;
    out.reserve(text.size());
    for (const QChar c : std::as_const(text)) {
        const auto code = c.unicode();
        const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F;
        if (c == QLatin1Char('\n') && lines)
            out += c;
        else if (!turns)
            out += c.category() == QChar::Other_Control ? QLatin1Char(' ') : c;
    }
    return lines ? out.trimmed() : out.simplified();
}

QString addressOf(const QString &uri)
{
    QString address = uri.trimmed();
    if (address.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
        address = QString::fromUtf8(QByteArray::fromPercentEncoding(address.mid(7).toUtf8()));
    return address.contains(QLatin1Char('@')) ? clean(address, 320) : QString();
}

Answer answerOf(const std::string &partstat)
{
    const QString word = QString::fromStdString(partstat).toUpper();
    if (word == QLatin1String("ACCEPTED") || word == QLatin1String("COMPLETED"))
        return Answer::Accepted;
    if (word == QLatin1String("TENTATIVE") || word == QLatin1String("IN-PROCESS"))
        return Answer::Tentative;
    if (word == QLatin1String("DECLINED"))
        return Answer::Declined;
    if (word == QLatin1String("DELEGATED"))
        return Answer::Delegated;
    return word.isEmpty() || word == QLatin1String("NEEDS-ACTION") ? Answer::NeedsAction : Answer::Other;
}

Person personOf(icalproperty *property)
{
    const auto upperOf = [property](const char *name) { return QString::fromStdString(parameterOf(property, name)).toUpper(); };
    Person person;
    person.address = addressOf(textOf(property));
    // Exchange writes an address book's path there, and the address beside it.
    if (person.address.isEmpty())
        person.address = addressOf(QString::fromStdString(parameterOf(property, "EMAIL")));
    person.name = clean(QString::fromStdString(parameterOf(property, "CN")), kLongestWord);
    if (person.name.compare(person.address, Qt::CaseInsensitive) == 0)
        person.name.clear();
    person.answer = answerOf(parameterOf(property, "PARTSTAT"));
    const QString role = upperOf("ROLE");
    person.isOptional = role == QLatin1String("OPT-PARTICIPANT") || role == QLatin1String("NON-PARTICIPANT");
    const QString type = upperOf("CUTYPE");
    person.isResource = type == QLatin1String("RESOURCE") || type == QLatin1String("ROOM");
    person.wantsAnswer = upperOf("RSVP") == QLatin1String("TRUE");
    person.delegatedTo = addressOf(QString::fromStdString(parameterOf(property, "DELEGATED-TO")));
    return person;
}

QString webAddress(const QString &text, bool onlyHttps)
{
    const QUrl url(text.trimmed().left(2'000), QUrl::StrictMode);
    const bool fits = url.isValid() && !url.host().isEmpty() && (url.scheme() == QLatin1String("https") || (!onlyHttps && url.scheme() == QLatin1String("http")));
    return fits ? url.toString(QUrl::FullyEncoded) : QString();
}

/// The provider's field if there is one, else a link in the place or the text that leads to a known conference.
QString conferenceIn(const Event &event)
{
    static constexpr const char *kHosts[] = {"meet.google.com", "zoom.us", "zoom.com.cn", "teams.microsoft.com", "teams.live.com", "webex.com", "meeting.tencent.com",
                                             "vc.feishu.cn", "vc.larksuite.com", "meeting.dingtalk.com", "whereby.com", "meet.jit.si", "gotomeet.me", "facetime.apple.com"};
    for (const QString *text : {&event.location, &event.description}) {
        for (auto at = text->indexOf(QLatin1String("https://")); at >= 0; at = text->indexOf(QLatin1String("https://"), at + 8)) {
            auto end = at;
            while (end < text->size() && !text->at(end).isSpace() && !QStringLiteral("<>\"'()[]，。；").contains(text->at(end)))
                ++end;
            const QString link = webAddress(text->mid(at, end - at), true);
            const QString host = QUrl(link).host();
            const bool known = std::any_of(std::begin(kHosts), std::end(kHosts), [&host](const char *one) {
                return host == QLatin1String(one) || host.endsWith(QLatin1Char('.') + QLatin1String(one));
            });
            if (known)
                return link;
        }
    }
    return {};
}

class EventReader {
public:
    EventReader(CalendarZones &zones, UnixMillis now) : m_zones(zones), m_now(now) {}

    Event read(icalcomponent *component)
    {
        Event event;
        event.isTask = icalcomponent_isa(component) == ICAL_VTODO_COMPONENT;
        for (icalproperty *property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); property; property = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)) {
            if (icalproperty_get_value(property))
                readProperty(property, event);
        }
        readEnd(component, event);
        if (event.conference.isEmpty())
            event.conference = conferenceIn(event);
        event.recurrence = readRecurrence(component, m_zones);
        if (event.recurrence && ++m_walked <= kMostWalked)
            event.upcoming = upcomingOf(component, event, m_zones, m_now, kMostUpcoming);
        return event;
    }

private:
    void readProperty(icalproperty *property, Event &event)
    {
        switch (icalproperty_isa(property)) {
        case ICAL_UID_PROPERTY: event.uid = textOf(property).left(kLongestWord); break;
        case ICAL_SEQUENCE_PROPERTY: event.sequence = std::max(0, textOf(property).toInt()); break;
        case ICAL_DTSTAMP_PROPERTY: event.stamp = stampOf(property); break;
        case ICAL_SUMMARY_PROPERTY: event.summary = clean(textOf(property), kLongestWord); break;
        case ICAL_DESCRIPTION_PROPERTY: event.description = clean(textOf(property), kLongestDescription, true); break;
        case ICAL_LOCATION_PROPERTY: event.location = clean(textOf(property), kLongestWord); break;
        case ICAL_COMMENT_PROPERTY: event.comment = clean(textOf(property), kLongestDescription, true); break;
        case ICAL_URL_PROPERTY: event.url = webAddress(textOf(property), false); break;
        case ICAL_CONFERENCE_PROPERTY: event.conference = webAddress(textOf(property), true); break;
        case ICAL_X_PROPERTY:
            if (event.conference.isEmpty())
                event.conference = webAddress(textOf(property), true);
            break;
        case ICAL_DTSTART_PROPERTY: event.start = m_zones.of(property); break;
        case ICAL_DTEND_PROPERTY:
        case ICAL_DUE_PROPERTY: event.end = m_zones.of(property); break;
        case ICAL_RECURRENCEID_PROPERTY:
            event.recurrenceId = m_zones.of(property);
            event.thisAndFuture = parameterOf(property, "RANGE") == "THISANDFUTURE";
            break;
        case ICAL_RDATE_PROPERTY: ++event.furtherDates; break;
        case ICAL_STATUS_PROPERTY: {
            const QString status = textOf(property).toUpper();
            event.isCancelled = status == QLatin1String("CANCELLED");
            event.isTentative = status == QLatin1String("TENTATIVE");
            break;
        }
        case ICAL_ORGANIZER_PROPERTY: event.organizer = personOf(property); break;
        case ICAL_ATTENDEE_PROPERTY: event.attendees.push_back(personOf(property)); break;
        default: break;
        }
    }

    std::optional<UnixMillis> stampOf(icalproperty *property)
    {
        const EventTime time = m_zones.of(property);
        return time.isValid() ? std::optional(time.time.toMSecsSinceEpoch()) : std::nullopt;
    }

    static void readEnd(icalcomponent *component, Event &event)
    {
        icalproperty *property = icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY);
        if (!event.end.isValid() && event.start.isValid() && property && icalproperty_get_value(property)) {
            const icaldurationtype duration = icalproperty_get_duration(property);
            const qint64 seconds = duration.is_neg ? 0 : ((duration.weeks * 7LL + duration.days) * 24 + duration.hours) * 3600LL + duration.minutes * 60LL + duration.seconds;
            event.end = event.start;
            event.end.time = event.start.time.addSecs(std::clamp<qint64>(seconds, 0, 3'660LL * 86'400));
        }
        // DTEND of whole days is the day behind the last [RFC 5545 §3.6.1].
        if (event.end.kind == EventTime::Kind::Day && event.end.time > event.start.time && !event.isTask)
            event.end.time = event.end.time.addDays(-1);
        const bool fits = event.end.kind == event.start.kind && event.end.time >= event.start.time;
        if (event.start.isValid() && event.end.isValid() && !fits)
            event.end = {};
    }

    CalendarZones &m_zones;
    const UnixMillis m_now;
    int m_walked = 0;
};

Method methodOf(const QString &name)
{
    static constexpr std::pair<const char *, Method> kMethods[] = {
        {"PUBLISH", Method::Publish}, {"REQUEST", Method::Request}, {"REPLY", Method::Reply}, {"ADD", Method::Add},
        {"CANCEL", Method::Cancel}, {"REFRESH", Method::Refresh}, {"COUNTER", Method::Counter}, {"DECLINECOUNTER", Method::DeclineCounter}};
    for (const auto &[word, method] : kMethods) {
        if (name == QLatin1String(word))
            return method;
    }
    return Method::None;
}

QString firstText(icalcomponent *component, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    return property && icalproperty_get_value(property) ? clean(textOf(property), 200) : QString();
}

} // namespace

IcalComponent parseComponent(const std::string &text)
{
    prepareLibical();
    return IcalComponent(icalparser_parse_string(text.c_str()));
}

std::string parameterOf(icalproperty *property, const char *name)
{
    const IcalText value(icalproperty_get_parameter_as_string_r(property, name));
    return value ? std::string(value.get()) : std::string();
}

QString textOf(icalproperty *property)
{
    icalvalue *value = icalproperty_get_value(property);
    // A text's escapes are undone by the value itself; its written form still has them.
    if (value && icalvalue_isa(value) == ICAL_TEXT_VALUE)
        return QString::fromUtf8(icalvalue_get_text(value));
    if (value && icalvalue_isa(value) == ICAL_X_VALUE)
        return QString::fromUtf8(icalvalue_get_x(value));
    const IcalText text(icalproperty_get_value_as_string_r(property));
    return text ? QString::fromUtf8(text.get()) : QString();
}

Result<Invitation> readInvitation(std::string_view text, UnixMillis now)
{
    CleanCalendar cleaned = cleanCalendar(text);
    if (cleaned.events == 0)
        return makeError(ErrorKind::InvalidInput, "calendar.read", cleaned.text.empty() ? "there is no calendar in it" : "there is no event in it");
    const IcalComponent calendar = parseComponent(cleaned.text);
    if (!calendar || icalcomponent_isa(calendar.get()) != ICAL_VCALENDAR_COMPONENT)
        return makeError(ErrorKind::InvalidInput, "calendar.read", "the calendar can't be read");
    Invitation invitation;
    invitation.methodName = firstText(calendar.get(), ICAL_METHOD_PROPERTY).toUpper();
    invitation.method = methodOf(invitation.methodName);
    invitation.product = firstText(calendar.get(), ICAL_PRODID_PROPERTY);
    invitation.eventsLeftOut = cleaned.eventsLeftOut;
    invitation.attendeesLeftOut = cleaned.attendeesLeftOut;
    invitation.defects = cleaned.defects;
    invitation.source = QByteArray::fromStdString(cleaned.text);
    CalendarZones zones(calendar.get());
    EventReader reader(zones, now);
    // All of them first: who looks for a zone moves libical's place in the list.
    std::vector<icalcomponent *> components;
    for (icalcomponent *one = icalcomponent_get_first_component(calendar.get(), ICAL_ANY_COMPONENT); one; one = icalcomponent_get_next_component(calendar.get(), ICAL_ANY_COMPONENT)) {
        if (icalcomponent_isa(one) == ICAL_VEVENT_COMPONENT || icalcomponent_isa(one) == ICAL_VTODO_COMPONENT)
            components.push_back(one);
    }
    for (icalcomponent *one : components)
        invitation.events.push_back(reader.read(one));
    if (invitation.events.empty())
        return makeError(ErrorKind::InvalidInput, "calendar.read", "there is no event in it");
    std::stable_partition(invitation.events.begin(), invitation.events.end(), [](const Event &event) { return !event.recurrenceId.isValid(); });
    for (const Event &event : invitation.events) {
        if (event.start.zoneIsUnknown && invitation.defects.size() < 10)
            invitation.defects << QStringLiteral("the time zone “%1” is not known and not described").arg(event.start.zone);
    }
    return invitation;
}

int findAttendee(const Event &event, const QStringList &own)
{
    for (const QString &address : own) {
        const auto found = std::find_if(event.attendees.begin(), event.attendees.end(), [&address](const Person &person) { return !address.isEmpty() && person.address.compare(address, Qt::CaseInsensitive) == 0; });
        if (found != event.attendees.end())
            return static_cast<int>(found - event.attendees.begin());
    }
    return -1;
}

bool Event::hasEnded(UnixMillis now) const
{
    if (recurrence)
        return upcoming.empty() && recurrence->isPlain;
    EventTime last = end.isValid() ? end : start;
    if (!last.isValid())
        return false;
    if (last.kind == EventTime::Kind::Day)
        last.time = last.time.addDays(1);
    return last.in(QTimeZone::systemTimeZone()).toMSecsSinceEpoch() < now;
}

} // namespace tern::calendar
