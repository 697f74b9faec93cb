// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ConversationDelegate.h"

#include "ui/models/DateGroups.h"
#include "ui/models/RowWords.h"
#include "ui/reader/ConversationModel.h"
#include "ui/widgets/Avatar.h"

#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kUnread = 54;
constexpr int kSide = 24;
constexpr int kAvatarSide = 22;
constexpr int kTextLeft = kSide + metrics::kAvatar + 12;   // as the names of open messages stand
constexpr int kLine = 18;
constexpr int kGap = 10;
constexpr int kMark = 14;
constexpr int kWidestPerson = 170;

const store::MessageRow *rowOf(const QModelIndex &index)
{
    const auto *model = qobject_cast<const ConversationModel *>(index.model());
    return model && index.isValid() ? &model->row(index.row()) : nullptr;
}
constexpr int kFolded = ConversationDelegate::kFolded;
}

ConversationDelegate::ConversationDelegate(const Theme &theme, bool below, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_below(below), m_body(theme.font(Theme::Type::Body)), m_strong(theme.font(Theme::Type::Strong)),
      m_small(theme.font(Theme::Type::Small)), m_caption(theme.font(Theme::Type::Caption)), m_bodyMetrics(m_body), m_strongMetrics(m_strong), m_smallMetrics(m_small)
{
}

int ConversationDelegate::heightOf(const store::MessageRow &row)
{
    return ConversationModel::isUnread(row) ? kUnread : kFolded;
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const store::MessageRow *row = rowOf(index);
    return {0, row ? heightOf(*row) : kFolded};
}

/// Date and marks. \return the room they take.
int ConversationDelegate::paintRight(QPainter &painter, const store::MessageRow &row, const QRect &line) const
{
    const Tokens &tokens = m_theme.tokens();
    const QString date = rowDate(row.date, QDate::currentDate(), m_locale);
    painter.setFont(m_small);
    painter.setPen(tokens.muted);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, date);
    int taken = m_smallMetrics.horizontalAdvance(date) + kGap;
    const auto mark = [&](bool wanted, const QString &icon, const QColor &ink) {
        if (!wanted)
            return;
        const QPoint at(line.right() + 1 - taken - kMark, line.center().y() - kMark / 2 + 1);
        painter.drawPixmap(at, m_theme.pixmap(icon, kMark, ink, painter.device()->devicePixelRatioF()));
        taken += kMark + 4;
    };
    mark(row.hasAttachment, QStringLiteral("mail-attachment"), tokens.muted);
    mark(row.flags & store::FlagFlagged, QStringLiteral("flag"), tokens.warning);
    mark(row.flags & store::FlagAnswered, QStringLiteral("mail-replied"), tokens.muted);
    mark(row.pending, QStringLiteral("clock"), tokens.muted);
    return taken;
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const store::MessageRow *row = rowOf(index);
    if (!row)
        return;
    const Tokens &tokens = m_theme.tokens();
    const QRect area = option.rect;
    const bool unread = ConversationModel::isUnread(*row);
    const bool focused = option.state & QStyle::State_HasFocus;
    painter->fillRect(area, focused ? tokens.selection : option.state & QStyle::State_MouseOver ? tokens.hover : tokens.pane);
    painter->fillRect(QRect(area.left() + kSide, m_below ? area.top() : area.bottom(), area.width() - 2 * kSide, 1), tokens.line);

    const QRect line(area.left() + kTextLeft, area.top() + (kFolded - kLine) / 2, area.width() - kTextLeft - kSide, kLine);
    const QString person = rowPerson(*row, false).simplified();
    const QRect round(area.left() + kSide + (metrics::kAvatar - kAvatarSide) / 2, area.top() + (kFolded - kAvatarSide) / 2, kAvatarSide, kAvatarSide);
    paintAvatar(*painter, round, m_caption, initialsOf(row->fromName, row->fromAddress), row->fromAddress);
    if (unread) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.accent);
        painter->drawEllipse(QRectF(area.left() + 10, round.center().y() - 3.5, 8, 8));
        painter->restore();
    }
    const int right = paintRight(*painter, *row, line);
    const int free = line.width() - right;
    const QFontMetrics &metrics = unread ? m_strongMetrics : m_bodyMetrics;
    const QString name = metrics.elidedText(person, Qt::ElideRight, unread ? free : std::min(kWidestPerson, free / 2));
    painter->setFont(unread ? m_strong : m_body);
    painter->setPen(tokens.text);
    painter->drawText(QRect(line.left(), line.top(), free, kLine), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, name);
    QRect text = line.adjusted(0, kLine, 0, kLine);
    if (!unread) {
        const int taken = metrics.horizontalAdvance(name) + kGap;
        text = QRect(line.left() + taken, line.top(), free - taken, kLine);
    }
    painter->setFont(m_small);
    painter->setPen(tokens.muted);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_smallMetrics.elidedText(row->snippet.simplified(), Qt::ElideRight, text.width()));
}

} // namespace tern::ui
