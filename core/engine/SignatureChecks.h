// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

namespace tern {
class Resolver;
}

namespace tern::engine {

/// As Engine::checkSignatures(). \param now  seconds since 1970. Thread: any; blocks for at most 10 s, ends at once on stop.
[[nodiscard]] std::vector<SignatureCheck> verifySignatures(const OpenedMessage &message, Resolver &resolver, const StopToken &stop, std::int64_t now);

} // namespace tern::engine
