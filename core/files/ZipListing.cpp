// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/ZipListing.h"

#include "core/files/ZipDirectory.h"
#include "core/mime/Charset.h"

#include <algorithm>
#include <limits>

namespace tern::files {
namespace {

constexpr std::uint64_t kMostRead = 100'000;
constexpr std::size_t kMostKept = 2'000;
constexpr std::size_t kLongestName = 4'000;       // bytes
constexpr qsizetype kMostOfName = 1'000;          // characters
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::int64_t kMuch = 1'000'000'000;     // bytes
constexpr std::int64_t kFar = 200;                // times
constexpr std::uint16_t kFlagLocked = 1, kFlagUtf8 = 1 << 11;

std::int64_t bounded(std::uint64_t value)
{
    return static_cast<std::int64_t>(std::min(value, static_cast<std::uint64_t>(kLargest)));
}

std::int64_t sum(std::int64_t a, std::int64_t b)
{
    return std::min(a + b, kLargest);
}

bool leadsOutside(const QString &name)
{
    QString path = name;
    path.replace(u'\\', u'/');
    const bool drive = path.size() >= 2 && path[1] == u':' && path[0].isLetter();
    return drive || path.startsWith(u'/') || path == QStringLiteral("..") || path.startsWith(QStringLiteral("../"))
        || path.endsWith(QStringLiteral("/..")) || path.contains(QStringLiteral("/../"));
}

ZipEntry entryOf(const ZipRecord &record)
{
    ZipEntry entry;
    const std::string_view name = record.name.substr(0, kLongestName);
    entry.name = (record.flags & kFlagUtf8 ? mime::decodeText(name, "utf-8") : mime::decodeText(name, {})).left(kMostOfName);
    entry.name.remove(QChar(0));
    entry.size = bounded(record.size);
    entry.packed = bounded(record.packed);
    constexpr std::uint32_t kDosFolder = 0x10, kUnixType = 0xF000, kUnixLink = 0xA000;
    entry.isFolder = entry.name.endsWith(u'/') || (record.attributes & kDosFolder);
    entry.isLink = record.isUnix && ((record.attributes >> 16) & kUnixType) == kUnixLink;
    entry.isLocked = record.flags & kFlagLocked;
    entry.isOutside = leadsOutside(entry.name);
    return entry;
}

struct Range {
    std::uint64_t start = 0, end = 0;
};

bool anyOverlap(std::vector<Range> &ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.start < b.start; });
    std::uint64_t end = 0;
    for (const Range &range : ranges) {
        if (range.start < end)
            return true;
        end = std::max(end, range.end);
    }
    return false;
}

} // namespace

bool ZipListing::isBomb() const
{
    return overlaps || (size > kMuch && size / kFar > packed);
}

std::optional<ZipListing> listZip(std::string_view bytes)
{
    const auto place = findZipDirectory(bytes);
    if (!place)
        return std::nullopt;
    ZipListing listing;
    std::vector<Range> ranges;
    const bool whole = walkZip(bytes, *place, kMostRead, [&](const ZipRecord &record) {
        ++listing.count;
        listing.size = sum(listing.size, bounded(record.size));
        listing.packed = sum(listing.packed, bounded(record.packed));
        listing.isLocked = listing.isLocked || (record.flags & kFlagLocked);
        constexpr std::uint64_t kLocalHeader = 30;
        // What it claims beyond the file is no overlap, only a lie that shows as damage.
        const std::uint64_t end = std::min<std::uint64_t>(record.start + std::min<std::uint64_t>(record.packed, bytes.size()) + kLocalHeader, bytes.size());
        if (record.start < bytes.size())
            ranges.push_back({record.start, end});
        else
            listing.isDamaged = true;
        if (listing.entries.size() < kMostKept)
            listing.entries.push_back(entryOf(record));
        return true;
    });
    listing.isDamaged = listing.isDamaged || !whole;
    listing.isCut = static_cast<std::uint64_t>(listing.count) >= kMostRead || static_cast<std::size_t>(listing.count) > listing.entries.size();
    listing.overlaps = anyOverlap(ranges);
    return listing;
}

} // namespace tern::files
