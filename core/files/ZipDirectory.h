// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace tern::files {

/// One entry of a zip's central directory, as it stands there.
struct ZipRecord {
    std::string_view name;
    std::uint64_t size = 0, packed = 0;
    std::uint64_t start = 0;          ///< of its local header
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t attributes = 0;
    bool isUnix = false;              ///< the upper half of `attributes` is a mode
};

/// Where the central directory is.
struct ZipPlace {
    std::uint64_t start = 0;
    std::uint64_t count = 0;          ///< as it claims
    std::uint64_t before = 0;         ///< bytes in front of the archive
};

/// From the end of the file. Thread: any.
[[nodiscard]] std::optional<ZipPlace> findZipDirectory(std::string_view bytes);

/// Calls `see` for each entry until it says false. \return whether all that were claimed are there. At most `most` are read.
bool walkZip(std::string_view bytes, const ZipPlace &place, std::uint64_t most, const std::function<bool(const ZipRecord &)> &see);

/// What lies at an entry's place as it stands there, if it is stored and not longer than `longest`; else empty.
[[nodiscard]] std::string_view storedContent(std::string_view bytes, const ZipPlace &place, const ZipRecord &record, std::size_t longest);

} // namespace tern::files
