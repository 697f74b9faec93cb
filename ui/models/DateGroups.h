// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QDate>
#include <QLocale>
#include <QString>

namespace tern::ui {

/// The heading a date stands under, as a number that grows with age: 0 today, 1 yesterday, 2 the rest of the last seven
/// days, then 3 + months ago. What is in the future stands under today.
[[nodiscard]] int dateGroup(UnixMillis date, QDate today);
/// "Today", "Yesterday", "Last week", "October", "October 2025".
[[nodiscard]] QString dateGroupName(int group, QDate today, const QLocale &locale);
/// What stands at the right of a row: the time today, the weekday within a week, else a short date.
[[nodiscard]] QString rowDate(UnixMillis date, QDate today, const QLocale &locale);

} // namespace tern::ui
