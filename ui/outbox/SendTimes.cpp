// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/SendTimes.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace tern::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SendTimes)
};

const QTime kMorning{8, 0};

} // namespace

UnixMillis tomorrowMorning(UnixMillis now)
{
    return QDateTime(QDateTime::fromMSecsSinceEpoch(now).date().addDays(1), kMorning).toMSecsSinceEpoch();
}

UnixMillis mondayMorning(UnixMillis now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    const QDateTime monday(today.addDays((8 - today.dayOfWeek()) % 7), kMorning);
    return (monday.toMSecsSinceEpoch() > now ? monday : QDateTime(monday.date().addDays(7), kMorning)).toMSecsSinceEpoch();
}

QString sendTimeText(UnixMillis at, UnixMillis now)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(at);
    const bool isThisYear = when.date().year() == QDateTime::fromMSecsSinceEpoch(now).date().year();
    const QString day = QLocale().toString(when.date(), isThisYear ? Words::tr("dddd, d MMMM") : Words::tr("dddd, d MMMM yyyy"));
    return Words::tr("%1 at %2").arg(day, when.time().toString(QStringLiteral("HH:mm")));
}

QString mustRunText()
{
    return Words::tr("Tern must be running then. If it is not, the message goes when Tern starts next.");
}

} // namespace tern::ui
