// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tern {

/// How a connection signs in.
enum class SignInMethod {
    Automatic,      ///< with a password: the best way that both know
    Plain,          ///< SASL PLAIN only
    Login,          ///< IMAP's LOGIN command, SMTP's AUTH LOGIN
    CramMd5,
    ScramSha1,
    ScramSha256,
    Bearer,         ///< the secret is an OAuth access token: OAUTHBEARER, else XOAUTH2
    External        ///< the TLS client certificate says who it is
};

/// The SASL mechanism that a method names alone ("SCRAM-SHA-256"); null for Automatic, Login and Bearer.
[[nodiscard]] constexpr const char *soleMechanism(SignInMethod method)
{
    switch (method) {
    case SignInMethod::Plain: return "PLAIN";
    case SignInMethod::CramMd5: return "CRAM-MD5";
    case SignInMethod::ScramSha1: return "SCRAM-SHA-1";
    case SignInMethod::ScramSha256: return "SCRAM-SHA-256";
    case SignInMethod::External: return "EXTERNAL";
    case SignInMethod::Automatic:
    case SignInMethod::Login:
    case SignInMethod::Bearer: break;
    }
    return nullptr;
}

} // namespace tern
