// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/FolderModel.h"
#include "ui/theme/Theme.h"

#include <QTreeView>

#include <set>

namespace tern::ui {

class FlatButton;
class FolderDelegate;
class PrimaryButton;

/// The tree of folders. Clicking an account's heading tells about the account.
class FolderView final : public QTreeView {
    Q_OBJECT
public:
    FolderView(const Theme &theme, FolderModel &model, QWidget *parent = nullptr);
    /// Selects without telling.
    void showCurrent(const QString &key);
    [[nodiscard]] QString currentKey() const;
    /// For keeping what is open over a restart.
    [[nodiscard]] QStringList collapsed() const;
    void setCollapsed(const QStringList &keys);

Q_SIGNALS:
    void chosen(const tern::ui::FolderNode *node);
    void accountClicked(tern::AccountId account);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}

private:
    void restore();
    void setDropTarget(const QModelIndex &index);

    const Theme &m_theme;
    FolderModel &m_model;
    FolderDelegate *m_delegate;
    std::set<QString> m_collapsed;
    QString m_keepKey;
    bool m_quiet = false;
};

/// The left pane: the Write button above the folders.
class Sidebar final : public QWidget {
    Q_OBJECT
public:
    Sidebar(const Theme &theme, FolderModel &model, QWidget *parent = nullptr);
    [[nodiscard]] FolderView &folders() { return *m_folders; }
    [[nodiscard]] PrimaryButton &writeButton() { return *m_write; }
    /// What the small menu below the folders offers.
    void setMenu(std::vector<QAction *> actions) { m_menu = std::move(actions); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void popMenu();

    const Theme &m_theme;
    PrimaryButton *m_write;
    FolderView *m_folders;
    FlatButton *m_menuButton;
    std::vector<QAction *> m_menu;     ///< null: a separator
};

} // namespace tern::ui
