// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/ActionRowList.h"

#include "ui/rows/ActionRowDelegate.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>

namespace tern::ui {

ActionRowList::ActionRowList(const Theme &theme, const QString &emptyTitle, const QString &emptyText, QWidget *parent)
    : QListView(parent), m_theme(theme), m_emptyTitle(emptyTitle), m_emptyText(emptyText)
{
    setModel(&m_rows);
    auto *delegate = new ActionRowDelegate(theme, this);
    setItemDelegate(delegate);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(QListView::Adjust);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(delegate, &ActionRowDelegate::triggered, this, &ActionRowList::trigger);
    connect(&theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
    // The height of a row follows its text.
    connect(&m_rows, &QAbstractItemModel::dataChanged, this, [this] { scheduleDelayedItemsLayout(); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_rows, signal, viewport(), [this] { viewport()->update(); });
}

void ActionRowList::trigger(const QModelIndex &index, int action)
{
    Q_EMIT actionTriggered(m_rows.row(index.row()).key, action);
}

void ActionRowList::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return QListView::keyPressEvent(event);
    const RowData &row = m_rows.row(index.row());
    if (!row.actions.empty() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return trigger(index, row.actions.front().id);
    if (!row.actions.empty() && event->key() == Qt::Key_Delete)
        return trigger(index, row.actions.back().id);
    if (event->matches(QKeySequence::Copy))
        return QGuiApplication::clipboard()->setText(index.data(Qt::AccessibleTextRole).toString());
    QListView::keyPressEvent(event);
}

void ActionRowList::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const RowData row = m_rows.row(index.row());
    QMenu menu(this);
    for (const RowAction &action : row.actions)
        connect(menu.addAction(action.text), &QAction::triggered, this, [this, row, action] { Q_EMIT actionTriggered(row.key, action.id); });
    if (!row.details.isEmpty())
        connect(menu.addAction(tr("Details…")), &QAction::triggered, this, [this, row] { showDetails(row); });
    if (menu.isEmpty())
        return;
    const QPoint at = event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    menu.exec(at);
}

void ActionRowList::showDetails(const RowData &row)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, row.title, row.problem.isEmpty() ? row.subtitle : row.problem, QMessageBox::Close, this);
    box->setInformativeText(row.details);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void ActionRowList::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_rows.rowCount() > 0)
        return;
    QPainter painter(viewport());
    const QRect area = viewport()->rect().adjusted(24, 0, -24, 0);
    const QFontMetrics metrics(m_theme.font(Theme::Type::Strong));
    const int middle = area.center().y();
    painter.setFont(m_theme.font(Theme::Type::Strong));
    painter.setPen(m_theme.tokens().text);
    painter.drawText(QRect(area.left(), middle - metrics.height() - 2, area.width(), metrics.height()), Qt::AlignCenter, m_emptyTitle);
    painter.setFont(m_theme.font(Theme::Type::Body));
    painter.setPen(m_theme.tokens().muted);
    painter.drawText(QRect(area.left(), middle + 4, area.width(), 3 * metrics.height()), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

} // namespace tern::ui
