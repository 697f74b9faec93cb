// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "core/net/Proxy.h"

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

/// A SOCKS5 or HTTP CONNECT proxy on a free loopback port. Every name it is asked for lies on 127.0.0.1; none is asked of a name server.
class TestProxy final {
public:
    struct Options {
        ProxyKind kind = ProxyKind::Socks5;
        std::string user;               ///< empty: wants none
        std::string password;
        int socksRefusal = 0;           ///< a code of RFC 1928 §6 instead of a connection
        std::string httpAnswer;         ///< instead of a connection
        bool silentAfterRequest = false;
        bool splits = false;            ///< its own answers come byte by byte, followed at once by what the server says
    };
    explicit TestProxy(Options options);
    ~TestProxy();
    TestProxy(const TestProxy &) = delete;
    TestProxy &operator=(const TestProxy &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// How a client reaches it, with the right password.
    [[nodiscard]] ProxySettings settings() const;
    /// "imap.example.com:143", in the order asked; those that were refused too.
    [[nodiscard]] std::vector<std::string> asked();

private:
    void accept();
    void serve(const UniqueFd &client);
    [[nodiscard]] std::string request(int client);
    [[nodiscard]] std::string socksRequest(int client);
    [[nodiscard]] std::string httpRequest(int client);
    void answer(int client, const std::string &bytes) const;
    void relay(int client, int server) const;

    const Options m_options;
    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::mutex m_mutex;
    std::vector<std::string> m_asked;
    std::vector<std::thread> m_threads;
    StopSource m_stop;
    std::thread m_accepting;
};

} // namespace tern::test
