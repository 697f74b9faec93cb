// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/Sidebar.h"

#include "ui/mainwindow/FolderDelegate.h"
#include "ui/widgets/Buttons.h"

#include <QDropEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace tern::ui {

FolderView::FolderView(const Theme &theme, FolderModel &model, QWidget *parent)
    : QTreeView(parent), m_theme(theme), m_model(model), m_delegate(new FolderDelegate(theme, this))
{
    setAccessibleName(tr("Folders"));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setAcceptDrops(true);
    setDragDropMode(DropOnly);
    setDropIndicatorShown(false);
    setAutoExpandDelay(600);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setItemDelegate(m_delegate);
    setModel(&model);
    viewport()->setAutoFillBackground(false);
    connect(&model, &FolderModel::aboutToRebuild, this, [this] {
        m_keepKey = currentKey();
        m_quiet = true;
    });
    connect(&model, &FolderModel::rebuilt, this, &FolderView::restore);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_collapsed.insert(m_model.node(index)->key()); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_collapsed.erase(m_model.node(index)->key()); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    restore();
}

void FolderView::restore()
{
    m_quiet = true;
    const auto closed = m_collapsed;
    expandAll();
    for (const QString &key : closed) {
        if (const QModelIndex index = m_model.indexOf(key); index.isValid())
            setExpanded(index, false);
    }
    m_collapsed = closed;
    if (!m_keepKey.isEmpty())
        setCurrentIndex(m_model.indexOf(m_keepKey));
    m_quiet = false;
}

QStringList FolderView::collapsed() const
{
    return {m_collapsed.begin(), m_collapsed.end()};
}

void FolderView::setCollapsed(const QStringList &keys)
{
    m_collapsed = {keys.begin(), keys.end()};
    restore();
}

void FolderView::showCurrent(const QString &key)
{
    m_quiet = true;
    setCurrentIndex(m_model.indexOf(key));
    m_quiet = false;
}

QString FolderView::currentKey() const
{
    const FolderNode *node = m_model.node(currentIndex());
    return node ? node->key() : QString();
}

void FolderView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (!m_quiet && current.isValid())
        Q_EMIT chosen(m_model.node(current));
}

QModelIndex FolderView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    // Headings of accounts and folders without mail are stepped over.
    const QModelIndex start = currentIndex();
    QModelIndex next = QTreeView::moveCursor(action, modifiers);
    const bool up = action == MoveUp || action == MovePrevious || action == MoveEnd || action == MovePageUp;
    while (next.isValid() && !(m_model.flags(next) & Qt::ItemIsSelectable))
        next = up ? indexAbove(next) : indexBelow(next);
    return next.isValid() ? next : start;
}

void FolderView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const FolderNode *node = m_model.node(index);
    if (node && event->button() == Qt::LeftButton) {
        if (m_delegate->arrowRect(visualRect(index), index).contains(event->position().toPoint())) {
            setExpanded(index, !isExpanded(index));
            return;
        }
        if (node->kind == FolderNode::Kind::Account) {
            Q_EMIT accountClicked(node->account.id);
            return;
        }
    }
    if (event->button() == Qt::RightButton)
        return; // the menu is about the folder under the pointer; the list stays
    const bool again = index.isValid() && index == currentIndex();
    QTreeView::mousePressEvent(event);
    if (again && !m_quiet)
        Q_EMIT chosen(m_model.node(index)); // leaves a search, or shows the list on a narrow window
}

void FolderView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const FolderNode *node = m_model.node(index);
    if (node && node->kind == FolderNode::Kind::Folder && !node->children.empty())
        setExpanded(index, !isExpanded(index));
}

void FolderView::setDropTarget(const QModelIndex &index)
{
    m_delegate->setDropTarget(index);
    viewport()->update();
}

void FolderView::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && m_model.canDropMimeData(event->mimeData(), event->dropAction(), -1, -1, index)) {
        setDropTarget(index);
        event->acceptProposedAction();
    } else {
        setDropTarget({});
        event->ignore();
    }
}

void FolderView::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTreeView::dragLeaveEvent(event);
    setDropTarget({});
}

void FolderView::dropEvent(QDropEvent *event)
{
    setDropTarget({});
    // Anywhere on a line means into that folder, never between two.
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!index.isValid() || !m_model.canDropMimeData(event->mimeData(), event->dropAction(), -1, -1, index))
        return event->ignore();
    m_model.dropMimeData(event->mimeData(), event->dropAction(), -1, -1, index);
    event->acceptProposedAction();
}

Sidebar::Sidebar(const Theme &theme, FolderModel &model, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 8);
    column->setSpacing(0);
    m_write = new PrimaryButton(theme, tr("Write"), this);
    m_write->setAccessibleName(tr("Write a message"));
    m_write->setFixedHeight(37);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 14);
    row->addWidget(m_write);
    column->addLayout(row);
    m_folders = new FolderView(theme, model, this);
    QPalette clear = m_folders->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_folders->setPalette(clear);
    m_folders->setStyleSheet(QStringLiteral("QTreeView { background: transparent; }"));
    column->addWidget(m_folders, 1);
    m_menuButton = new FlatButton(theme, QString(), QStringLiteral("application-menu"), this);
    m_menuButton->setInk(Theme::Ink::Muted);
    m_menuButton->setAccessibleName(tr("Menu"));
    m_menuButton->setToolTip(tr("Menu"));
    auto *below = new QHBoxLayout;
    below->setContentsMargins(10, 4, 8, 0);
    below->addWidget(m_menuButton);
    below->addStretch(1);
    column->addLayout(below);
    connect(m_menuButton, &QAbstractButton::clicked, this, &Sidebar::popMenu);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setFocusProxy(m_folders);
    setMinimumWidth(160);
}

void Sidebar::popMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : m_menu) {
        if (!action)
            menu->addSeparator();
        else if (action->isEnabled())
            menu->addAction(action);
    }
    menu->popup(m_menuButton->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().sidebar);
}

} // namespace tern::ui
