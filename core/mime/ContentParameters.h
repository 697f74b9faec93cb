// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <string>
#include <string_view>

namespace tern::mime {

/// A Content-Type or Content-Disposition value: the token before the first semicolon (lower case) and its parameters, decoded.
struct ContentParameters {
    std::string value;
    std::map<std::string, QString> parameters;   ///< by lower-case name; RFC 2231 forms win over plain ones
    std::string boundary;                        ///< that parameter's bytes, as the delimiters have them
    bool repeated = false;                       ///< one is there twice in the same form; the plain form beside the RFC 2231 one is as it should be

    [[nodiscard]] QString get(const std::string &name) const;
};

/// Reads RFC 2045 §5.1 parameters with RFC 2231 continuations and charsets in any order, RFC 2047 words inside quotes (which mail has), and raw
/// 8-bit text. Linear; at most 200 parameters. Thread: any.
[[nodiscard]] ContentParameters parseContentParameters(std::string_view raw, std::string_view fallbackCharset = "GB18030");

} // namespace tern::mime
