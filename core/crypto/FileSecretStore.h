// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/SecretStore.h"

#include <filesystem>
#include <optional>

namespace tern::crypto {

/// Secrets in one file, encrypted with a passphrase: scrypt (N 2^16, r 8, p 1) makes the key, AES-256-GCM covers all of it, header included. For where
/// there is no key ring and the person chose this. The file is written anew and whole, readable by its owner alone.
/// Until unlock() every call answers PasswordNeeded with `where` kLocked.
/// Thread: any; unlock() takes about a quarter of a second.
class FileSecretStore final : public SecretStore {
public:
    static constexpr std::string_view kLocked = "secrets.locked";

    explicit FileSecretStore(std::filesystem::path file) : m_file(std::move(file)) {}

    [[nodiscard]] bool exists() const;
    [[nodiscard]] bool isUnlocked() const;
    /// Opens the file, or makes one with this passphrase when there is none.
    /// Errors: InvalidInput (an empty passphrase), AuthenticationFailed (the wrong one, or the file was changed), StorageDamaged (no such file format), those of errno.
    Result<void> unlock(const Secret &passphrase);

    [[nodiscard]] Result<Secret> get(AccountId account, SecretPurpose purpose) override;
    Result<void> set(AccountId account, SecretPurpose purpose, const Secret &secret) override;
    Result<void> remove(AccountId account, SecretPurpose purpose) override;
    [[nodiscard]] bool isLasting() const override { return isUnlocked(); }

private:
    using Secrets = std::map<std::string, Secret>;
    struct Key {
        std::string salt;
        Secret bytes;
    };
    /// Writes what `m_secrets` would be. Under the lock.
    Result<void> write(const Secrets &secrets) const;

    const std::filesystem::path m_file;
    mutable std::mutex m_mutex;
    std::optional<Key> m_key;
    Secrets m_secrets;
};

} // namespace tern::crypto
