// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/Color.h"

#include "core/base/Ascii.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tern::markup {

using namespace ascii;

namespace {

struct Named {
    std::string_view name;
    std::uint32_t rgb;
};

/// CSS Color 4 §6.1, in order.
constexpr std::array<Named, 148> kNamed{{
    {"aliceblue", 0xf0f8ff}, {"antiquewhite", 0xfaebd7}, {"aqua", 0x00ffff}, {"aquamarine", 0x7fffd4}, {"azure", 0xf0ffff}, {"beige", 0xf5f5dc},
    {"bisque", 0xffe4c4}, {"black", 0x000000}, {"blanchedalmond", 0xffebcd}, {"blue", 0x0000ff}, {"blueviolet", 0x8a2be2}, {"brown", 0xa52a2a},
    {"burlywood", 0xdeb887}, {"cadetblue", 0x5f9ea0}, {"chartreuse", 0x7fff00}, {"chocolate", 0xd2691e}, {"coral", 0xff7f50},
    {"cornflowerblue", 0x6495ed}, {"cornsilk", 0xfff8dc}, {"crimson", 0xdc143c}, {"cyan", 0x00ffff}, {"darkblue", 0x00008b}, {"darkcyan", 0x008b8b},
    {"darkgoldenrod", 0xb8860b}, {"darkgray", 0xa9a9a9}, {"darkgreen", 0x006400}, {"darkgrey", 0xa9a9a9}, {"darkkhaki", 0xbdb76b},
    {"darkmagenta", 0x8b008b}, {"darkolivegreen", 0x556b2f}, {"darkorange", 0xff8c00}, {"darkorchid", 0x9932cc}, {"darkred", 0x8b0000},
    {"darksalmon", 0xe9967a}, {"darkseagreen", 0x8fbc8f}, {"darkslateblue", 0x483d8b}, {"darkslategray", 0x2f4f4f}, {"darkslategrey", 0x2f4f4f},
    {"darkturquoise", 0x00ced1}, {"darkviolet", 0x9400d3}, {"deeppink", 0xff1493}, {"deepskyblue", 0x00bfff}, {"dimgray", 0x696969},
    {"dimgrey", 0x696969}, {"dodgerblue", 0x1e90ff}, {"firebrick", 0xb22222}, {"floralwhite", 0xfffaf0}, {"forestgreen", 0x228b22},
    {"fuchsia", 0xff00ff}, {"gainsboro", 0xdcdcdc}, {"ghostwhite", 0xf8f8ff}, {"gold", 0xffd700}, {"goldenrod", 0xdaa520}, {"gray", 0x808080},
    {"green", 0x008000}, {"greenyellow", 0xadff2f}, {"grey", 0x808080}, {"honeydew", 0xf0fff0}, {"hotpink", 0xff69b4}, {"indianred", 0xcd5c5c},
    {"indigo", 0x4b0082}, {"ivory", 0xfffff0}, {"khaki", 0xf0e68c}, {"lavender", 0xe6e6fa}, {"lavenderblush", 0xfff0f5}, {"lawngreen", 0x7cfc00},
    {"lemonchiffon", 0xfffacd}, {"lightblue", 0xadd8e6}, {"lightcoral", 0xf08080}, {"lightcyan", 0xe0ffff}, {"lightgoldenrodyellow", 0xfafad2},
    {"lightgray", 0xd3d3d3}, {"lightgreen", 0x90ee90}, {"lightgrey", 0xd3d3d3}, {"lightpink", 0xffb6c1}, {"lightsalmon", 0xffa07a},
    {"lightseagreen", 0x20b2aa}, {"lightskyblue", 0x87cefa}, {"lightslategray", 0x778899}, {"lightslategrey", 0x778899}, {"lightsteelblue", 0xb0c4de},
    {"lightyellow", 0xffffe0}, {"lime", 0x00ff00}, {"limegreen", 0x32cd32}, {"linen", 0xfaf0e6}, {"magenta", 0xff00ff}, {"maroon", 0x800000},
    {"mediumaquamarine", 0x66cdaa}, {"mediumblue", 0x0000cd}, {"mediumorchid", 0xba55d3}, {"mediumpurple", 0x9370db}, {"mediumseagreen", 0x3cb371},
    {"mediumslateblue", 0x7b68ee}, {"mediumspringgreen", 0x00fa9a}, {"mediumturquoise", 0x48d1cc}, {"mediumvioletred", 0xc71585},
    {"midnightblue", 0x191970}, {"mintcream", 0xf5fffa}, {"mistyrose", 0xffe4e1}, {"moccasin", 0xffe4b5}, {"navajowhite", 0xffdead},
    {"navy", 0x000080}, {"oldlace", 0xfdf5e6}, {"olive", 0x808000}, {"olivedrab", 0x6b8e23}, {"orange", 0xffa500}, {"orangered", 0xff4500},
    {"orchid", 0xda70d6}, {"palegoldenrod", 0xeee8aa}, {"palegreen", 0x98fb98}, {"paleturquoise", 0xafeeee}, {"palevioletred", 0xdb7093},
    {"papayawhip", 0xffefd5}, {"peachpuff", 0xffdab9}, {"peru", 0xcd853f}, {"pink", 0xffc0cb}, {"plum", 0xdda0dd}, {"powderblue", 0xb0e0e6},
    {"purple", 0x800080}, {"rebeccapurple", 0x663399}, {"red", 0xff0000}, {"rosybrown", 0xbc8f8f}, {"royalblue", 0x4169e1}, {"saddlebrown", 0x8b4513},
    {"salmon", 0xfa8072}, {"sandybrown", 0xf4a460}, {"seagreen", 0x2e8b57}, {"seashell", 0xfff5ee}, {"sienna", 0xa0522d}, {"silver", 0xc0c0c0},
    {"skyblue", 0x87ceeb}, {"slateblue", 0x6a5acd}, {"slategray", 0x708090}, {"slategrey", 0x708090}, {"snow", 0xfffafa}, {"springgreen", 0x00ff7f},
    {"steelblue", 0x4682b4}, {"tan", 0xd2b48c}, {"teal", 0x008080}, {"thistle", 0xd8bfd8}, {"tomato", 0xff6347}, {"turquoise", 0x40e0d0},
    {"violet", 0xee82ee}, {"wheat", 0xf5deb3}, {"white", 0xffffff}, {"whitesmoke", 0xf5f5f5}, {"yellow", 0xffff00}, {"yellowgreen", 0x9acd32},
}};

Color fromRgb(std::uint32_t rgb)
{
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>((rgb >> 8) & 0xFF), static_cast<std::uint8_t>(rgb & 0xFF), 1};
}

