// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Resolver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <strings.h>

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/time.h>

namespace tern {
namespace {

SocketAddress addressOf(int family, const void *bytes, std::uint16_t port)
{
    SocketAddress address;
    if (family == AF_INET) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        std::memcpy(&in.sin_addr, bytes, sizeof in.sin_addr);
        std::memcpy(&address.storage, &in, sizeof in);
        address.length = sizeof in;
    } else {
        sockaddr_in6 in{};
        in.sin6_family = AF_INET6;
        in.sin6_port = htons(port);
        std::memcpy(&in.sin6_addr, bytes, sizeof in.sin6_addr);
        std::memcpy(&address.storage, &in, sizeof in);
        address.length = sizeof in;
    }
    return address;
}

std::vector<SocketAddress> withoutQuery(const std::string &host, std::uint16_t port)
{
    in_addr four{};
    if (::inet_pton(AF_INET, host.c_str(), &four) == 1)
        return {addressOf(AF_INET, &four, port)};
    in6_addr six{};
    if (::inet_pton(AF_INET6, host.c_str(), &six) == 1)
        return {addressOf(AF_INET6, &six, port)};
    // RFC 6761 §6.3: never asked of a name server.
    if (::strcasecmp(host.c_str(), "localhost") == 0) {
        four.s_addr = htonl(INADDR_LOOPBACK);
        return {addressOf(AF_INET, &four, port), addressOf(AF_INET6, &in6addr_loopback, port)};
    }
    return {};
}

struct Query {
    bool done = false;
    int status = ARES_SUCCESS;
    std::uint16_t port = 0;
    std::vector<SocketAddress> four;
    std::vector<SocketAddress> six;
};

void takeAnswer(void *argument, int status, int, ares_addrinfo *info)
{
    auto *query = static_cast<Query *>(argument);
    query->done = true;
    query->status = status;
    if (!info)
        return;
    for (const ares_addrinfo_node *node = info->nodes; node; node = node->ai_next) {
        if (node->ai_family == AF_INET) {
            sockaddr_in in{};
            std::memcpy(&in, node->ai_addr, sizeof in);
            query->four.push_back(addressOf(AF_INET, &in.sin_addr, query->port));
        } else if (node->ai_family == AF_INET6) {
            sockaddr_in6 in{};
            std::memcpy(&in, node->ai_addr, sizeof in);
            query->six.push_back(addressOf(AF_INET6, &in.sin6_addr, query->port));
        }
    }
    ares_freeaddrinfo(info);
}

struct ChannelDeleter {
    void operator()(ares_channeldata *channel) const { ares_destroy(channel); }
};
using Channel = std::unique_ptr<ares_channeldata, ChannelDeleter>;

Result<Channel> openChannel(const Resolver::Options &options)
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
    Channel channel(raw);
    if (!options.dnsServers.empty() && ares_set_servers_ports_csv(raw, options.dnsServers.c_str()) != ARES_SUCCESS)
        return makeError(ErrorKind::InvalidInput, "resolve", "not a name server: " + options.dnsServers);
    return channel;
}

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

Error errorOf(int status, const std::string &host)
{
    switch (status) {
    case ARES_ENOTFOUND:
    case ARES_ENODATA:
    case ARES_EBADNAME: return makeError(ErrorKind::HostNotFound, "resolve", host);
    case ARES_ETIMEOUT: return makeError(ErrorKind::Timeout, "resolve", "no answer from the name server for " + host);
    case ARES_ECONNREFUSED:
    case ARES_ESERVFAIL:
    case ARES_EREFUSED: return makeError(ErrorKind::Offline, "resolve", "the name server can't answer for " + host);
    default: return makeError(ErrorKind::HostNotFound, "resolve", host + ": " + ares_strerror(status));
    }
}

// RFC 8305 §4: families alternate, IPv6 first.
std::vector<SocketAddress> interleave(const std::vector<SocketAddress> &six, const std::vector<SocketAddress> &four)
{
    std::vector<SocketAddress> sorted;
    for (std::size_t i = 0; i < std::max(six.size(), four.size()); ++i) {
        if (i < six.size())
            sorted.push_back(six[i]);
        if (i < four.size())
            sorted.push_back(four[i]);
    }
    return sorted;
}

} // namespace

std::string SocketAddress::toString() const
{
    char text[NI_MAXHOST] = "";
    sockaddr_storage copy = storage;
    ::getnameinfo(static_cast<const sockaddr *>(static_cast<const void *>(&copy)), length, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
    return text;
}

Result<std::vector<SocketAddress>> Resolver::resolve(const std::string &host, std::uint16_t port, const StopToken &stop,
                                                     std::chrono::steady_clock::time_point deadline)
{
    if (host.empty() || host.size() > 253 || host.find('\0') != std::string::npos)
        return makeError(ErrorKind::HostNotFound, "resolve", host);
    if (auto known = withoutQuery(host, port); !known.empty())
        return known;
    auto channel = openChannel(m_options);
    if (!channel)
        return channel.error();
    Query query;
    query.port = port;
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = ARES_AI_NOSORT;
    ares_getaddrinfo(channel->get(), host.c_str(), nullptr, &hints, takeAnswer, &query);
    while (!query.done) {
        if (stop.stopRequested())
            break;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            break;
        pollOnce(channel->get(), stop, left);
    }
    if (!query.done) {
        // Its callback still runs while the channel is destroyed, and `query` must outlive that.
        channel->reset();
        return stop.stopRequested() ? makeError(ErrorKind::Cancelled, "resolve") : makeError(ErrorKind::Timeout, "resolve", host);
    }
    auto sorted = interleave(query.six, query.four);
    if (sorted.empty())
        return errorOf(query.status, host);
    return sorted;
}

} // namespace tern
