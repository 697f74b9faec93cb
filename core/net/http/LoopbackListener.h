// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/base/UniqueFd.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace tern::http {

/// Where a browser brings back the answer of a sign-in page: a free port of 127.0.0.1, this machine only, for one answer [RFC 8252 §7.3].
/// Thread: one; blocks.
class LoopbackListener final {
public:
    /// Errors: those of errno.
    [[nodiscard]] static Result<LoopbackListener> open();
    [[nodiscard]] std::uint16_t port() const { return m_port; }

    /// The query of the first GET of `path` that has the field `state` with the value `state`; other requests get a 404 and don't count.
    /// \param page  the HTML that the browser shows then.
    /// Errors: Timeout, Cancelled, Io.
    [[nodiscard]] Result<std::map<std::string, std::string>> waitFor(const std::string &path, const std::string &state, const std::string &page,
                                                                     const StopToken &stop, std::chrono::steady_clock::time_point deadline);

private:
    UniqueFd m_fd;
    std::uint16_t m_port = 0;
};

} // namespace tern::http
