// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proxy/FaultProxy.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <vector>

namespace tern::test {
namespace {

constexpr std::size_t kMostWaiting = 4 << 20; // bytes that are underway before the sender is made to wait
constexpr ProxyWay kWays[] = {ProxyWay::ToServer, ProxyWay::ToClient};

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::size_t index(ProxyWay way)
{
    return way == ProxyWay::ToServer ? 0 : 1;
}

} // namespace

FaultProxy::FaultProxy(std::uint16_t serverPort) : m_serverPort(serverPort)
{
    m_listener = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener.get(), generic, size) != 0 || ::listen(m_listener.get(), 64) != 0 || ::getsockname(m_listener.get(), generic, &size) != 0)
        throw std::runtime_error("no port for the proxy");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.signal();
    m_thread.join();
}

void FaultProxy::setDelay(std::chrono::milliseconds delay)
{
    const std::lock_guard lock(m_mutex);
    m_delay = delay;
}

void FaultProxy::setPieces(std::size_t longest)
{
    const std::lock_guard lock(m_mutex);
    m_longest = longest;
}

void FaultProxy::arm(const ProxyFault &fault)
{
    const std::lock_guard lock(m_mutex);
    m_fault = fault;
    m_passed[0] = m_passed[1] = 0;
    m_pieces[0] = m_pieces[1] = 0;
    m_struck = 0;
    for (Link &link : m_links)
        link.streams[0].passed = link.streams[1].passed = 0;
    m_wake.signal();
}

void FaultProxy::lift()
{
    const std::lock_guard lock(m_mutex);
    m_fault = {};
    for (Link &link : m_links) {
        if (link.streams[0].stalled || link.streams[1].stalled)
            reset(link);
    }
    m_wake.signal();
}

void FaultProxy::setDown(bool down)
{
    const std::lock_guard lock(m_mutex);
    m_down = down;
    if (down)
        std::for_each(m_links.begin(), m_links.end(), &FaultProxy::reset);
    m_wake.signal();
}

void FaultProxy::resetConnections()
{
    const std::lock_guard lock(m_mutex);
    std::for_each(m_links.begin(), m_links.end(), &FaultProxy::reset);
    m_wake.signal();
}

int FaultProxy::struck() const
{
    const std::lock_guard lock(m_mutex);
    return m_struck;
}

std::int64_t FaultProxy::passed(ProxyWay way) const
{
    const std::lock_guard lock(m_mutex);
    return m_passed[index(way)];
}

std::int64_t FaultProxy::pieces(ProxyWay way) const
{
    const std::lock_guard lock(m_mutex);
    return m_pieces[index(way)];
}

int FaultProxy::connections() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_links.size());
}

void FaultProxy::run()
{
    std::vector<pollfd> waits;
    while (true) {
        int patience = -1;
        waits.assign({{m_wake.fd(), POLLIN, 0}, {m_listener.get(), POLLIN, 0}});
        {
            const std::lock_guard lock(m_mutex);
            if (m_stop)
                return;
            m_links.remove_if([](const Link &link) { return link.dead; });
            const Time now = std::chrono::steady_clock::now();
            for (Link &link : m_links) {
                short events[2] = {0, 0}; // of the client's socket, of the server's
                for (const ProxyWay way : kWays) {
                    const Stream &stream = link.streams[index(way)];
                    if (!stream.ended && stream.waiting < kMostWaiting)
                        events[way == ProxyWay::ToServer ? 0 : 1] |= POLLIN;
                    if (stream.stalled || stream.pieces.empty())
                        continue;
                    const auto left = std::chrono::ceil<std::chrono::milliseconds>(stream.pieces.front().due - now).count();
                    if (left <= 0)
                        events[way == ProxyWay::ToServer ? 1 : 0] |= POLLOUT;
                    else
                        patience = patience < 0 ? static_cast<int>(left) : std::min(patience, static_cast<int>(left));
                }
                // A socket that is waited for nothing still tells its error, which would make poll() return at once for ever.
                waits.push_back({events[0] != 0 ? link.client.get() : -1, events[0], 0});
                waits.push_back({events[1] != 0 ? link.server.get() : -1, events[1], 0});
            }
        }
        ::poll(waits.data(), static_cast<nfds_t>(waits.size()), patience);
        const std::lock_guard lock(m_mutex);
        if (waits[0].revents != 0)
            m_wake.clear();
        const Time now = std::chrono::steady_clock::now();
        std::size_t place = 2;
        for (Link &link : m_links) {
            const short client = waits[place].revents, server = waits[place + 1].revents;
            place += 2;
            if (!link.dead && client != 0)
                take(link, ProxyWay::ToServer);
            if (!link.dead && server != 0)
                take(link, ProxyWay::ToClient);
            for (const ProxyWay way : kWays) {
                if (!link.dead)
                    give(link, way, now);
            }
        }
        if (waits[1].revents != 0)
            accept();
    }
}

