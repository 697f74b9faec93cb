// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/SettingsWays.h"

#include <chrono>
#include <functional>

namespace tern::accounts {

struct FinderTimes {
    std::chrono::milliseconds whole{4'500};     ///< all ways silent: then a person enters the servers by hand
    std::chrono::milliseconds grace{1'000};     ///< how long a less trusted answer waits for a more trusted one
};

/// Called on findSettings()'s thread: the way begins (null), or what it came to.
using WayListener = std::function<void(SettingsWay, const Result<FoundSettings> *)>;

/// Asks every way at once and takes the most trusted answer.
/// \param ways     in order of trust.
/// \param context  its `stop` ends the search.
/// Errors: Cancelled; NotFound when no way knew anything; else the most telling error of a way.
/// Thread: any; blocks, up to `times.whole`.
[[nodiscard]] Result<FoundSettings> findSettings(const SettingsWays &ways, const SettingsQuery &query, const NetContext &context,
                                                 const FinderTimes &times, const WayListener &listener);

/// Of several failures the higher is the one worth showing: what a server said tells more than a name that isn't there.
[[nodiscard]] int tellsOfError(const Error &error);

} // namespace tern::accounts
