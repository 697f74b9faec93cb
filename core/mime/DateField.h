// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace tern::mime {

struct DateField {
    UnixMillis at = 0;
    int offsetMinutes = 0;   ///< the sender's offset from UTC
};

/// Reads a Date field [RFC 5322 §3.3, §4.3], tolerantly: two-digit years, zone names, missing seconds, a missing weekday, "GMT+0800".
/// Years 1900 to 9999. Thread: any.
[[nodiscard]] std::optional<DateField> parseDateField(std::string_view value);

/// "Mon, 23 Nov 2026 09:41:02 +0800", never localised.
[[nodiscard]] std::string formatDateField(const DateField &date);

} // namespace tern::mime
