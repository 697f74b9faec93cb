// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QString>

/// The times that are offered for sending later. Local time, so that eight o'clock is eight o'clock on either side of a change of the clocks.
namespace tern::ui {

/// The next day at eight.
[[nodiscard]] UnixMillis tomorrowMorning(UnixMillis now);
/// The next Monday at eight: today's on a Monday before eight.
[[nodiscard]] UnixMillis mondayMorning(UnixMillis now);
/// "Monday, 30 November at 08:00"; the year where it is another one.
[[nodiscard]] QString sendTimeText(UnixMillis at, UnixMillis now);
/// Said wherever a time was chosen: nobody else sends it.
[[nodiscard]] QString mustRunText();

} // namespace tern::ui
