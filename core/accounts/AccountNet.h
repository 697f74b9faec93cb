// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSecrets.h"
#include "core/accounts/ProxyChoice.h"
#include "core/crypto/TrustStore.h"
#include "core/net/NetContext.h"
#include "core/net/NetworkSignal.h"
#include "core/net/Resolver.h"
#include "core/store/Records.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace tern::accounts {

/// What every connection of every account needs: trust, names, trace, passwords.
/// Thread: any. Outlives all connections.
class AccountNet final {
public:
    /// \param dnsServers  for tests; empty: the system's.  \param trace  may be null.
    AccountNet(std::string dnsServers, TraceSink *trace, std::shared_ptr<crypto::SecretStore> lastingSecrets);

    /// Errors: those of TrustStore::addAuthorities for the account's own CA file, and those of the secret store for its proxy's password.
    [[nodiscard]] Result<NetContext> context(const store::AccountRecord &account, const StopToken &stop);
    [[nodiscard]] AccountSecrets &secrets() { return m_secrets; }

    /// The way to the servers of one account; AccountId{}: of all that inherit, and of those that are being set up.
    void setProxy(AccountId account, ProxyChoice choice);
    /// What the desktop says in place of the environment's variables.
    void setSystemProxy(std::optional<ProxySettings> proxy);
    [[nodiscard]] Result<std::optional<ProxySettings>> proxyFor(AccountId account);
    /// Raised whenever connections should be made anew, as the way to the servers is another.
    [[nodiscard]] int route() const { return m_route.load(std::memory_order_relaxed); }

    /// Told when the network may be another.
    [[nodiscard]] NetworkSignal &network() { return m_network; }

private:
    Result<const crypto::TrustStore *> trustFor(const std::string &caFile);

    Resolver m_resolver;
    NetworkSignal m_network;
    TraceSink *m_trace;
    AccountSecrets m_secrets;
    std::atomic<int> m_route{0};
    std::mutex m_mutex;
    std::map<AccountId, ProxyChoice> m_proxies;
    std::optional<ProxySettings> m_systemProxy;
    std::map<std::string, std::unique_ptr<crypto::TrustStore>> m_trust;     ///< by CA file; kept, as connections point to them
};

} // namespace tern::accounts
