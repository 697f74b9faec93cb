// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/net/TestProxy.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <QByteArray>

#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern::test {
namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool waitReadable(int fd, const StopToken &stop)
{
    std::array<pollfd, 2> fds{pollfd{fd, POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
    return ::poll(fds.data(), fds.size(), -1) > 0 && fds[1].revents == 0;
}

std::string read(int fd, std::size_t count, const StopToken &stop)
{
    std::string bytes;
    while (bytes.size() < count && waitReadable(fd, stop)) {
        std::string piece(count - bytes.size(), '\0');
        const ssize_t got = ::recv(fd, piece.data(), piece.size(), 0);
        if (got <= 0)
            break;
        bytes += piece.substr(0, static_cast<std::size_t>(got));
    }
    return bytes;
}

} // namespace

TestProxy::TestProxy(Options options) : m_options(std::move(options))
{
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_accepting = std::thread([this] { accept(); });
}

TestProxy::~TestProxy()
{
    m_stop.requestStop();
    m_accepting.join();
    for (std::thread &thread : m_threads)
        thread.join();
}

ProxySettings TestProxy::settings() const
{
    return {m_options.kind, "127.0.0.1", m_port, m_options.user, crypto::Secret(m_options.password)};
}

std::vector<std::string> TestProxy::asked()
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

void TestProxy::accept()
{
    while (waitReadable(m_listener.get(), m_stop.token())) {
        auto client = std::make_shared<UniqueFd>(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (client->isOpen())
            m_threads.emplace_back([this, client] { serve(*client); });
    }
}

void TestProxy::serve(const UniqueFd &client)
{
    const std::string target = request(client.get());
    if (target.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(target);
    }
    if (m_options.silentAfterRequest) {
        char byte = 0;
        while (waitReadable(client.get(), m_stop.token()) && ::recv(client.get(), &byte, 1, 0) > 0) {}
        return;
    }
    const bool isSocks = m_options.kind == ProxyKind::Socks5;
    if (!m_options.httpAnswer.empty())
        return answer(client.get(), m_options.httpAnswer);
    const auto port = static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)));
    const UniqueFd server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(port);
    const bool isReached = m_options.socksRefusal == 0
        && ::connect(server.get(), static_cast<sockaddr *>(static_cast<void *>(&address)), sizeof address) == 0;
    if (!isReached) {
        const int code = m_options.socksRefusal != 0 ? m_options.socksRefusal : 5;
        return answer(client.get(), isSocks ? std::string("\5") + static_cast<char>(code) + std::string("\0\1\0\0\0\0\0\0", 8) : "HTTP/1.1 502 Bad Gateway\r\n\r\n");
    }
    // A bound address as a name: its length must be honoured.
    answer(client.get(), isSocks ? std::string("\5\0\0\3\x09" "localhost\0\0", 16) : "HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n");
    relay(client.get(), server.get());
}

std::string TestProxy::request(int client)
{
    return m_options.kind == ProxyKind::Socks5 ? socksRequest(client) : httpRequest(client);
}

std::string TestProxy::socksRequest(int client)
{
    const StopToken stop = m_stop.token();
    const std::string greeting = read(client, 2, stop);
    if (greeting.size() < 2)
        return {};
    const std::string methods = read(client, static_cast<std::size_t>(greeting[1]), stop);
    const char wanted = m_options.user.empty() ? '\0' : '\2';
    if (methods.find(wanted) == std::string::npos) {
        answer(client, "\5\xFF");
        return {};
    }
    answer(client, std::string("\5") + wanted);
    if (wanted == '\2') {
        const auto text = [&] { return read(client, static_cast<unsigned char>(read(client, 1, stop)[0]), stop); };
        (void)read(client, 1, stop);
        const std::string user = text();
        const bool isRight = text() == m_options.password && user == m_options.user;
        answer(client, std::string("\1") + (isRight ? '\0' : '\1'));
        if (!isRight)
            return {};
    }
    const std::string head = read(client, 4, stop);
    if (head.size() < 4)
        return {};
    std::string host;
    if (head[3] == 3) {
        host = read(client, static_cast<unsigned char>(read(client, 1, stop)[0]), stop);
    } else {
        const bool isSix = head[3] == 4;
        const std::string bytes = read(client, isSix ? 16 : 4, stop);
        char text[INET6_ADDRSTRLEN] = "";
        host = ::inet_ntop(isSix ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text);
    }
    const std::string port = read(client, 2, stop);
    return host + ":" + std::to_string((static_cast<unsigned char>(port[0]) << 8) + static_cast<unsigned char>(port[1]));
}

std::string TestProxy::httpRequest(int client)
{
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        const std::string byte = read(client, 1, m_stop.token());
        if (byte.empty())
            return {};
        head += byte;
    }
    const std::string target = head.starts_with("CONNECT ") ? head.substr(8, head.find(' ', 8) - 8) : std::string();
    const std::string pair = QByteArray::fromStdString(m_options.user + ":" + m_options.password).toBase64().toStdString();
    if (!m_options.user.empty() && head.find("\r\nProxy-Authorization: Basic " + pair + "\r\n") == std::string::npos) {
        answer(client, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n\r\n");
        return {};
    }
    return target;
}

void TestProxy::answer(int client, const std::string &bytes) const
{
    if (!m_options.splits) {
        ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        return;
    }
    const int on = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    for (const char byte : bytes)
        ::send(client, &byte, 1, MSG_NOSIGNAL);
}

void TestProxy::relay(int client, int server) const
{
    const StopToken stop = m_stop.token();
    for (;;) {
        std::array<pollfd, 3> fds{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
        ::poll(fds.data(), fds.size(), -1);
        if (fds[2].revents != 0)
            return;
        for (const bool fromClient : {true, false}) {
            if (fds[fromClient ? 0 : 1].revents == 0)
                continue;
            std::array<char, 16384> buffer{};
            const ssize_t got = ::recv(fromClient ? client : server, buffer.data(), buffer.size(), 0);
            if (got <= 0 || ::send(fromClient ? server : client, buffer.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL) != got)
                return;
        }
    }
}

} // namespace tern::test
