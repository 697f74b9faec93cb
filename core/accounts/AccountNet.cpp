// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountNet.h"

namespace tern::accounts {

AccountNet::AccountNet(std::string dnsServers, TraceSink *trace, std::shared_ptr<crypto::SecretStore> lastingSecrets)
    : m_resolver(Resolver::Options{std::move(dnsServers)}), m_trace(trace), m_secrets(std::move(lastingSecrets))
{
}

Result<NetContext> AccountNet::context(const store::AccountRecord &account, const StopToken &stop)
{
    auto trust = trustFor(account.caFile);
    if (!trust)
        return trust.error();
    NetContext context;
    context.stop = stop;
    context.trust = *trust;
    context.resolver = &m_resolver;
    context.trace = m_trace;
    context.account = account.email.toStdString();
    return context;
}

Result<const crypto::TrustStore *> AccountNet::trustFor(const std::string &caFile)
{
    const std::lock_guard lock(m_mutex);
    auto &trust = m_trust[caFile];
    if (!trust) {
        auto made = std::make_unique<crypto::TrustStore>();
        if (!caFile.empty()) {
            if (auto added = made->addAuthorities(caFile); !added)
                return added.error();
        }
        trust = std::move(made);
    }
    return static_cast<const crypto::TrustStore *>(trust.get());
}

} // namespace tern::accounts
