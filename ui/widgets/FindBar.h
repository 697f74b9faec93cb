// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace tern::ui {

/// A line to find something in what is shown: Enter goes on, Shift+Enter goes back, Esc closes.
/// Thread: UI.
class FindBar final : public QFrame {
    Q_OBJECT
public:
    explicit FindBar(const Theme &theme, QWidget *parent = nullptr);

    /// Shows it and begins anew, with what was looked for last selected.
    void open();
    [[nodiscard]] QString text() const;
    /// \param current  from 1; 0: nothing was found.  \param more  there are more than were counted
    void setFound(int current, int total, bool more = false);

Q_SIGNALS:
    /// \param step  0: the words changed; 1: to the next; -1: to the previous
    void searched(const QString &text, int step);
    void closed();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    QLineEdit *m_edit;
    QLabel *m_count;
};

} // namespace tern::ui
