// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/Endpoint.h"
#include "core/store/Records.h"

#include <optional>
#include <string_view>

namespace tern::accounts {

/// Stored settings as an endpoint; an unknown security number is read as Tls.
[[nodiscard]] Endpoint endpointOf(const store::ServerSettings &settings);
[[nodiscard]] store::ServerSettings settingsOf(const Endpoint &endpoint, std::string user);

/// "imap.example.com:993:tls", "[::1]:1143:starttls", "localhost:143:plain". Nothing when malformed.
[[nodiscard]] std::optional<Endpoint> parseEndpoint(std::string_view text);

/// A numeric loopback address or "localhost": a name that merely resolves to one doesn't count.
[[nodiscard]] bool isLoopbackHost(std::string_view host);

/// Whether a password may go there: encrypted, to this machine, or allowed by the person.
[[nodiscard]] bool mayCarryPassword(const Endpoint &endpoint, bool allowPlaintext);

} // namespace tern::accounts
