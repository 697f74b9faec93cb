// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetWait.h"

#include <algorithm>
#include <cerrno>
#include <vector>

#include <poll.h>

namespace tern {

using SteadyClock = std::chrono::steady_clock;

int millisUntil(SteadyClock::time_point when)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(when - SteadyClock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000'000));
}

Result<bool> NetWait::poll(std::span<pollfd> fds, SteadyClock::time_point until, const char *where) const
{
    std::vector<pollfd> all(fds.begin(), fds.end());
    all.push_back({stop.fd(), POLLIN, 0});
    all.push_back({network ? network->fd() : -1, POLLIN, 0});
    for (;;) {
        if (stop.stopRequested())
            return makeError(ErrorKind::Cancelled, where);
        if (network && network->take())
            return makeError(ErrorKind::ConnectionLost, where, "the network changed");
        const int ready = ::poll(all.data(), static_cast<nfds_t>(all.size()), millisUntil(std::min(until, deadline)));
        if (ready < 0 && errno != EINTR)
            return errorFromErrno(errno, where);
        std::copy_n(all.begin(), fds.size(), fds.begin());
        if (std::any_of(fds.begin(), fds.end(), [](const pollfd &one) { return one.revents != 0; }))
            return true;
        const auto now = SteadyClock::now();
        if (now >= deadline)
            return makeError(ErrorKind::Timeout, where, "no answer");
        if (now >= until)
            return false;
    }
}

} // namespace tern
