// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Resolver.h"

#include "core/net/AresChannel.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <mutex>
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

void setPort(SocketAddress &address, std::uint16_t port)
{
    // The port lies at the same place in both [RFC 3493 §3.3].
    static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
    const std::uint16_t wire = htons(port);
    std::memcpy(static_cast<char *>(static_cast<void *>(&address.storage)) + offsetof(sockaddr_in, sin_port), &wire, sizeof wire);
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

// RFC 8305 §3: how long the other family may take once one has answered. A missing AAAA costs nothing; without the A there is no way back from a
// broken IPv6, so it gets longer.
constexpr std::chrono::milliseconds kWaitForSix{50};
constexpr std::chrono::milliseconds kWaitForFour{300};
constexpr std::size_t kMostRemembered = 100;

/// One family's question. Its callback runs while the channel is processed or destroyed.
struct Query {
    bool done = false;
    int status = ARES_SUCCESS;
    std::uint16_t port = 0;
    std::vector<SocketAddress> addresses;
    [[nodiscard]] bool hasAnswered() const { return done && !addresses.empty(); }
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
            query->addresses.push_back(addressOf(AF_INET, &in.sin_addr, query->port));
        } else if (node->ai_family == AF_INET6) {
            sockaddr_in6 in{};
            std::memcpy(&in, node->ai_addr, sizeof in);
            query->addresses.push_back(addressOf(AF_INET6, &in.sin6_addr, query->port));
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

Result<std::vector<SocketAddress>> Resolver::resolve(const std::string &host, std::uint16_t port, const NetWait &wait)
{
    if (host.empty() || host.size() > 253 || host.find('\0') != std::string::npos)
        return makeError(ErrorKind::HostNotFound, "resolve", host);
    if (auto known = withoutQuery(host, port); !known.empty())
        return known;
    auto before = remembered(host, port);
    NetWait asking = wait;
    if (!before.empty())
        asking.deadline = std::min(wait.deadline, std::chrono::steady_clock::now() + m_options.patience);
    auto found = askBoth(host, port, asking);
    if (!found) {
        const bool unanswered = found.error().kind == ErrorKind::Timeout || found.error().kind == ErrorKind::Offline;
        return unanswered && !before.empty() ? Result<std::vector<SocketAddress>>(std::move(before)) : std::move(found);
    }
    const std::lock_guard lock(m_mutex);
    if (m_lastGood.size() >= kMostRemembered && !m_lastGood.contains(host))
        m_lastGood.clear();
    m_lastGood[host] = *found;
    return found;
}

std::vector<SocketAddress> Resolver::remembered(const std::string &host, std::uint16_t port)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_lastGood.find(host);
    if (found == m_lastGood.end())
        return {};
    std::vector<SocketAddress> addresses = found->second;
    for (SocketAddress &address : addresses)
        setPort(address, port);
    return addresses;
}

Result<std::vector<SocketAddress>> Resolver::askBoth(const std::string &host, std::uint16_t port, const NetWait &wait) const
{
    Query four;
    Query six;      // both outlive the channel, whose end still calls back
    auto channel = AresChannel::open(m_options);
    if (!channel)
        return channel.error();
    four.port = six.port = port;
    ares_addrinfo_hints hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = ARES_AI_NOSORT;
    hints.ai_family = AF_INET6;
    ares_getaddrinfo(channel->get(), host.c_str(), nullptr, &hints, takeAnswer, &six);
    hints.ai_family = AF_INET;
    ares_getaddrinfo(channel->get(), host.c_str(), nullptr, &hints, takeAnswer, &four);
    auto until = wait.deadline;
    bool isHurried = false;
    while (!four.done || !six.done) {
        if (!isHurried && (four.hasAnswered() || six.hasAnswered())) {
            isHurried = true;
            until = std::min(until, std::chrono::steady_clock::now() + (four.done ? kWaitForSix : kWaitForFour));
        }
        if (isHurried && std::chrono::steady_clock::now() >= until)
            break;
        auto polled = channel->step(wait, until);
        if (!polled && isHurried && polled.error().kind == ErrorKind::Timeout)
            break;
        if (!polled)
            return makeError(polled.error().kind, "resolve", polled.error().kind == ErrorKind::Timeout ? "no answer from the name server for " + host : host);
    }
    auto sorted = interleave(six.addresses, four.addresses);
    if (sorted.empty())
        return AresChannel::errorOf(four.status == ARES_ENODATA ? six.status : four.status, host);
    return sorted;
}

} // namespace tern
