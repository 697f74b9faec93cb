// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/UniqueFd.h"

#include <cstdint>

namespace tern::test {

/// A loopback port that never says a word: either the kernel takes connections and nobody serves them, or, once its queue is full, not even a
/// handshake comes back.
class SilentListener final {
public:
    enum class Kind {
        Accepts,    ///< connected, then silence; reads nothing
        Ignores     ///< a SYN gets no answer
    };
    explicit SilentListener(Kind kind);
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    UniqueFd m_fd;
    UniqueFd m_filler[4];       // in the queue, so that there is no room in it
    std::uint16_t m_port = 0;
};

} // namespace tern::test
