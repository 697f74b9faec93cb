// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace tern::ui {

/// The soft shadow of what floats above the window: small things only, it is drawn through a picture.
void addShadow(QWidget &widget);

} // namespace tern::ui
