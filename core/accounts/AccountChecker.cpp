// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountChecker.h"

#include "core/accounts/ServerEndpoint.h"
#include "core/accounts/SettingsGuess.h"
#include "core/crypto/ClientIdentity.h"
#include "core/crypto/SecretStore.h"
#include "core/crypto/TrustStore.h"
#include "core/net/Resolver.h"

#include <QUrl>

#include <algorithm>
#include <map>

namespace tern::accounts {
namespace {

constexpr std::string_view kWhere = "accounts.check";

QString serverText(const Endpoint &endpoint)
{
    return QString::fromStdString(endpoint.host) % QStringLiteral(", port ") % QString::number(endpoint.port);
}

/// The domain as DNS wants it (IDNA); empty when the address is none.
std::string domainOf(const QString &email)
{
    const QString address = email.trimmed();
    const auto at = address.lastIndexOf(QLatin1Char('@'));
    if (at < 1 || at + 1 >= address.size())
        return {};
    return QUrl::toAce(address.mid(at + 1)).toLower().toStdString();
}

std::string userOf(const QString &email, UserForm form)
{
    const QString address = email.trimmed();
    return (form == UserForm::Full ? address : address.left(address.lastIndexOf(QLatin1Char('@')))).toStdString();
}

} // namespace

const char *settingsWayName(SettingsWay way)
{
    switch (way) {
    case SettingsWay::Given: return "given";
    case SettingsWay::Preset: return "built in";
    case SettingsWay::DomainFile: return "domain file";
    case SettingsWay::Database: return "database";
    case SettingsWay::ServiceRecords: return "dns srv";
    case SettingsWay::MailExchanger: return "dns mx";
    case SettingsWay::Guess: return "guessed";
    }
    return "";
}

AccountChecker::AccountChecker(CheckerOptions options, StopToken stop, StepListener listener)
    : m_options(std::move(options)), m_stop(std::move(stop)), m_listener(std::move(listener))
{
    if (!m_options.presets)
        m_options.presets = &ProviderPresets::builtIn();
}

AccountChecker::~AccountChecker() = default;

Result<CheckedAccount> AccountChecker::run(const AccountSetup &setup)
{
    m_setup = setup;
    if (setup.kind == store::AccountKind::Local)
        return CheckedAccount{setup, {}, {}};
    const std::string domain = domainOf(setup.email);
    if (domain.empty())
        return makeError(ErrorKind::InvalidInput, std::string(kWhere), "email");
    m_preset = m_options.presets->forAddress(setup.email);
    m_secret = crypto::Secret(setup.password.toStdString());
    if (!setup.secretFile.empty()) {
        auto read = crypto::secretFromFile(setup.secretFile);
        if (!read)
            return read.error();
        m_secret = *read;
    }
    auto directory = readOAuthDirectory(m_options.oauthClients);
    if (!directory)
        return directory.error();
    m_oauth = *std::move(directory);
    auto trust = m_options.trust ? m_options.trust(setup.caFile) : ownTrust(setup.caFile);
    if (!trust)
        return trust.error();
    m_trust = *trust;
    if (!setup.clientCertificate.empty()) {
        auto identity = crypto::ClientIdentity::load(setup.clientCertificate, m_secret);
        if (!identity)
            return identity.error();
        m_identity = *std::move(identity);
        m_method = SignInMethod::External;
    }
    m_resolver = std::make_unique<Resolver>(Resolver::Options{m_options.dnsServers});

    if (m_options.proxy) {
        auto proxy = m_options.proxy();
        if (!proxy)
            return proxy.error();
        m_proxy = std::move(*proxy);
    }

    if (auto found = findSettings(domain); !found)
        return found.error();

    const auto receive = tryServer(CheckStep::Kind::Receive, receiving(), *m_imap);
    const auto send = tryServer(CheckStep::Kind::Send, WireProtocol::Smtp, *m_smtp);
    std::string imapUser;
    std::string smtpUser;
    const auto browser = receive && send ? tryBrowser() : Result<void>();
    const auto in = receive && browser ? trySignIn(CheckStep::Kind::SignInReceive, receiving(), *m_imap, users(setup.imap, true), imapUser)
                            : skip(CheckStep::Kind::SignInReceive);
    // A user name that worked for receiving is the likely one for sending.
    auto smtpUsers = users(setup.smtp, false);
    if (!imapUser.empty() && setup.smtp.user.empty() && !m_preset)
        std::stable_partition(smtpUsers.begin(), smtpUsers.end(), [&](const std::string &user) { return user == imapUser; });
    const auto out = send && browser && in ? trySignIn(CheckStep::Kind::SignInSend, WireProtocol::Smtp, *m_smtp, smtpUsers, smtpUser)
                                : skip(CheckStep::Kind::SignInSend);
    for (const auto *step : {&receive, &send, &browser, &in, &out}) {
        if (!*step)
            return step->error();
    }
    CheckedAccount checked{setup, m_preset ? m_preset->id : std::string(), m_tokens};
    checked.setup.kind = m_setup.kind;
    checked.setup.oauth = m_signedInAt;
    checked.setup.imap = settingsOf(*m_imap, imapUser);
    checked.setup.smtp = settingsOf(*m_smtp, smtpUser);
    return checked;
}

Result<const crypto::TrustStore *> AccountChecker::ownTrust(const std::string &caFile)
{
    m_ownTrust = std::make_unique<crypto::TrustStore>();
    m_ownTrust->setBook(&m_ownBook);
    if (!caFile.empty()) {
        if (auto added = m_ownTrust->addAuthorities(caFile); !added)
            return added.error();
    }
    return static_cast<const crypto::TrustStore *>(m_ownTrust.get());
}

WireProtocol AccountChecker::receiving() const
{
    return m_setup.kind == store::AccountKind::Pop3 ? WireProtocol::Pop3 : WireProtocol::Imap;
}

std::optional<Endpoint> AccountChecker::presetReceiving() const
{
    return m_setup.kind == store::AccountKind::Pop3 ? m_preset->pop3 : m_preset->imap;
}

Result<void> AccountChecker::findSettings(const std::string &domain)
{
    const auto since = std::chrono::steady_clock::now();
    const CheckStep step = begin(CheckStep::Kind::Settings, QString::fromStdString(domain));
    const auto outcome = settingsFor(domain);
    end(step, outcome, since);
    return outcome ? Result<void>() : Result<void>(outcome.error());
}

/// \return how they were found.
Result<QString> AccountChecker::settingsFor(const std::string &domain)
{
    if (!m_setup.imap.host.empty())
        m_imap = endpointOf(m_setup.imap);
    if (!m_setup.smtp.host.empty())
        m_smtp = endpointOf(m_setup.smtp);
    SettingsWay way = SettingsWay::Given;
    if (!m_imap || !m_smtp) {
        way = SettingsWay::Preset;
        if (!m_preset) {
            auto found = search(domain);
            if (!found)
                return found.error();
            m_found = *std::move(found);
            way = m_found.way;
            m_preset = m_options.presets->byId(m_found.preset);
        }
        if (m_preset && m_preset->password == PasswordKind::OAuthOnly && !m_oauth->client(oauthProvider()))
            return makeError(ErrorKind::AuthenticationUnavailable, std::string(kOAuthNoClient), m_preset->oauth.empty() ? m_preset->id : m_preset->oauth);
        if (m_found.isPop3)
            m_setup.kind = store::AccountKind::Pop3;
        if (m_preset && (!presetReceiving() || !m_preset->smtp))
            return makeError(ErrorKind::Unsupported, std::string(kWhere), m_preset->adviceEnglish.toStdString());
        if (!m_imap)
            m_imap = m_preset ? *presetReceiving() : m_found.imap.endpoint;
        if (!m_smtp)
            m_smtp = m_preset ? *m_preset->smtp : m_found.smtp.endpoint;
    }
    return QString::fromUtf8(settingsWayName(way));
}

Result<FoundSettings> AccountChecker::search(const std::string &domain)
{
    SettingsWays ways = m_options.ways ? *m_options.ways : networkWays({m_options.presets, m_options.database, m_options.webPort});
    ways.emplace_back(SettingsWay::Guess, guessWay(m_options.tools.probe));
    std::map<SettingsWay, std::pair<CheckStep, std::chrono::steady_clock::time_point>> open;
    const auto listener = [&](SettingsWay way, const Result<FoundSettings> *answer) {
        if (!answer) {
            open[way] = {begin(CheckStep::Kind::Way, {}, way), std::chrono::steady_clock::now()};
            return;
        }
        const auto [step, since] = open.extract(way).mapped();
        end(step, *answer ? Result<QString>(serverText((*answer)->imap.endpoint)) : Result<QString>(answer->error()), since);
    };
    auto found = accounts::findSettings(ways, {domain, m_setup.email.trimmed().toStdString(), m_setup.kind == store::AccountKind::Pop3}, context(m_options.times.whole), m_options.times, listener);
    for (auto &[way, left] : open) {
        left.first.state = CheckStep::State::Skipped;
        m_listener(left.first);
    }
    const auto &confirmed = m_setup.confirmedHosts;
    if (found && !found->foreignHost.empty() && std::find(confirmed.begin(), confirmed.end(), found->foreignHost) == confirmed.end())
        return makeError(ErrorKind::ConfirmationNeeded, std::string(kWhere), found->foreignHost);
    if (found && found->preset.empty()) {
        if (const auto *preset = m_options.presets->byImapServer(found->imap.endpoint.host))
            found->preset = preset->id;
    }
    return found;
}

Result<void> AccountChecker::tryServer(CheckStep::Kind kind, WireProtocol protocol, const Endpoint &endpoint)
{
    const auto since = std::chrono::steady_clock::now();
    CheckStep step = begin(kind, serverText(endpoint));
    if (!mayCarryPassword(endpoint, m_setup.allowPlaintext)) {
        const Error refused = makeError(ErrorKind::InvalidInput, std::string(kWhere), "plain: the password would travel unencrypted");
        end(step, refused, since);
        return refused;
    }
    auto probed = m_options.tools.probe(endpoint, protocol, context(std::chrono::seconds{15}));
    if (!probed) {
        end(step, probed.error(), since);
        return probed.error();
    }
    end(step, QString::fromStdString(probed->tls.empty() ? std::string("plain") : probed->tls), since);
    return {};
}

/// Empty: by password.
std::string AccountChecker::oauthProvider() const
{
    if (m_method == SignInMethod::External)
        return {};
    if (!m_setup.oauth.empty())
        return m_setup.oauth;
    const bool hasPassword = !m_secret.isEmpty() && !(m_preset && m_preset->password == PasswordKind::OAuthOnly && m_setup.imap.host.empty());
    if (hasPassword)
        return {};
    const std::string own = m_oauth->forDomain(domainOf(m_setup.email));
    return own.empty() && m_preset ? m_preset->oauth : own;
}

Result<void> AccountChecker::tryBrowser()
{
    const std::string id = oauthProvider();
    if (id.empty())
        return {};
    const auto since = std::chrono::steady_clock::now();
    CheckStep step = begin(CheckStep::Kind::Browser, QString::fromStdString(id));
    Result<OAuthTokens> tokens = makeError(ErrorKind::AuthenticationUnavailable, std::string(kOAuthNoClient), id);
    if (const OAuthClient *client = m_oauth->client(id)) {
        const OpenBrowser open = [&](const std::string &url) {
            step.fact = QString::fromStdString(url);
            m_listener(step);
        };
        tokens = m_options.tools.browse({*m_oauth->provider(id), *client, m_setup.email.trimmed().toStdString(), m_setup.donePage}, open,
                                        context(std::chrono::seconds{15}));
    }
    if (tokens) {
        m_tokens = *tokens;
        m_signedInAt = id;
        m_secret = tokens->access;
        m_method = SignInMethod::Bearer;
    }
    end(step, tokens ? Result<QString>(QString()) : Result<QString>(tokens.error()), since);
    return tokens ? Result<void>() : Result<void>(tokens.error());
}

Result<void> AccountChecker::trySignIn(CheckStep::Kind kind, WireProtocol protocol, const Endpoint &endpoint,
                                       const std::vector<std::string> &users, std::string &worked)
{
    const auto since = std::chrono::steady_clock::now();
    CheckStep step = begin(kind, QString::fromStdString(users.front()));
    Result<void> outcome = makeError(ErrorKind::Internal, std::string(kWhere));
    for (const std::string &user : users) {
        step.subject = QString::fromStdString(user);
        outcome = m_options.tools.signIn(endpoint, protocol, {m_method, user, m_secret}, context(std::chrono::seconds{20}));
        if (outcome)
            worked = user;
        // Only a refused name is worth a second one: the rest would fail alike.
        if (outcome || outcome.error().kind != ErrorKind::AuthenticationFailed)
            break;
    }
    if (!outcome) {
        step.trouble = signInTrouble(outcome.error(), m_preset, m_method == SignInMethod::Bearer ? SignInProof::Token
                                                                    : m_method == SignInMethod::External                 ? SignInProof::Certificate
                                                                                                                         : SignInProof::Password);
        step.provider = m_preset ? m_preset->id : std::string();
    }
    end(step, outcome ? Result<QString>(QString()) : Result<QString>(outcome.error()), since);
    return outcome;
}

std::vector<std::string> AccountChecker::users(const store::ServerSettings &settings, bool receiving) const
{
    if (!settings.user.empty())
        return {settings.user};
    const FoundServer &found = receiving ? m_found.imap : m_found.smtp;
    if (!found.user.empty())
        return {found.user};
    if (m_preset)
        return {userOf(m_setup.email, receiving ? m_preset->imapUser : m_preset->smtpUser)};
    return {userOf(m_setup.email, UserForm::Full), userOf(m_setup.email, UserForm::Local)};
}

CheckStep AccountChecker::begin(CheckStep::Kind kind, QString subject, SettingsWay way)
{
    CheckStep step;
    step.kind = kind;
    step.way = way;
    step.subject = std::move(subject);
    m_listener(step);
    return step;
}

void AccountChecker::end(CheckStep step, const Result<QString> &outcome, std::chrono::steady_clock::time_point since)
{
    step.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
    if (outcome) {
        step.state = CheckStep::State::Passed;
        step.fact = *outcome;
    } else {
        step.state = CheckStep::State::Failed;
        step.error = outcome.error();
        const bool sends = step.kind == CheckStep::Kind::Send || step.kind == CheckStep::Kind::SignInSend;
        const std::optional<Endpoint> &endpoint = sends ? m_smtp : m_imap;
        if (outcome.error().kind == ErrorKind::CertificateInvalid && step.kind != CheckStep::Kind::Way && endpoint && m_trust->book())
            step.certificate = m_trust->book()->refused(endpoint->host, endpoint->port);
    }
    m_listener(step);
}

Result<void> AccountChecker::skip(CheckStep::Kind kind)
{
    CheckStep step;
    step.kind = kind;
    step.state = CheckStep::State::Skipped;
    m_listener(step);
    return {};
}

NetContext AccountChecker::context(std::chrono::milliseconds timeout)
{
    NetContext context;
    context.stop = m_stop;
    context.trust = m_trust;
    context.identity = m_identity;
    context.resolver = m_resolver.get();
    context.proxy = m_proxy;
    context.trace = m_options.trace;
    context.account = m_setup.email.toStdString();
    context.connectTimeout = timeout;
    context.replyTimeout = timeout;
    return context;
}

} // namespace tern::accounts
