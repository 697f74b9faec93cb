// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tern::mime {

/// One field of a header block; views into it.
struct RawField {
    std::string_view name;
    std::string_view value;   ///< with its folds
};

/// Splits a header block into fields, up to the empty line; CRLF, LF and CR line ends. Lines that are no field are skipped. Linear.
/// \param most  fields; those behind are left out. Thread: any. The views live as long as `block`.
[[nodiscard]] std::vector<RawField> splitHeaderBlock(std::string_view block, std::size_t most = 20'000);

/// Without folds [RFC 5322 §2.2.3], trimmed.
[[nodiscard]] std::string unfolded(std::string_view value);

[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// The ids of a References, In-Reply-To or Message-ID field, without <>; at most 1,000. Tolerates ids without angle brackets.
[[nodiscard]] std::vector<std::string> parseMessageIds(std::string_view value);

} // namespace tern::mime
