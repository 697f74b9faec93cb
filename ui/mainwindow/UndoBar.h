// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace tern::ui {

class FlatButton;

/// Floats above the lower edge of its parent for 8 s: what was done, and Undo.
/// Thread: UI.
class UndoBar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kShownMs = 8000;

    UndoBar(const Theme &theme, QWidget *parent);
    void offer(const QString &text, std::function<void()> undo);
    /// The key: does what the button does, if the bar is there. \return false if there is nothing to undo.
    bool undo();
    [[nodiscard]] QString text() const { return m_text; }
    /// Places itself; called when the parent was resized.
    void place();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    FlatButton *m_button;
    QTimer m_timer;
    std::function<void()> m_undo;
};

} // namespace tern::ui
