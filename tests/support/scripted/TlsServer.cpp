// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/TlsServer.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstring>
#include <stdexcept>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace tern::test {
namespace {

constexpr int kPatience = 5000;     // ms

} // namespace

TlsServer::TlsServer(const TestIdentity &identity, const std::function<void(ssl_ctx_st *)> &configure) : m_context(SSL_CTX_new(TLS_server_method()))
{
    SSL_CTX_set_security_level(m_context, 0);
    SSL_CTX_set_min_proto_version(m_context, TLS1_VERSION);
    const unsigned char name[] = "tern";
    SSL_CTX_set_session_id_context(m_context, name, sizeof name);
    // As SSL_CTX_set_tlsext_status_cb(), without its cast.
    int (*const answer)(SSL *, void *) = [](SSL *connection, void *self) { return answerStatus(connection, self); };
    SSL_CTX_callback_ctrl(m_context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB, reinterpret_cast<void (*)()>(answer));
    SSL_CTX_set_tlsext_status_arg(m_context, this);
    showIdentity(m_context, identity);
    if (configure)
        configure(m_context);
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_thread = std::thread([this] { run(); });
}

TlsServer::~TlsServer()
{
    m_stop.requestStop();
    m_thread.join();
    SSL_CTX_free(m_context);
}

std::vector<bool> TlsServer::resumed()
{
    const std::lock_guard lock(m_mutex);
    return m_resumed;
}

void TlsServer::run()
{
    const StopToken stop = m_stop.token();
    while (!stop.stopRequested()) {
        pollfd fds[2] = {{m_listener.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
        if (::poll(fds, 2, -1) > 0 && fds[0].revents != 0) {
            const UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (socket.isOpen())
                serve(socket.get());
        }
    }
}

void TlsServer::serve(int socket)
{
    const timeval patience{kPatience / 1000, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    SSL *connection = SSL_new(m_context);
    SSL_set_fd(connection, socket);
    if (SSL_accept(connection) == 1) {
        {
            const std::lock_guard lock(m_mutex);
            m_resumed.push_back(SSL_session_reused(connection) == 1);
        }
        SSL_write(connection, "* OK\r\n", 6);
        char rest[64];
        while (SSL_read(connection, rest, sizeof rest) > 0) {
        }
    }
    SSL_free(connection);
    ERR_clear_error();
}

int TlsServer::answerStatus(void *connection, void *self)
{
    const std::string &staple = static_cast<TlsServer *>(self)->m_staple;
    if (staple.empty())
        return SSL_TLSEXT_ERR_NOACK;
    auto *copy = static_cast<unsigned char *>(OPENSSL_malloc(staple.size()));
    std::memcpy(copy, staple.data(), staple.size());
    SSL_set_tlsext_status_ocsp_resp(static_cast<SSL *>(connection), copy, static_cast<long>(staple.size()));
    return SSL_TLSEXT_ERR_OK;
}

} // namespace tern::test
