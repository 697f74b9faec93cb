// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/ProviderPreset.h"
#include "core/base/Result.h"
#include "core/store/Records.h"

#include <QByteArray>

#include <map>
#include <string_view>
#include <vector>

namespace tern::accounts {

/// All presets and the folder names by which roles are known.
/// Thread: any once made (immutable).
class ProviderPresets final {
public:
    /// The data built into the program. Made once; broken data is a defect that a test finds.
    [[nodiscard]] static const ProviderPresets &builtIn();
    /// Errors: InvalidInput with the place in detail.
    [[nodiscard]] static Result<ProviderPresets> parse(const QByteArray &json);

    [[nodiscard]] const std::vector<ProviderPreset> &all() const { return m_presets; }
    /// When the tables were read: "2026".
    [[nodiscard]] const QString &dated() const { return m_dated; }
    /// By the domain of an address; null if there is none.
    [[nodiscard]] const ProviderPreset *forAddress(const QString &email) const;
    [[nodiscard]] const ProviderPreset *byId(std::string_view id) const;

    /// By a host that an MX record names; null if there is none.
    [[nodiscard]] const ProviderPreset *byMailExchanger(const std::string &host) const;
    /// By the name of its IMAP server; null if there is none. For settings that were found elsewhere.
    [[nodiscard]] const ProviderPreset *byImapServer(const std::string &host) const;

    /// The role that a mailbox's name means: the last level, decoded, in any case; None if it means none. For servers that tell no roles.
    /// \param path  decoded, levels joined by '/'.
    [[nodiscard]] store::MailboxRole roleOfName(const QString &path) const;

private:
    std::vector<ProviderPreset> m_presets;
    std::map<QString, std::size_t> m_byDomain;
    std::map<QString, store::MailboxRole> m_roles;  ///< case-folded last level
    QString m_dated;
};

/// How many IMAP connections an account's provider allows it; 0: not known.
[[nodiscard]] int connectionsAllowed(const ProviderPresets &presets, const store::AccountRecord &account);

} // namespace tern::accounts
