// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Proxy.h"

#include "core/base/Ascii.h"
#include "core/net/NetWait.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern {
namespace {

constexpr std::size_t kLongestHttpAnswer = 16 * 1024;
constexpr std::size_t kLongestSocksText = 255;      // RFC 1928 §5, RFC 1929 §2: one octet of length
constexpr char kSocksVersion = 5;
constexpr char kNoSignIn = 0;
constexpr char kUserAndPassword = 2;

Error proxyFailed(std::string detail)
{
    return makeError(ErrorKind::ProxyFailed, "net.proxy", std::move(detail));
}

std::string bracketed(const std::string &host)
{
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

/// Moves bytes on the socket to the proxy; every wait ends on stop and at the deadline.
class ProxyWire {
public:
    ProxyWire(int fd, const NetWait &wait) : m_fd(fd), m_wait(wait) {}

    Result<void> send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent >= 0)
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            else if (auto ready = goOn(errno, POLLOUT); !ready)
                return ready;
        }
        return {};
    }

    Result<void> receive(std::span<char> into)
    {
        while (!into.empty()) {
            const ssize_t got = ::recv(m_fd, into.data(), into.size(), 0);
            if (got == 0)
                return proxyFailed("the proxy closed the connection");
            if (got > 0)
                into = into.subspan(static_cast<std::size_t>(got));
            else if (auto ready = goOn(errno, POLLIN); !ready)
                return ready;
        }
        return {};
    }

private:
    Result<void> goOn(int code, short events)
    {
        if (code == EINTR)
            return {};
        if (code != EAGAIN && code != EWOULDBLOCK)
            return proxyFailed("the connection to the proxy was lost");
        pollfd socket{m_fd, events, 0};
        auto ready = m_wait.poll(std::span(&socket, 1), "net.proxy");
        return ready ? Result<void>() : Result<void>(ready.error());
    }

    const int m_fd;
    const NetWait &m_wait;
};

// SOCKS5 --------------------------------------------------------------------------------------------------------------------

Result<void> socksSignIn(ProxyWire &wire, const ProxySettings &proxy)
{
    std::string request{'\1', static_cast<char>(proxy.user.size())};    // RFC 1929 §2
    request += proxy.user;
    request += static_cast<char>(proxy.password.reveal().size());
    request += proxy.password.reveal();
    auto sent = wire.send(request);
    crypto::wipe(request);
    std::array<char, 2> answer{};
    if (sent)
        sent = wire.receive(answer);
    if (!sent)
        return sent;
    if (answer[1] != 0)
        return makeError(ErrorKind::ProxySignInFailed, "net.proxy", "the SOCKS proxy refused the user name or password");
    return {};
}

Result<void> socksGreet(ProxyWire &wire, const ProxySettings &proxy)
{
    const std::string methods = proxy.user.empty() ? std::string{kSocksVersion, 1, kNoSignIn} : std::string{kSocksVersion, 2, kNoSignIn, kUserAndPassword};
    if (auto sent = wire.send(methods); !sent)
        return sent;
    std::array<char, 2> chosen{};
    if (auto got = wire.receive(chosen); !got)
        return got;
    if (chosen[0] != kSocksVersion)
        return proxyFailed("not a SOCKS5 proxy");
    if (chosen[1] == kNoSignIn)
        return {};
    if (chosen[1] == kUserAndPassword && !proxy.user.empty())
        return socksSignIn(wire, proxy);
    return makeError(ErrorKind::ProxySignInFailed, "net.proxy",
                     proxy.user.empty() ? "the SOCKS proxy wants a user name and password" : "the SOCKS proxy takes no user name and password");
}

std::string socksRequest(const std::string &host, std::uint16_t port)
{
    std::string request{kSocksVersion, 1 /* CONNECT */, 0};
    std::array<char, sizeof(in6_addr)> numeric{};
    if (::inet_pton(AF_INET, host.c_str(), numeric.data()) == 1) {
        request += '\1';
        request.append(numeric.data(), sizeof(in_addr));
    } else if (::inet_pton(AF_INET6, host.c_str(), numeric.data()) == 1) {
        request += '\4';
        request.append(numeric.data(), sizeof(in6_addr));
    } else {
        request += '\3';
        request += static_cast<char>(host.size());
        request += host;
    }
    request += static_cast<char>(port >> 8);
    request += static_cast<char>(port & 0xFF);
    return request;
}

Error socksRefusal(char code, const std::string &host)
{
    const std::string through = "through the proxy: " + host;   // RFC 1928 §6
    switch (code) {
    case 2: return proxyFailed("the SOCKS proxy's rules forbid a connection to " + host);
    case 3: return makeError(ErrorKind::Offline, "net.proxy", "no network " + through);
    case 4: return makeError(ErrorKind::HostNotFound, "net.proxy", "no such host " + through);
    case 5: return makeError(ErrorKind::ConnectionRefused, "net.proxy", through);
    case 6: return makeError(ErrorKind::Timeout, "net.proxy", "no answer " + through);
    default: return proxyFailed("the SOCKS proxy failed for " + host + " (code " + std::to_string(static_cast<unsigned char>(code)) + ")");
    }
}

