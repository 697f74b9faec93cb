// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/base/UniqueFd.h"
#include "core/net/Resolver.h"

#include <chrono>
#include <string>
#include <vector>

namespace tern {

struct TcpConnection {
    UniqueFd fd;            ///< non-blocking, TCP_NODELAY, keep-alive
    std::string address;    ///< of the peer, numeric
};

/// Connects to the first of the addresses that answers, starting one every 250 ms or as soon as all before failed [RFC 8305 §5].
/// Errors: Cancelled, Timeout, or the last address's own (ConnectionRefused, Offline…).
/// Thread: any; blocks.
[[nodiscard]] Result<TcpConnection> connectToAny(const std::vector<SocketAddress> &addresses, const StopToken &stop,
                                                 std::chrono::steady_clock::time_point deadline);

} // namespace tern
