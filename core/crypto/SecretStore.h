// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/crypto/Secret.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace tern::crypto {

/// IdentityPassword, IdentityRefreshToken: of an identity's own server; the identity's number stands in the place of the account's.
enum class SecretPurpose { ImapPassword, SmtpPassword, Pop3Password, OAuthRefreshToken, ProxyPassword, IdentityPassword, IdentityRefreshToken };

/// The stable name of a purpose as a key writes it ("imap", "smtp", "pop3", "oauth-refresh", "proxy", "identity", "identity-oauth-refresh").
[[nodiscard]] std::string_view secretPurposeName(SecretPurpose purpose);

/// Where passwords are kept. Errors: PasswordNeeded when there is none, Unsupported when the store isn't there, Io,
/// Cancelled when the person refused to unlock it, Timeout.
/// Thread: any thread but the UI's (a call may wait for a person to unlock the key ring).
class SecretStore {
public:
    virtual ~SecretStore() = default;
    [[nodiscard]] virtual Result<Secret> get(AccountId account, SecretPurpose purpose) = 0;
    virtual Result<void> set(AccountId account, SecretPurpose purpose, const Secret &secret) = 0;
    /// Succeeds when there was nothing to remove.
    virtual Result<void> remove(AccountId account, SecretPurpose purpose) = 0;
    /// Whether set() outlives the process.
    [[nodiscard]] virtual bool isLasting() const = 0;
    /// Whether it is there at all. May wait for two seconds, once.
    [[nodiscard]] virtual bool isAvailable() { return true; }
};

/// Memory only: forgotten at exit.
/// Thread: any.
class SessionSecretStore final : public SecretStore {
public:
    [[nodiscard]] Result<Secret> get(AccountId account, SecretPurpose purpose) override;
    Result<void> set(AccountId account, SecretPurpose purpose, const Secret &secret) override;
    Result<void> remove(AccountId account, SecretPurpose purpose) override;
    [[nodiscard]] bool isLasting() const override { return false; }

private:
    std::mutex m_mutex;
    std::map<std::pair<AccountId, SecretPurpose>, Secret> m_secrets;
};

/// Reads a password from a file the person named: its first line, the line end stripped. Errors: NotFound, ReadOnly (no
/// permission), InvalidInput (empty, over 64 KB, or holds NUL).
[[nodiscard]] Result<Secret> secretFromFile(const std::filesystem::path &file);

/// Whether others than the owner may read the file; a caller warns the person.
[[nodiscard]] bool isReadableByOthers(const std::filesystem::path &file);

} // namespace tern::crypto
