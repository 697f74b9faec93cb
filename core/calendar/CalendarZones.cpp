// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/CalendarZones.h"

#include "core/base/Ascii.h"

namespace tern::calendar {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2300;

/// "/mozilla.org/20070129_1/Europe/Berlin" → "Europe/Berlin", the longest end that is a zone's name [RFC 5545 §3.8.3.1].
QByteArray ianaName(const std::string &name)
{
    QByteArray rest = QByteArray::fromStdString(name);
    if (!rest.startsWith('/'))
        return QTimeZone::isTimeZoneIdAvailable(rest) ? rest : QByteArray();
    for (int i = 0; i < 8 && !rest.isEmpty(); ++i) {
        rest = rest.mid(rest.indexOf('/') + 1);
        if (QTimeZone::isTimeZoneIdAvailable(rest))
            return rest;
        if (!rest.contains('/'))
            break;
    }
    return {};
}

QTimeZone zoneNamed(const std::string &name)
{
    const std::string lower = ascii::lower(name);
    if (lower == "utc" || lower == "gmt" || lower == "z" || lower == "etc/utc" || lower == "tzone://microsoft/utc")
        return QTimeZone::utc();
    if (const QByteArray iana = ianaName(name); !iana.isEmpty())
        return QTimeZone(iana);
    const QByteArray windows = QTimeZone::windowsIdToDefaultIanaId(QByteArray::fromStdString(name));
    return windows.isEmpty() ? QTimeZone() : QTimeZone(windows);
}

} // namespace

CalendarZones::CalendarZones(icalcomponent *calendar) : m_calendar(calendar)
{
    for (icalproperty *property = icalcomponent_get_first_property(calendar, ICAL_X_PROPERTY); property; property = icalcomponent_get_next_property(calendar, ICAL_X_PROPERTY)) {
        if (const char *name = icalproperty_get_x_name(property); name && std::string_view(name) == "X-WR-TIMEZONE")
            m_default = textOf(property).toStdString();
    }
}

QTimeZone CalendarZones::known(const std::string &name) const
{
    const auto found = m_known.find(name);
    return found == m_known.end() ? QTimeZone() : found->second;
}

icaltimezone *CalendarZones::own(const std::string &name)
{
    if (const auto found = m_own.find(name); found != m_own.end())
        return found->second.get();
    IcalZone zone;
    for (icalcomponent *one = icalcomponent_get_first_component(m_calendar, ICAL_VTIMEZONE_COMPONENT); one; one = icalcomponent_get_next_component(m_calendar, ICAL_VTIMEZONE_COMPONENT)) {
        icalproperty *id = icalcomponent_get_first_property(one, ICAL_TZID_PROPERTY);
        if (!id || textOf(id).toStdString() != name || !icalcomponent_get_first_component(one, ICAL_ANY_COMPONENT))
            continue;
        // The zone takes its component with it when it goes: a copy then.
        zone.reset(icaltimezone_new());
        icalcomponent *copy = icalcomponent_new_clone(one);
        if (!icaltimezone_set_component(zone.get(), copy)) {
            icalcomponent_free(copy);
            zone.reset();
        }
        break;
    }
    return m_own.emplace(name, std::move(zone)).first->second.get();
}

EventTime CalendarZones::resolve(const icaltimetype &time, const std::string &zone)
{
    EventTime out;
    const QDate date(time.year, time.month, time.day);
    if (icaltime_is_null_time(time) || !date.isValid() || time.year < kFirstYear || time.year > kLastYear)
        return out;
    if (time.is_date) {
        out.kind = EventTime::Kind::Day;
        out.time = QDateTime(date, QTime(0, 0), Qt::UTC);
        return out;
    }
    const QTime clock(time.hour, time.minute, std::min(time.second, 59));
    if (!clock.isValid())
        return out;
    out.kind = EventTime::Kind::Instant;
    out.time = QDateTime(date, clock, Qt::UTC);
    if (icaltime_is_utc(time))
        return out;
    const std::string name = zone.empty() ? m_default : zone;
    out.zone = QString::fromStdString(name).left(200);
    if (name.empty()) {
        out.kind = EventTime::Kind::Floating;
        return out;
    }
    auto found = m_known.find(name);
    if (found == m_known.end())
        found = m_known.emplace(name, zoneNamed(name)).first;
    if (found->second.isValid()) {
        const QDateTime there(date, clock, found->second);
        out.zoneOffset = there.offsetFromUtc();
        out.time = there.toUTC();
    } else if (icaltimezone *described = own(name)) {
        icaltimetype local = time;
        out.zoneOffset = icaltimezone_get_utc_offset(described, &local, nullptr);
        out.time = out.time.addSecs(-out.zoneOffset);
    } else {
        out.kind = EventTime::Kind::Floating;
        out.zoneIsUnknown = true;
    }
    return out;
}

EventTime CalendarZones::of(icalproperty *property)
{
    icalvalue *value = property ? icalproperty_get_value(property) : nullptr;
    if (!value)
        return {};
    const icalvalue_kind kind = icalvalue_isa(value);
    if (kind == ICAL_DATE_VALUE)
        return resolve(icalvalue_get_date(value), {});
    if (kind == ICAL_DATETIME_VALUE)
        return resolve(icalvalue_get_datetime(value), parameterOf(property, "TZID"));
    if (kind == ICAL_DATETIMEPERIOD_VALUE)
        return resolve(icalvalue_get_datetimeperiod(value).time, parameterOf(property, "TZID"));
    return {};
}

} // namespace tern::calendar
