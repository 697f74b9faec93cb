// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace tern::search {

/// One thing the index knows.
struct Token {
    std::string_view text;   ///< UTF-8, folded; valid during the call
    int begin = 0;           ///< bytes in the input
    int end = 0;
    bool isWord = false;     ///< not an ideograph, nor what stands between two
};

/// Holds a position between ideographs; never produced by text.
inline constexpr std::string_view kGap = "\x01";

/// Cuts text into what is indexed and looked for:
///  * Words: runs of letters, digits and marks; case-folded, compatibility forms unified, diacritics taken off.
///  * Han, Kana and Hangul: each character is a token of its own, one position after the other, so that a phrase of them is an
///    exact substring. Full-width letters and digits are words.
///  * Anything else that stands between two ideographs takes a position, so that no phrase reaches across it; white space and line
///    ends do not, because a text is wrapped anywhere.
/// Invalid UTF-8 separates. A word is cut at 64 characters. `emit` returns false to stop.
/// Linear in the size of the text. Thread: any.
void tokenize(std::string_view text, const std::function<bool(const Token &)> &emit);

/// Whether a character is indexed by itself.
[[nodiscard]] bool standsAlone(char32_t character);

} // namespace tern::search
