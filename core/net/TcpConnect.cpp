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

struct Attempt {
    UniqueFd fd;
    std::string address;
};

void switchOn(int fd, int level, int option)
{
    const int on = 1;
    ::setsockopt(fd, level, option, &on, sizeof on);
}

// Races the attempts; the one that wins leaves the others to be closed.
class Race {
public:
    Race(const std::vector<SocketAddress> &addresses, const StopToken &stop, SteadyTime deadline)
        : m_addresses(addresses), m_stop(stop), m_deadline(deadline)
    {
    }

    Result<TcpConnection> run()
    {
        for (;;) {
            if (m_stop.stopRequested())
                return makeError(ErrorKind::Cancelled, "net.connect");
            const SteadyTime now = std::chrono::steady_clock::now();
            if (now >= m_deadline)
                return makeError(ErrorKind::Timeout, "net.connect", "no answer");
            if (m_next < m_addresses.size() && (m_running.empty() || now >= m_nextStart)) {
                start(m_addresses[m_next++]);
                m_nextStart = now + kStagger;
            } else if (m_running.empty()) {
                return m_lastError;
            } else {
                waitForOne(now);
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
        switchOn(attempt.fd.get(), IPPROTO_TCP, TCP_NODELAY);
        switchOn(attempt.fd.get(), SOL_SOCKET, SO_KEEPALIVE);
        const auto *raw = static_cast<const sockaddr *>(static_cast<const void *>(&address.storage));
        if (::connect(attempt.fd.get(), raw, address.length) == 0)
            m_winner = TcpConnection{std::move(attempt.fd), std::move(attempt.address)};
        else if (errno == EINPROGRESS)
            m_running.push_back(std::move(attempt));
        else
            m_lastError = errorFromErrno(errno, "net.connect");
    }

    void waitForOne(SteadyTime now)
    {
        std::vector<pollfd> fds;
        for (const Attempt &attempt : m_running)
            fds.push_back({attempt.fd.get(), POLLOUT, 0});
        if (m_stop.fd() >= 0)
            fds.push_back({m_stop.fd(), POLLIN, 0});
        const SteadyTime until = m_next < m_addresses.size() ? std::min(m_deadline, m_nextStart) : m_deadline;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
        ::poll(fds.data(), static_cast<nfds_t>(fds.size()), static_cast<int>(std::max<std::int64_t>(left, 0)));
        for (std::size_t i = m_running.size(); i-- > 0;) {
            if (fds[i].revents == 0)
                continue;
            int code = 0;
            socklen_t length = sizeof code;
            ::getsockopt(m_running[i].fd.get(), SOL_SOCKET, SO_ERROR, &code, &length);
            if (code == 0) {
                m_winner = TcpConnection{std::move(m_running[i].fd), std::move(m_running[i].address)};
                return;
            }
            m_lastError = errorFromErrno(code, "net.connect");
            m_running.erase(m_running.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    const std::vector<SocketAddress> &m_addresses;
    const StopToken &m_stop;
    const SteadyTime m_deadline;
    SteadyTime m_nextStart{};
    std::size_t m_next = 0;
    std::vector<Attempt> m_running;
    std::optional<TcpConnection> m_winner;
    Error m_lastError = makeError(ErrorKind::Offline, "net.connect", "no address");
};

} // namespace

Result<TcpConnection> connectToAny(const std::vector<SocketAddress> &addresses, const StopToken &stop, SteadyTime deadline)
{
    return Race(addresses, stop, deadline).run();
}

} // namespace tern
