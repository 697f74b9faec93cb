// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/TcpConnect.h"

#include <cerrno>
#include <optional>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
constexpr std::chrono::milliseconds kStagger{250};

// A NAT forgets a silent connection without a word, some after four minutes. Two minutes keep the entry alive; a peer that is gone is noticed a
// minute later, by the kernel: no thread of ours wakes for it.
constexpr int kKeepAliveIdleSeconds = 120;
constexpr int kKeepAliveEverySeconds = 15;
constexpr int kKeepAliveProbes = 4;
// What was sent and isn't even acknowledged by then is lost [RFC 5482].
constexpr int kUnacknowledgedMillis = 30'000;

struct Attempt {
    UniqueFd fd;
    std::string address;
};

void setOption(int fd, int level, int option, int value)
{
    ::setsockopt(fd, level, option, &value, sizeof value);
}

void prepare(int fd)
{
    setOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(fd, IPPROTO_TCP, TCP_KEEPIDLE, kKeepAliveIdleSeconds);
    setOption(fd, IPPROTO_TCP, TCP_KEEPINTVL, kKeepAliveEverySeconds);
    setOption(fd, IPPROTO_TCP, TCP_KEEPCNT, kKeepAliveProbes);
    setOption(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, kUnacknowledgedMillis);
}

// Races the attempts; the one that wins leaves the others to be closed.
class Race {
public:
    Race(const std::vector<SocketAddress> &addresses, const NetWait &wait) : m_addresses(addresses), m_wait(wait) {}

    Result<TcpConnection> run()
    {
        for (;;) {
            const SteadyTime now = std::chrono::steady_clock::now();
            if (m_next < m_addresses.size() && (m_running.empty() || now >= m_nextStart)) {
                start(m_addresses[m_next++]);
                m_nextStart = now + kStagger;
            } else if (m_running.empty()) {
                return m_lastError;
            } else if (auto waited = waitForOne(); !waited) {
                return waited.error();
            }
            if (m_winner)
                return std::move(*m_winner);
        }
    }

private:
    void start(const SocketAddress &address)
    {
        Attempt attempt{UniqueFd(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)), address.toString()};
        if (!attempt.fd.isOpen()) {
            m_lastError = errorFromErrno(errno, "net.socket");
            return;
        }
        prepare(attempt.fd.get());
        const auto *raw = static_cast<const sockaddr *>(static_cast<const void *>(&address.storage));
        if (::connect(attempt.fd.get(), raw, address.length) == 0)
            m_winner = TcpConnection{std::move(attempt.fd), std::move(attempt.address)};
        else if (errno == EINPROGRESS)
            m_running.push_back(std::move(attempt));
        else
            m_lastError = errorFromErrno(errno, "net.connect");
    }

    Result<void> waitForOne()
    {
        std::vector<pollfd> fds;
        for (const Attempt &attempt : m_running)
            fds.push_back({attempt.fd.get(), POLLOUT, 0});
        auto ready = m_wait.poll(fds, m_next < m_addresses.size() ? m_nextStart : m_wait.deadline, "net.connect");
        if (!ready)
            return ready.error();
        for (std::size_t i = m_running.size(); i-- > 0;) {
            if (fds[i].revents == 0)
                continue;
            int code = 0;
            socklen_t length = sizeof code;
            ::getsockopt(m_running[i].fd.get(), SOL_SOCKET, SO_ERROR, &code, &length);
            if (code == 0) {
                m_winner = TcpConnection{std::move(m_running[i].fd), std::move(m_running[i].address)};
                return {};
            }
            m_lastError = errorFromErrno(code, "net.connect");
            m_running.erase(m_running.begin() + static_cast<std::ptrdiff_t>(i));
        }
        return {};
    }

    const std::vector<SocketAddress> &m_addresses;
    const NetWait &m_wait;
    SteadyTime m_nextStart{};
    std::size_t m_next = 0;
    std::vector<Attempt> m_running;
    std::optional<TcpConnection> m_winner;
    Error m_lastError = makeError(ErrorKind::Offline, "net.connect", "no address");
};

} // namespace

Result<TcpConnection> connectToAny(const std::vector<SocketAddress> &addresses, const NetWait &wait)
{
    return Race(addresses, wait).run();
}

} // namespace tern
