// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/DayWatch.h"

#include "core/base/Holding.h"

namespace tern::ui {

DayWatch::DayWatch(QObject *parent, std::function<QDateTime()> now) : QObject(parent), m_now(std::move(now))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DayWatch::look);
}

void DayWatch::watch(QDate shown)
{
    m_shown = shown;
    m_timer.start(untilNextLook(m_now()));
}

std::chrono::milliseconds DayWatch::untilNextLook(const QDateTime &now)
{
    // Where the clocks change at midnight, the day begins at one.
    const QDateTime tomorrow = now.date().addDays(1).startOfDay();
    return wallSleep(tomorrow.toMSecsSinceEpoch(), now.toMSecsSinceEpoch()) + std::chrono::seconds(1);
}

void DayWatch::look()
{
    m_timer.start(untilNextLook(m_now()));
    if (m_now().date() == m_shown)
        return;
    Q_EMIT dayChanged();
}

} // namespace tern::ui
