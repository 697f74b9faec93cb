// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scripted/WebServer.h"

#include <atomic>
#include <mutex>
#include <set>
#include <string>

namespace tern::test {

/// An OAuth identity provider on loopback: an authorization page that says yes at once, and a token endpoint that demands the PKCE proof.
/// Tokens are "PREFIXaccess-N" and "PREFIXrefresh-N".
/// Thread: any.
class IdentityProvider final {
public:
    explicit IdentityProvider(const TestIdentity &authority);

    [[nodiscard]] std::string authorizeUrl() const { return base() + "/authorize"; }
    [[nodiscard]] std::string tokenUrl() const { return base() + "/token"; }
    /// What a person's browser does with the page: follows it back to the program. \return what the program's page says.
    [[nodiscard]] std::string visit(const std::string &url);

    std::atomic<bool> deny{false};              ///< the person says no
    std::atomic<bool> forgeChallenge{false};    ///< someone else began with this code
    std::atomic<bool> rotate{false};            ///< every refresh token is for one use
    std::atomic<bool> broken{false};            ///< 503
    std::atomic<int> seconds{3600};             ///< how long an access token lasts
    std::string prefix;                         ///< of every token; set before use

private:
    [[nodiscard]] std::string base() const { return "https://localhost:" + std::to_string(m_web.port()); }
    WebAnswer token(const WebRequest &request);

    std::mutex m_mutex;
    std::string m_challenge;
    std::set<std::string> m_refresh;
    int m_number = 0;
    WebServer m_web;        // last: its threads use the above
};

} // namespace tern::test
