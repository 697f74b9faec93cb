// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerDoctor.h"
#include "core/accounts/ServerEndpoint.h"
#include "core/accounts/SettingsGuess.h"
#include "core/engine/EngineImpl.h"

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
    if (id.isValid()) {
        auto reader = m_store->openReader();
        auto account = reader ? (*reader)->account(id) : Result<store::AccountRecord>(reader.error());
        if (!account)
            return account.error();
        patient.account = *std::move(account);
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
    // A certificate that is disputed is told as what it is, at its step.
    auto context = m_net->context(patient.account, stop, accounts::AccountNet::Disputed::GoOn);
    if (!context && context.error().where == crypto::kClientKey) {
        // The way up to the sign-in can be gone without the person's own certificate.
        patient.noCredentials = context.error();
        store::AccountRecord plain = patient.account;
        plain.auth.clear();
        context = m_net->context(plain, stop, accounts::AccountNet::Disputed::GoOn);
    }
    if (!context)
        return context.error();
    accounts::ServerDoctor doctor(*m_net, *context, patient, step);
    const bool receives = doctor.examine(patient.account.kind == store::AccountKind::Pop3 ? Server::Pop3 : Server::Imap);
    const bool sends = !stop.stopRequested() && doctor.examine(Server::Smtp);
    return receives && sends;
}

} // namespace tern::engine
