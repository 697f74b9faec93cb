// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/markup/Color.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tern::markup {

/// What CSS of a message may become.
struct CssRules {
    /// What to load instead of this address; nullopt: nothing. Empty: nothing at all may be loaded.
    std::function<std::optional<std::string>(std::string_view url)> picture;
    /// Set for a dark window: colours are carried over to it.
    bool dark = false;
    Ground ground;
};

/// A message's CSS without anything that loads, moves out of its place or is not known to be harmless; what a browser would read of
/// hidden spellings (escapes, comments) is what is judged. Linear. Thread: any.
/// \param css  of a style="" attribute, UTF-8
[[nodiscard]] std::string sanitizeDeclarations(std::string_view css, const CssRules &rules);
/// \param css  of a style sheet: rules and @media stay, other at-rules go (so do those for a dark scheme: Tern carries over colours itself)
[[nodiscard]] std::string sanitizeStyleSheet(std::string_view css, const CssRules &rules);

} // namespace tern::markup
