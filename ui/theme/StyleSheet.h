// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QPalette>
#include <QString>

namespace tern::ui {

/// The application's style sheet for standard widgets, made of tokens alone.
[[nodiscard]] QString styleSheetFor(const Tokens &tokens);
[[nodiscard]] QPalette paletteFor(const Tokens &tokens);

} // namespace tern::ui
