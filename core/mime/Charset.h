// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>

namespace tern::mime {

/// Decodes bytes that claim to be in `charset`. Aliases as mail has them (gb2312, gbk, cp936 → GB18030; big5 → Big5-HKSCS); UTF-7 is refused
/// (read as if undeclared); a wrong label on valid UTF-8 is overruled; unknown, ASCII or empty: UTF-8 if valid, else `fallback` if that can be, else Latin-1;
/// of GB18030 and Latin-1 the one that the bytes read like.
/// What can't be decoded becomes U+FFFD. Thread: any.
[[nodiscard]] QString decodeText(std::string_view bytes, std::string_view charset, std::string_view fallback = "GB18030");

/// Decodes bytes as `charset` whatever they look like: a person's own choice. Unknown and refused charsets: as decodeText(). Thread: any.
[[nodiscard]] QString decodeTextAs(std::string_view bytes, std::string_view charset);

/// RFC 2047 encoded words and raw 8-bit text of an unstructured field; neighbouring words are joined as bytes first. Controls become
/// spaces and marks of writing direction go: what is returned stays on its line and hides nothing. Thread: any.
[[nodiscard]] QString decodeHeaderText(std::string_view raw, std::string_view fallback = "GB18030");

/// UTF-7: text in it can hide what it is from whoever looks at it on the way.
[[nodiscard]] bool isRefusedCharset(std::string_view charset);
/// Whether a name is one that decodeText() reads; none at all counts as known. Thread: any.
[[nodiscard]] bool isKnownCharset(std::string_view charset);

[[nodiscard]] bool isValidUtf8(std::string_view bytes);

} // namespace tern::mime
