// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <filesystem>

namespace tern::store {

/// Makes `from` appear in `folder` (made if missing) under a new unique name, complete and fsynced, the folder too.
/// `from` stays. \return the name. Errors: NotFound, DiskFull, ReadOnly, Io.
[[nodiscard]] Result<std::string> takeIntoFolder(const std::filesystem::path &from, const std::filesystem::path &folder, const std::string &suffix);

/// Flushes a file or folder to the medium. Errors: DiskFull, ReadOnly, Io.
[[nodiscard]] Result<void> syncPath(const std::filesystem::path &path);

/// Renames a database with its -wal and -shm out of the way: NAME.damaged-MILLIS. \return the new path. Errors: ReadOnly, Io.
[[nodiscard]] Result<std::filesystem::path> setAside(const std::filesystem::path &database, std::int64_t millis);

} // namespace tern::store
