// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace tern::test {

/// A medium that fails: write, pwrite, writev, ftruncate, fsync and fdatasync on files below a folder, of this whole process (SQLite's too), counted
/// in the order they come.
struct DiskFault {
    std::filesystem::path below;
    int at = 0;                  ///< the number of the first call that fails; 0: none
    int code = 0;                ///< its errno
    bool lasts = false;          ///< all later ones fail too, until liftDiskFault()
};
/// Counting begins anew. Thread: any.
void armDiskFault(const DiskFault &fault);
void liftDiskFault();
/// Calls that failed since armDiskFault().
[[nodiscard]] int failedDiskCalls();
/// Calls that came since armDiskFault().
[[nodiscard]] int diskCalls();

} // namespace tern::test
