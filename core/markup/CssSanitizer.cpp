// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/CssSanitizer.h"

#include "core/base/Ascii.h"
#include "core/markup/CssTokens.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <vector>

namespace tern::markup {

using namespace ascii;

namespace {

using Kind = CssToken::Kind;
using Tokens = std::span<const CssToken>;

template <std::size_t N>
bool contains(const std::array<std::string_view, N> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// They can't load anything. All others make their declaration vanish; url() is looked at on its own.
constexpr std::array<std::string_view, 24> kHarmlessFunctions{
    "calc", "clamp", "circle", "ellipse", "hsl", "hsla", "inset", "linear-gradient", "matrix", "max", "min", "minmax", "polygon", "radial-gradient", "repeat",
    "repeating-linear-gradient", "repeating-radial-gradient", "rgb", "rgba", "rotate", "scale", "skew", "translate", "translatey"};
constexpr std::array<std::string_view, 3> kWithPicture{"background", "background-image", "list-style-image"};
/// The names (of properties) that begin so have no use, or one that is against the reader.
constexpr std::array<std::string_view, 8> kRefusedBeginnings{"--", "mso-", "-moz-", "behavior", "animation", "-webkit-animation", "transition", "-webkit-transition"};
constexpr std::array<std::string_view, 7> kRefused{"cursor", "pointer-events", "user-select", "-webkit-user-select", "will-change", "resize", "zoom"};
constexpr std::array<std::string_view, 5> kPseudoClassesOfTheReader{"visited", "hover", "active", "focus", "target"};
constexpr int kDeepestBlock = 8;

Tokens withoutSpace(Tokens tokens)
{
    while (!tokens.empty() && tokens.front().kind == Kind::Space)
        tokens = tokens.subspan(1);
    while (!tokens.empty() && tokens.back().kind == Kind::Space)
        tokens = tokens.first(tokens.size() - 1);
    return tokens;
}

bool opens(const CssToken &token)
{
    return token.kind == Kind::Open || token.kind == Kind::Function;
}

/// Where the first of `ends` lies outside brackets, from `at`; the size if nowhere. A stray closing bracket does not count.
template <class IsEnd>
std::size_t find(Tokens tokens, std::size_t at, IsEnd isEnd)
{
    int depth = 0;
    for (; at < tokens.size(); ++at) {
        if (depth == 0 && isEnd(tokens[at]))
            return at;
        if (opens(tokens[at]))
            ++depth;
        else if (tokens[at].kind == Kind::Close && depth > 0)
            --depth;
    }
    return at;
}

/// Past the block that opens at `at`.
std::size_t pastBlock(Tokens tokens, std::size_t at)
{
    return std::min(tokens.size(), find(tokens, at + 1, [](const CssToken &token) { return token.kind == Kind::Close; }) + 1);
}

bool isBalanced(Tokens tokens)
{
    int depth = 0;
    for (const CssToken &token : tokens) {
        depth += opens(token) ? 1 : token.kind == Kind::Close ? -1 : 0;
        if (depth < 0)
            return false;
    }
    return depth == 0;
}

bool isGroundProperty(std::string_view name)
{
    return name.starts_with("background") || name.starts_with("border") || name.starts_with("outline") || name.ends_with("-shadow");
}

bool isTextProperty(std::string_view name)
{
    return name == "color" || name.starts_with("text-decoration") || name == "fill" || name == "caret-color" || name == "column-rule-color"
        || name == "-webkit-text-fill-color";
}

/// rgb(), rgba(), hsl() and hsla() with plain numbers.
std::optional<Color> colorFromFunction(std::string_view name, Tokens arguments)
{
    std::vector<double> values;
    std::vector<bool> percents;
    for (const CssToken &token : arguments) {
        if (token.kind == Kind::Space || token.kind == Kind::Comma || token.is(Kind::Delim, "/"))
            continue;
        if (token.kind != Kind::Number)
            return std::nullopt;
        values.push_back(std::strtod(token.text.c_str(), nullptr));
        percents.push_back(token.text.ends_with('%'));
    }
    if (values.size() != 3 && values.size() != 4)
        return std::nullopt;
    const double alpha = values.size() == 3 ? 1 : std::clamp(percents[3] ? values[3] / 100 : values[3], 0.0, 1.0);
    const auto byte = [](double part) { return static_cast<std::uint8_t>(std::lround(std::clamp(part, 0.0, 255.0))); };
    if (name.starts_with("rgb")) {
        const auto part = [&](std::size_t i) { return byte(percents[i] ? values[i] * 2.55 : values[i]); };
        return Color{part(0), part(1), part(2), alpha};
    }
    const double hue = std::fmod(std::fmod(values[0], 360) + 360, 360) / 30;
    const double saturation = std::clamp(values[1] / 100, 0.0, 1.0);
    const double lightness = std::clamp(values[2] / 100, 0.0, 1.0);
    const auto part = [&](double n) {
        const double k = std::fmod(n + hue, 12);
        const double a = saturation * std::min(lightness, 1 - lightness);
        return byte(255 * (lightness - a * std::max(-1.0, std::min({k - 3, 9 - k, 1.0}))));
    };
    return Color{part(0), part(8), part(4), alpha};
}

/// One declaration's value, judged and carried over.
class Value {
public:
    Value(std::string_view property, const CssRules &rules) : m_property(property), m_rules(rules) {}

    std::optional<std::string> run(Tokens tokens)
    {
        std::string out;
        CssWriter writer(out);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const CssToken &token = tokens[i];
            if (token.kind == Kind::BadString || token.kind == Kind::BadUrl || token.is(Kind::Open, "{") || token.is(Kind::Close, "}"))
                return std::nullopt;
            if (token.kind == Kind::Url) {
                if (!picture(token.text, writer))
                    return std::nullopt;
                continue;
            }
            if (token.kind != Kind::Function) {
                writer.write(carriedOver(token));
                continue;
            }
            const std::string name = lower(token.text);
            const std::size_t end = find(tokens, i + 1, [](const CssToken &t) { return t.kind == Kind::Close; });
            const Tokens arguments = withoutSpace(tokens.subspan(i + 1, end - i - 1));
            if (name == "url") {
                if (arguments.size() != 1 || arguments[0].kind != Kind::String || !picture(arguments[0].text, writer))
                    return std::nullopt;
                i = end;
            } else if (const auto color = colorFromFunction(name, arguments); color && end < tokens.size()) {
                writeColor(carriedOver(*color), writer);
                i = end;
            } else if (contains(kHarmlessFunctions, name)) {
                writer.write(token);
            } else {
                return std::nullopt;
            }
        }
        return out;
    }

private:
    bool picture(std::string_view url, CssWriter &writer)
    {
        if (!contains(kWithPicture, m_property))
            return false;
        const auto instead = m_rules.picture ? m_rules.picture(url) : std::nullopt;
        writer.write(instead ? CssToken{Kind::Url, *instead} : CssToken{Kind::Ident, "none"});
        return true;
    }

    [[nodiscard]] CssToken carriedOver(const CssToken &token) const
    {
        if (!m_rules.dark || (token.kind != Kind::Ident && token.kind != Kind::Hash))
            return token;
        const auto color = colorFromWord(token.kind == Kind::Hash ? '#' + token.text : token.text);
        if (!color)
            return token;
        const Color carried = carriedOver(*color);
        return carried == *color ? token : CssToken{Kind::Hash, colorToCss({carried.red, carried.green, carried.blue, 1}).substr(1)};
    }

    [[nodiscard]] Color carriedOver(const Color &color) const
    {
        if (!m_rules.dark)
            return color;
        if (isTextProperty(m_property))
            return textInDark(color);
        return isGroundProperty(m_property) ? groundInDark(color, m_rules.ground) : color;
    }

    static void writeColor(const Color &color, CssWriter &writer)
    {
        const Color solid{color.red, color.green, color.blue, 1};
        if (color.alpha >= 1)
            return writer.write({Kind::Hash, colorToCss(solid).substr(1)});
        writer.write({Kind::Function, "rgba"});
        for (const int part : {int{color.red}, int{color.green}, int{color.blue}}) {
            writer.write({Kind::Number, std::to_string(part)});
            writer.write({Kind::Comma, ","});
        }
        writer.write({Kind::Number, std::to_string(std::lround(color.alpha * 100)) + '%'});
        writer.write({Kind::Close, ")"});
    }

    std::string m_property;
    const CssRules &m_rules;
};

bool isRefused(const std::string &name, Tokens value)
{
    if (contains(kRefused, name) || std::any_of(kRefusedBeginnings.begin(), kRefusedBeginnings.end(), [&](auto begin) { return name.starts_with(begin); }))
        return true;
    // Nothing is laid over the rest of the window's message, or stays where it is while one scrolls.
    return name == "position" && std::any_of(value.begin(), value.end(), [](const CssToken &token) {
        const std::string word = lower(token.text);
        return word == "fixed" || word == "sticky" || word == "-webkit-sticky";
    });
}

std::string declarations(Tokens tokens, const CssRules &rules)
{
    std::string out;
    for (std::size_t at = 0; at < tokens.size();) {
        const std::size_t end = find(tokens, at, [](const CssToken &token) { return token.kind == Kind::Semicolon; });
        const Tokens one = withoutSpace(tokens.subspan(at, end - at));
        at = end + 1;
        if (one.size() < 3 || one[0].kind != Kind::Ident)
            continue;
        const Tokens rest = withoutSpace(one.subspan(1));
        if (rest.empty() || rest[0].kind != Kind::Colon)
            continue;
        const Tokens value = withoutSpace(rest.subspan(1));
        const std::string name = lower(one[0].text);
        if (value.empty() || !isBalanced(value) || isRefused(name, value))
            continue;
        if (const auto written = Value(name, rules).run(value)) {
            CssWriter(out).write(one[0]);
            out += ':';
            out += *written;
            out += ';';
        }
    }
    return out;
}

/// A selector that asks what the reader did (or a malformed one) makes its rule vanish, but for :hover and the like on what loads nothing anyway.
std::optional<std::string> selector(Tokens tokens)
{
    if (!isBalanced(tokens))
        return std::nullopt;
    std::string out;
    CssWriter writer(out);
    for (const CssToken &token : withoutSpace(tokens)) {
        if (token.kind == Kind::BadString || token.kind == Kind::BadUrl || token.kind == Kind::Url || token.kind == Kind::Semicolon || token.kind == Kind::AtKeyword
            || (token.kind == Kind::Function && lower(token.text) == "url"))
            return std::nullopt;
        if (token.kind == Kind::Ident && contains(kPseudoClassesOfTheReader, lower(token.text)))
            return std::nullopt;
        writer.write(token);
    }
    return out.empty() ? std::nullopt : std::optional(out);
}

bool asksForScheme(Tokens tokens)
{
    return std::any_of(tokens.begin(), tokens.end(), [](const CssToken &token) { return lower(token.text).find("color-scheme") != std::string::npos; });
}

std::string rulesOf(Tokens tokens, const CssRules &rules, int depth)
{
    std::string out;
    for (std::size_t at = 0; at < tokens.size();) {
        const bool isAtRule = tokens[at].kind == Kind::AtKeyword;
        const std::size_t open = find(tokens, at, [&](const CssToken &token) { return token.is(Kind::Open, "{") || (isAtRule && token.kind == Kind::Semicolon); });
        if (open >= tokens.size())
            break;
        const Tokens prelude = tokens.subspan(at, open - at);
        if (tokens[open].kind == Kind::Semicolon) {
            at = open + 1;
            continue;
        }
        const std::size_t past = pastBlock(tokens, open);
        const std::size_t close = past > open + 1 && tokens[past - 1].kind == Kind::Close ? past - 1 : past;
        const Tokens block = tokens.subspan(open + 1, close - open - 1);
        at = past;
        if (!isAtRule) {
            const auto written = selector(prelude);
            const std::string inner = written ? declarations(block, rules) : std::string();
            if (!inner.empty())
                out += *written + '{' + inner + "}\n";
            continue;
        }
        if (lower(prelude[0].text) != "media" || depth >= kDeepestBlock || asksForScheme(prelude))
            continue;
        const auto query = selector(prelude.subspan(1));
        const std::string inner = query ? rulesOf(block, rules, depth + 1) : std::string();
        if (!inner.empty())
            out += "@media " + *query + "{\n" + inner + "}\n";
    }
    return out;
}

} // namespace

std::string sanitizeDeclarations(std::string_view css, const CssRules &rules)
{
    const std::vector<CssToken> tokens = cssTokens(css);
    return declarations(tokens, rules);
}

std::string sanitizeStyleSheet(std::string_view css, const CssRules &rules)
{
    const std::vector<CssToken> tokens = cssTokens(css);
    return rulesOf(tokens, rules, 0);
}

} // namespace tern::markup
