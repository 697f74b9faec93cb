// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http/LoopbackListener.h"

#include "core/net/http/HttpUrl.h"

#include <algorithm>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern::http {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
constexpr std::size_t kLongestRequest = 32 * 1024;
constexpr std::chrono::seconds kPatience{1};    // with one connection: browsers open some that say nothing

/// Errors: Timeout, Cancelled.
Result<void> waitReadable(int fd, const StopToken &stop, SteadyTime deadline)
{
    for (;;) {
        if (stop.stopRequested())
            return makeError(ErrorKind::Cancelled, "http.listen");
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0)
            return makeError(ErrorKind::Timeout, "http.listen");
        pollfd fds[2] = {{fd, POLLIN, 0}, {stop.fd(), POLLIN, 0}};
        if (::poll(fds, 2, static_cast<int>(std::min<std::int64_t>(left, 60'000))) > 0 && fds[0].revents != 0)
            return {};
    }
}

/// The head of a request; empty when it isn't one, too long, or didn't come.
std::string readHead(int fd, const StopToken &stop, SteadyTime deadline)
{
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos) {
        if (head.size() > kLongestRequest || !waitReadable(fd, stop, deadline))
            return {};
        char piece[4096];
        const ssize_t got = ::recv(fd, piece, sizeof piece, 0);
        if (got <= 0)
            return {};
        head.append(piece, static_cast<std::size_t>(got));
    }
    return head;
}

void answer(int fd, const char *status, const std::string &page)
{
    const std::string text = std::string("HTTP/1.1 ") + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
        + std::to_string(page.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
          "Connection: close\r\n\r\n" + page;
    // A browser that is gone misses a page, nothing more.
    static_cast<void>(::send(fd, text.data(), text.size(), MSG_NOSIGNAL));
    ::shutdown(fd, SHUT_WR);
}

} // namespace

Result<LoopbackListener> LoopbackListener::open()
{
    LoopbackListener listener;
    listener.m_fd = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
    const int fd = listener.m_fd.get();
    if (fd < 0 || ::bind(fd, raw, length) != 0 || ::listen(fd, 8) != 0 || ::getsockname(fd, raw, &length) != 0)
        return errorFromErrno(errno, "http.listen");
    listener.m_port = ntohs(address.sin_port);
    return listener;
}

Result<std::map<std::string, std::string>> LoopbackListener::waitFor(const std::string &path, const std::string &state, const std::string &page,
                                                                     const StopToken &stop, SteadyTime deadline)
{
    for (;;) {
        if (auto ready = waitReadable(m_fd.get(), stop, deadline); !ready)
            return ready.error();
        const UniqueFd client(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!client.isOpen())
            continue;
        const std::string head = readHead(client.get(), stop, std::min(deadline, std::chrono::steady_clock::now() + kPatience));
        const bool isGet = head.starts_with("GET ");
        const std::string target = isGet ? head.substr(4, head.find_first_of(" \r", 4) - 4) : std::string();
        const auto question = std::min(target.find('?'), target.size());
        auto fields = decodeForm(std::string_view(target).substr(std::min(question + 1, target.size())));
        // Anyone on this machine can knock; only the page that was opened knows the state.
        if (target.substr(0, question) == path && !state.empty() && fields["state"] == state) {
            answer(client.get(), "200 OK", page);
            return fields;
        }
        answer(client.get(), "404 Not Found", "<!doctype html><title>Tern</title>");
    }
}

} // namespace tern::http
