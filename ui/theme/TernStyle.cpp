// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/TernStyle.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace tern::ui {

TernStyle::TernStyle(const Theme &theme) : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(theme) {}

void TernStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(option, painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(option, painter, true);
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowRight:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorSpinDown:
    case PE_IndicatorSpinUp:
        return drawArrow(element, option->rect, m_theme.tokens().muted, painter);
    case PE_FrameFocusRect:
        return; // focus is shown by borders and selections
    case PE_IndicatorItemViewItemDrop: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.tokens().accent, 2));
        painter->drawRoundedRect(option->rect.adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
        painter->restore();
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void TernStyle::drawCheck(const QStyleOption *option, QPainter *painter, bool round) const
{
    const Tokens &tokens = m_theme.tokens();
    const bool on = option->state & (State_On | State_NoChange);
    const bool enabled = option->state & State_Enabled;
    const QColor ground = !on ? tokens.background : enabled ? tokens.accent : tokens.muted;
    const QColor border = on ? ground : (option->state & State_HasFocus) ? tokens.accent : tokens.muted;
    QRectF box(0, 0, 16, 16);
    box.moveCenter(QRectF(option->rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(border, 1));
    painter->setBrush(ground);
    const qreal radius = round ? 8 : 4;
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.onAccent);
        painter->drawEllipse(box.center(), 3, 3);
    } else if (on) {
        painter->setPen(QPen(tokens.onAccent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        QPainterPath mark;
        if (option->state & State_NoChange) {
            mark.moveTo(box.left() + 4, box.center().y());
            mark.lineTo(box.right() - 4, box.center().y());
        } else {
            mark.moveTo(box.left() + 4, box.top() + 8.5);
            mark.lineTo(box.left() + 7, box.top() + 11.5);
            mark.lineTo(box.left() + 12, box.top() + 5);
        }
        painter->drawPath(mark);
    }
    painter->restore();
}

void TernStyle::drawArrow(PrimitiveElement element, const QRect &rect, const QColor &colour, QPainter *painter) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rect).center());
    switch (element) {
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp: painter->rotate(180); break;
    case PE_IndicatorArrowRight: painter->rotate(-90); break;
    case PE_IndicatorArrowLeft: painter->rotate(90); break;
    default: break;
    }
    painter->drawPolyline(QPolygonF{{-3.5, -1.75}, {0, 1.75}, {3.5, -1.75}});
    painter->restore();
}

int TernStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize: return metrics::kIcon;
    case PM_SplitterWidth: return 1;
    case PM_MenuPanelWidth: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int TernStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Menu_SloppySubMenus:
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ComboBox_Popup: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_Widget_Animation_Duration: return m_theme.motion() ? metrics::kMotionMs : 0;
    case SH_EtchDisabledText: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace tern::ui
