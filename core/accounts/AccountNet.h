// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccessTokens.h"
#include "core/accounts/AccountSecrets.h"
#include "core/accounts/Credentials.h"
#include "core/accounts/ProxyChoice.h"
#include "core/accounts/SignInParty.h"
#include "core/crypto/ClientIdentity.h"
#include "core/crypto/TrustStore.h"
#include "core/net/NetContext.h"
#include "core/net/NetworkSignal.h"
#include "core/net/Resolver.h"
#include "core/store/Records.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tern::accounts {

/// What every connection of every account needs: trust, names, trace, passwords.
/// Thread: any. Outlives all connections.
class AccountNet final {
public:
    /// \param dnsServers    for tests; empty: the system's.  \param trace  may be null.
    /// \param oauthClients  the file of OAuthDirectory; need not exist.
    AccountNet(std::string dnsServers, TraceSink *trace, std::shared_ptr<crypto::SecretStore> lastingSecrets, std::string oauthClients = {},
               std::shared_ptr<crypto::SecretStore> secretFile = {});

    /// What to do while the person hasn't decided about another certificate than the one they trust at one of the party's servers.
    enum class Disputed { Stop, GoOn };
    /// Errors: those of TrustStore::addAuthorities for the account's own CA file, those of ClientIdentity::load for the party's certificate, those of the secret
    /// store for its proxy's password; CertificateInvalid (where: crypto::kPinChanged) with Disputed::Stop: nothing of the account goes on.
    [[nodiscard]] Result<NetContext> context(const SignInParty &party, const StopToken &stop, Disputed disputed = Disputed::Stop);
    /// Lives as long as this.
    [[nodiscard]] Result<const crypto::TrustStore *> trust(const std::string &caFile);
    /// Authorities and revocation lists (PEM files) that count for every account; empty: none. For new connections. Errors: those of
    /// TrustStore::addAuthorities and addRevocations; then nothing is changed.
    Result<void> setTrustFiles(std::string authorities, std::string revocations);
    [[nodiscard]] crypto::CertificateBook &certificates() { return m_certificates; }
    /// Has connections made anew: what a person decided counts from here on.
    void renewConnections() { ++m_route; }
    [[nodiscard]] AccountSecrets &secrets() { return m_secrets; }

    /// The way to the servers of one account; AccountId{}: of all that inherit, and of those that are being set up.
    void setProxy(AccountId account, ProxyChoice choice);
    /// What the desktop says in place of the environment's variables.
    void setSystemProxy(std::optional<ProxySettings> proxy);
    [[nodiscard]] Result<std::optional<ProxySettings>> proxyFor(AccountId account);
    /// Raised whenever connections should be made anew, as the way to the servers is another.
    [[nodiscard]] int route() const { return m_route.load(std::memory_order_relaxed); }

    /// Told when the network may be another.
    [[nodiscard]] NetworkSignal &network() { return m_network; }

    /// What to sign in with; with OAuth a token that lasts a while yet, fetched if need be. `user` is left to the caller.
    /// Errors: those of AccountSecrets::get and refreshTokens; PasswordNeeded of an identity has `where` "outbox.identity" and its address in detail.
    [[nodiscard]] Result<Credentials> credentials(const SignInParty &party, const NetContext &context);
    /// After signing in by browser.
    void keepTokens(TokenOwner owner, const OAuthTokens &tokens) { m_tokens.put(owner, tokens); }
    /// The file of client ids, as it is now. Errors: InvalidInput.
    [[nodiscard]] Result<OAuthDirectory> oauthDirectory() const { return readOAuthDirectory(m_oauthClients); }

    /// Connects with credentials. An access token that the server doesn't take although it should last is renewed, once.
    /// \param connect  from Credentials to a Result.
    template <typename Connect>
    auto signIn(const SignInParty &party, const NetContext &context, const Connect &connect) -> decltype(connect(Credentials{}))
    {
        auto first = credentials(party, context);
        if (!first)
            return first.error();
        auto session = connect(*first);
        if (session || first->method != SignInMethod::Bearer || party.offered || session.error().kind != ErrorKind::AuthenticationFailed)
            return session;
        m_tokens.forget(ownerOf(party));
        auto second = credentials(party, context);
        if (!second)
            return second.error();
        return connect(*second);
    }

private:
    Result<std::unique_ptr<crypto::TrustStore>> makeTrust(const std::string &caFile, const std::string &authorities, const std::string &revocations);
    Result<std::shared_ptr<const crypto::ClientIdentity>> clientIdentity(const SignInParty &party);
    Result<crypto::Secret> secretOf(const SignInParty &party);
    Result<OAuthTokens> renewed(const SignInParty &party, const NetContext &context);
    [[nodiscard]] static TokenOwner ownerOf(const SignInParty &party);

    Resolver m_resolver;
    NetworkSignal m_network;
    TraceSink *m_trace;
    const std::string m_oauthClients;
    AccessTokens m_tokens;
    AccountSecrets m_secrets;
    std::atomic<int> m_route{0};
    std::mutex m_mutex;
    std::map<AccountId, ProxyChoice> m_proxies;
    std::optional<ProxySettings> m_systemProxy;
    crypto::CertificateBook m_certificates;
    std::string m_authorities;
    std::string m_revocations;
    std::map<std::string, const crypto::TrustStore *> m_trust;              ///< by CA file
    std::vector<std::unique_ptr<crypto::TrustStore>> m_trustStores;         ///< all that ever were, as connections point to them
};

} // namespace tern::accounts
