// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/UniqueFd.h"
#include "core/net/NetWait.h"
#include "core/net/Resolver.h"

#include <string>
#include <vector>

namespace tern {

struct TcpConnection {
    UniqueFd fd;            ///< non-blocking, TCP_NODELAY; a peer that says nothing any more is noticed by the kernel (see TcpConnect.cpp)
    std::string address;    ///< of the peer, numeric
};

/// Connects to the first of the addresses that answers, starting one every 250 ms or as soon as all before failed [RFC 8305 §5].
/// Errors: those of NetWait, or the last address's own (ConnectionRefused, Offline…).
/// Thread: any; blocks.
[[nodiscard]] Result<TcpConnection> connectToAny(const std::vector<SocketAddress> &addresses, const NetWait &wait);

} // namespace tern
