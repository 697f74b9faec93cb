// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/UniqueFd.h"

#include <filesystem>
#include <memory>

namespace tern::store {

/// Holds a profile for one process (flock on `profile/lock`, which names the holder: pid, a space, the program). Ended by
/// the kernel when the process ends, however it ends.
class ProfileLock final {
public:
    /// Errors: ProfileInUse (detail: "PID PROGRAM" of the holder), ReadOnly, DiskFull, Io.
    [[nodiscard]] static Result<ProfileLock> take(const std::filesystem::path &profile);

private:
    explicit ProfileLock(UniqueFd fd) : m_fd(std::move(fd)) {}
    UniqueFd m_fd;
};

} // namespace tern::store
