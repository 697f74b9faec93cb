// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ssl_st;

namespace tern {

/// What a non-blocking stream can say.
enum class StreamState {
    Done,       ///< `bytes` were moved
    WantRead,   ///< poll for reading, then again
    WantWrite,  ///< poll for writing, then again
    Closed,     ///< the peer ended in order
    Failed      ///< see `error`
};
struct StreamStep {
    StreamState state = StreamState::Failed;
    std::size_t bytes = 0;
    Error error;
};

/// One layer over a connected, non-blocking socket. It never waits.
/// Thread: the connection's.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    [[nodiscard]] virtual StreamStep read(std::span<char> into) = 0;
    [[nodiscard]] virtual StreamStep write(std::string_view bytes) = 0;
    /// Whether read() can give something without the socket becoming readable.
    [[nodiscard]] virtual bool hasPending() const { return false; }
    /// Says good-bye to the peer, without waiting.
    virtual void close() {}
};

/// The socket itself.
class PlainStream final : public ByteStream {
public:
    /// \param fd  borrowed
    explicit PlainStream(int fd) : m_fd(fd) {}
    [[nodiscard]] StreamStep read(std::span<char> into) override;
    [[nodiscard]] StreamStep write(std::string_view bytes) override;

private:
    int m_fd;
};

/// OpenSSL on the socket.
class TlsStream final : public ByteStream {
public:
    /// \param connection  owned from here on; already bound to the socket.
    explicit TlsStream(ssl_st *connection) : m_ssl(connection) {}
    ~TlsStream() override;
    TlsStream(const TlsStream &) = delete;
    TlsStream &operator=(const TlsStream &) = delete;

    /// One step of the handshake.
    [[nodiscard]] StreamStep handshake();
    [[nodiscard]] StreamStep read(std::span<char> into) override;
    [[nodiscard]] StreamStep write(std::string_view bytes) override;
    [[nodiscard]] bool hasPending() const override;
    void close() override;
    [[nodiscard]] ssl_st *connection() const { return m_ssl; }
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384".
    [[nodiscard]] std::string description() const;

private:
    [[nodiscard]] StreamStep stepOf(int result, std::size_t bytes, const char *where);
    ssl_st *m_ssl;
    bool m_broken = false;
};

} // namespace tern
