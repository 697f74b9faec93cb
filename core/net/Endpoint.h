// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tern {

/// How a connection is protected.
enum class Security {
    Tls,        ///< TLS from the first byte
    StartTls,   ///< upgraded by STARTTLS/STLS; refused when the server can't
    Plain       ///< nothing; only for servers on this machine or when the person insists
};

/// The stable name ("tls", "starttls", "plain").
[[nodiscard]] const char *securityName(Security security);

/// Where a server listens.
struct Endpoint {
    std::string host;           ///< DNS name (ASCII) or numeric address without brackets
    std::uint16_t port = 0;
    Security security = Security::Tls;

    bool operator==(const Endpoint &) const = default;
    /// "imap.example.com:993", "[::1]:993".
    [[nodiscard]] std::string toString() const;
};

/// Whether a numeric address is this machine's or of a network of one's own: loopback, private, link-local, unique-local [RFC 1918, 3927, 4193].
[[nodiscard]] bool isNearAddress(const std::string &address);

} // namespace tern
