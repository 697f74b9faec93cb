// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace tern::calendar {

/// When something begins or ends.
struct EventTime {
    enum class Kind {
        None,
        Day,            ///< a whole day, wherever one is
        Floating,       ///< this time on the clock, wherever one is [RFC 5545 §3.3.5, form 1]
        Instant
    };
    Kind kind = Kind::None;
    QDateTime time;             ///< Instant: UTC; Day, Floating: what calendar and clock show, without a zone (as if UTC)
    QString zone;               ///< as the sender calls it: "Europe/Berlin", "China Standard Time"; empty for UTC and for none
    int zoneOffset = 0;         ///< seconds east of UTC that the sender's clock shows then
    bool zoneIsUnknown = false; ///< nobody says what the zone is: the time was taken as floating

    [[nodiscard]] bool isValid() const { return kind != Kind::None; }
    /// As the reader's calendar and clock show it.
    [[nodiscard]] QDateTime in(const QTimeZone &readers) const;
    bool operator==(const EventTime &) const = default;
};

} // namespace tern::calendar
