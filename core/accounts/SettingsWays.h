// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/FoundSettings.h"
#include "core/accounts/ProviderPresets.h"
#include "core/base/Result.h"
#include "core/net/NetContext.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tern::accounts {

/// The public list of providers that is asked when nothing else is set; a domain and ".xml" are appended. "" in the settings turns it off.
constexpr const char *kPublicDatabase = "https://autoconfig.thunderbird.net/v1.1/";

/// One way of finding settings. Blocks until it knows, at most as long as the context's time-outs allow; ends at once on the context's stop.
/// Errors: HostNotFound and NotFound when there is nothing; those of the network.
using FindSettings = std::function<Result<FoundSettings>(const SettingsQuery &, const NetContext &)>;
using SettingsWays = std::vector<std::pair<SettingsWay, FindSettings>>;

struct WaysOptions {
    const ProviderPresets *presets = nullptr;       ///< for Settings::MailExchanger
    std::string database = kPublicDatabase;         ///< empty: not asked
    std::uint16_t webPort = 443;                    ///< another in tests
};

/// The ways that ask the network, in order of trust: DomainFile, Database, ServiceRecords, MailExchanger.
[[nodiscard]] SettingsWays networkWays(const WaysOptions &options);

} // namespace tern::accounts
