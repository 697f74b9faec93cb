// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/MessageListView.h"

#include "ui/models/DateGroups.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tern::ui {

namespace {
constexpr std::size_t kSelectionKept = 2000;
}

MessageListView::MessageListView(const Theme &theme, QWidget *parent)
    : QListView(parent), m_theme(theme), m_painter(std::make_unique<MessageRowPainter>(theme))
{
    setAccessibleName(tr("Messages"));
    setSelectionMode(ExtendedSelection);
    // Before anything that lays the view out.
    m_bar = new QScrollBar(Qt::Vertical, this);
    m_bar->hide();
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_bar, &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_bar, &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int low, int high) {
        m_bar->setRange(low, high);
        m_bar->setVisible(high > low);
    });
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT opened(m_messages->placementAt(index.row())); });
}

void MessageListView::setMessages(MessageListModel *model)
{
    m_messages = model;
    // Before the view's own slots, which clear the selection.
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &MessageListView::notePlace);
    setModel(model);
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &MessageListView::noteAnchor);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &MessageListView::noteAnchor);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &MessageListView::holdAnchor);
    connect(model, &MessageListModel::groupsChanged, this, [this] {
        updateGeometries();
        viewport()->update();
    });
}

void MessageListView::setDensity(Density density)
{
    noteAnchor();
    m_density = density;
    holdAnchor();
}

void MessageListView::setEmptyText(const QString &title, const QString &hint)
{
    m_emptyTitle = title;
    m_emptyHint = hint;
    viewport()->update();
}

// ---- where things stand ----

int MessageListView::yOf(int row) const
{
    return row * MessageRowPainter::rowHeight(m_density) + m_messages->groups().headingsUpTo(row) * MessageRowPainter::kHeadingHeight;
}

int MessageListView::contentHeight() const
{
    const int rows = m_messages ? m_messages->rowCount() : 0;
    return rows == 0 ? 0 : yOf(rows - 1) + MessageRowPainter::rowHeight(m_density);
}

int MessageListView::rowAtY(int y) const
{
    int low = 0;
    int high = m_messages->rowCount() - 1;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (yOf(middle) + MessageRowPainter::rowHeight(m_density) <= y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int MessageListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect MessageListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || !m_messages)
        return {};
    return {0, yOf(index.row()) - verticalOffset(), viewport()->width(), MessageRowPainter::rowHeight(m_density)};
}

QModelIndex MessageListView::indexAt(const QPoint &point) const
{
    const int y = point.y() + verticalOffset();
    if (!m_messages || m_messages->rowCount() == 0 || y < 0 || y >= contentHeight())
        return {};
    const int row = rowAtY(y);
    return y >= yOf(row) ? m_messages->index(row) : QModelIndex();
}

std::pair<int, int> MessageListView::rowsOnScreen() const
{
    if (!m_messages || m_messages->rowCount() == 0)
        return {0, -1};
    return {rowAtY(verticalOffset()), rowAtY(verticalOffset() + viewport()->height() - 1)};
}

void MessageListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int height = MessageRowPainter::rowHeight(m_density);
    const int top = yOf(index.row());
    // Its heading too, when there is one.
    const int above = m_messages->groups().headingAt(index.row()) ? MessageRowPainter::kHeadingHeight : 0;
    const int room = viewport()->height();
    const int offset = verticalOffset();
    if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(top - (room - height) / 2);
    else if (hint == PositionAtTop || top - above < offset)
        verticalScrollBar()->setValue(top - above);
    else if (hint == PositionAtBottom || top + height > offset + room)
        verticalScrollBar()->setValue(top + height - room);
}

void MessageListView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
}

void MessageListView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    const int room = viewport()->height();
    verticalScrollBar()->setSingleStep(MessageRowPainter::rowHeight(m_density) / 2);
    verticalScrollBar()->setPageStep(room);
    m_bar->setSingleStep(verticalScrollBar()->singleStep());
    m_bar->setPageStep(room);
    m_bar->setGeometry(width() - m_bar->sizeHint().width(), 0, m_bar->sizeHint().width(), height());
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - room));
    Q_EMIT visibleRowsChanged();
}

void MessageListView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void MessageListView::scrollContentsBy(int, int)
{
    viewport()->update();
    Q_EMIT visibleRowsChanged();
}

// ---- keeping the place ----

void MessageListView::noteAnchor()
{
    m_anchor = QPersistentModelIndex();
    if (!m_messages || m_messages->rowCount() == 0 || verticalOffset() == 0)
        return;
    const int row = rowAtY(verticalOffset());
    m_anchor = m_messages->index(row);
    m_anchorOffset = yOf(row) - verticalOffset();
}

