// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tern::store {

class Connection;

/// One file of a profile: its name as attached, and its numbered migrations. `PRAGMA user_version` says how many have run.
struct FileSchema {
    std::string_view name;                     ///< "main", "content", "cache"
    std::span<const std::string_view> steps;   ///< names are qualified by the caller's search order; see Schema.cpp
};

[[nodiscard]] const FileSchema &durableSchema();
[[nodiscard]] const FileSchema &contentSchema();
[[nodiscard]] const FileSchema &cacheSchema();

/// Brings one file up to date, each step in a transaction of its own. Throws SQLite::Exception.
/// \return false if the file was made by a newer Tern; it is left alone.
[[nodiscard]] bool migrate(Connection &connection, const FileSchema &schema);

/// FTS5 `tokenize` values of the two indexes of texts.
struct TextTokenizers {
    std::string words;
    std::string ideographs;
};

/// Makes the text indexes where they are missing or were made with another tokenizer. Throws SQLite::Exception.
/// What has to be read again for the texts' is marked with it; the headers' counts as missing until fillHeaderIndex() has told otherwise.
/// \param headers  the FTS5 `tokenize` value of the headers' index
/// \return whether the headers' was made anew and has to be filled.
[[nodiscard]] bool prepareIndexes(Connection &connection, const std::string &headers, const TextTokenizers &texts);

} // namespace tern::store
