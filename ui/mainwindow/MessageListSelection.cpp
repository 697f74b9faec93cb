// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected in the message list, how keys and the mouse change it, and how it is dragged.
#include "ui/mainwindow/MessageListView.h"
#include "ui/models/MessageDrag.h"

#include <QDrag>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace tern::ui {

namespace {
constexpr int kDragCarries = 500;      ///< messages by id; a larger drag means the selection
constexpr int kTries = 5;
constexpr int kTryAgainMs = 60;        ///< by then the store has told what changed
}

PlacementId MessageListView::currentMessage() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() && m_messages ? m_messages->placementAt(index.row()) : PlacementId{};
}

std::vector<PlacementId> MessageListView::selectedMessages() const
{
    std::vector<PlacementId> messages;
    if (!m_messages)
        return messages;
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &index : rows) {
        if (const PlacementId id = m_messages->placementAt(index.row()); id.isValid())
            messages.push_back(id);
    }
    return messages;
}

int MessageListView::selectedCount() const
{
    int count = 0;
    for (const auto &range : selectionModel()->selection())
        count += range.height();
    return count;
}

void MessageListView::withSelected(std::function<void(const std::vector<PlacementId> &)> then)
{
    if (m_messages)
        askForSelected(std::move(then), kTries);
}

void MessageListView::askForSelected(std::function<void(const std::vector<PlacementId> &)> then, int tries)
{
    std::vector<std::pair<int, int>> ranges;
    for (const auto &range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    if (ranges.empty())
        return;
    m_messages->placementsIn(ranges, [this, then = std::move(then), tries](const std::optional<std::vector<PlacementId>> &messages) {
        if (messages && !messages->empty())
            then(*messages);
        else if (!messages && tries > 1)
            QTimer::singleShot(kTryAgainMs, this, [this, then, tries] { askForSelected(then, tries - 1); });
    });
}

void MessageListView::selectRow(int row)
{
    if (!m_messages || m_messages->rowCount() == 0)
        return;
    const QModelIndex index = m_messages->index(std::clamp(row, 0, m_messages->rowCount() - 1));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

bool MessageListView::step(int by)
{
    const int rows = m_messages ? m_messages->rowCount() : 0;
    const int from = currentIndex().isValid() ? currentIndex().row() : (by > 0 ? -1 : rows);
    const int to = from + by;
    if (to < 0 || to >= rows)
        return false;
    selectRow(to);
    return true;
}

void MessageListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (m_restoring && !current.isValid())
        return;
    const PlacementId now = current.isValid() ? m_messages->placementAt(current.row()) : PlacementId{};
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT currentMessageChanged(now);
}

void MessageListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    Q_EMIT selectionCountChanged(selectedCount());
}

void MessageListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    if (!m_messages || m_messages->rowCount() == 0)
        return;
    const QRect area = rect.normalized();
    const int first = rowAtY(area.top() + verticalOffset());
    const int last = rowAtY(area.bottom() + verticalOffset());
    selectionModel()->select(QItemSelection(m_messages->index(first), m_messages->index(last)), flags);
}

QRegion MessageListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const auto &range : selection) {
        const int top = yOf(range.top()) - verticalOffset();
        const int bottom = yOf(range.bottom()) - verticalOffset() + MessageRowPainter::rowHeight(m_density);
        region += QRect(0, top, viewport()->width(), bottom - top).intersected(viewport()->rect());
    }
    return region;
}

QModelIndex MessageListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_messages ? m_messages->rowCount() : 0;
    if (rows == 0)
        return {};
    const int page = std::max(1, viewport()->height() / MessageRowPainter::rowHeight(m_density) - 1);
    int row = currentIndex().isValid() ? currentIndex().row() : -1;
    switch (action) {
    case MoveUp:
    case MovePrevious: row = row < 0 ? 0 : row - 1; break;
    case MoveDown:
    case MoveNext: row += 1; break;
    case MovePageUp: row -= page; break;
    case MovePageDown: row += page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows - 1; break;
    case MoveLeft:
    case MoveRight: break;
    }
    return m_messages->index(std::clamp(row, 0, rows - 1));
}

void MessageListView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentMessage().isValid()) {
        Q_EMIT opened(currentMessage());
        return;
    }
    QListView::keyPressEvent(event);
}

void MessageListView::startDrag(Qt::DropActions)
{
    const int count = selectedCount();
    if (count == 0)
        return;
    const QString text = tr("%n message(s)", nullptr, count);
    const QFont font = m_theme.font(Theme::Type::Strong);
    const QSize size(QFontMetrics(font).horizontalAdvance(text) + 24, 28);
    QPixmap picture(size * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().accent);
    painter.drawRoundedRect(QRect(QPoint(), size), 14, 14);
    painter.setFont(font);
    painter.setPen(m_theme.tokens().onAccent);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    painter.end();

    auto *drag = new QDrag(this); // deletes itself
    drag->setMimeData(makeMessageDrag(count <= kDragCarries ? selectedMessages() : std::vector<PlacementId>{}));
    drag->setPixmap(picture);
    drag->setHotSpot({-8, -8});
    // The store tells which rows go; the view removes none by itself.
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

} // namespace tern::ui
