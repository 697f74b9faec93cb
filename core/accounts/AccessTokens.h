// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/OAuthFlow.h"
#include "core/base/Ids.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <variant>

namespace tern::accounts {

/// Whose tokens: an account's, or those of an identity at a server of its own.
using TokenOwner = std::variant<AccountId, IdentityId>;

/// The access tokens of all accounts: kept for as long as they last, renewed a minute before they end, by one lane while the others of that
/// owner wait for it.
/// Thread: any.
class AccessTokens final {
public:
    /// Gets new tokens; blocks.
    using Renew = std::function<Result<OAuthTokens>()>;

    /// \param now  of the account's clock.
    /// Errors: those of `renew`.
    [[nodiscard]] Result<crypto::Secret> get(TokenOwner owner, UnixMillis now, const Renew &renew);
    void put(TokenOwner owner, const OAuthTokens &tokens);
    /// The server didn't take it: the next get() renews.
    void forget(TokenOwner owner);

    static constexpr UnixMillis kRenewBefore = 60'000;

private:
    struct Entry {
        crypto::Secret token;
        UnixMillis expires = 0;
        bool renewing = false;
    };
    std::mutex m_mutex;
    std::condition_variable m_renewed;
    std::map<TokenOwner, Entry> m_entries;
};

} // namespace tern::accounts
