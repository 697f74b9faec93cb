// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Chip.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kPillLongest = 320;
constexpr int kCross = 18;
}

Chip::Chip(const Theme &theme, const QString &text, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Chip::sizeHint() const
{
    return {QFontMetrics(m_theme.font(Theme::Type::Small)).horizontalAdvance(text()) + 22, 24};
}

void Chip::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor border = hasFocus() ? tokens.accent : isChecked() ? tokens.accentSoft : tokens.line;
    painter.setPen(border);
    painter.setBrush(isChecked() ? tokens.accentSoft : underMouse() ? tokens.hover : tokens.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0 - 0.5, height() / 2.0 - 0.5);
    painter.setPen(isChecked() ? tokens.accent : tokens.muted);
    painter.setFont(m_theme.font(Theme::Type::Small));
    painter.drawText(rect(), Qt::AlignCenter, text());
}

void Chip::enterEvent(QEnterEvent *) { update(); }
void Chip::leaveEvent(QEvent *) { update(); }

Pill::Pill(const Theme &theme, const QString &text, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Pill::setDoubtful(bool doubtful)
{
    m_doubtful = doubtful;
    update();
}

QSize Pill::sizeHint() const
{
    return {std::min(kPillLongest, fontMetrics().horizontalAdvance(text()) + 12 + kCross + 4), 24};
}

QRect Pill::crossRect() const
{
    return {width() - kCross - 4, 0, kCross, height()};
}

void Pill::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = m_doubtful ? tokens.warning : tokens.accent;
    painter.setPen(hasFocus() ? QPen(ink, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(m_doubtful ? tokens.warningGround : tokens.accentSoft);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), height() / 2.0 - 1, height() / 2.0 - 1);
    painter.setPen(ink);
    const QRect area(10, 0, width() - 10 - kCross - 4, height());
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text(), Qt::ElideMiddle, area.width()));
    const QPointF centre = QRectF(crossRect()).center();
    painter.setPen(QPen(ink, 1.3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre + QPointF(-3, -3), centre + QPointF(3, 3));
    painter.drawLine(centre + QPointF(-3, 3), centre + QPointF(3, -3));
}

void Pill::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint()))
        Q_EMIT removeRequested();
    else
        QAbstractButton::mousePressEvent(event);
}

void Pill::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else
        QAbstractButton::keyPressEvent(event);
}

Tag::Tag(const Theme &theme, Kind kind, const QString &text, QWidget *parent) : QWidget(parent), m_theme(theme), m_kind(kind)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setText(kind, text);
}

void Tag::setText(Kind kind, const QString &text)
{
    m_kind = kind;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Tag::sizeHint() const
{
    return {QFontMetrics(m_theme.font(Theme::Type::Small)).horizontalAdvance(m_text) + 14, 18};
}

void Tag::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QColor ground = t.background;
    QColor ink = t.muted;
    switch (m_kind) {
    case Kind::Neutral: break;
    case Kind::Good: ground = t.goodGround; ink = t.good; break;
    case Kind::Warning: ground = t.warningGround; ink = t.warning; break;
    case Kind::Bad: ground = t.badGround; ink = t.bad; break;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setPen(ink);
    painter.setFont(m_theme.font(Theme::Type::Small));
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

} // namespace tern::ui
