// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ElidedLabel.h"

#include <QPainter>

namespace tern::ui {

ElidedLabel::ElidedLabel(const Theme &theme, Theme::Type type, Theme::Ink ink, const QString &text, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_type(type), m_ink(ink)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text.simplified();
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

void ElidedLabel::setInk(Theme::Ink ink)
{
    m_ink = ink;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics fm(m_theme.font(m_type));
    return {fm.horizontalAdvance(m_text) + 2, fm.height() + 1};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics fm(m_theme.font(m_type));
    return {std::min(sizeHint().width(), fm.horizontalAdvance(QStringLiteral("mmm…"))), fm.height() + 1};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(m_type));
    painter.setPen(m_theme.colour(m_ink));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    setToolTip(sizeHint().width() > width() + 2 ? m_text.toHtmlEscaped() : QString());
}

} // namespace tern::ui
