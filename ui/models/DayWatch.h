// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tern::ui {

/// Tells when another day than the one that is shown has begun: at midnight, and within minutes when the clock or the time zone was set, or the machine
/// slept over it (timers stand still then).
class DayWatch final : public QObject {
    Q_OBJECT

public:
    /// \param now  another clock, for tests
    explicit DayWatch(QObject *parent = nullptr, std::function<QDateTime()> now = &QDateTime::currentDateTime);

    /// Begins to watch for a day other than this one.
    void watch(QDate shown);
    /// How long until the clock is looked at again: a second past the next midnight, or sooner.
    [[nodiscard]] static std::chrono::milliseconds untilNextLook(const QDateTime &now);

Q_SIGNALS:
    void dayChanged();

private:
    void look();

    std::function<QDateTime()> m_now;
    QDate m_shown;
    QTimer m_timer;
};

} // namespace tern::ui
