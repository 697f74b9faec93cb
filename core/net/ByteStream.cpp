// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ByteStream.h"

#include <cerrno>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern {

StreamStep PlainStream::read(std::span<char> into)
{
    for (;;) {
        const ssize_t got = ::recv(m_fd, into.data(), into.size(), 0);
        if (got > 0)
            return {StreamState::Done, static_cast<std::size_t>(got), {}};
        if (got == 0)
            return {StreamState::Closed, 0, {}};
        if (errno == EINTR)
            continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return {StreamState::WantRead, 0, {}};
        return {StreamState::Failed, 0, errorFromErrno(errno, "net.read")};
    }
}

StreamStep PlainStream::write(std::string_view bytes)
{
    for (;;) {
        const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0)
            return {StreamState::Done, static_cast<std::size_t>(sent), {}};
        if (errno == EINTR)
            continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return {StreamState::WantWrite, 0, {}};
        return {StreamState::Failed, 0, errorFromErrno(errno, "net.write")};
    }
}

TlsStream::~TlsStream()
{
    SSL_free(m_ssl);
}

StreamStep TlsStream::stepOf(int result, std::size_t bytes, const char *where)
{
    if (result == 1)
        return {StreamState::Done, bytes, {}};
    const int systemCode = errno;
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ: return {StreamState::WantRead, 0, {}};
    case SSL_ERROR_WANT_WRITE: return {StreamState::WantWrite, 0, {}};
    case SSL_ERROR_ZERO_RETURN: return {StreamState::Closed, 0, {}};
    case SSL_ERROR_SYSCALL:
        m_broken = true;
        if (systemCode == 0)
            return {StreamState::Closed, 0, {}};
        return {StreamState::Failed, 0, errorFromErrno(systemCode, where)};
    default: break;
    }
    m_broken = true;
    char text[256] = "TLS error";
    if (const unsigned long code = ERR_get_error(); code != 0)
        ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return {StreamState::Failed, 0, makeError(ErrorKind::TlsFailed, where, text)};
}

StreamStep TlsStream::handshake()
{
    ERR_clear_error();
    errno = 0;
    return stepOf(SSL_connect(m_ssl), 0, "tls.handshake");
}

StreamStep TlsStream::read(std::span<char> into)
{
    ERR_clear_error();
    errno = 0;
    std::size_t got = 0;
    const int result = SSL_read_ex(m_ssl, into.data(), into.size(), &got);
    return stepOf(result, got, "tls.read");
}

StreamStep TlsStream::write(std::string_view bytes)
{
    ERR_clear_error();
    errno = 0;
    std::size_t sent = 0;
    const int result = SSL_write_ex(m_ssl, bytes.data(), bytes.size(), &sent);
    return stepOf(result, sent, "tls.write");
}

bool TlsStream::hasPending() const
{
    return SSL_has_pending(m_ssl) == 1;
}

void TlsStream::close()
{
    if (m_broken || SSL_is_init_finished(m_ssl) != 1)
        return;
    SSL_shutdown(m_ssl);
    ERR_clear_error();
}

std::string TlsStream::description() const
{
    return std::string(SSL_get_version(m_ssl)) + " " + SSL_get_cipher_name(m_ssl);
}

} // namespace tern
