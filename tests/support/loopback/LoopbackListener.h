// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/UniqueFd.h"

#include <cstdint>

namespace tern::test {

/// A free TCP port of 127.0.0.1 that is listened on.
struct LoopbackListener {
    UniqueFd fd;
    std::uint16_t port = 0;
};

/// Throws std::runtime_error when there is none. Thread: any.
[[nodiscard]] LoopbackListener listenOnLoopback();

} // namespace tern::test
