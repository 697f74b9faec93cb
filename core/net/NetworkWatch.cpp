// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkWatch.h"

#include <array>
#include <cerrno>
#include <ctime>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace tern {
namespace {

// An interface that comes up tells of links, addresses and routes one after the other.
constexpr int kBurstMillis = 250;

UniqueFd openNetlink()
{
    UniqueFd fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE));
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (!fd.isOpen() || ::bind(fd.get(), static_cast<sockaddr *>(static_cast<void *>(&address)), sizeof address) != 0)
        return {};
    return fd;
}

/// A timer far ahead that the kernel cancels when the wall clock is set or the machine resumes: timerfd_create(2), TFD_TIMER_CANCEL_ON_SET.
class ClockJumps {
public:
    ClockJumps() : m_fd(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)) { arm(); }
    [[nodiscard]] int fd() const { return m_fd.get(); }
    /// Call when readable. \return whether the clock jumped
    bool take()
    {
        std::uint64_t expirations = 0;
        const bool isCancelled = ::read(m_fd.get(), &expirations, sizeof expirations) < 0 && errno == ECANCELED;
        arm();
        return isCancelled;
    }

private:
    void arm() const
    {
        constexpr time_t kYear = 366 * 24 * 3600;
        itimerspec when{};
        when.it_value.tv_sec = ::time(nullptr) + kYear;
        if (m_fd.isOpen())
            ::timerfd_settime(m_fd.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr);
    }
    UniqueFd m_fd;
};

/// Reads away what came. The messages themselves don't matter: what is now, is asked for.
void drain(int fd)
{
    std::array<char, 8192> buffer{};
    while (::recv(fd, buffer.data(), buffer.size(), MSG_TRUNC) > 0 || errno == ENOBUFS)
        errno = 0;
}

bool hasDefaultRoute()
{
    // proc(5): destination and mask in columns 2 and 8; a default route has neither.
    std::ifstream four("/proc/thread-self/net/route");
    for (std::string line; std::getline(four, line);) {
        std::istringstream words(line);
        std::string interface, destination, gateway, flags, count, use, metric, mask;
        if (words >> interface >> destination >> gateway >> flags >> count >> use >> metric >> mask && destination == "00000000" && mask == "00000000")
            return true;
    }
    std::ifstream six("/proc/thread-self/net/ipv6_route");
    for (std::string line; std::getline(six, line);) {
        // Every machine has one that refuses, on lo.
        if (line.starts_with(std::string(32, '0') + " 00 ") && !line.ends_with(" lo"))
            return true;
    }
    return false;
}

/// Empty for those that come and go without meaning anything.
std::string lastingAddress(const sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (address->sa_family == AF_INET) {
        const auto *in = static_cast<const sockaddr_in *>(static_cast<const void *>(address));
        return ::inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    }
    if (address->sa_family != AF_INET6)
        return {};
    const auto *in = static_cast<const sockaddr_in6 *>(static_cast<const void *>(address));
    return IN6_IS_ADDR_LINKLOCAL(&in->sin6_addr) ? std::string() : ::inet_ntop(AF_INET6, &in->sin6_addr, text, sizeof text);
}

} // namespace

std::string networkFingerprint()
{
    ifaddrs *raw = nullptr;
    if (::getifaddrs(&raw) != 0)
        return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all(raw, &::freeifaddrs);
    std::set<std::string> lines;
    for (const ifaddrs *one = all.get(); one; one = one->ifa_next) {
        const bool isUp = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_RUNNING) != 0;
        if (!isUp || !one->ifa_addr)
            continue;
        if (const std::string address = lastingAddress(one->ifa_addr); !address.empty())
            lines.insert(std::string(one->ifa_name) + " " + address);
    }
    std::string text = hasDefaultRoute() ? "default\n" : "";
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

// From here on nothing is missed, however late the thread begins.
NetworkWatch::NetworkWatch(std::function<void()> changed)
    : m_changed(std::move(changed)), m_netlink(openNetlink()), m_known(networkFingerprint()), m_thread([this] { run(); })
{
}

NetworkWatch::~NetworkWatch()
{
    m_stop.requestStop();
    m_thread.join();
}

void NetworkWatch::run()
{
    const StopToken stop = m_stop.token();
    ClockJumps clock;
    bool isBurst = false;
    bool hasJumped = false;
    while (!stop.stopRequested()) {
        std::array<pollfd, 3> fds{pollfd{stop.fd(), POLLIN, 0}, pollfd{m_netlink.get(), POLLIN, 0}, pollfd{clock.fd(), POLLIN, 0}};
        const int ready = ::poll(fds.data(), fds.size(), isBurst || hasJumped ? kBurstMillis : -1);
        if (fds[1].revents != 0) {
            drain(m_netlink.get());
            isBurst = true;
        }
        if (fds[2].revents != 0)
            hasJumped = clock.take() || hasJumped;
        if (ready != 0)
            continue;
        isBurst = false;
        std::string now = networkFingerprint();
        if (!std::exchange(hasJumped, false) && now == m_known)
            continue;
        m_known = std::move(now);
        m_changed();
    }
}

} // namespace tern
