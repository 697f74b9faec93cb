// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace tern::ui {

class Theme;

/// Draws what a style sheet can't draw without pictures: check marks, radio dots, arrows, the drop line.
class TernStyle final : public QProxyStyle {
    Q_OBJECT
public:
    explicit TernStyle(const Theme &theme);
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;

private:
    void drawCheck(const QStyleOption *option, QPainter *painter, bool round) const;
    void drawArrow(PrimitiveElement element, const QRect &rect, const QColor &colour, QPainter *painter) const;

    const Theme &m_theme;
};

} // namespace tern::ui
