// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerEndpoint.h"
#include "core/engine/EngineImpl.h"
#include "core/mime/Address.h"

namespace tern::engine {
namespace {

Result<void> checked(const store::IdentityRecord &identity)
{
    if (!mime::isValidAddrSpec(identity.address.toStdString()))
        return makeError(ErrorKind::InvalidInput, "engine.identity", "address: " + identity.address.toStdString());
    if (identity.smtp.host.empty())
        return {};
    if (identity.smtp.port == 0)
        return makeError(ErrorKind::InvalidInput, "engine.identity", "port");
    if (!accounts::mayCarryPassword(accounts::endpointOf(identity.smtp), false))
        return makeError(ErrorKind::InvalidInput, "engine.identity", "plain: the password would travel unencrypted");
    return {};
}

} // namespace

void EngineImpl::saveIdentity(store::IdentityRecord identity, std::optional<QString> password, Completion<IdentityId> done)
{
    m_tasks->post([this, identity = std::move(identity), password = std::move(password), done = std::move(done)](Result<store::StoreReader *> reader) mutable {
        const auto finish = [&](Result<IdentityId> outcome) {
            if (done)
                done(std::move(outcome));
        };
        if (!reader)
            return finish(reader.error());
        if (auto good = checked(identity); !good)
            return finish(good.error());
        const bool hasServer = !identity.smtp.host.empty();
        if (!hasServer)
            identity.secretSource.clear();
        const auto write = [&] {
            return m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
                auto saved = writer.saveIdentity(identity);
                if (!saved)
                    return saved.error();
                identity.id = *saved;
                return {};
            });
        };
        auto written = write();
        if (!written)
            return finish(written.error());
        if (!hasServer)
            m_net->secrets().forgetIdentity(identity.id);
        if (hasServer && password) {
            auto account = (*reader)->account(identity.account);
            const bool remember = (account && account->secretSource != "session") || m_secretFile->isUnlocked();
            identity.secretSource = m_net->secrets().keepIdentityPassword(identity.id, crypto::Secret(password->toStdString()), remember);
            written = write();
            if (!written)
                return finish(written.error());
        }
        wakeOutbox(identity.account, true);
        finish(identity.id);
    });
}

void EngineImpl::removeIdentity(IdentityId identity, Completion<void> done)
{
    m_tasks->post([this, identity, done = std::move(done)](Result<store::StoreReader *> reader) {
        Result<void> removed = reader ? m_store->writeAndWait([&](store::StoreWriter &writer) { return writer.removeIdentity(identity); }) : Result<void>(reader.error());
        if (removed)
            m_net->secrets().forgetIdentity(identity);
        if (done)
            done(std::move(removed));
    });
}

void EngineImpl::checkIdentity(store::IdentityRecord identity, std::optional<QString> password, Completion<QString> done)
{
    m_tasks->post([this, identity = std::move(identity), password = std::move(password), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        auto account = (*reader)->account(identity.account);
        if (!account)
            return done(account.error());
        if (auto good = checked(identity); !good)
            return done(good.error());
        const std::optional<crypto::Secret> secret = password ? std::optional(crypto::Secret(password->toStdString())) : std::nullopt;
        auto session = outbox::connectTo({*account, identity}, *m_net, m_tasks->stopToken(), secret);
        if (!session)
            return done(session.error());
        const QString tls = QString::fromStdString((*session)->tlsDescription());
        (*session)->quit();
        done(tls);
    });
}

} // namespace tern::engine
