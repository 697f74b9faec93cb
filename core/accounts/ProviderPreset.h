// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/Endpoint.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>

namespace tern::accounts {

/// What a provider wants as the user name: `someone@example.com` or `someone`.
enum class UserForm { Full, Local };

/// What a provider takes in place of a password.
enum class PasswordKind {
    Password,           ///< the password of the web page
    AuthorizationCode,  ///< 授权码, made in the web settings
    AppPassword,        ///< made in the account's security settings
    ClientPassword,     ///< a separate password for mail programs
    OAuthOnly           ///< no password at all
};

/// What is known of one provider's servers: dated data from resources/providers.json, not code.
struct ProviderPreset {
    std::string id;                     ///< stable: "netease-163", "qq", "gmail"
    QString name;                       ///< as the provider writes it
    QStringList domains;                ///< of addresses; empty for providers of own domains
    QStringList mailExchangers;         ///< hosts, or domains of hosts, that MX records of its customers' own domains name
    std::optional<Endpoint> imap;       ///< none: no IMAP at all
    std::optional<Endpoint> pop3;
    std::optional<Endpoint> smtp;
    UserForm imapUser = UserForm::Full;
    UserForm smtpUser = UserForm::Full;
    PasswordKind password = PasswordKind::Password;
    bool mustBeEnabled = false;         ///< mail programs are refused until turned on in the web settings
    bool needsId = false;               ///< ID before SELECT (NetEase)
    bool keepsSentCopy = false;         ///< puts what goes through its SMTP into Sent itself
    int connections = 0;                ///< IMAP connections that an account may have at once, of all programs together; 0: not known
    std::string oauth;                  ///< id of the OAuthProvider whose page lets mail programs in; empty: none
    QString adviceEnglish;              ///< what to do before the first sign-in; may be empty
    QString adviceChinese;
    QString helpUrl;                    ///< a page of the provider; may be empty

    /// The advice in the language of a locale name ("zh_CN" → Chinese, else English).
    [[nodiscard]] QString advice(const QString &localeName) const;
};

} // namespace tern::accounts
