// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Secret.h"

#include <string>
#include <vmime/security/sasl/defaultSASLAuthenticator.hpp>

namespace tern {

/// Gives vmime the credentials for one sign-in, with the one SASL mechanism that was chosen.
/// Thread: the connection's.
class VmimeAuthenticator final : public vmime::security::sasl::defaultSASLAuthenticator {
public:
    VmimeAuthenticator(std::string user, crypto::Secret secret) : m_user(std::move(user)), m_secret(std::move(secret)) {}

    const vmime::string getUsername() const override { return m_user; }
    const vmime::string getPassword() const override { return std::string(m_secret.reveal()); }
    const vmime::string getAccessToken() const override { return std::string(m_secret.reveal()); }

private:
    std::string m_user;
    crypto::Secret m_secret;
};

/// Makes vmime's own statics ready; once per process, any thread.
void prepareVmime();

} // namespace tern
