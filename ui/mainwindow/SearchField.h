// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QLineEdit>
#include <QTimer>

namespace tern::ui {

/// Where one types to search. Tells what was typed shortly after the last key; Esc clears and leaves; Down goes to the list.
/// Thread: UI.
class SearchField final : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Empty when the search ends.
    void searched(const QString &text);
    void left();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    QTimer m_wait;
};

} // namespace tern::ui
