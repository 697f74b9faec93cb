// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

struct sqlite3;

namespace tern::search {

/// The name under which FTS5 knows our tokenizer.
inline constexpr std::string_view kTokenizerName = "tern";
/// The same for texts, which are long: a run of words between ideographs has one position, and each of its words is there once. So the index says
/// which words a text holds, not in which order; what stands alone (Han, Kana, Hangul) keeps its positions, and with them every substring. Words take
/// three quarters of the room that their positions would.
inline constexpr std::string_view kTextTokenizerName = "tern text";

/// Registers the tokenizer with a connection. \return false if this SQLite has no FTS5.
/// Thread: the connection's.
[[nodiscard]] bool registerTokenizer(sqlite3 *connection);

} // namespace tern::search
