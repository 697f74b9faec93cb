// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/AresChannel.h"

#include <cerrno>
#include <mutex>

#include <ares.h>
#include <poll.h>
#include <sys/time.h>

namespace tern {
namespace {

// One round of waiting: the channel's sockets and the stop fd.
void pollOnce(ares_channel channel, const StopToken &stop, std::chrono::milliseconds longest)
{
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    const auto bits = static_cast<unsigned int>(ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM));
    std::vector<pollfd> fds;
    for (unsigned int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
        const bool reads = (bits & (1U << i)) != 0;
        const bool writes = (bits & (1U << (i + ARES_GETSOCK_MAXNUM))) != 0;
        if (reads || writes)
            fds.push_back({sockets[i], static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0});
    }
    const std::size_t own = fds.size();
    if (stop.fd() >= 0)
        fds.push_back({stop.fd(), POLLIN, 0});
    timeval most{};
    most.tv_sec = longest.count() / 1000;
    most.tv_usec = (longest.count() % 1000) * 1000;
    timeval store{};
    const timeval *next = ares_timeout(channel, &most, &store);
    const int timeout = static_cast<int>(next->tv_sec * 1000 + next->tv_usec / 1000 + 1);
    if (::poll(fds.data(), static_cast<nfds_t>(fds.size()), timeout) < 0 && errno != EINTR)
        return;
    bool any = false;
    for (std::size_t i = 0; i < own; ++i) {
        if (fds[i].revents == 0)
            continue;
        any = true;
        const bool readable = (fds[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0;
        const bool writable = (fds[i].revents & POLLOUT) != 0;
        ares_process_fd(channel, readable ? fds[i].fd : ARES_SOCKET_BAD, writable ? fds[i].fd : ARES_SOCKET_BAD);
    }
    if (!any)
        ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

} // namespace

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

Result<void> AresChannel::run(const bool &done, const StopToken &stop, std::chrono::steady_clock::time_point deadline, const std::string &name)
{
    while (!done && !stop.stopRequested()) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            break;
        pollOnce(m_channel.get(), stop, left);
    }
    if (done)
        return {};
    // The query's callback still runs while the channel is destroyed.
    m_channel.reset();
    return stop.stopRequested() ? makeError(ErrorKind::Cancelled, "resolve") : makeError(ErrorKind::Timeout, "resolve", name);
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
