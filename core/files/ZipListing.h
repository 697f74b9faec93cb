// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tern::files {

struct ZipEntry {
    QString name;                 ///< as it stands there, cut to 1,000 characters; not safe to write
    std::int64_t size = 0;        ///< bytes, as the archive claims
    std::int64_t packed = 0;
    bool isFolder = false;
    bool isLocked = false;        ///< encrypted
    bool isOutside = false;       ///< its name leads out of the folder it is unpacked to
    bool isLink = false;
};

/// What a zip file says is in it. Nothing is unpacked.
struct ZipListing {
    std::vector<ZipEntry> entries;     ///< the first 2,000
    std::int64_t count = 0;            ///< of all that were seen: at most 100,000
    std::int64_t size = 0, packed = 0; ///< of all together
    bool isCut = false;                ///< there is more than was looked at
    bool isDamaged = false;            ///< the directory breaks off
    bool isLocked = false;             ///< a file in it is encrypted
    bool overlaps = false;             ///< two entries share their bytes, as no packer does

    /// More than 1 GB of which each packed byte makes over 200, or bytes used twice: made to fill a disk.
    [[nodiscard]] bool isBomb() const;
};

/// Reads the central directory [APPNOTE.TXT 4.3.12, with zip64]. Nothing if there is none. Linear; at most 2,000 entries of memory. Thread: any.
[[nodiscard]] std::optional<ZipListing> listZip(std::string_view bytes);

} // namespace tern::files
