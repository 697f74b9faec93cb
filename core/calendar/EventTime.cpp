// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/EventTime.h"

namespace tern::calendar {

QDateTime EventTime::in(const QTimeZone &readers) const
{
    if (kind == Kind::None)
        return {};
    return kind == Kind::Instant ? time.toTimeZone(readers) : QDateTime(time.date(), time.time(), readers);
}

} // namespace tern::calendar
