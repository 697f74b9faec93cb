// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/Resolver.h"

#include <memory>

struct ares_channeldata;

namespace tern {

/// One c-ares channel, driven by the caller's own poll.
/// Thread: one.
class AresChannel final {
public:
    /// Errors: InvalidInput for name servers that are none, Internal.
    [[nodiscard]] static Result<AresChannel> open(const Resolver::Options &options);

    [[nodiscard]] ares_channeldata *get() const { return m_channel.get(); }
    /// One round: waits for the channel's sockets, at most until `until`, and lets c-ares work. Errors: those of NetWait.
    Result<void> step(const NetWait &wait, std::chrono::steady_clock::time_point until);
    /// Works until `done` is set by a query's callback. A query that isn't done by then is ended before this returns, so that what its callback
    /// refers to may go. Errors: Cancelled, Timeout.
    Result<void> run(const bool &done, const StopToken &stop, std::chrono::steady_clock::time_point deadline, const std::string &name);

    /// The Error for c-ares' `status`.
    [[nodiscard]] static Error errorOf(int status, const std::string &name);

private:
    struct Deleter {
        void operator()(ares_channeldata *channel) const;
    };
    explicit AresChannel(ares_channeldata *channel) : m_channel(channel) {}
    std::unique_ptr<ares_channeldata, Deleter> m_channel;
};

} // namespace tern
