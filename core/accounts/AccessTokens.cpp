// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccessTokens.h"

namespace tern::accounts {

Result<crypto::Secret> AccessTokens::get(TokenOwner owner, UnixMillis now, const Renew &renew)
{
    std::unique_lock lock(m_mutex);
    m_renewed.wait(lock, [&] { return !m_entries[owner].renewing; });
    if (const Entry &entry = m_entries[owner]; !entry.token.isEmpty() && entry.expires - kRenewBefore > now)
        return entry.token;
    m_entries[owner].renewing = true;
    lock.unlock();
    auto tokens = renew();
    lock.lock();
    Entry &entry = m_entries[owner];
    entry.renewing = false;
    m_renewed.notify_all();
    if (!tokens)
        return tokens.error();
    entry.token = tokens->access;
    entry.expires = tokens->expires;
    return entry.token;
}

void AccessTokens::put(TokenOwner owner, const OAuthTokens &tokens)
{
    const std::lock_guard lock(m_mutex);
    m_entries[owner].token = tokens.access;
    m_entries[owner].expires = tokens.expires;
}

void AccessTokens::forget(TokenOwner owner)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_entries.find(owner); found != m_entries.end())
        found->second.token = {};
}

} // namespace tern::accounts
