// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/ActionRowDelegate.h"

#include "ui/theme/Theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace tern::ui {
namespace {

constexpr int kSide = 16;
constexpr int kTop = 10;
constexpr int kDot = 8;
constexpr int kTextLeft = kSide + kDot + 12;
constexpr int kGap = 16;

const RowData *dataOf(const QModelIndex &index)
{
    const auto *model = qobject_cast<const RowListModel *>(index.model());
    return model ? &model->row(index.row()) : nullptr;
}

QColor toneColour(const Tokens &tokens, RowTone tone)
{
    switch (tone) {
    case RowTone::Busy: return tokens.accent;
    case RowTone::Good: return tokens.good;
    case RowTone::Warning: return tokens.warning;
    case RowTone::Bad: return tokens.bad;
    case RowTone::Normal: break;
    }
    return tokens.muted;
}

void drawDot(QPainter *painter, const QRectF &box, RowTone tone, const QColor &colour)
{
    painter->setRenderHint(QPainter::Antialiasing);
    if (tone == RowTone::Normal) {
        painter->setPen(QPen(colour, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75));
        return;
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawEllipse(box);
}

} // namespace

ActionRowDelegate::ActionRowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QList<QRect> ActionRowDelegate::actionRects(const QRect &row, const RowData &data) const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::Body));
    QList<QRect> rects;
    int right = row.right() - kSide;
    for (auto action = data.actions.rbegin(); action != data.actions.rend(); ++action) {
        const int width = metrics.horizontalAdvance(action->text);
        rects.prepend(QRect(right - width, row.top() + kTop, width, metrics.height()));
        right -= width + kGap;
    }
    return rects;
}

void ActionRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const RowData *data = dataOf(index);
    if (!data)
        return;
    const Tokens &tokens = m_theme.tokens();
    const QRect row = option.rect;
    painter->save();
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(row, selected ? tokens.selection : tokens.pane);
    painter->setPen(tokens.line);
    painter->drawLine(row.bottomLeft(), row.bottomRight());

    const QFont body = m_theme.font(Theme::Type::Body);
    const QFont small = m_theme.font(Theme::Type::Small);
    const QFontMetrics bodyMetrics(body);
    const QFontMetrics smallMetrics(small);
    drawDot(painter, QRectF(row.left() + kSide, row.top() + kTop + (bodyMetrics.height() - kDot) / 2.0, kDot, kDot), data->tone,
            toneColour(tokens, data->tone));

    const QList<QRect> actions = actionRects(row, *data);
    painter->setFont(m_theme.font(Theme::Type::Body));
    painter->setPen(tokens.accent);
    for (qsizetype i = 0; i < actions.size(); ++i)
        painter->drawText(actions.at(i), Qt::AlignLeft | Qt::AlignVCenter, data->actions[std::size_t(i)].text);

    int right = actions.isEmpty() ? row.right() - kSide : actions.first().left() - kGap;
    int y = row.top() + kTop;
    const int left = row.left() + kTextLeft;
    if (!data->aside.isEmpty()) {
        const int width = smallMetrics.horizontalAdvance(data->aside);
        painter->setFont(small);
        painter->setPen(tokens.muted);
        painter->drawText(QRect(right - width, y, width, bodyMetrics.height()), Qt::AlignRight | Qt::AlignVCenter, data->aside);
        right -= width + kGap;
    }
    painter->setFont(body);
    painter->setPen(tokens.text);
    painter->drawText(QRect(left, y, right - left, bodyMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      bodyMetrics.elidedText(data->title, Qt::ElideRight, right - left));
    y += bodyMetrics.height() + 2;
    const int full = row.right() - kSide - left;
    painter->setFont(small);
    if (!data->subtitle.isEmpty()) {
        painter->setPen(tokens.muted);
        painter->drawText(QRect(left, y, full, smallMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                          smallMetrics.elidedText(data->subtitle, Qt::ElideRight, full));
        y += smallMetrics.height() + 2;
    }
    if (!data->problem.isEmpty()) {
        painter->setPen(toneColour(tokens, data->tone));
        painter->drawText(QRect(left, y, full, smallMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                          smallMetrics.elidedText(data->problem, Qt::ElideRight, full));
    }
    painter->restore();
}

QSize ActionRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const RowData *data = dataOf(index);
    const QFontMetrics body(m_theme.font(Theme::Type::Body));
    const QFontMetrics small(m_theme.font(Theme::Type::Small));
    int height = 2 * kTop + body.height();
    if (data && !data->subtitle.isEmpty())
        height += small.height() + 2;
    if (data && !data->problem.isEmpty())
        height += small.height() + 2;
    return {320, height};
}

bool ActionRowDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const RowData *data = dataOf(index);
    if (!data || event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    if (mouse->button() != Qt::LeftButton)
        return false;
    const QList<QRect> rects = actionRects(option.rect, *data);
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (rects.at(i).adjusted(-6, -6, 6, 6).contains(mouse->position().toPoint())) {
            Q_EMIT triggered(index, data->actions[std::size_t(i)].id);
            return true;
        }
    }
    return false;
}

bool ActionRowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &, const QModelIndex &index)
{
    const RowData *data = dataOf(index);
    if (!data || event->type() != QEvent::ToolTip)
        return false;
    QStringList lines{data->problem, data->details};
    lines.removeAll(QString());
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), QLatin1String("<p>") + lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")) + QLatin1String("</p>"), view);
    return true;
}

} // namespace tern::ui
