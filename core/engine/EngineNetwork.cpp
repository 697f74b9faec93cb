// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineImpl.h"

namespace tern::engine {

void EngineImpl::setNetworkConditions(const NetworkConditions &conditions)
{
    m_hub->setConditions(conditions);
}

void EngineImpl::networkChanged()
{
    // The connections first: a lane that asks for a sign of life then waits seconds for it.
    m_net->network().changed();
    m_hub->networkChanged();
}

void EngineImpl::setProxy(AccountId account, ProxyChoice choice, std::optional<QString> password, Completion<void> done)
{
    m_tasks->post([this, account, choice = std::move(choice), password = std::move(password), done = std::move(done)](Result<store::StoreReader *> reader) {
        auto written = reader ? m_store->writeAndWait([&](store::StoreWriter &writer) {
            return writer.setSetting(ProxyChoice::settingKey(account), choice.toSetting());
        }) : Result<void>(reader.error());
        if (written) {
            if (password)
                m_net->secrets().keepProxyPassword(account, crypto::Secret(password->toStdString()));
            m_net->setProxy(account, choice);
            m_hub->retryNow();
        }
        if (done)
            done(std::move(written));
    });
}

void EngineImpl::setSystemProxy(std::optional<ProxySettings> proxy)
{
    const int before = m_net->route();
    m_net->setSystemProxy(proxy ? std::move(proxy) : accounts::environmentProxy());
    if (m_net->route() != before)
        m_hub->networkChanged();
}

void EngineImpl::loadProxies(store::StoreReader &reader, const std::vector<store::AccountRecord> &accounts)
{
    std::vector<AccountId> owners{AccountId{}};
    for (const store::AccountRecord &account : accounts)
        owners.push_back(account.id);
    for (const AccountId owner : owners) {
        const auto setting = reader.setting(ProxyChoice::settingKey(owner));
        if (setting && *setting && !(*setting)->isEmpty())
            m_net->setProxy(owner, ProxyChoice::fromSetting(**setting));
    }
}

} // namespace tern::engine
