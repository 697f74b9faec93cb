// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSecrets.h"
#include "core/crypto/TrustStore.h"
#include "core/net/NetContext.h"
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

    /// Errors: those of TrustStore::addAuthorities for the account's own CA file.
    [[nodiscard]] Result<NetContext> context(const store::AccountRecord &account, const StopToken &stop);
    [[nodiscard]] AccountSecrets &secrets() { return m_secrets; }

private:
    Result<const crypto::TrustStore *> trustFor(const std::string &caFile);

    Resolver m_resolver;
    TraceSink *m_trace;
    AccountSecrets m_secrets;
    std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<crypto::TrustStore>> m_trust;     ///< by CA file; kept, as connections point to them
};

} // namespace tern::accounts