Result<void> socksConnect(ProxyWire &wire, const std::string &host, std::uint16_t port)
{
    if (auto sent = wire.send(socksRequest(host, port)); !sent)
        return sent;
    std::array<char, 4> head{};
    if (auto got = wire.receive(head); !got)
        return got;
    if (head[0] != kSocksVersion)
        return proxyFailed("not a SOCKS5 proxy");
    if (head[1] != 0)
        return socksRefusal(head[1], host);
    // The address it is bound to, and a port: of no use here, but they must be read.
    std::size_t length = head[3] == 1 ? sizeof(in_addr) : sizeof(in6_addr);
    if (head[3] == 3) {
        char size = 0;
        if (auto got = wire.receive(std::span(&size, 1)); !got)
            return got;
        length = static_cast<unsigned char>(size);
    } else if (head[3] != 1 && head[3] != 4) {
        return proxyFailed("the SOCKS proxy answered with an unknown kind of address");
    }
    std::array<char, kLongestSocksText + 2> rest{};
    return wire.receive(std::span(rest).first(length + 2));
}

// HTTP ----------------------------------------------------------------------------------------------------------------------

std::string httpRequest(const ProxySettings &proxy, const std::string &host, std::uint16_t port)
{
    const std::string target = bracketed(host) + ":" + std::to_string(port);
    std::string request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!proxy.user.empty()) {
        std::string pair = proxy.user + ":";
        pair += proxy.password.reveal();
        request += "Proxy-Authorization: Basic " + QByteArray::fromRawData(pair.data(), static_cast<qsizetype>(pair.size())).toBase64().toStdString() + "\r\n";
        crypto::wipe(pair);
    }
    return request + "\r\n";
}

/// Up to the empty line, byte by byte: what follows is the server's.
Result<std::string> httpAnswer(ProxyWire &wire)
{
    std::string answer;
    while (!answer.ends_with("\r\n\r\n") && !answer.ends_with("\n\n")) {
        char byte = 0;
        if (auto got = wire.receive(std::span(&byte, 1)); !got)
            return got.error();
        answer += byte;
        if (answer.size() > kLongestHttpAnswer)
            return proxyFailed("the proxy's answer is too long");
    }
    return answer;
}

Result<void> httpConnect(ProxyWire &wire, const ProxySettings &proxy, const std::string &host, std::uint16_t port)
{
    std::string request = httpRequest(proxy, host, port);
    auto sent = wire.send(request);
    crypto::wipe(request);
    if (!sent)
        return sent;
    auto answer = httpAnswer(wire);
    if (!answer)
        return answer.error();
    const std::string status = answer->substr(0, answer->find_first_of("\r\n"));
    if (!status.starts_with("HTTP/1.") || status.size() < 12)
        return proxyFailed("not an HTTP proxy");
    const std::string code = status.substr(9, 3);
    if (code.front() == '2')
        return {};
    if (code == "407")
        return makeError(ErrorKind::ProxySignInFailed, "net.proxy", status);
    return proxyFailed(status);
}

bool canBeAsked(const ProxySettings &proxy, const std::string &host)
{
    const auto isClean = [](std::string_view text) { return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; }); };
    const bool fits = proxy.user.size() <= kLongestSocksText && proxy.password.reveal().size() <= kLongestSocksText;
    return !host.empty() && host.size() <= kLongestSocksText && isClean(host) && (proxy.kind == ProxyKind::HttpConnect || fits);
}

} // namespace

bool ProxySettings::appliesTo(std::string_view target) const
{
    const std::string name = ascii::lower(target);
    in_addr four{};
    const bool isLoopback = name == "localhost" || name == "::1" || (::inet_pton(AF_INET, name.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24) == IN_LOOPBACKNET);
    return !isLoopback && std::none_of(direct.begin(), direct.end(), [&](const std::string &entry) {
        const std::string pattern = ascii::lower(entry);
        const std::string domain = pattern.starts_with('.') ? pattern : "." + pattern;
        return pattern == "*" || name == pattern || ("." + name) == domain || (pattern.size() > 1 && name.ends_with(domain));
    });
}

std::string ProxySettings::toString() const
{
    return (kind == ProxyKind::Socks5 ? "socks5://" : "http://") + bracketed(host) + ":" + std::to_string(port);
}

Result<void> openTunnel(int fd, const ProxySettings &proxy, const std::string &host, std::uint16_t port, const NetWait &wait)
{
    if (!canBeAsked(proxy, host))
        return makeError(ErrorKind::InvalidInput, "net.proxy", "a name or password that a proxy can't take");
    ProxyWire wire(fd, wait);
    if (proxy.kind == ProxyKind::HttpConnect)
        return httpConnect(wire, proxy, host, port);
    if (auto greeted = socksGreet(wire, proxy); !greeted)
        return greeted;
    return socksConnect(wire, host, port);
}

} // namespace tern
