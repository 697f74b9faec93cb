// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/JourneyView.h"

#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kMargin = 24;
constexpr int kRail = 20;      ///< where the line runs, from the margin
constexpr int kText = 44;      ///< where words begin, from the margin
constexpr int kStation = 7;    ///< radius
constexpr int kGap = 14;       ///< below a hop
}

JourneyView::JourneyView(const Theme &theme, const mime::Journey &journey, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_firstVouched(journey.firstVouched), m_trust(trustSentence(journey))
{
    for (const mime::Hop &hop : journey.hops)
        m_hops.push_back(hopWords(hop));
    setAccessibleName(tr("The way of the message"));
    setAccessibleDescription(journeyText(journey));
    setMinimumHeight(sizeHint().height());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int JourneyView::hopHeight() const
{
    return fontMetrics().height() * 3 + kGap;
}

int JourneyView::ruleHeight() const
{
    return fontMetrics().height() * 2 + kGap * 2;
}

QSize JourneyView::sizeHint() const
{
    return {640, 2 * kMargin + static_cast<int>(m_hops.size()) * hopHeight() + ruleHeight()};
}

void JourneyView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.tokens().pane);
    int top = kMargin;
    for (std::size_t i = 0; i < m_hops.size(); ++i) {
        if (i == m_firstVouched) {
            paintTrustLine(painter, top);
            top += ruleHeight();
        }
        paintHop(painter, m_hops[i], top, i == 0, i + 1 == m_hops.size());
        top += hopHeight();
    }
    if (m_firstVouched >= m_hops.size())
        paintTrustLine(painter, top);
}

void JourneyView::paintHop(QPainter &painter, const HopWords &words, int top, bool isFirst, bool isLast) const
{
    const Tokens &tokens = m_theme.tokens();
    const int line = fontMetrics().height();
    const QPoint station(kMargin + kRail, top + line / 2);
    const QColor colour = words.isVouchedFor ? tokens.accent : tokens.muted;
    if (!isFirst) {
        painter.setPen(QPen(words.isEncrypted ? tokens.good : tokens.warning, 2, words.isEncrypted ? Qt::SolidLine : Qt::DotLine));
        painter.drawLine(station.x(), top - kGap, station.x(), station.y() - kStation);
    }
    if (!isLast) {
        painter.setPen(QPen(tokens.line, 2));
        painter.drawLine(station.x(), station.y() + kStation, station.x(), top + hopHeight() - kGap);
    }
    painter.setPen(QPen(colour, 2));
    painter.setBrush(words.isVouchedFor ? QBrush(colour) : QBrush(tokens.pane));
    painter.drawEllipse(station, kStation, kStation);

    const int left = kMargin + kText;
    const int width = this->width() - left - kMargin;
    const auto write = [&](const QString &text, const QColor &ink, bool strong, int row) {
        QFont face = font();
        face.setBold(strong);
        painter.setFont(face);
        painter.setPen(ink);
        const QRect box(left, top + row * line, width, line);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
    };
    write(words.where, tokens.text, true, 0);
    write(words.how, tokens.muted, false, 1);
    write(words.when, words.isWrong || words.isLate ? tokens.warning : tokens.muted, false, 2);
}

void JourneyView::paintTrustLine(QPainter &painter, int top) const
{
    const Tokens &tokens = m_theme.tokens();
    const QRect box(kMargin, top, width() - 2 * kMargin, ruleHeight() - kGap);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.accentSoft);
    painter.drawRoundedRect(box, 6, 6);
    painter.setFont(font());
    painter.setPen(tokens.text);
    painter.drawText(box.adjusted(12, 4, -12, -4), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_trust);
}

} // namespace tern::ui
