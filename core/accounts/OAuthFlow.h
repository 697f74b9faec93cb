// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/OAuthProvider.h"
#include "core/net/NetContext.h"

#include <QString>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace tern::accounts {

struct OAuthRequest {
    OAuthProvider provider;
    OAuthClient client;
    std::string email;                          ///< a hint for the sign-in page
    QString donePage;                           ///< what the browser says at the end, as text; empty: English
    std::chrono::minutes patience{10};          ///< with the person at the page
};

/// Opens the system's browser at an address. Called on the thread of the sign-in.
using OpenBrowser = std::function<void(const std::string &url)>;

/// Signs in at the provider's own page: authorization code with PKCE (S256), brought back to a loopback port [RFC 6749, 7636, 8252].
/// Errors: AuthenticationFailed (the person or the provider said no; its words in detail), Timeout, Cancelled, those of http::fetch.
/// Thread: any; blocks.
[[nodiscard]] Result<OAuthTokens> signInByBrowser(const OAuthRequest &request, const OpenBrowser &openBrowser, const NetContext &context);

/// A new access token. Errors: AuthenticationFailed with where "oauth.refresh" when the refresh token is no longer taken (the person must sign in
/// again); ServerBusy and those of http::fetch when later may work.
/// Thread: any; blocks.
[[nodiscard]] Result<OAuthTokens> refreshTokens(const OAuthProvider &provider, const OAuthClient &client, const crypto::Secret &refreshToken,
                                                const NetContext &context);

/// The `where` of an error that a client id in the person's file mends; the provider is in detail.
constexpr std::string_view kOAuthNoClient = "oauth.client";
/// The `where` of an error that only signing in again at the provider's page mends.
constexpr std::string_view kOAuthRefused = "oauth.refresh";

} // namespace tern::accounts
