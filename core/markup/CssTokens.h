// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tern::markup {

/// A token of CSS Syntax Level 3, escapes already resolved: `\75rl(` is the function `url` as a browser sees it.
struct CssToken {
    enum class Kind {
        Space,
        Ident,
        Function,   ///< text is the name; the "(" belongs to it
        AtKeyword,
        Hash,
        String,
        BadString,  ///< ended by a line break
        Url,        ///< unquoted url(...); text is the address
        BadUrl,
        Number,     ///< with its unit or "%"; text is as written
        Delim,      ///< one character
        Open,       ///< ( [ {
        Close,      ///< ) ] }
        Colon,
        Semicolon,
        Comma,
    };
    Kind kind = Kind::Space;
    std::string text;

    [[nodiscard]] bool is(Kind wanted, std::string_view value) const { return kind == wanted && text == value; }
    bool operator==(const CssToken &) const = default;
};

/// Cuts CSS into tokens; comments and the marks <!-- and --> vanish. Linear in its size; every input has a reading. Thread: any.
[[nodiscard]] std::vector<CssToken> cssTokens(std::string_view css);

/// Writes tokens so that a browser reads just these tokens again, whatever their text is and whatever was left out between them; "<" never appears.
/// Thread: any, one at a time.
class CssWriter final {
public:
    explicit CssWriter(std::string &out) : m_out(out) {}
    void write(const CssToken &token);

private:
    std::string &m_out;
    CssToken m_last;
};

} // namespace tern::markup
