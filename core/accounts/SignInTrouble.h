// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/ProviderPreset.h"
#include "core/base/Error.h"

namespace tern::accounts {

/// Why a sign-in failed, as far as the server's words and what is known of the provider tell it. Each has its own next step.
enum class SignInTrouble {
    None,               ///< not about signing in
    WrongPassword,      ///< name or password
    AccessOff,          ///< mail programs are not let in until that is turned on in the web settings
    NeedsCode,          ///< an authorization code (授权码) in place of the password
    NeedsAppPassword,   ///< two-factor sign-in is on: an app password in place of the password
    NeedsClientPassword,///< a separate password for mail programs
    NeedsBrowser,       ///< no password is taken: the provider's own page
    TokenEnded,         ///< signed in at that page once, but it isn't taken any more
    TooMany,            ///< too many attempts or connections: later
    CertificateRefused, ///< the person's own certificate, which stands in place of a password
    Locked              ///< the account is blocked; the person has to sign in on the web
};

/// What was shown to the server in order to sign in.
enum class SignInProof { Password, Token, Certificate };

/// \param error   of the sign-in.  \param preset  null if the provider isn't known.
/// Pure.
[[nodiscard]] SignInTrouble signInTrouble(const Error &error, const ProviderPreset *preset, SignInProof proof);

} // namespace tern::accounts
