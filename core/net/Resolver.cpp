// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Resolver.h"

#include "core/net/AresChannel.h"

#include <algorithm>
#include <cstring>
#include <strings.h>

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

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
    auto channel = AresChannel::open(m_options);
    if (!channel)
        return channel.error();
    Query query;
    query.port = port;
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = ARES_AI_NOSORT;
    ares_getaddrinfo(channel->get(), host.c_str(), nullptr, &hints, takeAnswer, &query);
    if (auto ran = channel->run(query.done, stop, deadline, host); !ran)
        return ran.error();
    auto sorted = interleave(query.six, query.four);
    if (sorted.empty())
        return AresChannel::errorOf(query.status, host);
    return sorted;
}

} // namespace tern
