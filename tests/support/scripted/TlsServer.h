// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "tests/support/scripted/TestCertificate.h"

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct ssl_ctx_st;

namespace tern::test {

/// A TLS server on a free loopback port whose every connection is greeted with a line; for what is agreed in the handshake and behind it.
/// Thread: any; one connection at a time, on a thread of its own.
class TlsServer final {
public:
    /// \param configure  changes the SSL_CTX before the first connection
    explicit TlsServer(const TestIdentity &identity, const std::function<void(ssl_ctx_st *)> &configure = {});
    ~TlsServer();
    TlsServer(const TlsServer &) = delete;
    TlsServer &operator=(const TlsServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Sent along by a connection that asks for it: an OCSP answer, DER.
    void staple(std::string response) { m_staple = std::move(response); }
    /// Of each handshake that succeeded: whether a session went on.
    [[nodiscard]] std::vector<bool> resumed();

private:
    void run();
    void serve(int socket);
    static int answerStatus(void *connection, void *self);

    ssl_ctx_st *m_context;
    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::string m_staple;
    std::mutex m_mutex;
    std::vector<bool> m_resumed;
    StopSource m_stop;
    std::thread m_thread;
};

} // namespace tern::test
