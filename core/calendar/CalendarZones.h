// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/EventTime.h"
#include "core/calendar/Ical.h"

#include <map>

namespace tern::calendar {

/// The time zones that a calendar speaks of. A name that IANA or Windows gave is believed before the VTIMEZONE beside it: those grow old in address books of
/// meetings, while the system knows the law. Thread: the one that made it.
class CalendarZones final {
public:
    /// \param calendar  outlives it
    explicit CalendarZones(icalcomponent *calendar);

    /// \param zone  a TZID; empty: none
    [[nodiscard]] EventTime resolve(const icaltimetype &time, const std::string &zone);
    /// Of a DTSTART, DTEND, RECURRENCE-ID …
    [[nodiscard]] EventTime of(icalproperty *property);

private:
    [[nodiscard]] QTimeZone known(const std::string &name) const;
    [[nodiscard]] icaltimezone *own(const std::string &name);

    icalcomponent *m_calendar;
    std::string m_default;              ///< X-WR-TIMEZONE, for what has no zone
    std::map<std::string, QTimeZone> m_known;
    std::map<std::string, IcalZone> m_own;
};

} // namespace tern::calendar
