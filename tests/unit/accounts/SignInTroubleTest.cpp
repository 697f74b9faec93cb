// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SignInTrouble.h"

#include "core/accounts/OAuthFlow.h"
#include "core/accounts/ProviderPresets.h"

#include <gtest/gtest.h>

namespace tern::accounts {
namespace {

TEST(SignInTrouble, TellsReasonsApartByTheServersWordsAndTheProvider)
{
    using enum SignInTrouble;
    struct Row {
        ErrorKind kind;
        const char *words, *preset;
        SignInTrouble trouble;
    };
    const auto failed = ErrorKind::AuthenticationFailed;
    for (const Row &row : {
             Row{failed, "[AUTHENTICATIONFAILED] Authentication failed.", "", WrongPassword},
             Row{failed, "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "gmail", NeedsAppPassword},
             Row{failed, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", "gmail", NeedsAppPassword},
             Row{failed, "[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page", "gmail", AccessOff},
             Row{failed, "[WEBALERT https://accounts.google.com/x] Web login required.", "gmail", Locked},
             Row{failed, "534 5.7.9 Application-specific password required.", "gmail", NeedsAppPassword},
             Row{failed, "LOGIN Login error or password error", "netease-163.com", NeedsCode},
             Row{failed, "535 Error: \xE8\xAF\xB7\xE4\xBD\xBF\xE7\x94\xA8\xE6\x8E\x88\xE6\x9D\x83\xE7\xA0\x81\xE7\x99\xBB\xE5\xBD\x95", "", NeedsCode},
             Row{failed, "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.", "qq", NeedsCode},
             Row{failed, "IMAP service is not open", "sohu", AccessOff},
             Row{failed, "authentication failed", "exmail", NeedsClientPassword},
             Row{failed, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "microsoft365", AccessOff},
             Row{failed, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "outlook", NeedsBrowser},
             // SMTP and POP3 say it in words of their own.
             Row{failed, "535 Login Fail. Please enter your authorization code to login.", "", NeedsCode},
             Row{failed, "550 User has no permission", "netease-163.com", AccessOff},
             Row{failed, "535 Error: authentication failed", "netease-163.com", NeedsCode},
             Row{ErrorKind::AuthenticationUnavailable, "534 5.7.9 Application-specific password required.", "", NeedsAppPassword},
             Row{failed, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "", WrongPassword},
             Row{failed, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "yahoo", TooMany},
             Row{ErrorKind::ServerBusy, "454 4.7.0 Too many login attempts, please try again later.", "gmail", TooMany},
             Row{failed, "[SYS/PERM] Your account is not enabled for POP access. Please visit your Gmail settings page", "gmail", AccessOff},
             Row{failed, "[AUTH] Web login required", "gmail", Locked},
             Row{failed, "SMTP service is not open", "", AccessOff},
             Row{ErrorKind::LoginDisabled, "", "outlook", NeedsBrowser},
             Row{ErrorKind::LoginDisabled, "", "", None},
             Row{failed, "Too many login failures", "", TooMany},
             Row{ErrorKind::ServerBusy, "421 4.7.0 Too many connections", "", TooMany},
             Row{ErrorKind::ServerBusy, "421 going down", "", None},
             Row{ErrorKind::Timeout, "too many", "", None},
         }) {
        const auto *preset = ProviderPresets::builtIn().byId(row.preset);
        EXPECT_EQ(preset != nullptr, row.preset[0] != '\0') << row.preset;
        EXPECT_EQ(signInTrouble(makeError(row.kind, "test", row.words), preset, SignInProof::Password), row.trouble) << row.words;
    }
}

TEST(SignInTrouble, ATokenThatEndedIsNoWrongPassword)
{
    const auto refused = makeError(ErrorKind::AuthenticationFailed, "imap.signin", "AUTHENTICATE failed ({\"status\":\"401\"})");
    EXPECT_EQ(signInTrouble(refused, nullptr, SignInProof::Token), SignInTrouble::TokenEnded);
    EXPECT_EQ(signInTrouble(makeError(ErrorKind::AuthenticationFailed, std::string(kOAuthRefused), "invalid_grant"), nullptr, SignInProof::Password), SignInTrouble::TokenEnded);
    const auto off = makeError(ErrorKind::AuthenticationFailed, "imap.signin", "IMAP access is disabled for your account");
    EXPECT_EQ(signInTrouble(off, nullptr, SignInProof::Token), SignInTrouble::AccessOff);
}

TEST(SignInTrouble, ACertificateIsNoPassword)
{
    const auto refused = makeError(ErrorKind::AuthenticationFailed, "imap.signin", "NO [AUTHENTICATIONFAILED] Authentication failed.");
    EXPECT_EQ(signInTrouble(refused, nullptr, SignInProof::Certificate), SignInTrouble::CertificateRefused);
}

} // namespace
} // namespace tern::accounts
