// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/SecretStore.h"
#include "core/store/Records.h"

#include <memory>
#include <string>

namespace tern::accounts {

/// The passwords of all accounts, wherever each is kept (AccountRecord::secretSource): the system's secret store ("keychain"), this
/// process ("session"), or a file the person named ("file:/path").
/// Thread: any but the UI's (the key ring may ask the person to unlock it).
class AccountSecrets final {
public:
    /// \param lasting  the system's; may be null: then everything is kept for the session only.
    explicit AccountSecrets(std::shared_ptr<crypto::SecretStore> lasting) : m_lasting(std::move(lasting)) {}

    /// The password for receiving and sending alike. Errors: PasswordNeeded, and those of the stores.
    [[nodiscard]] Result<crypto::Secret> get(const store::AccountRecord &account);

    /// Keeps a password: lastingly if asked and possible, always for this session.
    /// \return the secretSource to store with the account.
    [[nodiscard]] std::string keep(AccountId account, const crypto::Secret &secret, bool remember);

    /// The password of the proxy that an account goes through; AccountId{}: of the one for all. Errors as above.
    [[nodiscard]] Result<crypto::Secret> proxyPassword(AccountId account);
    /// Lasting where there is a lasting store. An empty one is forgotten.
    void keepProxyPassword(AccountId account, const crypto::Secret &secret);

    /// Forgets it everywhere. What a file holds is left alone.
    void forget(AccountId account);

private:
    std::shared_ptr<crypto::SecretStore> m_lasting;
    crypto::SessionSecretStore m_session;
};

} // namespace tern::accounts
