// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineImpl.h"
#include "core/sync/BodyPolicy.h"
#include "core/sync/KeptMail.h"
#include "core/sync/WalkOrder.h"

namespace tern::engine {
namespace {

store::AccountRecord recordFor(const CheckedAccount &checked)
{
    const AccountSetup &setup = checked.setup;
    store::AccountRecord record;
    record.kind = setup.kind;
    record.maildrop = setup.maildrop;
    record.email = setup.email.trimmed();
    record.name = setup.name.trimmed();
    record.imap = setup.imap;
    record.smtp = setup.smtp;
    record.caFile = setup.caFile;
    record.provider = checked.provider;
    record.secretSource = setup.secretFile.empty() ? "session" : "file:" + setup.secretFile;
    record.auth = !setup.clientCertificate.empty() ? "certificate:" + setup.clientCertificate : setup.oauth.empty() ? std::string() : "oauth:" + setup.oauth;
    const auto *preset = accounts::ProviderPresets::builtIn().byId(checked.provider);
    record.saveSentCopy = !preset || !preset->keepsSentCopy;
    return record;
}

} // namespace

int EngineImpl::checkAccount(AccountSetup setup, std::function<void(CheckStep)> step, Completion<CheckedAccount> done)
{
    return m_checks->start(std::move(setup), [step = std::move(step)](const CheckStep &one) {
        if (step)
            step(one);
    }, std::move(done));
}

void EngineImpl::cancelCheck(int handle)
{
    m_checks->cancel(handle);
}

void EngineImpl::addAccount(CheckedAccount checked, Completion<AccountId> done)
{
    m_tasks->post([this, checked = std::move(checked), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        store::AccountRecord record = recordFor(checked);
        auto existing = (*reader)->accounts();
        if (!existing)
            return done(existing.error());
        for (const store::AccountRecord &other : *existing) {
            record.position = std::max(record.position, other.position + 1);
            if (other.email.compare(record.email, Qt::CaseInsensitive) == 0)
                return done(makeError(ErrorKind::InvalidInput, "engine.add_account", "exists"));
        }
        auto written = m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            auto id = writer.addAccount(record);
            if (!id)
                return id.error();
            record.id = *id;
            if (store::isKeptHere(record.kind)) {
                if (auto prepared = sync::prepareKeptMailboxes(writer, *id); !prepared)
                    return prepared;
            }
            if (record.kind == store::AccountKind::Local)
                return {};      // nothing is sent from it
            auto identity = writer.saveIdentity({{}, *id, record.name, record.email, {}, {}, {}});
            return identity ? Result<void>() : Result<void>(identity.error());
        });
        if (written && checked.setup.secretFile.empty() && record.kind != store::AccountKind::Local) {
            record.secretSource = keepSecrets(record.id, checked);
            if (record.secretSource != "session")
                written = m_store->writeAndWait([&](store::StoreWriter &writer) { return writer.updateAccount(record); });
        }
        if (!written)
            return done(written.error());
        applyAccount(record.id);
        done(record.id);
    });
}

void EngineImpl::updateAccount(store::AccountRecord account, std::optional<QString> newPassword, Completion<void> done)
{
    m_tasks->post([this, account = std::move(account), newPassword = std::move(newPassword), done = std::move(done)](Result<store::StoreReader *> reader) mutable {
        if (!reader)
            return done ? done(reader.error()) : void();
        if (newPassword)
            account.secretSource = m_net->secrets().keep(account.id, crypto::Secret(newPassword->toStdString()),
                                                         account.secretSource != "session" || m_secretFile->isUnlocked());
        auto written = m_store->writeAndWait([&](store::StoreWriter &writer) { return writer.updateAccount(account); });
        if (written)
            applyAccount(account.id);
        if (done)
            done(written);
    });
}

/// \return the secretSource.
std::string EngineImpl::keepSecrets(AccountId account, const CheckedAccount &checked)
{
    const bool remember = checked.setup.rememberPassword;
    if (!checked.tokens)
        return m_net->secrets().keep(account, crypto::Secret(checked.setup.password.toStdString()), remember);
    m_net->keepTokens(account, *checked.tokens);
    return m_net->secrets().keepRefreshToken(account, checked.tokens->refresh, remember);
}

void EngineImpl::repairAccount(AccountId account, CheckedAccount checked, Completion<void> done)
{
    m_tasks->post([this, account, checked = std::move(checked), done = std::move(done)](Result<store::StoreReader *> reader) {
        const auto finish = [&](Result<void> outcome) {
            if (done)
                done(std::move(outcome));
        };
        auto record = reader ? (*reader)->account(account) : Result<store::AccountRecord>(reader.error());
        if (!record)
            return finish(record.error());
        const store::AccountRecord found = recordFor(checked);
        record->imap = found.imap;
        record->smtp = found.smtp;
        record->caFile = found.caFile;
        record->auth = found.auth;
        if (!found.name.isEmpty())
            record->name = found.name;
        if (!checked.setup.secretFile.empty())
            record->secretSource = found.secretSource;
        else if (checked.tokens || !checked.setup.password.isEmpty())
            record->secretSource = keepSecrets(account, checked);
        auto written = m_store->writeAndWait([&](store::StoreWriter &writer) { return writer.updateAccount(*record); });
        if (written)
            applyAccount(account);
        finish(written);
    });
}

