// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace tern::ui {

class FlatButton;

/// Floats above the lower edge of an area of its parent for 8 s, or as long as it is told: what was done, and Undo.
/// Thread: UI.
class UndoBar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kShownMs = 8000;

    /// `area`: within `parent`; the bar follows its lower edge.
    UndoBar(const Theme &theme, QWidget *area, QWidget *parent);
    void offer(const QString &text, std::function<void()> undo, std::chrono::milliseconds shown = std::chrono::milliseconds(kShownMs));
    /// The key: does what the button does, if the bar is there. \return false if there is nothing to undo.
    bool undo();
    [[nodiscard]] QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    const Theme &m_theme;
    QWidget *m_area;
    QString m_text;
    FlatButton *m_button;
    QTimer m_timer;
    std::function<void()> m_undo;
};

} // namespace tern::ui
