// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/MessageRowPainter.h"

#include "ui/models/DateGroups.h"
#include "ui/models/RowWords.h"

#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kTextLeft = 30;
constexpr int kRight = 14;
constexpr int kLine = 19;
constexpr int kTop = 8;
constexpr int kMark = 14;
constexpr int kGap = 8;
constexpr int kLabelGap = 4;
constexpr int kLabelPadding = 10;

bool isUnread(const store::MessageRow &message)
{
    return message.threadUnread || !(message.flags & store::FlagSeen);
}
}

MessageRowPainter::MessageRowPainter(const Theme &theme)
    : m_theme(theme), m_body(theme.font(Theme::Type::Body)), m_strong(theme.font(Theme::Type::Strong)), m_small(theme.font(Theme::Type::Small)),
      m_caption(theme.font(Theme::Type::Caption)), m_bodyMetrics(m_body), m_strongMetrics(m_strong), m_smallMetrics(m_small), m_captionMetrics(m_caption)
{
}

int MessageRowPainter::rowHeight(Density density)
{
    switch (density) {
    case Density::ThreeLines: return 74;
    case Density::TwoLines: return 55;
    case Density::OneLine: return 34;
    }
    return 74;
}

void MessageRowPainter::paintHeading(QPainter &painter, const QRect &rect, const QString &text) const
{
    const Tokens &tokens = m_theme.tokens();
    painter.fillRect(rect, tokens.pane);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line);
    painter.setFont(m_caption);
    painter.setPen(tokens.muted);
    painter.drawText(rect.adjusted(kRight, 3, -kRight, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
}

void MessageRowPainter::paintText(QPainter &painter, const QRect &area, const QString &text, const QFont &font, const QFontMetrics &metrics, const QColor &ink) const
{
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideRight, area.width()));
}

int MessageRowPainter::paintDate(QPainter &painter, const store::MessageRow &message, const QRect &area, QDate today) const
{
    const QString text = rowDate(message.date, today, m_locale);
    painter.setFont(m_small);
    painter.setPen(m_theme.tokens().muted);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight, text);
    return m_smallMetrics.horizontalAdvance(text);
}

int MessageRowPainter::paintMarks(QPainter &painter, const store::MessageRow &message, int right, int middle, const QColor &ink) const
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    int x = right;
    const auto mark = [&](bool wanted, const QString &icon, const QColor &colour) {
        if (!wanted)
            return;
        x -= kMark;
        painter.drawPixmap(x, middle - kMark / 2, m_theme.pixmap(icon, kMark, colour, ratio));
        x -= 3;
    };
    mark(message.flags & store::FlagFlagged, QStringLiteral("flag"), m_theme.tokens().warning);
    mark(message.hasAttachment, QStringLiteral("mail-attachment"), ink);
    mark(message.flags & store::FlagAnswered, QStringLiteral("mail-replied"), ink);
    mark(message.flags & store::FlagForwarded, QStringLiteral("mail-forwarded"), ink);
    mark(message.pending, QStringLiteral("clock"), ink);
    return right - x;
}

int MessageRowPainter::paintLabels(QPainter &painter, const Row &row, const QRect &area, int most) const
{
    const QStringList labels = rowLabels(*row.message);
    if (labels.isEmpty())
        return 0;
    const auto widthOf = [this](const QString &text) { return m_captionMetrics.horizontalAdvance(text) + kLabelPadding; };
    // What doesn't fit is counted; the first is cut rather than left out.
    QStringList shown;
    int width = 0;
    for (const QString &label : labels) {
        const int rest = static_cast<int>(labels.size() - shown.size()) > 1 ? widthOf(QStringLiteral("+9")) + kLabelGap : 0;
        const QString text = m_captionMetrics.elidedText(label, Qt::ElideRight, std::max(most - rest - kLabelPadding, 0));
        if (!shown.isEmpty() && width + kLabelGap + widthOf(label) + rest > most)
            break;
        width += (shown.isEmpty() ? 0 : kLabelGap) + widthOf(text);
        shown << text;
    }
    if (shown.size() < labels.size()) {
        shown << QStringLiteral("+%1").arg(labels.size() - shown.size());
        width += kLabelGap + widthOf(shown.last());
    }
    const Tokens &tokens = m_theme.tokens();
    painter.setFont(m_caption);
    int x = area.right() + 1 - width;
    for (const QString &text : shown) {
        const QRect chip(x, area.center().y() - 7, widthOf(text), 15);
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.selected ? tokens.pane : tokens.accentSoft);
        painter.drawRoundedRect(chip, 4, 4);
        painter.setPen(tokens.accent);
        painter.drawText(chip, Qt::AlignCenter, text);
        x += chip.width() + kLabelGap;
    }
    return width + kGap;
}