void MessageListView::holdAnchor()
{
    updateGeometries();
    if (m_anchor.isValid())
        verticalScrollBar()->setValue(yOf(m_anchor.row()) - m_anchorOffset);
    viewport()->update();
}

void MessageListView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    holdAnchor();
}

void MessageListView::rowsAboutToBeRemoved(const QModelIndex &, int start, int end)
{
    // Where the current row goes is decided by whoever acted (the next message), never by the removal itself.
    const QModelIndex current = currentIndex();
    if (current.isValid() && current.row() >= start && current.row() <= end)
        selectionModel()->clearCurrentIndex();
}

void MessageListView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

void MessageListView::forgetPlace()
{
    m_place = {};
    m_restoring = false;
    selectionModel()->clear();
    verticalScrollBar()->setValue(0);
}

void MessageListView::notePlace()
{
    m_place = {};
    m_place.current = currentMessage();
    for (const auto &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && m_place.selected.size() < kSelectionKept; ++row) {
            if (const auto *message = m_messages->loadedRowAt(row))
                m_place.selected.push_back(message->placement);
        }
    }
    if (m_messages->rowCount() > 0 && verticalOffset() > 0) {
        const int row = rowAtY(verticalOffset());
        m_place.top = m_messages->placementAt(row);
        m_place.topOffset = yOf(row) - verticalOffset();
    }
}

void MessageListView::reset()
{
    m_restoring = true;
    QListView::reset();
    updateGeometries();
    restorePlace();
    m_restoring = false;
    if (currentMessage() != m_told && !currentMessage().isValid() && m_messages) {
        m_told = {};
        Q_EMIT currentMessageChanged({});
    }
}

void MessageListView::restorePlace()
{
    if (!m_messages)
        return;
    QItemSelection selection;
    for (const PlacementId placement : m_place.selected) {
        if (const auto row = m_messages->rowOf(placement))
            selection.select(m_messages->index(*row), m_messages->index(*row));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (m_place.current.isValid()) {
        if (const auto row = m_messages->rowOf(m_place.current))
            selectionModel()->setCurrentIndex(m_messages->index(*row), QItemSelectionModel::NoUpdate);
    }
    if (m_place.top.isValid()) {
        if (const auto row = m_messages->rowOf(m_place.top))
            verticalScrollBar()->setValue(yOf(*row) - m_place.topOffset);
    }
}

// ---- painting ----

void MessageListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme.tokens();
    painter.fillRect(event->rect(), tokens.pane);
    const int rows = m_messages ? m_messages->rowCount() : 0;
    if (rows == 0) {
        if (!m_messages || (!m_messages->isLoaded() && !m_emptyNow))
            return;
        const QRect area = viewport()->rect().adjusted(24, 0, -24, 0);
        const int middle = area.center().y();
        painter.setFont(m_theme.font(Theme::Type::Strong));
        painter.setPen(tokens.text);
        painter.drawText(QRect(area.left(), middle - 40, area.width(), 24), Qt::AlignCenter, m_emptyTitle);
        painter.setFont(m_theme.font(Theme::Type::Small));
        painter.setPen(tokens.muted);
        painter.drawText(QRect(area.left(), middle - 12, area.width(), 60), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyHint);
        return;
    }
    const QDate today = m_messages->today();
    const int height = MessageRowPainter::rowHeight(m_density);
    const int first = rowAtY(event->rect().top() + verticalOffset());
    for (int row = first; row < rows; ++row) {
        const int y = yOf(row) - verticalOffset();
        const auto heading = m_messages->groups().headingAt(row);
        if (heading && y - MessageRowPainter::kHeadingHeight <= event->rect().bottom()) {
            m_painter->paintHeading(painter, QRect(0, y - MessageRowPainter::kHeadingHeight, viewport()->width(), MessageRowPainter::kHeadingHeight),
                                    dateGroupName(*heading, today, QLocale()));
        }
        if (y > event->rect().bottom())
            break;
        const QModelIndex index = m_messages->index(row);
        MessageRowPainter::Row look;
        look.message = m_messages->rowAt(row);
        look.rect = QRect(0, y, viewport()->width(), height);
        look.selected = selectionModel()->isSelected(index);
        look.hovered = row == m_hovered;
        look.focused = hasFocus() && index == currentIndex();
        look.outgoing = m_messages->isOutgoing();
        m_painter->paintRow(painter, look, m_density, today);
    }
}

void MessageListView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

void MessageListView::mouseMoveEvent(QMouseEvent *event)
{
    QListView::mouseMoveEvent(event);
    setHovered(event->buttons() == Qt::NoButton ? indexAt(event->position().toPoint()).row() : -1);
}

void MessageListView::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    setHovered(-1);
}

} // namespace tern::ui