void FaultProxy::accept()
{
    UniqueFd client(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client.isOpen())
        return;
    UniqueFd server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_in address = loopback(m_serverPort);
    Link link;
    link.client = std::move(client);
    link.server = std::move(server);
    const int on = 1;
    for (const UniqueFd *fd : {&link.client, &link.server})
        ::setsockopt(fd->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const bool connected = ::connect(link.server.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 || errno == EINPROGRESS;
    if (m_down || !connected)
        return reset(link);
    m_links.push_back(std::move(link));
}

void FaultProxy::take(Link &link, ProxyWay way)
{
    Stream &stream = link.streams[index(way)];
    char buffer[65'536];
    while (!stream.ended && stream.waiting < kMostWaiting) {
        const ssize_t count = ::recv(link.from(way).get(), buffer, sizeof buffer, 0);
        if (count < 0) {
            if (errno != EAGAIN && errno != EINTR && errno != ENOTCONN)
                reset(link);
            return;
        }
        stream.ended = count == 0;
        // The end takes as long as the bytes before it: an empty piece.
        stream.pieces.push_back({std::string(buffer, static_cast<std::size_t>(count)), 0, std::chrono::steady_clock::now() + m_delay});
        stream.waiting += static_cast<std::size_t>(count);
    }
}

std::int64_t FaultProxy::allowance(const Stream &stream, ProxyWay way) const
{
    if (m_fault.kind == ProxyFault::Kind::None || m_fault.way != way || (!m_fault.everyConnection && m_struck > 0))
        return -1;
    return std::max<std::int64_t>(0, m_fault.after - (m_fault.everyConnection ? stream.passed : m_passed[index(way)]));
}

void FaultProxy::give(Link &link, ProxyWay way, Time now)
{
    Stream &stream = link.streams[index(way)];
    while (!stream.stalled && !stream.pieces.empty() && stream.pieces.front().due <= now) {
        Piece &piece = stream.pieces.front();
        if (piece.bytes.empty()) {
            ::shutdown(link.to(way).get(), SHUT_WR);
            stream.endPassed = true;
            stream.pieces.pop_front();
            break;
        }
        std::size_t size = piece.bytes.size() - piece.gone;
        if (m_longest > 0)
            size = std::min(size, m_longest);
        const std::int64_t allowed = allowance(stream, way);
        if (allowed >= 0)
            size = std::min(size, static_cast<std::size_t>(allowed));
        if (size > 0) {
            const ssize_t count = ::send(link.to(way).get(), piece.bytes.data() + piece.gone, size, MSG_NOSIGNAL);
            if (count < 0) {
                if (errno != EAGAIN && errno != EINTR && errno != ENOTCONN)
                    reset(link);
                return;
            }
            piece.gone += static_cast<std::size_t>(count);
            stream.waiting -= static_cast<std::size_t>(count);
            stream.passed += count;
            m_passed[index(way)] += count;
            ++m_pieces[index(way)];
            if (piece.gone == piece.bytes.size())
                stream.pieces.pop_front();
        }
        if (allowance(stream, way) == 0) {
            strike(link, way);
            return;
        }
        if (m_longest > 0)
            break; // one at a time, or the receiver would read them as one
    }
    const auto isOver = [](const Stream &one) { return one.endPassed || (one.ended && one.stalled); };
    if (isOver(link.streams[0]) && isOver(link.streams[1]))
        link.dead = true;
}

void FaultProxy::strike(Link &link, ProxyWay way)
{
    ++m_struck;
    switch (m_fault.kind) {
    case ProxyFault::Kind::None: return;
    case ProxyFault::Kind::Cut: link.dead = true; break;
    case ProxyFault::Kind::Reset: reset(link); break;
    case ProxyFault::Kind::Stall: link.streams[index(way)].stalled = true; return;
    }
    // Closed here, where the test may look, and not when the list is next cleaned.
    link.client.reset();
    link.server.reset();
}

void FaultProxy::reset(Link &link)
{
    const linger now{1, 0};
    for (UniqueFd *fd : {&link.client, &link.server}) {
        if (fd->isOpen())
            ::setsockopt(fd->get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        fd->reset();
    }
    link.dead = true;
}

} // namespace tern::test
