// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/RecurrenceReader.h"

#include <algorithm>
#include <set>

namespace tern::calendar {
namespace {

constexpr int kMostSteps = 5'000;
constexpr int kLastYear = 2100;

icalproperty *ruleOf(icalcomponent *component)
{
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_RRULE_PROPERTY);
    icalvalue *value = property ? icalproperty_get_value(property) : nullptr;
    return value && icalvalue_isa(value) == ICAL_RECUR_VALUE ? property : nullptr;
}

Recurrence::Frequency frequencyOf(icalrecurrencetype_frequency frequency)
{
    switch (frequency) {
    case ICAL_DAILY_RECURRENCE: return Recurrence::Frequency::Daily;
    case ICAL_WEEKLY_RECURRENCE: return Recurrence::Frequency::Weekly;
    case ICAL_MONTHLY_RECURRENCE: return Recurrence::Frequency::Monthly;
    case ICAL_YEARLY_RECURRENCE: return Recurrence::Frequency::Yearly;
    default: return Recurrence::Frequency::Other;
    }
}

/// The values of a BY list up to its end mark.
template <std::size_t size>
std::vector<int> listed(const short (&values)[size])
{
    const auto end = std::find(std::begin(values), std::end(values), ICAL_RECURRENCE_ARRAY_MAX);
    return std::vector<int>(std::begin(values), end);
}

UnixMillis at(const EventTime &time)
{
    return time.in(QTimeZone::systemTimeZone()).toMSecsSinceEpoch();
}

} // namespace

std::optional<Recurrence> readRecurrence(icalcomponent *component, CalendarZones &zones)
{
    icalproperty *property = ruleOf(component);
    if (!property)
        return std::nullopt;
    const icalrecurrencetype rule = icalproperty_get_rrule(property);
    Recurrence out;
    out.frequency = frequencyOf(rule.freq);
    out.interval = std::clamp<int>(rule.interval, 1, 1000);
    for (const int day : listed(rule.by_day)) {
        const int weekday = static_cast<int>(icalrecurrencetype_day_day_of_week(static_cast<short>(day)));
        if (weekday >= 1 && weekday <= 7)
            out.days.push_back({weekday == 1 ? 7 : weekday - 1, icalrecurrencetype_day_position(static_cast<short>(day))});
    }
    out.monthDays = listed(rule.by_month_day);
    for (const int month : listed(rule.by_month))
        out.months.push_back(icalrecurrencetype_month_month(static_cast<short>(month)));
    const std::vector<int> positions = listed(rule.by_set_pos);
    out.setPosition = positions.size() == 1 ? positions.front() : 0;
    out.count = std::max(rule.count, 0);
    if (!icaltime_is_null_time(rule.until))
        out.until = zones.resolve(rule.until, {});
    const bool oneRule = !icalcomponent_get_next_property(component, ICAL_RRULE_PROPERTY);
    out.isPlain = oneRule && out.frequency != Recurrence::Frequency::Other && positions.size() <= 1 && listed(rule.by_year_day).empty()
        && listed(rule.by_week_no).empty() && listed(rule.by_hour).empty() && listed(rule.by_minute).empty() && listed(rule.by_second).empty();
    return out;
}

std::vector<Occurrence> upcomingOf(icalcomponent *component, const Event &event, CalendarZones &zones, UnixMillis now, int limit)
{
    std::vector<Occurrence> found;
    icalproperty *property = ruleOf(component);
    icalproperty *startProperty = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
    if (!property || !startProperty || !event.start.isValid())
        return found;
    const icalrecurrencetype rule = icalproperty_get_rrule(property);
    // A day at a time libical walks to its last year in no time, second by second never.
    const bool isFast = frequencyOf(rule.freq) == Recurrence::Frequency::Other || !listed(rule.by_hour).empty() || !listed(rule.by_minute).empty() || !listed(rule.by_second).empty();
    // A day that never comes, as the 30th of February, would be looked for until then.
    const bool mayBeNever = rule.freq != ICAL_YEARLY_RECURRENCE && !listed(rule.by_month).empty()
        && !(listed(rule.by_month_day).empty() && listed(rule.by_year_day).empty() && listed(rule.by_week_no).empty());
    if (isFast || mayBeNever || rule.rscale)
        return found;
    const icaltimetype start = icalproperty_get_dtstart(startProperty);
    const std::string zone = parameterOf(startProperty, "TZID");
    std::set<UnixMillis> left;
    for (icalproperty *one = icalcomponent_get_first_property(component, ICAL_EXDATE_PROPERTY); one; one = icalcomponent_get_next_property(component, ICAL_EXDATE_PROPERTY))
        left.insert(at(zones.of(one)));
    const IcalIterator iterator(icalrecur_iterator_new(rule, start));
    if (!iterator)
        return found;
    const qint64 lasts = event.end.isValid() ? event.start.time.secsTo(event.end.time) : 0;
    for (int step = 0; step < kMostSteps && static_cast<int>(found.size()) < limit; ++step) {
        const icaltimetype next = icalrecur_iterator_next(iterator.get());
        if (icaltime_is_null_time(next))
            break;
        if (next.year > kLastYear)
            break;
        Occurrence one{zones.resolve(next, zone), {}};
        if (!one.start.isValid())
            break;
        if (left.contains(at(one.start)))
            continue;
        one.end = one.start;
        one.end.time = one.start.time.addSecs(lasts);
        if (at(one.end) >= now)
            found.push_back(one);
    }
    return found;
}

} // namespace tern::calendar
