// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tern::markup {

/// A colour of sRGB.
struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    double alpha = 1;

    bool operator==(const Color &) const = default;
};

/// The window a message is shown in.
struct Ground {
    Color pane{255, 255, 255, 1};
    Color text{0, 0, 0, 1};
};

/// Relative luminance, 0 to 1 [WCAG 2.1]. Alpha is ignored.
[[nodiscard]] double luminance(const Color &color);
/// 1 to 21 [WCAG 2.1].
[[nodiscard]] double contrast(const Color &one, const Color &other);

/// "#abc", "#aabbcc", with alpha; a name of CSS Color 4. Nullopt: no colour, or one without a value of its own (currentcolor, inherit).
[[nodiscard]] std::optional<Color> colorFromWord(std::string_view word);
/// bgcolor="" and the like: as above, and the six digits without "#".
[[nodiscard]] std::optional<Color> colorFromAttribute(std::string_view value);
[[nodiscard]] std::string colorToCss(const Color &color);

/// A colour of text, carried over to a dark window: dark becomes light, its hue stays. Of a pair that had a contrast of 4.5 on a ground, text and
/// ground carried over have it again.
[[nodiscard]] Color textInDark(const Color &color);
/// A ground, carried over: light becomes dark, down to the pane for white; dark ones and colours of middle lightness stay.
[[nodiscard]] Color groundInDark(const Color &color, const Ground &ground);

} // namespace tern::markup