void MessageRowPainter::paintPerson(QPainter &painter, const Row &row, const QRect &area) const
{
    const Tokens &tokens = m_theme.tokens();
    const bool unread = isUnread(*row.message);
    const QFontMetrics &metrics = unread ? m_strongMetrics : m_bodyMetrics;
    QRect person = area;
    const QString count = row.message->threadCount > 1 ? m_locale.toString(row.message->threadCount) : QString();
    const int badge = count.isEmpty() ? 0 : m_captionMetrics.horizontalAdvance(count) + 12;
    if (badge > 0)
        person.setWidth(person.width() - badge - 6);
    const QString text = metrics.elidedText(rowPerson(*row.message, row.outgoing).simplified(), Qt::ElideRight, person.width());
    painter.setFont(unread ? m_strong : m_body);
    painter.setPen(tokens.text);
    painter.drawText(person, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    if (badge == 0)
        return;
    const QRect pill(person.left() + metrics.horizontalAdvance(text) + 6, area.center().y() - 7, badge, 15);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.line);
    painter.drawRoundedRect(pill, 7.5, 7.5);
    painter.setFont(m_caption);
    painter.setPen(tokens.muted);
    painter.drawText(pill, Qt::AlignCenter, count);
}

void MessageRowPainter::paintRow(QPainter &painter, const Row &row, Density density, QDate today) const
{
    const Tokens &tokens = m_theme.tokens();
    painter.fillRect(row.rect, row.selected ? tokens.selection : row.hovered ? tokens.background : tokens.pane);
    painter.fillRect(QRect(row.rect.left(), row.rect.bottom(), row.rect.width(), 1), tokens.line);
    if (row.focused)
        painter.fillRect(QRect(row.rect.left(), row.rect.top(), 3, row.rect.height() - 1), tokens.accent);
    if (!row.message)
        return;
    const auto &message = *row.message;
    const bool unread = isUnread(message);
    const int left = row.rect.left() + kTextLeft;
    const int right = row.rect.right() + 1 - kRight;
    const int width = right - left;
    const QFont &font = unread ? m_strong : m_body;
    const QFontMetrics &metrics = unread ? m_strongMetrics : m_bodyMetrics;
    const int top = row.rect.top() + (density == Density::OneLine ? (row.rect.height() - kLine) / 2 : kTop);
    const QRect first(left, top, width, kLine);
    if (unread) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accent);
        painter.drawEllipse(QRectF(row.rect.left() + 10, first.center().y() - 3.5, 8, 8));
    }
    const int date = paintDate(painter, message, first, today);
    if (density == Density::OneLine) {
        const int marks = paintMarks(painter, message, right - date - kGap, first.center().y() + 1, tokens.muted);
        const int person = std::min(150, width / 3);
        paintPerson(painter, row, QRect(left, top, person, kLine));
        QRect rest(left + person + kGap, top, width - person - kGap - date - marks - 2 * kGap, kLine);
        rest.setWidth(rest.width() - paintLabels(painter, row, rest, rest.width() / 3));
        paintText(painter, rest, rowSubject(message).simplified(), font, metrics, tokens.text);
        return;
    }
    paintPerson(painter, row, first.adjusted(0, 0, -date - kGap, 0));
    const QRect second = first.translated(0, kLine);
    const int marks = paintMarks(painter, message, right, second.center().y() + 1, tokens.muted);
    QRect subject = second.adjusted(0, 0, -marks - (marks > 0 ? kGap : 0), 0);
    if (density == Density::TwoLines)
        subject.setWidth(subject.width() - paintLabels(painter, row, subject, width / 3));
    paintText(painter, subject, rowSubject(message).simplified(), font, metrics, tokens.text);
    if (density != Density::ThreeLines)
        return;
    QRect third = second.translated(0, kLine);
    third.setWidth(third.width() - paintLabels(painter, row, third, width / 2));
    paintText(painter, third, message.snippet.simplified(), m_small, m_smallMetrics, tokens.muted);
}

} // namespace tern::ui
