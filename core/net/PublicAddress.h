// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/Resolver.h"

#include <string>

namespace tern {

/// Whether an address is anybody's: not this machine, not a private, local or special-purpose network [RFC 6890]. What a stranger's message
/// names must not make Tern speak to a router or a service at home.
[[nodiscard]] bool isPublicAddress(const SocketAddress &address);
/// The same of a name before it is looked up, for where a proxy does that: "localhost", names without a dot, of local networks, and addresses.
[[nodiscard]] bool isPublicName(const std::string &host);

} // namespace tern
