// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Shadow.h"

#include <QGraphicsDropShadowEffect>
#include <QWidget>

namespace tern::ui {

namespace {
constexpr double kBlur = 24;
constexpr double kDown = 4;
constexpr int kAlpha = 70;
}

void addShadow(QWidget &widget)
{
    auto *effect = new QGraphicsDropShadowEffect(&widget);
    effect->setBlurRadius(kBlur);
    effect->setOffset(0, kDown);
    effect->setColor(QColor(0, 0, 0, kAlpha));
    widget.setGraphicsEffect(effect);
}

} // namespace tern::ui
