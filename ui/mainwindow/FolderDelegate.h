// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/FolderModel.h"
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

class QTreeView;

namespace tern::ui {

/// Paints the sidebar's lines: icon, name, count; an account as a small heading with its state as a dot.
/// Thread: UI.
class FolderDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    FolderDelegate(const Theme &theme, QTreeView *view);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Where a click opens or closes the folder; empty without children.
    [[nodiscard]] QRect arrowRect(const QRect &row, const QModelIndex &index) const;
    /// The line that a drag hovers over.
    void setDropTarget(const QModelIndex &index) { m_dropTarget = index; }

private:
    void paintAccount(QPainter &painter, const QRect &rect, const FolderNode &node) const;

    const Theme &m_theme;
    QTreeView *m_view;
    QPersistentModelIndex m_dropTarget;
};

} // namespace tern::ui
