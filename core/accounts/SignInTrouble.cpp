// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SignInTrouble.h"

#include "core/accounts/OAuthFlow.h"

#include <algorithm>
#include <initializer_list>

namespace tern::accounts {
namespace {

bool says(const std::string &words, std::initializer_list<std::string_view> any)
{
    return std::any_of(any.begin(), any.end(), [&](std::string_view one) { return words.find(one) != std::string::npos; });
}

SignInTrouble byWords(const std::string &words)
{
    // Several at once is what QQ says about anything: it names no reason.
    if (says(words, {"service is not open, password is incorrect"}))
        return SignInTrouble::None;
    if (says(words, {"application-specific password", "app-specific password", "app password", "application password", "two-factor", "two factor", "2-step",
                     "two-step", "second factor", "invalidsecondfactor"}))
        return SignInTrouble::NeedsAppPassword;
    if (says(words, {"authorization code", "auth code", "\xE6\x8E\x88\xE6\x9D\x83\xE7\xA0\x81"}))   // 授权码
        return SignInTrouble::NeedsCode;
    if (says(words, {"basic authentication is disabled", "basicauthblocked", "oauth is required", "use oauth", "modern authentication"}))
        return SignInTrouble::NeedsBrowser;
    if (says(words, {"imap access is disabled", "imap is disabled", "enable imap", "enabled for imap", "imap not enabled", "imap is not enabled", "imap service is not",
                     "service is not open", "access to imap", "smtp is disabled", "smtpclientauthentication is disabled", "functionality is not enabled",
                     "not allowed to use imap", "imap access not", "pop/imap", "enabled for pop", "pop access is disabled", "pop3 is disabled", "pop3 service is not",
                     "smtp service is not", "enable smtp", "smtp access is disabled", "user has no permission"}))
        return SignInTrouble::AccessOff;
    if (says(words, {"too many", "rate limit", "frequency limited", "login frequency", "try again later", "temporarily blocked"}))
        return SignInTrouble::TooMany;
    if (says(words, {"web login required", "weblogin", "account is locked", "account locked", "account is blocked", "account disabled", "unusual"}))
        return SignInTrouble::Locked;
    return SignInTrouble::None;
}

SignInTrouble byProvider(const ProviderPreset &preset)
{
    switch (preset.password) {
    case PasswordKind::AuthorizationCode: return SignInTrouble::NeedsCode;
    case PasswordKind::AppPassword: return SignInTrouble::NeedsAppPassword;
    case PasswordKind::ClientPassword: return SignInTrouble::NeedsClientPassword;
    case PasswordKind::OAuthOnly: return SignInTrouble::NeedsBrowser;
    case PasswordKind::Password: break;
    }
    return SignInTrouble::WrongPassword;
}

} // namespace

SignInTrouble signInTrouble(const Error &error, const ProviderPreset *preset, SignInProof proof)
{
    const bool isAbout = error.kind == ErrorKind::AuthenticationFailed || error.kind == ErrorKind::LoginDisabled || error.kind == ErrorKind::AuthenticationUnavailable
        || error.kind == ErrorKind::ServerBusy || error.kind == ErrorKind::ServerRefused;
    if (!isAbout)
        return SignInTrouble::None;
    if (error.where == kOAuthRefused)
        return SignInTrouble::TokenEnded;
    std::string words = error.detail;
    std::transform(words.begin(), words.end(), words.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (const SignInTrouble told = byWords(words); told != SignInTrouble::None)
        return told;
    if (error.kind == ErrorKind::LoginDisabled || error.kind == ErrorKind::AuthenticationUnavailable)
        return preset && !preset->oauth.empty() && proof == SignInProof::Password ? SignInTrouble::NeedsBrowser : SignInTrouble::None;
    if (error.kind != ErrorKind::AuthenticationFailed)
        return SignInTrouble::None;
    if (proof != SignInProof::Password)
        return proof == SignInProof::Token ? SignInTrouble::TokenEnded : SignInTrouble::CertificateRefused;
    return preset ? byProvider(*preset) : SignInTrouble::WrongPassword;
}

} // namespace tern::accounts
