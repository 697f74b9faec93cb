// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerEndpoint.h"
#include "core/accounts/SettingsGuess.h"
#include "core/engine/EngineImpl.h"
#include "core/outbox/Delivery.h"

namespace tern::engine {
namespace {

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

const accounts::ProviderPreset *presetOf(const store::AccountRecord &account)
{
    const auto &presets = accounts::ProviderPresets::builtIn();
    const auto *known = presets.byId(account.provider);
    if (!known)
        known = presets.byImapServer(account.imap.host);
    return known ? known : presets.forAddress(account.email);
}

/// A server of its own, and all who send through it.
struct OwnServer {
    store::IdentityRecord identity;     ///< the first of them
    QStringList addresses;
};

std::vector<OwnServer> ownServers(const std::vector<store::IdentityRecord> &identities)
{
    std::vector<OwnServer> servers;
    for (const store::IdentityRecord &identity : identities) {
        if (identity.smtp.host.empty())
            continue;
        const auto known = std::find_if(servers.begin(), servers.end(), [&](const OwnServer &one) { return outbox::shareServer(one.identity, identity); });
        if (known == servers.end())
            servers.push_back({identity, {identity.address}});
        else
            known->addresses.append(identity.address);
    }
    return servers;
}

} // namespace

int EngineImpl::diagnose(AccountId id, QString email, std::function<void(const DoctorStep &)> step, Completion<bool> done)
{
    return m_diagnoses.start([this, id, email = std::move(email), step = std::move(step), done = std::move(done)](const StopToken &stop) {
        auto sound = stop.stopRequested() ? makeError(ErrorKind::Cancelled, "engine.diagnose") : examine(id, email, step, stop);
        if (stop.stopRequested())
            sound = makeError(ErrorKind::Cancelled, "engine.diagnose");
        done(std::move(sound));
    });
}

void EngineImpl::cancelDiagnosis(int handle)
{
    m_diagnoses.cancel(handle);
}

Result<bool> EngineImpl::examine(AccountId id, const QString &email, const std::function<void(const DoctorStep &)> &step, const StopToken &stop)
{
    using Server = DoctorStep::Server;
    accounts::ServerDoctor::Patient patient;
    std::vector<store::IdentityRecord> identities;
    if (id.isValid()) {
        auto reader = m_store->openReader();
        auto account = reader ? (*reader)->account(id) : Result<store::AccountRecord>(reader.error());
        if (!account)
            return account.error();
        auto all = (*reader)->identities(id);
        if (!all)
            return all.error();
        patient.account = *std::move(account);
        identities = *std::move(all);
    } else {
        auto account = accountFor(email);
        if (!account)
            return account.error();
        patient.account = *std::move(account);
    }
    if (patient.account.kind == store::AccountKind::Local)
        return true;      // it has no server
    patient.preset = presetOf(patient.account);
    patient.signsIn = id.isValid();
    auto sound = examine(patient, {patient.account.kind == store::AccountKind::Pop3 ? Server::Pop3 : Server::Imap, Server::Smtp}, step, stop);
    for (auto &own : ownServers(identities)) {
        if (!sound)
            return sound;
        patient.preset = accounts::ProviderPresets::builtIn().forAddress(own.identity.address);
        patient.identity = std::move(own.identity);
        patient.addresses = std::move(own.addresses);
        auto sends = examine(patient, {Server::Smtp}, step, stop);
        sound = sends ? Result<bool>(*sound && *sends) : sends;
    }
    return sound;
}

/// The way to some of the servers of one party.
Result<bool> EngineImpl::examine(accounts::ServerDoctor::Patient patient, const std::vector<DoctorStep::Server> &servers,
                                 const std::function<void(const DoctorStep &)> &step, const StopToken &stop)
{
    // A certificate that is disputed is told as what it is, at its step.
    accounts::SignInParty party(patient.account, patient.identity);
    auto context = m_net->context(party, stop, accounts::AccountNet::Disputed::GoOn);
    if (!context && context.error().where == crypto::kClientKey) {
        // The way up to the sign-in can be gone without the person's own certificate.
        patient.noCredentials = context.error();
        (party.identity ? party.identity->auth : party.account.auth).clear();
        context = m_net->context(party, stop, accounts::AccountNet::Disputed::GoOn);
    }
    if (!context)
        return context.error();
    accounts::ServerDoctor doctor(*m_net, *context, std::move(patient), step);
    bool sound = true;
    for (const DoctorStep::Server server : servers)
        sound = !stop.stopRequested() && doctor.examine(server) && sound;
    return sound;
}

} // namespace tern::engine
