// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"

namespace tern {

UnixMillis SystemClock::now() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::chrono::steady_clock::time_point SystemClock::steady() const
{
    return std::chrono::steady_clock::now();
}

} // namespace tern
