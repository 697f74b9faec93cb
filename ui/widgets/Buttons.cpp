// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Buttons.h"

#include <QAction>
#include <QPainter>

namespace tern::ui {

namespace {

constexpr int kArrow = 14; ///< width of the menu mark with its gap

void drawMenuMark(QPainter &painter, QPointF centre, const QColor &colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{centre + QPointF(-3.5, -2), centre + QPointF(3.5, -2), centre + QPointF(0, 2.5)});
}

/// The name without its mnemonic mark.
QString plain(QString text)
{
    return text.remove(u'&');
}

} // namespace

PrimaryButton::PrimaryButton(const Theme &theme, const QString &text, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setText(text);
    setFont(theme.font(Theme::Type::Strong));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PrimaryButton::setMenuMark(bool on)
{
    m_menuMark = on;
    updateGeometry();
}

QSize PrimaryButton::sizeHint() const
{
    const int text = QFontMetrics(m_theme.font(Theme::Type::Strong)).horizontalAdvance(plain(this->text()));
    return {text + 32 + (m_menuMark ? kArrow : 0), 32};
}

void PrimaryButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = tokens.accent;
    if (!isEnabled())
        ground = tokens.line;
    else if (isDown())
        ground = ground.darker(112);
    else if (underMouse())
        ground = ground.lighter(m_theme.isDark() ? 107 : 112);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
    const QColor ink = isEnabled() ? tokens.onAccent : tokens.muted;
    if (hasFocus()) {
        painter.setPen(QPen(ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), metrics::kRadius - 2, metrics::kRadius - 2);
    }
    painter.setPen(ink);
    painter.setFont(m_theme.font(Theme::Type::Strong));
    QRect area = rect();
    if (m_menuMark) {
        const int width = painter.fontMetrics().horizontalAdvance(plain(text()));
        area.adjust(0, 0, -kArrow, 0);
        drawMenuMark(painter, QPointF(area.center().x() + width / 2.0 + 9, rect().center().y() + 1), ink);
        painter.setPen(ink);
    }
    painter.drawText(area, Qt::AlignCenter, plain(text()));
}

void PrimaryButton::enterEvent(QEnterEvent *) { update(); }
void PrimaryButton::leaveEvent(QEvent *) { update(); }

FlatButton::FlatButton(const Theme &theme, const QString &text, QWidget *parent) : FlatButton(theme, text, QString(), parent) {}

FlatButton::FlatButton(const Theme &theme, const QString &text, const QString &iconName, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_iconName(iconName)
{
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FlatButton::setInk(Theme::Ink ink)
{
    m_ink = ink;
    update();
}

void FlatButton::setStrong(bool strong)
{
    m_strong = strong;
    updateGeometry();
}

void FlatButton::setTight()
{
    m_tight = true;
    updateGeometry();
}

void FlatButton::setMenuMark(bool on)
{
    m_menuMark = on;
    updateGeometry();
}

void FlatButton::setAction(QAction *action)
{
    takeFrom(action);
    connect(action, &QAction::changed, this, [this, action] { takeFrom(action); });
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
}

void FlatButton::takeFrom(const QAction *action)
{
    if (!text().isEmpty() || m_iconName.isEmpty())
        setText(action->text());
    setToolTip(action->toolTip());
    setAccessibleName(plain(action->text()));
    setVisible(action->isEnabled() && action->isVisible());
    updateGeometry();
}

QSize FlatButton::sizeHint() const
{
    const QFontMetrics fm(m_theme.font(m_strong ? Theme::Type::Strong : Theme::Type::Body));
    const bool iconOnly = text().isEmpty();
    int width = iconOnly ? 0 : fm.horizontalAdvance(plain(text()));
    if (!m_iconName.isEmpty())
        width += metrics::kIcon + (iconOnly ? 0 : 6);
    if (m_menuMark)
        width += kArrow;
    return {width + (iconOnly ? 12 : 2 * side()), m_tight ? 20 : 30};
}

int FlatButton::side() const
{
    return m_tight ? 4 : 10;
}

void FlatButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isDown() || isChecked() || (underMouse() && isEnabled())) {
        QColor ground = tokens.text;
        ground.setAlphaF(isDown() || isChecked() ? 0.11f : 0.06f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
    }
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
    }
    const QColor ink = isEnabled() ? m_theme.colour(m_ink) : tokens.muted;
    const bool iconOnly = text().isEmpty();
    int x = iconOnly ? (width() - metrics::kIcon - (m_menuMark ? kArrow : 0)) / 2 : side();
    if (!m_iconName.isEmpty()) {
        painter.drawPixmap(x, (height() - metrics::kIcon) / 2, m_theme.pixmap(m_iconName, metrics::kIcon, ink, devicePixelRatioF()));
        x += metrics::kIcon + (iconOnly ? 0 : 6);
    }
    painter.setFont(m_theme.font(m_strong ? Theme::Type::Strong : Theme::Type::Body));
    painter.setPen(ink);
    const QString shown = plain(text());
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (m_menuMark)
        drawMenuMark(painter, QPointF(x + painter.fontMetrics().horizontalAdvance(shown) + 9, height() / 2.0 + 0.5), ink);
}

void FlatButton::enterEvent(QEnterEvent *) { update(); }
void FlatButton::leaveEvent(QEvent *) { update(); }

} // namespace tern::ui
