// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/WebServer.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <csignal>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>

namespace tern::test {
namespace {

bool waitFor(int fd, const StopToken &stop)
{
    pollfd fds[2] = {{fd, POLLIN, 0}, {stop.fd(), POLLIN, 0}};
    return ::poll(fds, 2, 10'000) > 0 && fds[1].revents == 0;
}

std::string fieldOf(const std::string &head, const char *name)
{
    const std::string wanted = std::string("\r\n") + name + ":";
    for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
        if (head.size() - at > wanted.size() && ::strncasecmp(head.c_str() + at, wanted.c_str(), wanted.size()) == 0) {
            const std::size_t begin = head.find_first_not_of(' ', at + wanted.size());
            return head.substr(begin, head.find("\r\n", begin) - begin);
        }
    }
    return {};
}

std::string read(SSL *ssl, int fd, const StopToken &stop, std::string &buffer)
{
    char piece[4096];
    if (SSL_has_pending(ssl) != 1 && !waitFor(fd, stop))
        return "silence";
    const int got = SSL_read(ssl, piece, sizeof piece);
    if (got <= 0)
        return "end";
    buffer.append(piece, static_cast<std::size_t>(got));
    return {};
}

} // namespace

WebServer::WebServer(const TestIdentity &identity) : m_context(SSL_CTX_new(TLS_server_method()))
{
    std::signal(SIGPIPE, SIG_IGN);
    showIdentity(m_context, identity);
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_thread = std::thread([this] { serve(); });
}

WebServer::~WebServer()
{
    m_stop.requestStop();
    m_thread.join();
    for (std::thread &connection : m_connections)
        connection.join();
    SSL_CTX_free(m_context);
}

void WebServer::on(const std::string &host, const std::string &path, Handler handler)
{
    const std::lock_guard lock(m_mutex);
    m_handlers[{host, path}] = std::move(handler);
}

std::vector<std::string> WebServer::asked() const
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

void WebServer::serve()
{
    const StopToken stop = m_stop.token();
    for (;;) {
        pollfd fds[2] = {{m_listener.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
        ::poll(fds, 2, -1);
        if (fds[1].revents != 0)
            return;
        const int fd = ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
        if (fd >= 0)
            m_connections.emplace_back([this, fd] { serveOne(UniqueFd(fd)); });
    }
}

void WebServer::serveOne(const UniqueFd &fd)
{
    const StopToken stop = m_stop.token();
    const std::unique_ptr<SSL, void (*)(SSL *)> ssl(SSL_new(m_context), [](SSL *one) { SSL_free(one); });
    SSL_set_fd(ssl.get(), fd.get());
    if (!waitFor(fd.get(), stop) || SSL_accept(ssl.get()) != 1)
        return;
    std::string text;
    std::size_t end = 0;
    while ((end = text.find("\r\n\r\n")) == std::string::npos) {
        if (!read(ssl.get(), fd.get(), stop, text).empty())
            return;
    }
    WebRequest request;
    const std::string head = text.substr(0, end + 2);
    request.method = head.substr(0, head.find(' '));
    request.target = head.substr(request.method.size() + 1, head.find(' ', request.method.size() + 1) - request.method.size() - 1);
    request.host = fieldOf(head, "Host");
    request.host = request.host.substr(0, request.host.find(':'));
    const std::string length = fieldOf(head, "Content-Length");
    while (!length.empty() && text.size() - end - 4 < std::stoul(length)) {
        if (!read(ssl.get(), fd.get(), stop, text).empty())
            return;
    }
    request.body = text.substr(end + 4);
    Handler handler = [](const WebRequest &) { return WebAnswer{404, "no such page", {}, false, {}}; };
    {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(request.method + " " + request.host + request.target);
        const std::string path = request.target.substr(0, request.target.find('?'));
        for (const std::string &host : {request.host, std::string()}) {
            if (const auto found = m_handlers.find({host, path}); found != m_handlers.end()) {
                handler = found->second;
                break;
            }
        }
    }
    const WebAnswer answer = handler(request);
    if (answer.silent) {
        pollfd ended{stop.fd(), POLLIN, 0};
        ::poll(&ended, 1, 60'000);
        return;
    }
    std::string bytes = answer.raw;
    if (bytes.empty()) {
        bytes = "HTTP/1.1 " + std::to_string(answer.status) + " Answer\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
        for (const std::string &field : answer.fields)
            bytes += field + "\r\n";
        bytes += "\r\n" + answer.body;
    }
    SSL_write(ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
    SSL_shutdown(ssl.get());
}

} // namespace tern::test
