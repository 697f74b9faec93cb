// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

struct sqlite3;

namespace tern::search {

/// The name under which FTS5 knows our tokenizer.
inline constexpr std::string_view kTokenizerName = "tern";
/// The two halves of what a text holds, for two indexes. Words have no order in theirs (`detail=none`), which takes a third of the room that positions
/// would; Han, Kana and Hangul keep their places in theirs, and with them every substring. There a word between two ideographs is something that stands
/// between them, as a comma is.
inline constexpr std::string_view kWordTokenizerName = "tern words";
inline constexpr std::string_view kIdeographTokenizerName = "tern ideographs";

/// Registers the tokenizer with a connection. \return false if this SQLite has no FTS5.
/// Thread: the connection's.
[[nodiscard]] bool registerTokenizer(sqlite3 *connection);

} // namespace tern::search
