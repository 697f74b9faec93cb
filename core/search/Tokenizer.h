// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

struct sqlite3;

namespace tern::search {

/// The name under which FTS5 knows our tokenizer.
inline constexpr std::string_view kTokenizerName = "tern";

/// Registers the tokenizer with a connection. \return false if this SQLite has no FTS5.
/// Thread: the connection's.
[[nodiscard]] bool registerTokenizer(sqlite3 *connection);

} // namespace tern::search
