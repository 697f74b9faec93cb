// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/Hiding.h"

#include "core/base/Ascii.h"
#include "core/markup/CssTokens.h"

#include <charconv>

namespace tern::markup {
namespace {

using ascii::lower;
using ascii::trimmed;

/// Calls `is(property, word, isNumber)` for each word of each declaration until it says yes.
template <typename Is>
bool anyWord(std::string_view style, const Is &is)
{
    std::string property;
    bool isValue = false;
    for (const CssToken &token : cssTokens(style)) {
        if (token.kind == CssToken::Kind::Semicolon) {
            isValue = false;
        } else if (token.kind == CssToken::Kind::Colon) {
            isValue = true;
        } else if (!isValue && token.kind == CssToken::Kind::Ident) {
            property = lower(token.text);
        } else if (isValue && token.kind != CssToken::Kind::Space) {
            if (is(property, lower(token.text), token.kind == CssToken::Kind::Number))
                return true;
        }
    }
    return false;
}

bool isUnseen(const std::string &property, const std::string &word)
{
    return (property == "display" && word == "none") || (property == "visibility" && (word == "hidden" || word == "collapse")) || (property == "opacity" && (word == "0" || word == "0%"));
}

} // namespace

std::optional<int> pixels(std::string_view value)
{
    value = trimmed(value);
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc())
        return std::nullopt;
    const std::string unit = lower(value.substr(static_cast<std::size_t>(end - value.data())));
    return unit.empty() || unit == "px" || number == 0 ? std::optional(number) : std::nullopt;
}

bool hidesPicture(std::string_view style)
{
    return anyWord(style, [](const std::string &property, const std::string &word, bool isNumber) {
        if (isUnseen(property, word))
            return true;
        const bool isExtent = property == "width" || property == "height" || property == "max-width" || property == "max-height";
        const auto length = isExtent && isNumber ? pixels(word) : std::nullopt;
        return length && *length <= 1;
    });
}

bool hidesText(std::string_view style)
{
    return anyWord(style, [](const std::string &property, const std::string &word, bool isNumber) {
        if (isUnseen(property, word) || (property == "mso-hide" && word == "all"))
            return true;
        const bool isExtent = property == "font-size" || property == "max-height" || property == "max-width";
        const auto length = isExtent && isNumber ? pixels(word) : std::nullopt;
        // "0.8em" is read as 0 and a unit: a fraction is no nothing.
        return length && *length <= 1 && word.find('.') == std::string::npos;
    });
}

} // namespace tern::markup
