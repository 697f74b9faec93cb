// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::ui {

/// Whether HTML refers to pictures, styles or fonts on another machine (links don't count). Looks at the first megabyte. Pure.
[[nodiscard]] bool hasRemoteContent(const QString &html);

} // namespace tern::ui
