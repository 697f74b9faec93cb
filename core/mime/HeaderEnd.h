// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace tern::mime {

/// Where a header ends and its body begins.
struct HeaderEnd {
    std::size_t header = 0;        ///< offset behind the last line of the header
    std::size_t body = 0;          ///< offset of the body, behind the empty line if there is one
    bool strayLine = false;        ///< a line among the fields is none
    bool noEmptyLine = false;      ///< the body begins without one
};

/// Looks for the end of the header that begins at `begin`. \param isDelimiter  ends a header too; called for lines that begin with "--", without their line
/// end. A line that is no field ends the header unless a field follows it. Linear. Thread: any.
[[nodiscard]] HeaderEnd findHeaderEnd(std::string_view text, std::size_t begin, const std::function<bool(std::string_view)> &isDelimiter = {});

} // namespace tern::mime
