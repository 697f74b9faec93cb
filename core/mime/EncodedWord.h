// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace tern::mime {

/// Decodes RFC 2047 encoded words within a header value. Neighbouring words of one charset are joined as bytes before decoding, as
/// senders split them inside characters; white space between neighbours is dropped (§6.2). What is no word is decoded as raw text.
/// Linear. Thread: any.
[[nodiscard]] QString decodeEncodedWords(std::string_view raw, std::string_view fallbackCharset);

/// Decodes base64, ignoring what is not of its alphabet.
[[nodiscard]] std::string decodeBase64(std::string_view text);

} // namespace tern::mime
