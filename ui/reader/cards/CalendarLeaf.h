// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QDate>
#include <QWidget>

namespace tern::ui {

/// A day as a leaf of a calendar: the month above its number. For the eye alone: the words beside it say the same.
/// Thread: UI.
class CalendarLeaf final : public QWidget {
    Q_OBJECT
public:
    CalendarLeaf(const Theme &theme, QDate day, bool isOff, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {52, 56}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    const QDate m_day;
    const bool m_isOff;     ///< it won't take place
};

} // namespace tern::ui
