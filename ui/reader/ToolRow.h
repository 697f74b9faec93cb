// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

#include <vector>

class QAction;

namespace tern::ui {

class FlatButton;

/// The buttons above the reader. What doesn't fit goes into the menu at the right end.
/// Thread: UI.
class ToolRow final : public QWidget {
    Q_OBJECT
public:
    ToolRow(const Theme &theme, QWidget *parent = nullptr);
    void addAction(QAction *action);
    void addSeparator();
    /// Only in the menu.
    void addToMenu(QAction *action);
    /// "Back", at the left; shown when the reader covers the list.
    void setBack(QAction *action);
    void showBack(bool on);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Item {
        QWidget *widget = nullptr;
        QAction *action = nullptr;    ///< null: a separator
    };
    void arrange();
    void popMenu();

    const Theme &m_theme;
    std::vector<Item> m_items;
    std::vector<QAction *> m_menuOnly;
    std::vector<QAction *> m_hidden;
    FlatButton *m_back = nullptr;
    FlatButton *m_more;
    bool m_showBack = false;
};

} // namespace tern::ui
