// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace tern::markup {

/// The pixels of width="1", width="1px"; nullopt for none or a percentage. Thread: any.
[[nodiscard]] std::optional<int> pixels(std::string_view value);

/// Whether the declarations of a style attribute leave nothing of a picture to be seen. Linear. Thread: any.
[[nodiscard]] bool hidesPicture(std::string_view style);

/// Whether they leave nothing of a text to be seen: not displayed, invisible, transparent, of no size. Linear. Thread: any.
[[nodiscard]] bool hidesText(std::string_view style);

} // namespace tern::markup
