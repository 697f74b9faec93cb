// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tern::smtp {

/// One reply of a server [RFC 5321 §4.2], its lines taken together.
struct SmtpReply {
    int code = 0;
    std::vector<std::string> lines;  ///< without code, CR or LF; control characters replaced by spaces

    [[nodiscard]] bool isPositive() const { return code >= 200 && code < 300; }
    [[nodiscard]] bool isTemporary() const { return code >= 400 && code < 500; }
    /// The server's own words, lines joined by a space; an enhanced status code [RFC 3463] stands once, at the front.
    [[nodiscard]] std::string text() const;
    /// "5.1.1", or empty when the server gives none.
    [[nodiscard]] std::string enhancedCode() const;
};

/// One line of a reply.
struct SmtpReplyLine {
    int code = 0;
    bool isLast = true;
    std::string_view text;
};
/// Errors: ProtocolError.
[[nodiscard]] Result<SmtpReplyLine> parseReplyLine(std::string_view line);

/// What a reply that refuses something stands for: ServerBye (421), ServerBusy (4xx), QuotaExceeded and MessageTooLarge (by code), else `otherwise`.
[[nodiscard]] Error errorFromReply(const SmtpReply &reply, ErrorKind otherwise, std::string where);

} // namespace tern::smtp
