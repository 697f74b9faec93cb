// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ConversationStrip.h"

#include "ui/reader/ConversationDelegate.h"
#include "ui/reader/ConversationModel.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <numeric>

namespace tern::ui {

ConversationStrip::ConversationStrip(const Theme &theme, bool atEnd, QWidget *parent) : QListView(parent), m_lines(new ConversationModel(this)), m_atEnd(atEnd)
{
    setModel(m_lines);
    setItemDelegate(new ConversationDelegate(theme, !atEnd, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionMode(NoSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    hide();
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) { Q_EMIT opened(messageAt(index)); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

PlacementId ConversationStrip::messageAt(const QModelIndex &index) const
{
    return index.isValid() ? m_lines->row(index.row()).placement : PlacementId{};
}

void ConversationStrip::setRows(std::vector<store::MessageRow> rows)
{
    m_content = std::accumulate(rows.begin(), rows.end(), 0, [](int sum, const auto &row) { return sum + ConversationDelegate::heightOf(row); });
    const bool isNew = m_lines->rowCount() != static_cast<int>(rows.size());
    const bool isEmpty = rows.empty();
    m_lines->setRows(std::move(rows));
    setVisible(!isEmpty);
    fit();
    if (!isNew || isEmpty)
        return;
    doItemsLayout();
    verticalScrollBar()->setValue(m_atEnd ? verticalScrollBar()->maximum() : 0);
}

void ConversationStrip::setMostHeight(int height)
{
    if (height == m_most)
        return;
    m_most = height;
    fit();
    if (m_atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ConversationStrip::fit()
{
    const int wanted = std::min(m_content, m_most);
    if (wanted == height() && minimumHeight() == wanted)
        return;
    setFixedHeight(wanted);
    resize(width(), wanted);    // what scrolls by how much is known at once
    updateGeometries();
}

void ConversationStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT opened(messageAt(currentIndex()));
    else
        QListView::keyPressEvent(event);
}

void ConversationStrip::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        Q_EMIT menuRequested(messageAt(index), viewport()->mapToGlobal(visualRect(index).intersected(viewport()->rect()).center()));
}

void ConversationStrip::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && m_lines->rowCount() > 0)
        setCurrentIndex(m_lines->index(m_atEnd ? m_lines->rowCount() - 1 : 0));
    QListView::focusInEvent(event);
}

} // namespace tern::ui
