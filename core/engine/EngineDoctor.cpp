// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerDoctor.h"
#include "core/accounts/ServerEndpoint.h"
#include "core/accounts/SettingsGuess.h"
#include "core/engine/EngineImpl.h"

namespace tern::engine {
namespace {

using Server = DoctorStep::Server;

/// What an address's servers are by its preset, else by the most likely guess. No secret is known, so none is sent.
Result<store::AccountRecord> accountFor(const QString &email)
{
    const qsizetype at = email.lastIndexOf(QLatin1Char('@'));
    if (at <= 0 || at + 1 == email.size())
        return makeError(ErrorKind::InvalidInput, "engine.diagnose", email.toStdString());
    const std::string domain = email.mid(at + 1).toLower().toStdString();
    const auto *preset = accounts::ProviderPresets::builtIn().forAddress(email);
    store::AccountRecord account;
    account.email = email;
    account.imap = accounts::settingsOf(preset && preset->imap ? *preset->imap : accounts::guessedImapServers(domain).front(), email.toStdString());
    account.smtp = accounts::settingsOf(preset && preset->smtp ? *preset->smtp : accounts::guessedSmtpServers(domain).front(), email.toStdString());
    return account;
}

} // namespace

void EngineImpl::diagnose(AccountId id, QString email, std::function<void(const DoctorStep &)> step, Completion<bool> done)
{
    m_tasks->post([this, id, email = std::move(email), step = std::move(step), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        auto account = id.isValid() ? (*reader)->account(id) : accountFor(email);
        if (!account)
            return done(account.error());
        if (account->kind == store::AccountKind::Local)
            return done(true);      // it has no server
        auto context = m_net->context(*account, m_tasks->stopToken());
        if (!context)
            return done(context.error());
        std::optional<crypto::Secret> secret;
        if (id.isValid()) {
            auto stored = m_net->secrets().get(*account);
            if (!stored)
                return done(stored.error());
            secret = std::move(*stored);
        }
        accounts::ServerDoctor doctor(*context, step);
        const auto user = [&](const store::ServerSettings &settings) { return settings.user.empty() ? account->email.toStdString() : settings.user; };
        const bool receives = doctor.examine(account->kind == store::AccountKind::Pop3 ? Server::Pop3 : Server::Imap, accounts::endpointOf(account->imap), user(account->imap), secret);
        const bool sends = doctor.examine(Server::Smtp, accounts::endpointOf(account->smtp), user(account->smtp), secret);
        done(receives && sends);
    });
}

} // namespace tern::engine
