// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountSecrets.h"

#include "core/base/Log.h"

namespace tern::accounts {
namespace {
constexpr std::string_view kFilePrefix = "file:";
constexpr const char *kPassphrase = "passphrase";
}

Result<crypto::Secret> AccountSecrets::get(const store::AccountRecord &account)
{
    if (account.secretSource.starts_with(kFilePrefix))
        return crypto::secretFromFile(account.secretSource.substr(kFilePrefix.size()));
    return held(account.id, account.secretSource, crypto::SecretPurpose::ImapPassword);
}

Result<crypto::Secret> AccountSecrets::refreshToken(const store::AccountRecord &account)
{
    return held(account.id, account.secretSource, crypto::SecretPurpose::OAuthRefreshToken);
}

Result<crypto::Secret> AccountSecrets::identityPassword(const store::IdentityRecord &identity)
{
    if (identity.secretSource.starts_with(kFilePrefix))
        return crypto::secretFromFile(identity.secretSource.substr(kFilePrefix.size()));
    return held(AccountId{identity.id.value}, identity.secretSource, crypto::SecretPurpose::IdentityPassword);
}

Result<crypto::Secret> AccountSecrets::held(AccountId account, const std::string &source, crypto::SecretPurpose purpose)
{
    auto here = m_session.get(account, purpose);
    if (here)
        return here;
    crypto::SecretStore *store = source == "keychain" ? m_lasting.get() : source == kPassphrase ? m_file.get() : nullptr;
    if (!store)
        return makeError(ErrorKind::PasswordNeeded, "accounts.secret");
    auto kept = store->get(account, purpose);
    if (!kept)
        return kept.error();
    // Asked once: the key ring isn't opened again for every connection.
    (void)m_session.set(account, purpose, *kept);
    return kept;
}

std::string AccountSecrets::keep(AccountId account, const crypto::Secret &secret, bool remember)
{
    return hold(account, crypto::SecretPurpose::ImapPassword, secret, remember);
}

std::string AccountSecrets::keepRefreshToken(AccountId account, const crypto::Secret &token, bool remember)
{
    return hold(account, crypto::SecretPurpose::OAuthRefreshToken, token, remember);
}

std::string AccountSecrets::keepIdentityPassword(IdentityId identity, const crypto::Secret &secret, bool remember)
{
    return hold(AccountId{identity.value}, crypto::SecretPurpose::IdentityPassword, secret, remember);
}

Result<crypto::Secret> AccountSecrets::identityRefreshToken(const store::IdentityRecord &identity)
{
    return held(AccountId{identity.id.value}, identity.secretSource, crypto::SecretPurpose::IdentityRefreshToken);
}

std::string AccountSecrets::keepIdentityRefreshToken(IdentityId identity, const crypto::Secret &token, bool remember)
{
    return hold(AccountId{identity.value}, crypto::SecretPurpose::IdentityRefreshToken, token, remember);
}

void AccountSecrets::forgetIdentity(IdentityId identity)
{
    for (const auto purpose : {crypto::SecretPurpose::IdentityPassword, crypto::SecretPurpose::IdentityRefreshToken})
        forget(AccountId{identity.value}, purpose);
}

std::string AccountSecrets::hold(AccountId account, crypto::SecretPurpose purpose, const crypto::Secret &secret, bool remember)
{
    (void)m_session.set(account, purpose, secret);
    if (!remember)
        return "session";
    for (const auto &[store, name] : {std::pair{m_lasting.get(), "keychain"}, std::pair{m_file.get(), kPassphrase}}) {
        if (!store || !store->isLasting() || !store->isAvailable())
            continue;
        const auto kept = store->set(account, purpose, secret);
        if (kept)
            return name;
        logWarning("accounts", "the secret store did not take a secret: " + kept.error().toString());
    }
    return "session";
}

Result<crypto::Secret> AccountSecrets::proxyPassword(AccountId account)
{
    auto held = m_session.get(account, crypto::SecretPurpose::ProxyPassword);
    if (held || !m_lasting)
        return held;
    auto kept = m_lasting->get(account, crypto::SecretPurpose::ProxyPassword);
    if (kept)
        (void)m_session.set(account, crypto::SecretPurpose::ProxyPassword, *kept);
    return kept;
}

void AccountSecrets::keepProxyPassword(AccountId account, const crypto::Secret &secret)
{
    if (secret.isEmpty()) {
        (void)m_session.remove(account, crypto::SecretPurpose::ProxyPassword);
        if (m_lasting)
            (void)m_lasting->remove(account, crypto::SecretPurpose::ProxyPassword);
        return;
    }
    (void)m_session.set(account, crypto::SecretPurpose::ProxyPassword, secret);
    if (!m_lasting)
        return;
    if (const auto kept = m_lasting->set(account, crypto::SecretPurpose::ProxyPassword, secret); !kept)
        logWarning("accounts", "the secret store did not take the proxy's password: " + kept.error().toString());
}

void AccountSecrets::forget(AccountId account)
{
    keepProxyPassword(account, {});
    for (const auto purpose : {crypto::SecretPurpose::ImapPassword, crypto::SecretPurpose::OAuthRefreshToken})
        forget(account, purpose);
}

void AccountSecrets::forget(AccountId account, crypto::SecretPurpose purpose)
{
    (void)m_session.remove(account, purpose);
    for (crypto::SecretStore *store : {m_lasting.get(), m_file.get()}) {
        if (store)
            (void)store->remove(account, purpose);
    }
}

} // namespace tern::accounts
