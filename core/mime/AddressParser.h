// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Address.h"

#include <string_view>

namespace tern::mime {

/// Reads an address list from the bytes of a header field [RFC 5322 §3.4], before decoding, as an encoded word may hold a comma. Tolerant:
/// groups are flattened, comments become names where there is none, two angle addresses in one entry are two entries (both are seen).
/// Linear; at most 100,000 entries. Thread: any.
[[nodiscard]] std::vector<Address> parseAddresses(std::string_view raw, std::string_view fallbackCharset = "GB18030");

} // namespace tern::mime
