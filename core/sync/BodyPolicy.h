// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/sync/SyncTypes.h"

#include <chrono>
#include <optional>

namespace tern::sync {

/// Which bodies are fetched in the background: a person's setting. What is opened is fetched anyway.
struct BodyPolicy {
    enum class Kind { All, LastDays, None } kind = Kind::All;
    int days = 0;

    /// The setting's key; "all" (default), "none", or a number of days.
    static constexpr const char *kSetting = "sync.bodies";
    [[nodiscard]] static BodyPolicy fromSetting(const QString &text);
    /// The oldest date of a message whose body is wanted; 0: of any.
    [[nodiscard]] UnixMillis since(UnixMillis now) const;
};

/// How fast bodies are filled in.
struct BodyPace {
    int batch = 50;                     ///< messages a FETCH; what a click may have to wait for where lanes share a connection
    bool isUnbroken = true;             ///< one FETCH is sent before the one before it is answered, as long as nothing else is to be done
    std::chrono::milliseconds pause{0}; ///< between two of them
};
/// Nothing: not now.
[[nodiscard]] std::optional<BodyPace> paceFor(const NetworkConditions &conditions);

} // namespace tern::sync
