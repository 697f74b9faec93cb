// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/TlsSessions.h"

#include <ctime>

#include <openssl/ssl.h>

namespace tern::crypto {
namespace {

constexpr std::size_t kMostPerServer = 4;   // as many connections as an account opens at once
constexpr std::size_t kMostServers = 50;
constexpr long kLongest = 2 * 3600;         // seconds; then the server proves itself anew

} // namespace

TlsSessions::~TlsSessions()
{
    for (auto &[key, sessions] : m_sessions) {
        for (SSL_SESSION *session : sessions)
            SSL_SESSION_free(session);
    }
}

void TlsSessions::put(const std::string &key, SSL_SESSION *session)
{
    const std::lock_guard lock(m_mutex);
    if (m_sessions.size() >= kMostServers && !m_sessions.contains(key)) {
        for (SSL_SESSION *old : m_sessions.begin()->second)
            SSL_SESSION_free(old);
        m_sessions.erase(m_sessions.begin());
    }
    auto &sessions = m_sessions[key];
    sessions.push_back(session);
    if (sessions.size() > kMostPerServer) {
        SSL_SESSION_free(sessions.front());
        sessions.erase(sessions.begin());
    }
}

SSL_SESSION *TlsSessions::take(const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_sessions.find(key);
    while (found != m_sessions.end() && !found->second.empty()) {
        SSL_SESSION *session = found->second.back();
        const long age = static_cast<long>(std::time(nullptr)) - static_cast<long>(SSL_SESSION_get_time(session));
        const bool isGood = SSL_SESSION_is_resumable(session) == 1 && age >= 0 && age < kLongest;
        // A ticket of TLS 1.3 is for one time [RFC 8446 §C.4]; an older session goes on as often as it likes, and a server doesn't give it again.
        if (isGood && SSL_SESSION_get_protocol_version(session) < TLS1_3_VERSION) {
            SSL_SESSION_up_ref(session);
            return session;
        }
        found->second.pop_back();
        if (isGood)
            return session;
        SSL_SESSION_free(session);
    }
    return nullptr;
}

} // namespace tern::crypto
