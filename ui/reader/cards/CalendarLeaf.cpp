// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/CalendarLeaf.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace tern::ui {

namespace {
constexpr int kBand = 18;
}

CalendarLeaf::CalendarLeaf(const Theme &theme, QDate day, bool isOff, QWidget *parent) : QWidget(parent), m_theme(theme), m_day(day), m_isOff(isOff)
{
    setFixedSize(sizeHint());
    setAccessibleName(QLocale().toString(day, QLocale::LongFormat));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CalendarLeaf::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF leaf = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(leaf, metrics::kRadius, metrics::kRadius);
    painter.fillPath(shape, tokens.pane);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRectF(0, 0, width(), kBand), m_isOff ? tokens.line : tokens.accent);
    painter.restore();
    painter.setPen(tokens.line);
    painter.drawPath(shape);
    painter.setFont(m_theme.font(Theme::Type::Caption));
    painter.setPen(m_isOff ? tokens.muted : tokens.onAccent);
    painter.drawText(QRect(0, 0, width(), kBand), Qt::AlignCenter, QLocale().standaloneMonthName(m_day.month(), QLocale::ShortFormat));
    QFont number = m_theme.font(Theme::Type::Title);
    number.setStrikeOut(m_isOff);
    painter.setFont(number);
    painter.setPen(m_isOff ? tokens.muted : tokens.text);
    painter.drawText(QRect(0, kBand, width(), height() - kBand), Qt::AlignCenter, QString::number(m_day.day()));
}

} // namespace tern::ui
