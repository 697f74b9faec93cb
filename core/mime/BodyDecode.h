// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace tern::mime {

/// The text of one part, or of its beginning: transfer encoding ("base64", "quoted-printable", else none) and charset undone; a character that the
/// cut went through is dropped. Thread: any.
[[nodiscard]] QString decodePart(std::string_view bytes, std::string_view encoding, std::string_view charset);

} // namespace tern::mime
