// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/PaneStage.h"

#include <QDataStream>
#include <QIODevice>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tern::ui {

namespace {
constexpr int kDockHeight = 260;
constexpr QSize kSmallest{360, 320};
constexpr quint32 kSizesVersion = 1;

QSplitter *makeSplitter(Qt::Orientation orientation, QWidget *parent)
{
    auto *splitter = new QSplitter(orientation, parent);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}
}

PaneStage::PaneStage(QWidget *sidebar, QWidget *list, QWidget *reader, QWidget *parent)
    : QWidget(parent), m_sidebar(sidebar), m_list(list), m_reader(reader)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_rows = makeSplitter(Qt::Vertical, this);
    m_columns = makeSplitter(Qt::Horizontal, m_rows);
    m_centre = new QStackedWidget(m_columns);
    m_mail = makeSplitter(Qt::Horizontal, m_centre);
    m_mail->addWidget(list);
    m_mail->addWidget(reader);
    m_mail->setStretchFactor(0, 0);
    m_mail->setStretchFactor(1, 1);
    m_centre->addWidget(m_mail);
    m_columns->addWidget(sidebar);
    m_columns->addWidget(m_centre);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_docks = new QStackedWidget(m_rows);
    m_docks->setMinimumHeight(96);
    m_docks->hide();
    m_rows->addWidget(m_columns);
    m_rows->addWidget(m_docks);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    column->addWidget(m_rows);
    const int wide = 10'000;   // the rest
    m_columns->setSizes({metrics::kSidebarWidth, wide});
    m_mail->setSizes({metrics::kListWidth, wide});
    m_rows->setSizes({wide, kDockHeight});
}

bool PaneStage::readerCovers() const
{
    return width() < metrics::kReaderCoversBelow;
}

bool PaneStage::onePane() const
{
    return width() < metrics::kOnePaneBelow;
}

void PaneStage::show(Level level)
{
    m_level = level;
    arrange();
}

bool PaneStage::back()
{
    if (m_level == Level::Reader && readerCovers())
        show(Level::List);
    else if (m_level == Level::List && onePane())
        show(Level::Folders);
    else
        return false;
    return true;
}

void PaneStage::arrange()
{
    const bool covers = readerCovers();
    const bool one = onePane();
    const QWidget *focus = window()->focusWidget();
    m_sidebar->setVisible(!one || m_level == Level::Folders);
    m_centre->setVisible(!one || m_level != Level::Folders);
    m_list->setVisible(!covers || m_level != Level::Reader);
    m_reader->setVisible(!covers || m_level == Level::Reader);
    // Else Qt gives the keyboard to whatever comes next, a button as well as the list.
    if (focus && isAncestorOf(focus) && !focus->isVisible())
        focusShown();
    Q_EMIT arranged();
}

void PaneStage::focusShown()
{
    QWidget *pane = m_level == Level::Folders ? m_sidebar : m_level == Level::List ? m_list : m_reader;
    pane->setFocus(Qt::OtherFocusReason);
}

void PaneStage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void PaneStage::showPage(QWidget *page)
{
    if (!page) {
        m_centre->setCurrentWidget(m_mail);
        return;
    }
    if (m_centre->indexOf(page) < 0)
        m_centre->addWidget(page);
    m_centre->setCurrentWidget(page);
}

QWidget *PaneStage::page() const
{
    return m_centre->currentWidget() == m_mail ? nullptr : m_centre->currentWidget();
}

QWidget &PaneStage::upper()
{
    return *m_columns;
}

void PaneStage::showDock(QWidget *dock)
{
    if (!dock) {
        m_docks->hide();
        return;
    }
    if (m_docks->indexOf(dock) < 0)
        m_docks->addWidget(dock);
    m_docks->setCurrentWidget(dock);
    m_docks->show();
}

QWidget *PaneStage::dock() const
{
    return m_docks->isVisible() ? m_docks->currentWidget() : nullptr;
}

QSize PaneStage::minimumSizeHint() const
{
    return kSmallest;
}

QByteArray PaneStage::saveSizes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << kSizesVersion << m_columns->saveState() << m_mail->saveState() << m_rows->saveState();
    return bytes;
}

void PaneStage::restoreSizes(const QByteArray &sizes)
{
    QDataStream in(sizes);
    quint32 version = 0;
    QByteArray columns, mail, rows;
    in >> version >> columns >> mail >> rows;
    if (in.status() != QDataStream::Ok || version != kSizesVersion)
        return;
    m_columns->restoreState(columns);
    m_mail->restoreState(mail);
    m_rows->restoreState(rows);
}

} // namespace tern::ui
