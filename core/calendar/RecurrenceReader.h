// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/CalendarZones.h"
#include "core/calendar/Invitation.h"

namespace tern::calendar {

/// Of the first RRULE of a component; nothing if it has none that can be read.
[[nodiscard]] std::optional<Recurrence> readRecurrence(icalcomponent *component, CalendarZones &zones);

/// The occurrences from `now` on, at most `limit`, without those that EXDATE leaves out. Walks at most 5,000 of a rule, to the year 2100; rules by the hour and
/// faster are not walked.
[[nodiscard]] std::vector<Occurrence> upcomingOf(icalcomponent *component, const Event &event, CalendarZones &zones, UnixMillis now, int limit);

} // namespace tern::calendar
