// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountSecrets.h"

#include "core/base/Log.h"

namespace tern::accounts {
namespace {
constexpr std::string_view kFilePrefix = "file:";
}

Result<crypto::Secret> AccountSecrets::get(const store::AccountRecord &account)
{
    if (account.secretSource.starts_with(kFilePrefix))
        return crypto::secretFromFile(account.secretSource.substr(kFilePrefix.size()));
    auto held = m_session.get(account.id, crypto::SecretPurpose::ImapPassword);
    if (held)
        return held;
    if (account.secretSource != "keychain" || !m_lasting)
        return makeError(ErrorKind::PasswordNeeded, "accounts.secret");
    auto kept = m_lasting->get(account.id, crypto::SecretPurpose::ImapPassword);
    if (!kept)
        return kept.error();
    // Asked once: the key ring isn't opened again for every connection.
    (void)m_session.set(account.id, crypto::SecretPurpose::ImapPassword, *kept);
    return kept;
}

std::string AccountSecrets::keep(AccountId account, const crypto::Secret &secret, bool remember)
{
    (void)m_session.set(account, crypto::SecretPurpose::ImapPassword, secret);
    if (!remember || !m_lasting || !m_lasting->isLasting())
        return "session";
    const auto kept = m_lasting->set(account, crypto::SecretPurpose::ImapPassword, secret);
    if (kept)
        return "keychain";
    logWarning("accounts", "the secret store did not take a password: " + kept.error().toString());
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
    (void)m_session.remove(account, crypto::SecretPurpose::ImapPassword);
    if (m_lasting)
        (void)m_lasting->remove(account, crypto::SecretPurpose::ImapPassword);
}

} // namespace tern::accounts
