// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::store {

/// The longest word near the beginning of a text, as an FTS5 phrase to look it up by; only the beginning of a very long one. Empty if there is none.
/// Pure.
[[nodiscard]] QString searchableWord(const QString &text);

} // namespace tern::store
