// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/ServerProbe.h"
#include "core/accounts/SettingsWays.h"

namespace tern::accounts {

/// Where a guess looks for a domain's servers, most likely first.
[[nodiscard]] std::vector<Endpoint> guessedImapServers(const std::string &domain);
[[nodiscard]] std::vector<Endpoint> guessedPop3Servers(const std::string &domain);
[[nodiscard]] std::vector<Endpoint> guessedSmtpServers(const std::string &domain);

/// The last way: every usual name is tried at once; a server counts when it showed a certificate for that name and greeted.
[[nodiscard]] FindSettings guessWay(CheckTools::Probe probe);

} // namespace tern::accounts
