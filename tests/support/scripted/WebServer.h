// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "tests/support/scripted/TestCertificate.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct ssl_ctx_st;

namespace tern::test {

struct WebRequest {
    std::string method, target, host, body;
};

struct WebAnswer {
    int status = 200;
    std::string body;
    std::vector<std::string> fields;    ///< further header lines
    bool silent = false;                ///< says nothing until the server ends
    std::string raw;                    ///< instead of all the above: these bytes as they are
};

/// An HTTPS server on a free loopback port. Every request is a connection of its own.
/// Thread: any; a handler runs on the connection's thread.
class WebServer final {
public:
    using Handler = std::function<WebAnswer(const WebRequest &)>;

    explicit WebServer(const TestIdentity &identity);
    ~WebServer();
    WebServer(const WebServer &) = delete;
    WebServer &operator=(const WebServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Answers what `host` (without its port; "" for any) is asked for `path`; anything else gets a 404.
    void on(const std::string &host, const std::string &path, Handler handler);
    void on(const std::string &host, const std::string &path, const std::string &body)
    {
        on(host, path, [body](const WebRequest &) { return WebAnswer{200, body, {}, false, {}}; });
    }
    /// Everything asked for so far: "GET host/target".
    [[nodiscard]] std::vector<std::string> asked() const;

private:
    void serve();
    void serveOne(const UniqueFd &fd);

    ssl_ctx_st *m_context = nullptr;
    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    StopSource m_stop;
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, Handler> m_handlers;
    std::vector<std::string> m_asked;
    std::vector<std::thread> m_connections;
    std::thread m_thread;
};

} // namespace tern::test
