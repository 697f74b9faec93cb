// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/SecretStore.h"
#include "core/store/Records.h"

#include <memory>
#include <string>

namespace tern::accounts {

/// The passwords of all accounts, wherever each is kept (AccountRecord::secretSource): the system's secret store ("keychain"), this
/// process ("session"), the profile's file encrypted with a passphrase ("passphrase"), or a file the person named ("file:/path").
/// Thread: any but the UI's (the key ring may ask the person to unlock it).
class AccountSecrets final {
public:
    /// \param lasting  the system's; may be null: then everything is kept for the session only.
    /// \param file     takes what `lasting` doesn't, once the person unlocked it; may be null.
    explicit AccountSecrets(std::shared_ptr<crypto::SecretStore> lasting, std::shared_ptr<crypto::SecretStore> file = {})
        : m_lasting(std::move(lasting)), m_file(std::move(file))
    {
    }

    /// The password for receiving and sending alike, or the passphrase of the account's certificate file. Errors: PasswordNeeded, and those of the stores.
    [[nodiscard]] Result<crypto::Secret> get(const store::AccountRecord &account);

    /// Keeps a password: lastingly if asked and possible, always for this session.
    /// \return the secretSource to store with the account.
    [[nodiscard]] std::string keep(AccountId account, const crypto::Secret &secret, bool remember);

    /// The OAuth refresh token. Errors: PasswordNeeded when there is none (any more), and those of the stores.
    [[nodiscard]] Result<crypto::Secret> refreshToken(const store::AccountRecord &account);
    /// As keep() for the refresh token.
    [[nodiscard]] std::string keepRefreshToken(AccountId account, const crypto::Secret &token, bool remember);

    /// The password of an identity's own server, or the passphrase of the certificate file for it. Errors as get().
    [[nodiscard]] Result<crypto::Secret> identityPassword(const store::IdentityRecord &identity);
    /// As keep().
    [[nodiscard]] std::string keepIdentityPassword(IdentityId identity, const crypto::Secret &secret, bool remember);
    /// As refreshToken() and keepRefreshToken(), at an identity's own server.
    [[nodiscard]] Result<crypto::Secret> identityRefreshToken(const store::IdentityRecord &identity);
    [[nodiscard]] std::string keepIdentityRefreshToken(IdentityId identity, const crypto::Secret &token, bool remember);
    void forgetIdentity(IdentityId identity);

    /// The password of the proxy that an account goes through; AccountId{}: of the one for all. Errors as above.
    [[nodiscard]] Result<crypto::Secret> proxyPassword(AccountId account);
    /// Lasting where there is a lasting store. An empty one is forgotten.
    void keepProxyPassword(AccountId account, const crypto::Secret &secret);

    /// Forgets it everywhere. What a file holds is left alone.
    void forget(AccountId account);

private:
    [[nodiscard]] Result<crypto::Secret> held(AccountId account, const std::string &source, crypto::SecretPurpose purpose);
    void forget(AccountId account, crypto::SecretPurpose purpose);
    [[nodiscard]] std::string hold(AccountId account, crypto::SecretPurpose purpose, const crypto::Secret &secret, bool remember);

    std::shared_ptr<crypto::SecretStore> m_lasting;
    std::shared_ptr<crypto::SecretStore> m_file;
    crypto::SessionSecretStore m_session;
};

} // namespace tern::accounts
