// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/FolderDelegate.h"

#include <QPainter>
#include <QTreeView>

namespace tern::ui {

namespace {
constexpr int kFolderHeight = 31;
constexpr int kAccountHeight = 36;
constexpr int kMargin = 8;
constexpr int kPadding = 10;
constexpr int kIndent = 16;
constexpr int kArrow = 16;
}

FolderDelegate::FolderDelegate(const Theme &theme, QTreeView *view) : QStyledItemDelegate(view), m_theme(theme), m_view(view) {}

QSize FolderDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = static_cast<const FolderModel *>(index.model());
    return {60, model->node(index)->kind == FolderNode::Kind::Account ? kAccountHeight : kFolderHeight};
}

QRect FolderDelegate::arrowRect(const QRect &row, const QModelIndex &index) const
{
    const auto *model = static_cast<const FolderModel *>(index.model());
    const FolderNode *node = model->node(index);
    if (node->kind != FolderNode::Kind::Folder || node->children.empty())
        return {};
    // A folder with a role keeps its icon; the arrow stands before it.
    const int left = row.left() + kMargin + kPadding + node->depth() * kIndent - (node->mailbox.role != store::MailboxRole::None ? kArrow - 2 : 0);
    return {left, row.top(), kArrow, row.height()};
}

void FolderDelegate::paintAccount(QPainter &painter, const QRect &rect, const FolderNode &node) const
{
    using State = engine::AccountStatus::State;
    const Tokens &tokens = m_theme.tokens();
    const QRect line(rect.left() + kMargin + kPadding, rect.bottom() - 22, rect.width() - 2 * kMargin - 2 * kPadding, 18);
    QColor dot = tokens.muted;
    bool hollow = false;
    switch (node.state) {
    case State::Online: dot = tokens.good; break;
    case State::Connecting: break;
    case State::Offline: hollow = true; break;
    case State::NeedsPassword: dot = tokens.warning; break;
    case State::Problem: dot = tokens.bad; break;
    }
    painter.setPen(hollow ? QPen(dot, 1.4) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(dot));
    painter.drawEllipse(QRectF(line.right() - 8, line.center().y() - 3, 7, 7));
    painter.setFont(m_theme.font(Theme::Type::Caption));
    painter.setPen(tokens.muted);
    painter.drawText(line.adjusted(0, 0, -18, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(node.title(), Qt::ElideMiddle, line.width() - 18));
}

void FolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const FolderModel *>(index.model());
    const FolderNode &node = *model->node(index);
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (node.kind == FolderNode::Kind::Account) {
        paintAccount(*painter, option.rect, node);
        painter->restore();
        return;
    }
    const QRect pill = option.rect.adjusted(kMargin, 0, -kMargin, -2);
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const bool target = m_dropTarget.isValid() && m_dropTarget == index;
    if (selected || hovered || target) {
        painter->setPen(target ? QPen(tokens.accent, 1.5) : QPen(Qt::NoPen));
        painter->setBrush(selected || target ? tokens.selection : tokens.hover);
        painter->drawRoundedRect(QRectF(pill).adjusted(0.75, 0.75, -0.75, -0.75), metrics::kRadius, metrics::kRadius);
    }
    if (m_view->hasFocus() && index == m_view->currentIndex() && (option.state & QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(tokens.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(pill).adjusted(0.75, 0.75, -0.75, -0.75), metrics::kRadius, metrics::kRadius);
    }
    const int left = pill.left() + kPadding + node.depth() * kIndent;
    const QRect arrow = arrowRect(option.rect, index);
    const bool replaces = !arrow.isEmpty() && node.mailbox.role == store::MailboxRole::None;
    if (!arrow.isEmpty()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.muted);
        painter->save();
        painter->translate(QRectF(arrow.adjusted(0, 0, 0, -2)).center());
        painter->rotate(m_view->isExpanded(index) ? 90 : 0);
        painter->drawPolygon(QPolygonF{{-2.5, -4}, {3.5, 0}, {-2.5, 4}});
        painter->restore();
    }
    if (!replaces) {
        const QPixmap icon = m_theme.pixmap(node.icon(), metrics::kIcon, selected ? tokens.accent : tokens.muted, painter->device()->devicePixelRatioF());
        painter->drawPixmap(left, pill.center().y() - metrics::kIcon / 2 + 1, icon);
    }
    int right = pill.right() - kPadding + 1;
    if (node.count > 0) {
        painter->setFont(m_theme.font(selected ? Theme::Type::SmallStrong : Theme::Type::Small));
        painter->setPen(tokens.muted);
        const QString count = QLocale().toString(node.count);
        painter->drawText(QRect(pill.left(), pill.top(), right - pill.left(), pill.height()), Qt::AlignVCenter | Qt::AlignRight, count);
        right -= painter->fontMetrics().horizontalAdvance(count) + 8;
    }
    painter->setFont(m_theme.font(selected ? Theme::Type::Strong : Theme::Type::Body));
    painter->setPen(node.kind == FolderNode::Kind::Folder && !node.mailbox.selectable ? tokens.muted : tokens.text);
    const int textLeft = left + metrics::kIcon + 8;
    const QRect area(textLeft, pill.top(), right - textLeft, pill.height());
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, painter->fontMetrics().elidedText(node.title(), Qt::ElideRight, area.width()));
    painter->restore();
}

} // namespace tern::ui
