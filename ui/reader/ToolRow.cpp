// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ToolRow.h"

#include "ui/widgets/Buttons.h"
#include "ui/widgets/Separator.h"

#include <QAction>
#include <QMenu>
#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kSide = 16;
constexpr int kGap = 2;
constexpr int kAroundLine = 6;
}

ToolRow::ToolRow(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(metrics::kToolRow);
    m_more = new FlatButton(theme, QString(), QStringLiteral("overflow-menu"), this);
    m_more->setInk(Theme::Ink::Muted);
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("More"));
    connect(m_more, &QAbstractButton::clicked, this, &ToolRow::popMenu);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ToolRow::addAction(QAction *action)
{
    auto *button = new FlatButton(m_theme, action->text(), this);
    button->setAction(action);
    m_items.push_back({button, action});
    connect(action, &QAction::changed, this, &ToolRow::arrange);
    arrange();
}

void ToolRow::addSeparator()
{
    m_items.push_back({new Separator(m_theme, Qt::Vertical, this), nullptr});
}

void ToolRow::addToMenu(QAction *action)
{
    m_menuOnly.push_back(action);
}

void ToolRow::setBack(QAction *action)
{
    m_back = new FlatButton(m_theme, QString(), QStringLiteral("go-previous"), this);
    m_back->setAction(action);
    m_back->hide();
}

void ToolRow::showBack(bool on)
{
    m_showBack = on;
    arrange();
}

void ToolRow::arrange()
{
    const int middle = (height() - 1) / 2;
    const auto put = [middle](QWidget *widget, int x) {
        const QSize size = widget->sizeHint();
        widget->setGeometry(x, middle - size.height() / 2, size.width(), size.height());
        widget->show();
        return x + size.width() + kGap;
    };
    const int moreWidth = m_more->sizeHint().width();
    put(m_more, width() - kSide - moreWidth);
    int x = kSide;
    if (m_back) {
        m_back->setVisible(m_showBack);
        if (m_showBack)
            x = put(m_back, x);
    }
    const int end = width() - kSide - moreWidth - kGap;
    m_hidden.clear();
    bool full = false;
    for (const Item &item : m_items) {
        if (!item.action) {
            const bool fits = !full && x + 2 * kAroundLine < end;
            item.widget->setVisible(fits);
            if (fits) {
                item.widget->setGeometry(x + kAroundLine - kGap, middle - 9, 1, 18);
                x += 2 * kAroundLine;
            }
            continue;
        }
        if (!item.action->isEnabled() || !item.action->isVisible()) {
            item.widget->hide();
            continue;
        }
        full = full || x + item.widget->sizeHint().width() > end;
        if (full) {
            item.widget->hide();
            m_hidden.push_back(item.action);
        } else {
            x = put(item.widget, x);
        }
    }
}

void ToolRow::popMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : m_hidden)
        menu->addAction(action);
    if (!m_hidden.empty())
        menu->addSeparator();
    for (QAction *action : m_menuOnly) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - menu->sizeHint().width(), m_more->height())));
}

void ToolRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().pane);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

void ToolRow::resizeEvent(QResizeEvent *)
{
    arrange();
}

} // namespace tern::ui
