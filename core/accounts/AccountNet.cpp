// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountNet.h"

namespace tern::accounts {
namespace {

/// Says whose is missing.
Result<crypto::Secret> atIdentity(const SignInParty &party, Result<crypto::Secret> secret)
{
    if (!secret && secret.error().kind == ErrorKind::PasswordNeeded)
        return makeError(ErrorKind::PasswordNeeded, "outbox.identity", party.address().toStdString());
    return secret;
}

} // namespace
AccountNet::AccountNet(std::string dnsServers, TraceSink *trace, std::shared_ptr<crypto::SecretStore> lastingSecrets, std::string oauthClients,
                       std::shared_ptr<crypto::SecretStore> secretFile)
    : m_resolver(Resolver::Options{std::move(dnsServers)}), m_trace(trace), m_oauthClients(std::move(oauthClients)),
      m_secrets(std::move(lastingSecrets), std::move(secretFile)), m_systemProxy(environmentProxy())
{
}

Result<NetContext> AccountNet::context(const SignInParty &party, const StopToken &stop, Disputed disputed)
{
    const store::AccountRecord &account = party.account;
    for (const store::ServerSettings *server : {&account.imap, &party.submission()}) {
        if (disputed == Disputed::Stop && m_certificates.isDisputed(server->host, server->port))
            return makeError(ErrorKind::CertificateInvalid, crypto::kPinChanged, server->host + ":" + std::to_string(server->port));
    }
    auto trusted = trust(account.caFile);
    if (!trusted)
        return trusted.error();
    auto shown = clientIdentity(party);
    if (!shown)
        return shown.error();
    auto proxy = proxyFor(account.id);
    if (!proxy)
        return proxy.error();
    NetContext context;
    context.proxy = std::move(*proxy);
    context.network = &m_network;
    context.stop = stop;
    context.trust = *trusted;
    context.identity = *std::move(shown);
    context.resolver = &m_resolver;
    context.trace = m_trace;
    context.account = account.email.toStdString();
    return context;
}

void AccountNet::setProxy(AccountId account, ProxyChoice choice)
{
    const std::lock_guard lock(m_mutex);
    m_proxies[account] = std::move(choice);
    ++m_route;
}

void AccountNet::setSystemProxy(std::optional<ProxySettings> proxy)
{
    const std::lock_guard lock(m_mutex);
    if (m_systemProxy == proxy)
        return;
    m_systemProxy = std::move(proxy);
    ++m_route;
}

Result<std::optional<ProxySettings>> AccountNet::proxyFor(AccountId account)
{
    ProxyChoice choice;
    AccountId owner;
    {
        const std::lock_guard lock(m_mutex);
        const auto own = m_proxies.find(account);
        owner = own != m_proxies.end() && own->second.mode != ProxyChoice::Mode::Inherit ? account : AccountId{};
        if (const auto found = m_proxies.find(owner); found != m_proxies.end())
            choice = found->second;
        if (choice.mode == ProxyChoice::Mode::System || choice.mode == ProxyChoice::Mode::Inherit)
            return m_systemProxy;
    }
    if (choice.mode == ProxyChoice::Mode::None)
        return std::optional<ProxySettings>();
    ProxySettings settings{choice.kind, choice.host, choice.port, choice.user, {}, {}};
    if (!choice.user.empty()) {
        auto password = m_secrets.proxyPassword(owner);
        if (!password && password.error().kind == ErrorKind::PasswordNeeded)
            return makeError(ErrorKind::ProxySignInFailed, "accounts.proxy", "the password of the proxy is not known");
        if (!password)
            return password.error();
        settings.password = std::move(*password);
    }
    return std::optional(std::move(settings));
}

Result<Credentials> AccountNet::credentials(const SignInParty &party, const NetContext &context)
{
    if (!party.certificate().empty())
        return Credentials{SignInMethod::External, {}, {}};
    if (!party.provider().empty()) {
        auto token = party.offered ? Result<crypto::Secret>(*party.offered) : m_tokens.get(ownerOf(party), SystemClock().now(), [&] { return renewed(party, context); });
        return token ? Result<Credentials>(Credentials{SignInMethod::Bearer, {}, *std::move(token)}) : token.error();
    }
    auto secret = secretOf(party);
    if (!secret)
        return secret.error();
    return Credentials{SignInMethod::Automatic, {}, *std::move(secret)};
}

Result<crypto::Secret> AccountNet::secretOf(const SignInParty &party)
{
    if (party.offered)
        return *party.offered;
    return party.identity ? atIdentity(party, m_secrets.identityPassword(*party.identity)) : m_secrets.get(party.account);
}

TokenOwner AccountNet::ownerOf(const SignInParty &party)
{
    return party.identity ? TokenOwner(party.identity->id) : TokenOwner(party.account.id);
}

Result<OAuthTokens> AccountNet::renewed(const SignInParty &party, const NetContext &context)
{
    const std::string id = party.provider();
    auto directory = oauthDirectory();
    if (!directory)
        return directory.error();
    const OAuthProvider *provider = directory->provider(id);
    const OAuthClient *client = directory->client(id);
    if (!provider || !client)
        return makeError(ErrorKind::AuthenticationUnavailable, std::string(kOAuthNoClient), id);
    auto refresh = party.identity ? atIdentity(party, m_secrets.identityRefreshToken(*party.identity)) : m_secrets.refreshToken(party.account);
    if (!refresh)
        return refresh.error();
    auto tokens = refreshTokens(*provider, *client, *refresh, context);
    // Some providers give a new one each time and void the old.
    if (tokens && !(tokens->refresh == *refresh) && !tokens->refresh.isEmpty()) {
        if (party.identity)
            (void)m_secrets.keepIdentityRefreshToken(party.identity->id, tokens->refresh, party.identity->secretSource != "session");
        else
            (void)m_secrets.keepRefreshToken(party.account.id, tokens->refresh, party.account.secretSource != "session");
    }
    return tokens;
}

Result<std::unique_ptr<crypto::TrustStore>> AccountNet::makeTrust(const std::string &caFile, const std::string &authorities, const std::string &revocations)
{
    auto made = std::make_unique<crypto::TrustStore>();
    made->setBook(&m_certificates);
    for (const std::string &file : {caFile, authorities}) {
        if (file.empty())
            continue;
        if (auto added = made->addAuthorities(file); !added)
            return added.error();
    }
    if (!revocations.empty()) {
        if (auto added = made->addRevocations(revocations); !added)
            return added.error();
    }
    return made;
}

Result<const crypto::TrustStore *> AccountNet::trust(const std::string &caFile)
{
    const std::lock_guard lock(m_mutex);
    const crypto::TrustStore *&known = m_trust[caFile];
    if (!known) {
        auto made = makeTrust(caFile, m_authorities, m_revocations);
        if (!made)
            return made.error();
        known = made->get();
        m_trustStores.push_back(*std::move(made));
    }
    return known;
}

Result<void> AccountNet::setTrustFiles(std::string authorities, std::string revocations)
{
    const std::lock_guard lock(m_mutex);
    if (authorities == m_authorities && revocations == m_revocations)
        return {};
    auto made = makeTrust({}, authorities, revocations);
    if (!made)
        return made.error();
    m_authorities = std::move(authorities);
    m_revocations = std::move(revocations);
    m_trust.clear();
    m_trust[{}] = made->get();
    m_trustStores.push_back(*std::move(made));
    ++m_route;
    return {};
}

Result<std::shared_ptr<const crypto::ClientIdentity>> AccountNet::clientIdentity(const SignInParty &party)
{
    const std::string file = party.certificate();
    if (file.empty())
        return std::shared_ptr<const crypto::ClientIdentity>();
    const auto passphrase = secretOf(party);
    if (!passphrase && passphrase.error().kind != ErrorKind::PasswordNeeded)
        return passphrase.error();
    return crypto::ClientIdentity::load(file, passphrase ? *passphrase : crypto::Secret());
}

} // namespace tern::accounts
