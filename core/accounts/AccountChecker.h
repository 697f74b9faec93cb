// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSetup.h"
#include "core/accounts/ProviderPresets.h"
#include "core/accounts/ServerProbe.h"
#include "core/accounts/SettingsFinder.h"
#include "core/base/Cancellation.h"
#include "core/crypto/TrustStore.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tern {
class Resolver;
class TraceSink;
}

namespace tern::accounts {

struct CheckerOptions {
    const ProviderPresets *presets = nullptr;   ///< null: the built-in ones
    std::string dnsServers;                     ///< for tests; empty: the system's
    TraceSink *trace = nullptr;
    std::function<Result<std::optional<ProxySettings>>()> proxy;    ///< empty: none
    CheckTools tools = CheckTools::network();
    std::optional<SettingsWays> ways;           ///< none: networkWays(); the guess comes behind them in any case
    std::string database = kPublicDatabase;     ///< of networkWays()
    std::uint16_t webPort = 443;                ///< of networkWays()
    FinderTimes times;
    std::function<Result<const crypto::TrustStore *>(const std::string &caFile)> trust;   ///< with a book; empty: the system's authorities, and no pins
    std::string oauthClients;                   ///< the file of OAuthDirectory; need not exist
};

/// Finds an account's settings (given, preset, or by the ways of SettingsWay, all at once) and tries them: settings, receive, send, signing in
/// on both. No password leaves before the server's certificate was checked.
/// Thread: any, for one check at a time; blocks.
class AccountChecker final {
public:
    using StepListener = std::function<void(const CheckStep &)>;
    AccountChecker(CheckerOptions options, StopToken stop, StepListener listener);
    ~AccountChecker();

    /// Every step is told as it begins and as it ends. Errors: that of the first step that failed; Cancelled; InvalidInput for an address that is
    /// none; Unsupported for a provider without IMAP; ConfirmationNeeded (the host in detail) for a server that only DNS names; AuthenticationUnavailable for one that takes OAuth only (the advice in detail).
    [[nodiscard]] Result<CheckedAccount> run(const AccountSetup &setup);

private:
    Result<const crypto::TrustStore *> ownTrust(const std::string &caFile);
    Result<void> findSettings(const std::string &domain);
    Result<QString> settingsFor(const std::string &domain);
    Result<FoundSettings> search(const std::string &domain);
    Result<void> tryServer(CheckStep::Kind kind, WireProtocol protocol, const Endpoint &endpoint);
    /// Signs in at the provider's page if that is the way for this account.
    Result<void> tryBrowser();
    [[nodiscard]] std::string oauthProvider() const;
    Result<void> trySignIn(CheckStep::Kind kind, WireProtocol protocol, const Endpoint &endpoint, const std::vector<std::string> &users,
                           std::string &worked);
    [[nodiscard]] std::vector<std::string> users(const store::ServerSettings &settings, bool receiving) const;
    CheckStep begin(CheckStep::Kind kind, QString subject, SettingsWay way = SettingsWay::Given);
    void end(CheckStep step, const Result<QString> &outcome, std::chrono::steady_clock::time_point since);
    Result<void> skip(CheckStep::Kind kind);
    NetContext context(std::chrono::milliseconds timeout);

    CheckerOptions m_options;
    StopToken m_stop;
    StepListener m_listener;
    [[nodiscard]] WireProtocol receiving() const;
    [[nodiscard]] std::optional<Endpoint> presetReceiving() const;

    AccountSetup m_setup;
    const ProviderPreset *m_preset = nullptr;
    std::optional<Endpoint> m_imap;         ///< or a POP3 server
    std::optional<Endpoint> m_smtp;
    FoundSettings m_found;
    crypto::Secret m_secret;
    SignInMethod m_method = SignInMethod::Automatic;
    std::optional<OAuthDirectory> m_oauth;
    std::optional<OAuthTokens> m_tokens;
    std::string m_signedInAt;               ///< the provider that gave them
    const crypto::TrustStore *m_trust = nullptr;
    crypto::CertificateBook m_ownBook;
    std::unique_ptr<crypto::TrustStore> m_ownTrust;
    std::shared_ptr<const crypto::ClientIdentity> m_identity;
    std::unique_ptr<Resolver> m_resolver;
    std::optional<ProxySettings> m_proxy;
};

} // namespace tern::accounts
