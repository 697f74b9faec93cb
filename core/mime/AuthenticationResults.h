// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ParsedMessage.h"

namespace tern::mime {

/// What one server found out about a message [RFC 8601].
struct AuthenticationResults {
    struct Result {
        std::string method;            ///< "spf", "dkim", "dmarc", "arc"; lower case
        std::string result;            ///< "pass", "fail", "none" …; lower case
        QString domain;                ///< header.d, header.from or smtp.mailfrom, without what stands before an '@'; empty if not said
    };
    QString server;                    ///< authserv-id
    std::vector<Result> results;       ///< in order, at most 100

    /// "pass" if one of that method did, else the first one's; empty if there is none.
    [[nodiscard]] std::string of(std::string_view method) const;
};

/// Reads the value of one Authentication-Results field. Linear. Thread: any.
[[nodiscard]] AuthenticationResults parseAuthenticationResults(std::string_view value);

/// What the account's own provider found out; nothing if it says nothing. A field counts only if its server is one of the provider's and it stands
/// among the fields that the provider wrote: any sender can write such a field. Pure. Thread: any.
[[nodiscard]] std::optional<AuthenticationResults> trustedResults(const std::vector<HeaderField> &headers, const QStringList &providers);

} // namespace tern::mime
