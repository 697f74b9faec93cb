// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

namespace tern::ui {

/// Makes the icon themes known: search paths for platforms that name none, and the fallback.
void setUpIconThemes();

/// An icon whose colour is asked of the theme each time it is drawn.
[[nodiscard]] QIcon tintedIcon(const Theme &theme, const QString &name, Theme::Ink ink);

/// The shape of a named icon, filled with one colour.
[[nodiscard]] QPixmap tintedPixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio);

} // namespace tern::ui
