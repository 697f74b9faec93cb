// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace tern::mime {

/// How a part's bytes are written [RFC 2045 §6]; None stands for 7bit, 8bit, binary and what nobody knows.
enum class TransferEncoding : std::uint8_t { None, QuotedPrintable, Base64, Uuencode };

/// \param known  set to false for a name that is no encoding's.
[[nodiscard]] TransferEncoding transferEncoding(std::string_view name, bool *known = nullptr);

/// Hands the decoded bytes on piece by piece; memory doesn't grow with the part. What is not of the encoding's alphabet is passed over. Linear. Thread: any.
void decodeTransfer(std::string_view encoded, TransferEncoding encoding, const std::function<void(std::string_view)> &take);

/// All of it at once. With None nothing is copied by the view, but by this.
[[nodiscard]] QByteArray decodedTransfer(std::string_view encoded, TransferEncoding encoding);

/// RFC 2045 §6.7, appended to `out`; a soft line break may be followed by spaces.
void decodeQuotedPrintable(std::string_view text, std::string &out);

/// One line of uuencode, its length character first; appended to `out`. \return false for a line that is none.
bool decodeUuLine(std::string_view line, std::string &out);

/// Where base64 ends and something else begins that was put behind it without being encoded, as list managers do; npos if nothing was.
[[nodiscard]] std::size_t endOfBase64(std::string_view text);

} // namespace tern::mime