std::string EngineImpl::browserProvider(const QString &email) const
{
    auto directory = accounts::readOAuthDirectory(m_options.oauthClients.string());
    if (!directory)
        return {};
    std::string id = directory->forDomain(email.section(QLatin1Char('@'), -1).trimmed().toLower().toStdString());
    if (const auto *preset = presetFor(email); id.empty() && preset)
        id = preset->oauth;
    return directory->client(id) ? id : std::string();
}

void EngineImpl::secretsPlace(Completion<SecretsPlace> done)
{
    m_tasks->post([this, done = std::move(done)](Result<store::StoreReader *>) {
        if (m_keyRing->isLasting() && m_keyRing->isAvailable())
            return done(SecretsPlace::KeyRing);
        if (!m_secretFile->exists())
            return done(SecretsPlace::Nowhere);
        done(m_secretFile->isUnlocked() ? SecretsPlace::OpenFile : SecretsPlace::LockedFile);
    });
}

void EngineImpl::unlockSecrets(QString passphrase, Completion<void> done)
{
    m_tasks->post([this, passphrase = std::move(passphrase), done = std::move(done)](Result<store::StoreReader *> reader) {
        const auto unlocked = m_secretFile->unlock(crypto::Secret(passphrase.toStdString()));
        const auto accounts = reader ? (*reader)->accounts() : Result<std::vector<store::AccountRecord>>(reader.error());
        for (const store::AccountRecord &account : unlocked && accounts ? *accounts : std::vector<store::AccountRecord>()) {
            if (account.secretSource == "passphrase")
                applyAccount(account.id);
        }
        if (done)
            done(unlocked);
    });
}

void EngineImpl::removeAccount(AccountId account, Completion<void> done)
{
    m_tasks->post([this, account, done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done ? done(reader.error()) : void();
        m_hub->remove(account);
        m_outbox->drop(account);
        const auto identities = (*reader)->identities(account);
        auto written = m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            for (const QString &key : {ProxyChoice::settingKey(account), sync::RecentMailboxes::settingKey(account)}) {
                if (auto cleared = writer.setSetting(key, QString()); !cleared)
                    return cleared;
            }
            return writer.removeAccount(account);
        });
        if (written)
            m_net->secrets().forget(account);
        for (const store::IdentityRecord &identity : written && identities ? *identities : std::vector<store::IdentityRecord>())
            m_net->secrets().forgetIdentity(identity.id);
        {
            const std::lock_guard lock(m_stateMutex);
            m_sendLanes.erase(account);
            m_lastStates.erase(account);
        }
        if (done)
            done(written);
    });
}

void EngineImpl::setSetting(QString key, QString value, Completion<void> done)
{
    const bool isAboutBodies = key == QLatin1String(sync::BodyPolicy::kSetting);
    m_store->write([key = std::move(key), value = std::move(value)](store::StoreWriter &writer) { return writer.setSetting(key, value); },
                   [this, isAboutBodies, done = std::move(done)](Result<void> written) {
                       if (written && isAboutBodies)
                           m_hub->bodiesWanted();
                       if (done)
                           done(std::move(written));
                   });
}

void EngineImpl::providePassword(AccountId account, QString password, bool remember, Completion<void> done)
{
    m_tasks->post([this, account, password = std::move(password), remember, done = std::move(done)](Result<store::StoreReader *> reader) {
        const auto finish = [&](Result<void> outcome) {
            if (done)
                done(std::move(outcome));
        };
        if (!reader)
            return finish(reader.error());
        auto record = (*reader)->account(account);
        if (!record)
            return finish(record.error());
        const std::string source = m_net->secrets().keep(account, crypto::Secret(password.toStdString()), remember);
        if (source != record->secretSource) {
            record->secretSource = source;
            auto written = m_store->writeAndWait([&](store::StoreWriter &writer) { return writer.updateAccount(*record); });
            if (!written)
                return finish(written);
        }
        applyAccount(account);
        finish({});
    });
}

const accounts::ProviderPreset *EngineImpl::presetFor(const QString &email) const
{
    return accounts::ProviderPresets::builtIn().forAddress(email);
}

/// Lets the lanes work with the account as it is now.
void EngineImpl::applyAccount(AccountId account)
{
    auto reader = m_store->openReader();
    if (!reader)
        return;
    auto record = (*reader)->account(account);
    if (!record)
        return;
    m_hub->apply(*record);
    wakeOutbox(account, true);
}

} // namespace tern::engine
