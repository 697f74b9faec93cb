// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

/// What is said between Tern and the program that draws for it, both of one machine and one build. Arguments:
///     tern-preview picture FORMAT WIDTH HEIGHT        FORMAT as files::FileType has it
///     tern-preview pdf PAGE WIDTH HEIGHT              pages from 0
/// The file is its standard input. It answers with a header, `width` × `height` pixels of four bytes (0xAARRGGBB of this machine, premultiplied) and
/// `textBytes` of UTF-8, and ends.
namespace tern::files::wire {

enum class Status : std::uint32_t { Drawn, NotReadable, Locked, TooLarge, NoSuchPage };

constexpr std::array<char, 8> kMagic{'T', 'E', 'R', 'N', 'P', 'V', '1', '\n'};

struct Header {
    std::array<char, 8> magic = kMagic;
    Status status = Status::NotReadable;
    std::uint32_t pages = 0;
    std::uint32_t naturalWidth = 0, naturalHeight = 0;   ///< a picture's pixels, a page's points
    std::uint32_t width = 0, height = 0;
    std::uint32_t textBytes = 0;
    std::uint32_t reserved = 0;
};
static_assert(sizeof(Header) == 40);

constexpr std::uint32_t kLongestSide = 8'192;            ///< pixels that may be asked for
constexpr std::uint32_t kMostPixels = 40'000'000;
constexpr std::uint32_t kMostText = 2'000'000;           ///< bytes
constexpr std::int64_t kLargestFile = 200'000'000;       ///< bytes

} // namespace tern::files::wire
