// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FlowLayout.h"

#include <QWidget>

namespace tern::ui {

FlowLayout::FlowLayout(int spacing, bool lastGrows, QWidget *parent) : QLayout(parent), m_lastGrows(lastGrows)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    while (QLayoutItem *item = takeAt(0))
        delete item;
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
    invalidate();
}

void FlowLayout::insertWidget(int index, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(index, new QWidgetItem(widget));
    invalidate();
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < m_items.size() ? m_items.at(index) : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= m_items.size())
        return nullptr;
    invalidate();
    return m_items.takeAt(index);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    const QRect area = rect.marginsRemoved(contentsMargins());
    int x = area.left();
    int y = area.top();
    int lineHeight = 0;
    QList<std::pair<QLayoutItem *, QRect>> line;
    const auto place = [&] {
        for (const auto &[item, box] : line) {
            if (apply)
                item->setGeometry(QRect(box.left(), y + (lineHeight - box.height()) / 2, box.width(), box.height()));
        }
        line.clear();
    };
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        QLayoutItem *item = m_items.at(i);
        if (item->isEmpty())
            continue;
        const bool grows = m_lastGrows && i == m_items.size() - 1;
        QSize size = item->sizeHint();
        if (grows)
            size.setWidth(item->minimumSize().width());
        size.setWidth(std::min(size.width(), area.width()));
        if (!line.isEmpty() && x + size.width() > area.right() + 1) {
            place();
            y += lineHeight + spacing();
            x = area.left();
            lineHeight = 0;
        }
        if (grows)
            size.setWidth(std::max(size.width(), area.right() + 1 - x));
        lineHeight = std::max(lineHeight, size.height());
        line.append({item, QRect(QPoint(x, y), size)});
        x += size.width() + spacing();
    }
    place();
    return y + lineHeight - rect.top() + contentsMargins().bottom();
}

} // namespace tern::ui
