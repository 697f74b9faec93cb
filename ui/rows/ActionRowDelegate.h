// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rows/RowListModel.h"

#include <QStyledItemDelegate>

namespace tern::ui {

class Theme;

/// Paints rows of a RowListModel: a dot in the tone, title, muted line, problem in its colour, and the actions as links at
/// the right. Thread: UI.
class ActionRowDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ActionRowDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

    /// Where each action of a row is painted, in the view's coordinates.
    [[nodiscard]] QList<QRect> actionRects(const QRect &row, const RowData &data) const;

Q_SIGNALS:
    void triggered(const QModelIndex &index, int action);

private:
    const Theme &m_theme;
};

} // namespace tern::ui
