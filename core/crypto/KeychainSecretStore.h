// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/SecretStore.h"

#include <memory>
#include <string>

namespace tern::crypto {

/// The desktop's key ring, through QtKeychain. It runs jobs in a thread of its own with an event loop; a call posts a job there and
/// waits for it, so callers must not be the UI thread. Without a session bus or a secret service every call answers
/// Unsupported at once. Keys are "<profile>/<account>/<purpose>" under the service "org.tern.Tern".
/// Needs a QCoreApplication. Thread: any thread but the UI's.
class KeychainSecretStore final : public SecretStore {
public:
    /// \param profile  tells profiles apart, so that account 1 of one isn't account 1 of another.
    explicit KeychainSecretStore(std::string profile, std::chrono::seconds timeout = std::chrono::seconds{60});
    ~KeychainSecretStore() override;

    /// Whether a secret service answers on the session bus. Quick (bounded by 2 s); asked once and remembered.
    [[nodiscard]] bool isAvailable() override;

    [[nodiscard]] Result<Secret> get(AccountId account, SecretPurpose purpose) override;
    Result<void> set(AccountId account, SecretPurpose purpose, const Secret &secret) override;
    Result<void> remove(AccountId account, SecretPurpose purpose) override;
    [[nodiscard]] bool isLasting() const override { return true; }

private:
    class Worker;
    std::string m_profile;
    std::chrono::seconds m_timeout;
    std::unique_ptr<Worker> m_worker;
};

} // namespace tern::crypto
