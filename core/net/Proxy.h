// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tern {

struct NetWait;

enum class ProxyKind { Socks5, HttpConnect };

/// A proxy that connections go through. It resolves the servers' names itself, so that they don't leak into a name server of the local network.
struct ProxySettings {
    ProxyKind kind = ProxyKind::Socks5;
    std::string host;           ///< DNS name (ASCII) or numeric address without brackets
    std::uint16_t port = 0;
    std::string user;           ///< empty: it wants none
    crypto::Secret password;
    std::vector<std::string> direct;    ///< hosts reached without it: names, numeric addresses, ".example.com" for a domain and all below, "*"

    /// Whether a connection to the host `target` goes through it. This machine is never reached through a proxy.
    [[nodiscard]] bool appliesTo(std::string_view target) const;
    bool operator==(const ProxySettings &) const = default;
    /// "socks5://proxy.example:1080", "http://[::1]:3128"; no user, no password.
    [[nodiscard]] std::string toString() const;
};

/// Asks a proxy, on a connected non-blocking socket, for a connection to `host` [RFC 1928, RFC 1929; RFC 9110 §9.3.6, §11.7]. Reads not one byte
/// beyond the proxy's answer, as the server may speak first.
/// Errors: Cancelled, Timeout, InvalidInput, ProxyFailed, ProxySignInFailed, and what the proxy says of the server: Offline, HostNotFound, ConnectionRefused.
/// Thread: any; blocks.
[[nodiscard]] Result<void> openTunnel(int fd, const ProxySettings &proxy, const std::string &host, std::uint16_t port, const NetWait &wait);

} // namespace tern