std::optional<Color> fromHex(std::string_view digits)
{
    if (!std::all_of(digits.begin(), digits.end(), isHexDigit))
        return std::nullopt;
    const auto one = [&](std::size_t i) { return static_cast<std::uint8_t>(hexValue(digits[i]) * 17); };
    const auto two = [&](std::size_t i) { return static_cast<std::uint8_t>(hexValue(digits[i]) * 16 + hexValue(digits[i + 1])); };
    switch (digits.size()) {
    case 3:
        return Color{one(0), one(1), one(2), 1};
    case 4:
        return Color{one(0), one(1), one(2), one(3) / 255.0};
    case 6:
        return Color{two(0), two(2), two(4), 1};
    case 8:
        return Color{two(0), two(2), two(4), two(6) / 255.0};
    default:
        return std::nullopt;
    }
}

double linear(std::uint8_t value)
{
    const double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t encoded(double linear)
{
    const double c = linear <= 0.0031308 ? linear * 12.92 : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(std::clamp(c, 0.0, 1.0) * 255));
}

double weighted(double red, double green, double blue)
{
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/// Mixed with white until the luminance is `wanted`, which is more than it has.
Color lighter(const Color &color, double wanted)
{
    const double now = luminance(color);
    const auto part = [share = (wanted - now) / (1 - now)](std::uint8_t value) { return encoded(linear(value) + (1 - linear(value)) * share); };
    return {part(color.red), part(color.green), part(color.blue), color.alpha};
}

/// Seen in the light of `lamp`, as bright as `wanted`: white becomes the lamp's colour, others keep their hue.
Color inTheLightOf(const Color &lamp, const Color &color, double wanted)
{
    const double red = linear(color.red) * linear(lamp.red);
    const double green = linear(color.green) * linear(lamp.green);
    const double blue = linear(color.blue) * linear(lamp.blue);
    const double sum = weighted(red, green, blue);
    const double factor = sum > 0 ? wanted / sum : 0;
    return {encoded(red * factor), encoded(green * factor), encoded(blue * factor), color.alpha};
}

/// A ground darker than this bears no dark text of contrast 4.5: it stays as it is.
constexpr double kDarkGround = 0.175;
constexpr double kLightestCarriedGround = 0.1;
constexpr double kLightestText = 0.83;
constexpr double kLeastText = 0.68;

} // namespace

double luminance(const Color &color)
{
    return weighted(linear(color.red), linear(color.green), linear(color.blue));
}

double contrast(const Color &one, const Color &other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

std::optional<Color> colorFromWord(std::string_view word)
{
    if (word.starts_with('#'))
        return fromHex(word.substr(1));
    const std::string name = lower(word);
    const auto found = std::lower_bound(kNamed.begin(), kNamed.end(), name, [](const Named &entry, const std::string &wanted) { return entry.name < wanted; });
    if (found == kNamed.end() || found->name != name)
        return std::nullopt;
    return fromRgb(found->rgb);
}

std::optional<Color> colorFromAttribute(std::string_view value)
{
    value = trimmed(value);
    if (const auto color = colorFromWord(value))
        return color;
    return value.size() == 6 ? fromHex(value) : std::nullopt;
}

std::string colorToCss(const Color &color)
{
    char buffer[48];
    if (color.alpha >= 1)
        std::snprintf(buffer, sizeof buffer, "#%02x%02x%02x", color.red, color.green, color.blue);
    else
        std::snprintf(buffer, sizeof buffer, "rgba(%d,%d,%d,%d%%)", color.red, color.green, color.blue, static_cast<int>(std::lround(color.alpha * 100)));
    return buffer;
}

Color textInDark(const Color &color)
{
    const double now = luminance(color);
    const double carried = now < kDarkGround ? kLightestText - (kLightestText - kLeastText) * now / kDarkGround : kLeastText;
    return carried > now ? lighter(color, carried) : color;
}

Color groundInDark(const Color &color, const Ground &ground)
{
    const double now = luminance(color);
    if (now <= kDarkGround)
        return color;
    const double darkest = luminance(ground.pane);
    const double lightest = std::max(kLightestCarriedGround, darkest);
    return inTheLightOf(ground.pane, color, lightest - (lightest - darkest) * (now - kDarkGround) / (1 - kDarkGround));
}

} // namespace tern::markup
