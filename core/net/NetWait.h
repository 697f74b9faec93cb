// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/net/NetworkSignal.h"

#include <chrono>
#include <span>

struct pollfd;

namespace tern {

/// What ends the waits of making a connection: stop, its deadline, or another network, on which the attempt must begin anew.
/// Thread: the connection's.
struct NetWait {
    StopToken stop;
    std::chrono::steady_clock::time_point deadline;
    NetworkSignal::Listener *network = nullptr;     ///< may be null

    /// Until one of `fds` is ready, or until `until`.
    /// \return whether one is ready. Errors: Cancelled, Timeout (the deadline), ConnectionLost (the network changed).
    [[nodiscard]] Result<bool> poll(std::span<pollfd> fds, std::chrono::steady_clock::time_point until, const char *where) const;
    [[nodiscard]] Result<bool> poll(std::span<pollfd> fds, const char *where) const { return poll(fds, deadline, where); }
};

/// For poll(2): rounded up, never negative.
[[nodiscard]] int millisUntil(std::chrono::steady_clock::time_point when);

} // namespace tern
