// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tern::markup {

/// The media type of a picture that a view may show, by its first bytes, whatever it is called: png, jpeg, gif, webp, bmp. Empty for anything else,
/// SVG too (it is a document). Thread: any.
[[nodiscard]] std::string_view pictureType(std::string_view bytes);

} // namespace tern::markup
