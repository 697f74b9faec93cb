// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Secret.h"
#include "core/store/Records.h"

#include <optional>
#include <string>
#include <string_view>

namespace tern::accounts {

/// Whose sign-in it is: an account's, or that of one of its identities at a server of its own for sending.
struct SignInParty {
    // An account is nearly always its own party.
    SignInParty(const store::AccountRecord &itself) : account(itself) {}
    SignInParty(const store::AccountRecord &of, const std::optional<store::IdentityRecord> &own) : account(of), identity(own) {}

    /// As AccountRecord::auth.
    [[nodiscard]] const std::string &auth() const { return identity ? identity->auth : account.auth; }
    /// The provider at whose page it signs in; empty: another way.
    [[nodiscard]] std::string provider() const { return after(kOAuth); }
    /// The file with its certificate; empty: another way.
    [[nodiscard]] std::string certificate() const { return after(kCertificate); }
    /// Where it sends.
    [[nodiscard]] const store::ServerSettings &submission() const { return identity ? identity->smtp : account.smtp; }
    /// Its address and, where none is set, its user name too.
    [[nodiscard]] QString address() const { return identity ? identity->address : account.email; }

    static constexpr std::string_view kOAuth = "oauth:";
    static constexpr std::string_view kCertificate = "certificate:";

    store::AccountRecord account;
    std::optional<store::IdentityRecord> identity;      ///< with a server of its own
    std::optional<crypto::Secret> offered;              ///< password, passphrase or access token in the place of what is kept

private:
    [[nodiscard]] std::string after(std::string_view prefix) const { return auth().starts_with(prefix) ? auth().substr(prefix.size()) : std::string(); }
};

} // namespace tern::accounts
