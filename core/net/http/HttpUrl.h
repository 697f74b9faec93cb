// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tern::http {

/// Where an HTTPS request goes. There is no plain HTTP in Tern.
struct HttpUrl {
    std::string host;               ///< ASCII, lower case, without brackets
    std::uint16_t port = 443;
    std::string target = "/";       ///< path and query, percent-encoded

    /// Errors: InvalidInput for anything but "https://host[:port][/…]" in plain ASCII; Unsupported for another scheme.
    [[nodiscard]] static Result<HttpUrl> parse(std::string_view text);
    /// A Location header's value, seen from here [RFC 9110 §10.2.2]. Errors: as parse().
    [[nodiscard]] Result<HttpUrl> follow(std::string_view location) const;
    /// "https://host/target"; the port only when it isn't 443.
    [[nodiscard]] std::string toString() const;
};

/// application/x-www-form-urlencoded.
using FormFields = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string encodeForm(const FormFields &fields);
[[nodiscard]] std::map<std::string, std::string> decodeForm(std::string_view text);

} // namespace tern::http
