// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::mime {

/// The first readable characters of a text on one line: quotes, attribution lines and signatures skipped where something else is there.
[[nodiscard]] QString snippetOf(const QString &text, int maxCharacters = 140);

} // namespace tern::mime
