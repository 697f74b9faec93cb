// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSetup.h"
#include "core/accounts/ProviderPreset.h"
#include "core/net/Endpoint.h"

#include <QString>

#include <optional>
#include <string>

namespace tern::accounts {

/// One server as a way of finding settings names it.
struct FoundServer {
    Endpoint endpoint;
    std::string user;               ///< empty: not told, the usual forms are tried
};

/// An account's servers as found by one way.
struct FoundSettings {
    SettingsWay way = SettingsWay::Guess;
    bool isPop3 = false;            ///< the server below speaks POP3
    FoundServer imap;               ///< where mail is received
    FoundServer smtp;
    std::string preset;             ///< id of the preset that these are, or empty
    QString provider;               ///< as it calls itself; may be empty
    /// A server that lies outside the address's domain and is named by DNS alone, which anyone on the way can forge: the person must agree
    /// before a password goes there [RFC 6186 §6]. Empty: none.
    std::string foreignHost;
};

/// What is looked for: nothing but the domain ever leaves this machine on the way.
struct SettingsQuery {
    std::string domain;             ///< ASCII (IDNA), lower case
    std::string email;              ///< UTF-8; only for filling in user names
    bool pop3 = false;              ///< a POP3 server is wanted; else an IMAP server, and a POP3 server only where there is no other
};

/// Whether `host` is `domain` or lies below it.
[[nodiscard]] bool liesWithin(const std::string &host, const std::string &domain);

} // namespace tern::accounts
