// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace tern::ui {

class Theme;

/// Paints console rows: letter for the side, its colour, "[secret]" and notes dimmed.
class ConsoleDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    ConsoleDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

/// Rows of one height, any number; stays at the end while it is at the end. F1 explains the current line, as the mouse does by resting on one.
class ConsoleView final : public QListView {
    Q_OBJECT

public:
    explicit ConsoleView(const Theme &theme, QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    void copyRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyColours();

    const Theme &m_theme;
    bool m_follow = true;
};

} // namespace tern::ui
