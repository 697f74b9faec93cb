// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

/// What the kernel tells of this process (Linux).
namespace tern::bench {

/// Resident memory now, in megabytes (10^6 bytes).
[[nodiscard]] double residentMegabytes();
/// The most that was resident since the start, or since the last resetPeak().
[[nodiscard]] double peakMegabytes();
void resetPeak();
/// Processor time of all threads, in seconds.
[[nodiscard]] double cpuSeconds();

/// A folder of its own in the temporary folder; gone with the object.
class TemporaryFolder final {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace tern::bench
