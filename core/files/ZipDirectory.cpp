// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/ZipDirectory.h"

#include <algorithm>

namespace tern::files {
namespace {

using namespace std::string_view_literals;

// Names and offsets of APPNOTE.TXT 4.3.
constexpr std::size_t kEndSize = 22, kLocatorSize = 20, kEnd64Size = 56, kEntrySize = 46, kLocalSize = 30;
constexpr std::size_t kLongestComment = 65'535;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;

std::uint64_t number(std::string_view bytes, std::size_t at, int size)
{
    std::uint64_t value = 0;
    for (int i = size - 1; i >= 0; --i) {
        const std::size_t place = at + static_cast<std::size_t>(i);
        value = value << 8 | (place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U);
    }
    return value;
}

bool has(std::string_view bytes, std::uint64_t at, std::string_view what)
{
    return at <= bytes.size() && bytes.size() - at >= what.size() && bytes.substr(at, what.size()) == what;
}

/// The last that could be one.
std::optional<std::size_t> findEnd(std::string_view bytes)
{
    if (bytes.size() < kEndSize)
        return std::nullopt;
    const std::size_t from = bytes.size() - kEndSize;
    const auto at = bytes.rfind("PK\5\6"sv, from);
    if (at == std::string_view::npos || from - at > kLongestComment)
        return std::nullopt;
    return at;
}

struct EndRecord {
    std::uint64_t count = 0, size = 0, start = 0;
    std::uint64_t at = 0;     ///< where the directory ends
};

EndRecord readEnd(std::string_view bytes, std::size_t at)
{
    EndRecord end{number(bytes, at + 10, 2), number(bytes, at + 12, 4), number(bytes, at + 16, 4), at};
    if (at < kLocatorSize || !has(bytes, at - kLocatorSize, "PK\6\7"sv))
        return end;
    std::uint64_t at64 = number(bytes, at - kLocatorSize + 8, 8);
    if (!has(bytes, at64, "PK\6\6"sv) && at >= kLocatorSize + kEnd64Size)
        at64 = at - kLocatorSize - kEnd64Size;   // something stands in front of the archive
    if (!has(bytes, at64, "PK\6\6"sv))
        return end;
    return {number(bytes, at64 + 32, 8), number(bytes, at64 + 40, 8), number(bytes, at64 + 48, 8), at64};
}

/// The zip64 extra field has those numbers that did not fit, in this order.
void readExtra(std::string_view extra, ZipRecord &record)
{
    std::size_t at = 0;
    while (at + 4 <= extra.size()) {
        const auto id = number(extra, at, 2);
        const auto length = static_cast<std::size_t>(number(extra, at + 2, 2));
        const std::string_view field = extra.substr(std::min(at + 4, extra.size()), length);
        at += 4 + length;
        if (id != 1)
            continue;
        std::size_t next = 0;
        for (std::uint64_t *value : {&record.size, &record.packed, &record.start}) {
            if (*value == kIn64 && next + 8 <= field.size()) {
                *value = number(field, next, 8);
                next += 8;
            }
        }
    }
}

} // namespace

std::optional<ZipPlace> findZipDirectory(std::string_view bytes)
{
    const auto at = findEnd(bytes);
    if (!at)
        return std::nullopt;
    const EndRecord end = readEnd(bytes, *at);
    if (end.size > end.at)
        return std::nullopt;
    ZipPlace place{end.at - end.size, end.count, 0};
    if (end.start < place.start)
        place.before = place.start - end.start;
    if (end.size > 0 && !has(bytes, place.start, "PK\1\2"sv)) {
        // Its size is wrong; its place may be right.
        if (!has(bytes, end.start, "PK\1\2"sv))
            return std::nullopt;
        place = {end.start, end.count, 0};
    }
    return place;
}

bool walkZip(std::string_view bytes, const ZipPlace &place, std::uint64_t most, const std::function<bool(const ZipRecord &)> &see)
{
    std::uint64_t at = place.start;
    for (std::uint64_t seen = 0; seen < most; ++seen) {
        if (!has(bytes, at, "PK\1\2"sv) || bytes.size() - at < kEntrySize)
            return seen >= place.count;
        const std::string_view raw = bytes.substr(at);
        ZipRecord record;
        record.isUnix = number(raw, 5, 1) == 3 || number(raw, 5, 1) == 19;
        record.flags = static_cast<std::uint16_t>(number(raw, 8, 2));
        record.method = static_cast<std::uint16_t>(number(raw, 10, 2));
        record.packed = number(raw, 20, 4);
        record.size = number(raw, 24, 4);
        record.attributes = static_cast<std::uint32_t>(number(raw, 38, 4));
        record.start = number(raw, 42, 4);
        const auto name = static_cast<std::size_t>(number(raw, 28, 2));
        const auto extra = static_cast<std::size_t>(number(raw, 30, 2));
        const auto comment = static_cast<std::size_t>(number(raw, 32, 2));
        if (raw.size() < kEntrySize + name + extra + comment)
            return false;
        record.name = raw.substr(kEntrySize, name);
        readExtra(raw.substr(kEntrySize + name, extra), record);
        if (!see(record))
            return true;
        at += kEntrySize + name + extra + comment;
    }
    return true;
}

std::string_view storedContent(std::string_view bytes, const ZipPlace &place, const ZipRecord &record, std::size_t longest)
{
    if (record.method != 0 || record.packed != record.size || record.size > longest || record.start > bytes.size())
        return {};
    const std::uint64_t local = record.start + place.before;
    if (!has(bytes, local, "PK\3\4"sv) || bytes.size() - local < kLocalSize)
        return {};
    const std::uint64_t from = local + kLocalSize + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
    return from <= bytes.size() && bytes.size() - from >= record.size ? bytes.substr(from, record.size) : std::string_view();
}

} // namespace tern::files
