// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

struct ssl_session_st;

namespace tern::crypto {

/// TLS sessions to go on with at the next connection to the same server, so that it needs no second proof and one round trip less (with TLS 1.2). Only
/// of connections whose certificate was found valid. A few per server, as a ticket of TLS 1.3 is used once [RFC 8446 §C.4].
/// Thread: any.
class TlsSessions final {
public:
    TlsSessions() = default;
    ~TlsSessions();
    TlsSessions(const TlsSessions &) = delete;
    TlsSessions &operator=(const TlsSessions &) = delete;

    /// \param key      host and port.  \param session  owned from here on.
    void put(const std::string &key, ssl_session_st *session);
    /// The newest; null if there is none. The caller owns it.
    [[nodiscard]] ssl_session_st *take(const std::string &key);

private:
    std::mutex m_mutex;
    std::map<std::string, std::vector<ssl_session_st *>> m_sessions;
};

} // namespace tern::crypto
