// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/OAuthFlow.h"
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

/// \return what protected it.
QString leave(smtp::SmtpSession &session)
{
    const QString tls = QString::fromStdString(session.tlsDescription());
    session.quit();
    return tls;
}

/// At the page of the party's provider.
Result<accounts::OAuthTokens> browse(const accounts::SignInParty &party, const QString &donePage, const std::function<void(QString)> &openPage,
                                     accounts::AccountNet &net, const StopToken &stop)
{
    auto directory = net.oauthDirectory();
    if (!directory)
        return directory.error();
    const auto *provider = directory->provider(party.provider());
    const auto *client = directory->client(party.provider());
    if (!provider || !client)
        return makeError(ErrorKind::AuthenticationUnavailable, std::string(accounts::kOAuthNoClient), party.provider());
    auto context = net.context(party, stop);
    if (!context)
        return context.error();
    const accounts::OAuthRequest request{*provider, *client, party.address().toStdString(), donePage};
    return accounts::signInByBrowser(request, [&openPage](const std::string &url) { openPage(QString::fromStdString(url)); }, *context);
}

} // namespace

/// Keeps what is new of it, and notes where.
void EngineImpl::keepProof(store::IdentityRecord &identity, const IdentityProof &proof, bool remember)
{
    if (proof.tokens) {
        m_net->keepTokens(identity.id, *proof.tokens);
        identity.secretSource = m_net->secrets().keepIdentityRefreshToken(identity.id, proof.tokens->refresh, remember);
    } else if (proof.password) {
        identity.secretSource = m_net->secrets().keepIdentityPassword(identity.id, crypto::Secret(proof.password->toStdString()), remember);
    }
}

void EngineImpl::saveIdentity(store::IdentityRecord identity, IdentityProof proof, Completion<IdentityId> done)
{
    m_tasks->post([this, identity = std::move(identity), proof = std::move(proof), done = std::move(done)](Result<store::StoreReader *> reader) mutable {
        const auto finish = [&](Result<IdentityId> outcome) {
            if (done)
                done(std::move(outcome));
        };
        if (!reader)
            return finish(reader.error());
        if (auto good = checked(identity); !good)
            return finish(good.error());
        const bool hasServer = !identity.smtp.host.empty();
        if (!hasServer) {
            identity.secretSource.clear();
            identity.auth.clear();
        }
        const auto write = [&](store::IdentityRecord &record) {
            return m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
                auto saved = writer.saveIdentity(record);
                if (!saved)
                    return saved.error();
                record.id = *saved;
                return {};
            });
        };
        auto written = write(identity);
        if (written && !hasServer)
            m_net->secrets().forgetIdentity(identity.id);
        if (written && hasServer && (proof.password || proof.tokens)) {
            auto account = (*reader)->account(identity.account);
            const bool remember = (account && account->secretSource != "session") || m_secretFile->isUnlocked();
            keepProof(identity, proof, remember);
            written = write(identity);
            // It is one sign-in, whoever uses it.
            const auto others = (*reader)->identities(identity.account);
            for (store::IdentityRecord other : written && others ? *others : std::vector<store::IdentityRecord>()) {
                if (other.id == identity.id || !(other.smtp == identity.smtp) || other.auth != identity.auth)
                    continue;
                keepProof(other, proof, remember);
                written = write(other);
            }
        }
        if (!written)
            return finish(written.error());
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

int EngineImpl::checkIdentity(IdentityCheck check, std::function<void(QString)> openPage, Completion<CheckedIdentity> done)
{
    return m_diagnoses.start([this, check = std::move(check), openPage = std::move(openPage), done = std::move(done)](const StopToken &stop) {
        auto checked = stop.stopRequested() ? makeError(ErrorKind::Cancelled, "engine.identity") : signInAs(check, openPage, stop);
        if (stop.stopRequested())
            checked = makeError(ErrorKind::Cancelled, "engine.identity");
        done(std::move(checked));
    });
}

Result<CheckedIdentity> EngineImpl::signInAs(const IdentityCheck &check, const std::function<void(QString)> &openPage, const StopToken &stop)
{
    if (auto good = checked(check.identity); !good)
        return good.error();
    auto reader = m_store->openReader();
    auto account = reader ? (*reader)->account(check.identity.account) : Result<store::AccountRecord>(reader.error());
    if (!account)
        return account.error();
    accounts::SignInParty party(*account, check.identity);
    CheckedIdentity found;
    found.tokens = check.proof.tokens;
    if (check.proof.password)
        party.offered = crypto::Secret(check.proof.password->toStdString());
    if (!party.provider().empty() && !found.tokens) {
        // One that is kept does; else the person goes to the page.
        if (check.identity.id.isValid()) {
            auto session = outbox::connectTo(party, *m_net, stop);
            if (session)
                return CheckedIdentity{leave(**session), {}};
            const ErrorKind kind = session.error().kind;
            if (kind != ErrorKind::PasswordNeeded && kind != ErrorKind::AuthenticationFailed)
                return session.error();
        }
        auto tokens = browse(party, check.donePage, openPage, *m_net, stop);
        if (!tokens)
            return tokens.error();
        found.tokens = *std::move(tokens);
    }
    if (found.tokens)
        party.offered = found.tokens->access;
    auto session = outbox::connectTo(party, *m_net, stop);
    if (!session)
        return session.error();
    found.tls = leave(**session);
    return found;
}

} // namespace tern::engine
