// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/crypto/Secret.h"

#include <QByteArray>
#include <QStringList>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tern::accounts {

/// Where one provider lets programs in by its own sign-in page.
struct OAuthProvider {
    std::string id;                 ///< "google"
    std::string authorizeUrl;       ///< https, opened in the browser
    std::string tokenUrl;           ///< https
    std::string scopes;             ///< separated by spaces
    std::string redirectHost = "127.0.0.1";     ///< some providers register "localhost" [RFC 8252 §7.3]
    std::vector<std::pair<std::string, std::string>> extra;     ///< further fields of the first request
};

/// Who Tern is to that provider. A desktop program's client secret is none [RFC 8252 §8.5], but some token servers insist on it.
struct OAuthClient {
    std::string clientId;
    std::string clientSecret;
};

struct OAuthTokens {
    crypto::Secret access;
    crypto::Secret refresh;         ///< empty: keep the one there is
    UnixMillis expires = 0;
};

/// The providers built in and those of the person's own file, with the client ids of that file. The file is JSON by provider id:
///   {"google": {"client_id": "…", "client_secret": "…"},
///    "ours": {"client_id": "…", "authorize": "https://…", "token": "https://…", "scopes": "…", "domains": ["example.org"]}}
/// Thread: any once made.
class OAuthDirectory final {
public:
    /// \param own  the file's content; empty: none. Errors: InvalidInput with the place in detail.
    [[nodiscard]] static Result<OAuthDirectory> parse(const QByteArray &builtIn, const QByteArray &own);

    /// By id; null if unknown.
    [[nodiscard]] const OAuthProvider *provider(const std::string &id) const;
    /// Null when the file names no client id for it.
    [[nodiscard]] const OAuthClient *client(const std::string &id) const;
    /// The provider that the person's file names for a domain; empty if none.
    [[nodiscard]] std::string forDomain(const std::string &domain) const;

private:
    std::map<std::string, OAuthProvider> m_providers;
    std::map<std::string, OAuthClient> m_clients;
    std::map<std::string, std::string> m_domains;
};

/// The one built in, with the person's file at `path` (which need not exist). Errors: InvalidInput.
[[nodiscard]] Result<OAuthDirectory> readOAuthDirectory(const std::string &path);

} // namespace tern::accounts
