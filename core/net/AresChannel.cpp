// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/AresChannel.h"

#include <algorithm>
#include <mutex>

#include <ares.h>
#include <poll.h>
#include <sys/time.h>

namespace tern {

void AresChannel::Deleter::operator()(ares_channeldata *channel) const
{
    ares_destroy(channel);
}

Result<AresChannel> AresChannel::open(const Resolver::Options &options)
{
    static std::once_flag once;
    std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
    ares_options settings{};
    settings.timeout = static_cast<int>(options.queryTimeout.count());
    settings.tries = options.tries;
    ares_channel raw = nullptr;
    const int status = ares_init_options(&raw, &settings, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
    if (status != ARES_SUCCESS)
        return makeError(ErrorKind::Internal, "resolve", ares_strerror(status));
    AresChannel channel(raw);
    if (!options.dnsServers.empty() && ares_set_servers_ports_csv(raw, options.dnsServers.c_str()) != ARES_SUCCESS)
        return makeError(ErrorKind::InvalidInput, "resolve", "not a name server: " + options.dnsServers);
    return channel;
}

Result<void> AresChannel::step(const NetWait &wait, std::chrono::steady_clock::time_point until)
{
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    const auto bits = static_cast<unsigned int>(ares_getsock(m_channel.get(), sockets, ARES_GETSOCK_MAXNUM));
    std::vector<pollfd> fds;
    for (unsigned int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
        const bool reads = (bits & (1U << i)) != 0;
        const bool writes = (bits & (1U << (i + ARES_GETSOCK_MAXNUM))) != 0;
        if (reads || writes)
            fds.push_back({sockets[i], static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0});
    }
    timeval store{};
    if (const timeval *next = ares_timeout(m_channel.get(), nullptr, &store)) {
        const std::chrono::milliseconds own{next->tv_sec * 1000 + next->tv_usec / 1000 + 1};
        until = std::min(until, std::chrono::steady_clock::now() + own);
    }
    auto ready = wait.poll(fds, until, "resolve");
    if (!ready)
        return ready.error();
    for (const pollfd &one : fds) {
        if (one.revents == 0)
            continue;
        const bool readable = (one.revents & (POLLIN | POLLERR | POLLHUP)) != 0;
        const bool writable = (one.revents & POLLOUT) != 0;
        ares_process_fd(m_channel.get(), readable ? one.fd : ARES_SOCKET_BAD, writable ? one.fd : ARES_SOCKET_BAD);
    }
    if (!*ready)
        ares_process_fd(m_channel.get(), ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    return {};
}

Result<void> AresChannel::run(const bool &done, const StopToken &stop, std::chrono::steady_clock::time_point deadline, const std::string &name)
{
    const NetWait wait{stop, deadline, nullptr};
    while (!done) {
        if (auto stepped = step(wait, deadline); !stepped) {
            // The query's callback still runs while the channel is destroyed.
            m_channel.reset();
            return makeError(stepped.error().kind, "resolve", name);
        }
    }
    return {};
}

Error AresChannel::errorOf(int status, const std::string &name)
{
    switch (status) {
    case ARES_ENOTFOUND:
    case ARES_ENODATA:
    case ARES_EBADNAME: return makeError(ErrorKind::HostNotFound, "resolve", name);
    case ARES_ETIMEOUT: return makeError(ErrorKind::Timeout, "resolve", "no answer from the name server for " + name);
    case ARES_ECONNREFUSED:
    case ARES_ESERVFAIL:
    case ARES_EREFUSED: return makeError(ErrorKind::Offline, "resolve", "the name server can't answer for " + name);
    default: return makeError(ErrorKind::HostNotFound, "resolve", name + ": " + ares_strerror(status));
    }
}

} // namespace tern
