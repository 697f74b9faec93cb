// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <string_view>

namespace tern::calendar {

/// An iCalendar object with nothing in it but what Tern reads.
struct CleanCalendar {
    std::string text;               ///< one line a property, CRLF; empty if there is no VCALENDAR
    int events = 0;                 ///< VEVENT and VTODO that were kept
    int eventsLeftOut = 0;
    int attendeesLeftOut = 0;
    QStringList defects;
};

/// Takes the first VCALENDAR out of bytes from anybody [RFC 5545 §3.1, §3.4]: unfolds lines, keeps the components and properties that are read, to a depth of
/// three and within bounds (2 MB; 50 events, 20 zones of 40 changes, 200 lines a component, 300 attendees an event, 64 KB a line), and leaves alarms, attachments
/// and all else out. What libical gets is this and nothing else. Linear. Thread: any.
/// \param text  UTF-8
[[nodiscard]] CleanCalendar cleanCalendar(std::string_view text);

} // namespace tern::calendar
