// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/ConsoleView.h"

#include "core/net/ProtocolTrace.h"
#include "ui/console/ConsoleModel.h"
#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

namespace tern::ui {
namespace {

constexpr int kLeft = 16;
constexpr int kLeading = 4;

} // namespace

ConsoleDelegate::ConsoleDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void ConsoleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const QFont mono = m_theme.font(Theme::Type::Mono);
    const QFontMetrics metrics(mono);
    const QRect row = option.rect;
    const QString text = index.data(ConsoleModel::TextRole).toString();
    painter->save();
    painter->setFont(mono);
    if (option.state & QStyle::State_Selected) {
        QColor ground = tokens.consoleNote;
        ground.setAlpha(60);
        painter->fillRect(row, ground);
    }
    const auto draw = [&](int x, const QString &piece, const QColor &colour) {
        painter->setPen(colour);
        painter->drawText(QRect(x, row.top(), row.right() - x, row.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, piece);
        return x + metrics.horizontalAdvance(piece);
    };
    int x = row.left() + kLeft;
    const auto direction = TraceDirection(index.data(ConsoleModel::DirectionRole).toInt());
    if (index.data(ConsoleModel::HeadingRole).toBool() || direction == TraceDirection::Note) {
        draw(x, text, tokens.consoleNote);
        painter->restore();
        return;
    }
    const bool client = direction == TraceDirection::Client;
    x = draw(x, client ? QStringLiteral("C ") : QStringLiteral("S "), client ? tokens.consoleClient : tokens.consoleServer);
    const QString secret = QStringLiteral("[secret]");
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, from)) {
        x = draw(x, text.mid(from, at - from), tokens.consoleText);
        x = draw(x, secret, tokens.consoleNote);
        from = at + secret.size();
    }
    draw(x, metrics.elidedText(text.mid(from), Qt::ElideRight, std::max(0, row.right() - x - kLeft)), tokens.consoleText);
    painter->restore();
}

QSize ConsoleDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, QFontMetrics(m_theme.font(Theme::Type::Mono)).height() + kLeading};
}

ConsoleView::ConsoleView(const Theme &theme, QWidget *parent) : QListView(parent), m_theme(theme)
{
    setItemDelegate(new ConsoleDelegate(theme, this));
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Dialogue with the servers"));
    applyColours();
    connect(&theme, &Theme::changed, this, &ConsoleView::applyColours);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) { m_follow = value >= verticalScrollBar()->maximum() - 4; });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_follow)
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    });
}

void ConsoleView::setModel(QAbstractItemModel *model)
{
    QListView::setModel(model);
    if (model)
        connect(model, &QAbstractItemModel::modelReset, this, [this] { m_follow = true; });
}

void ConsoleView::applyColours()
{
    setStyleSheet(QStringLiteral("QListView { background: %1; border: 0; }").arg(m_theme.tokens().consoleGround.name()));
}

void ConsoleView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
        event->accept();
        return;
    }
    // What the mouse shows by resting on a line.
    if (event->matches(QKeySequence::HelpContents) && currentIndex().isValid()) {
        const QRect row = visualRect(currentIndex());
        QToolTip::showText(viewport()->mapToGlobal(row.bottomLeft() + QPoint(kLeft, 0)), currentIndex().data(Qt::ToolTipRole).toString(), viewport(), row);
        event->accept();
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace tern::ui
