// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <algorithm>

namespace tern {

/// Whether what was to wait until `notBefore` waits on at `now`. The wall clock may have been set meanwhile: a wait that would now last longer than any
/// was ever meant to is over, or it would last for years.
/// \param longest  no wait of this kind is made longer
[[nodiscard]] constexpr bool isHeld(UnixMillis notBefore, UnixMillis now, std::chrono::milliseconds longest)
{
    return notBefore > now && notBefore - now <= longest.count();
}

/// How long a sleep until a time of the wall clock may last before the clock is looked at again.
constexpr std::chrono::milliseconds kLongestWallSleep = std::chrono::minutes{5};

/// How long to sleep before the clock is looked at again, when something is due at `until`.
[[nodiscard]] constexpr std::chrono::milliseconds wallSleep(UnixMillis until, UnixMillis now)
{
    return until <= now ? std::chrono::milliseconds(0) : std::min(std::chrono::milliseconds(until - now), kLongestWallSleep);
}

} // namespace tern
