// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/DateGroups.h"

#include <QCoreApplication>
#include <QDateTime>

namespace tern::ui {

namespace {
constexpr int kFirstMonth = 3;
constexpr int kWeek = 7;

int monthNumber(QDate date)
{
    return date.year() * 12 + date.month() - 1;
}

QDate dayOf(UnixMillis date)
{
    return QDateTime::fromMSecsSinceEpoch(date).date();
}
} // namespace

int dateGroup(UnixMillis date, QDate today)
{
    const QDate day = dayOf(date);
    const qint64 age = day.daysTo(today);
    if (age <= 0)
        return 0;
    if (age == 1)
        return 1;
    if (age <= kWeek)
        return 2;
    return kFirstMonth + monthNumber(today) - monthNumber(day);
}

QString dateGroupName(int group, QDate today, const QLocale &locale)
{
    switch (group) {
    case 0: return QCoreApplication::translate("DateGroups", "Today");
    case 1: return QCoreApplication::translate("DateGroups", "Yesterday");
    case 2: return QCoreApplication::translate("DateGroups", "Last week");
    default: break;
    }
    const int number = monthNumber(today) - (group - kFirstMonth);
    const QDate month(number / 12, number % 12 + 1, 1);
    const bool chinese = locale.language() == QLocale::Chinese;
    if (month.year() == today.year())
        return locale.standaloneMonthName(month.month());
    return locale.toString(month, chinese ? QStringLiteral("yyyy年M月") : QStringLiteral("MMMM yyyy"));
}

QString rowDate(UnixMillis date, QDate today, const QLocale &locale)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(date);
    const qint64 age = when.date().daysTo(today);
    if (age == 0)
        return locale.toString(when.time(), QStringLiteral("HH:mm"));
    if (age > 0 && age < kWeek)
        return locale.standaloneDayName(when.date().dayOfWeek(), QLocale::ShortFormat);
    const bool chinese = locale.language() == QLocale::Chinese;
    if (when.date().year() == today.year())
        return locale.toString(when.date(), chinese ? QStringLiteral("M月d日") : QStringLiteral("d MMM"));
    return locale.toString(when.date(), chinese ? QStringLiteral("yyyy年M月") : QStringLiteral("MMM yyyy"));
}

} // namespace tern::ui
