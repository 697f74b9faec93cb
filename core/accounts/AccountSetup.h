// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/OAuthProvider.h"
#include "core/accounts/SignInTrouble.h"
#include "core/base/Error.h"
#include "core/crypto/Certificate.h"
#include "core/net/Endpoint.h"
#include "core/store/Records.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// The values of setting up an account; the engine hands them to the window and the CLI under its own name.
namespace tern::accounts {

/// What a person typed, or a preset filled in.
struct AccountSetup {
    QString email;
    QString name;                     ///< display name for From
    QString password;                 ///< or authorization code; empty with secretFile
    std::string oauth;                ///< sign in at the page of this provider, without a password; empty: if there is no password, the address's own
    std::string secretFile;           ///< read the password from this file, now and later
    store::AccountKind kind = store::AccountKind::Imap;   ///< Local: nothing is looked for or tried
    store::MaildropPolicy maildrop;   ///< of AccountKind::Pop3
    store::ServerSettings imap;       ///< where mail is received, by POP3 if it is that kind; host empty: find the settings
    store::ServerSettings smtp;
    std::string caFile;               ///< an extra CA, PEM
    std::string clientCertificate;    ///< sign in by this file (PEM or PKCS#12), whose passphrase `password` or `secretFile` holds, if it has one
    bool allowPlaintext = false;      ///< Security::Plain to a host that is not loopback
    bool rememberPassword = true;     ///< in the system's secret store
    QString donePage;                 ///< what the browser shows at the end of signing in there; empty: English
    std::vector<std::string> confirmedHosts;  ///< servers outside the address's domain that only DNS names and the person agreed to
};

/// How an account's settings were found, the most trustworthy first.
enum class SettingsWay {
    Given,          ///< typed by the person
    Preset,         ///< built in
    DomainFile,     ///< the domain's own autoconfig file, over HTTPS
    Database,       ///< the public list of providers, over HTTPS
    ServiceRecords, ///< DNS SRV [RFC 6186, 8314]
    MailExchanger,  ///< the provider that the domain's MX record names
    Guess           ///< the usual names, tried out
};
/// The stable name ("given", "built in", "domain file", "database", "dns srv", "dns mx", "guessed"); not translated.
[[nodiscard]] const char *settingsWayName(SettingsWay way);

/// One line of the live list of checks.
struct CheckStep {
    /// A Way is one place where Settings looks; its `way` says which. Several run at once.
    /// Browser waits for the person at the provider's own page, whose address is its `fact`.
    enum class Kind { Settings, Way, Receive, Send, Browser, SignInReceive, SignInSend };
    /// A Way that found nothing is Failed, which is no trouble.
    enum class State { Running, Passed, Failed, Skipped };
    Kind kind = Kind::Settings;
    State state = State::Running;
    QString subject;                  ///< "imap.163.com, port 993"; not translated
    QString fact;                     ///< "TLS 1.3", "built in"; not translated
    std::chrono::milliseconds took{0};
    std::optional<Error> error;       ///< with the certificate report in `certificate` if it is about one
    std::optional<crypto::CertificateReport> certificate;
    SettingsWay way = SettingsWay::Given;   ///< of Kind::Way
    SignInTrouble trouble = SignInTrouble::None;    ///< of a sign-in that failed
    std::string provider;             ///< preset id whose advice belongs to `trouble`; may be empty
};

struct CheckedAccount {
    AccountSetup setup;               ///< with the settings that worked
    std::string provider;             ///< preset id, or empty
    std::optional<OAuthTokens> tokens;  ///< after signing in by browser; setup.oauth names the provider
};

/// One step towards a server, told as it begins and as it ends; those behind one that failed are told as Skipped.
struct DoctorStep {
    enum class Server { Imap, Smtp, Pop3 };
    /// In IMAP's order with Security::Tls. Capabilities is SMTP's EHLO, SignIn its AUTH; MailFrom is its MAIL and RSET, so that nothing is sent.
    enum class Kind { Dns, Tcp, Tls, Greeting, Capabilities, SignIn, Id, Select, MailFrom };
    using State = CheckStep::State;
    Server server = Server::Imap;
    QStringList addresses;        ///< of the identities that send through it; none: the account's own server
    Kind kind = Kind::Dns;
    State state = State::Running;
    Endpoint endpoint;            ///< of the server
    std::chrono::milliseconds took{0};  ///< of SignIn: with the new connection that it is made on
    QString detail;               ///< what was seen: addresses, the protocol's version, the server's words; not translated
    std::optional<Error> error;   ///< of a step that failed
    std::optional<crypto::CertificateReport> certificate;   ///< that was refused
    SignInTrouble trouble = SignInTrouble::None;    ///< of a sign-in that failed
    std::string provider;         ///< preset id whose advice belongs to `trouble`; may be empty
};

} // namespace tern::accounts
