// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileType.h"

#include "core/files/OleFile.h"
#include "core/files/TextType.h"
#include "core/files/ZipType.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tern::files {
namespace {

using namespace std::string_view_literals;
using enum FileKind;

struct Magic {
    std::size_t offset;
    std::string_view bytes;
    FileType type;
};

// What a program is comes first: the first that fits counts.
constexpr std::array kMagics{
    Magic{0, "\x7F""ELF"sv, {Program, "elf"}},
    Magic{0, "\xFE\xED\xFA\xCE"sv, {Program, "macho"}},
    Magic{0, "\xFE\xED\xFA\xCF"sv, {Program, "macho"}},
    Magic{0, "\xCE\xFA\xED\xFE"sv, {Program, "macho"}},
    Magic{0, "\xCF\xFA\xED\xFE"sv, {Program, "macho"}},
    Magic{0, "\0asm"sv, {Program, "wasm"}},
    Magic{0, "#!"sv, {Script, "script"}},
    Magic{0, "\x4C\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"sv, {Shortcut, "lnk"}},
    Magic{0, "\xED\xAB\xEE\xDB"sv, {Installer, "rpm"}},
    Magic{0, "!<arch>\ndebian-binary"sv, {Installer, "deb"}},
    Magic{0, "xar!\0"sv, {Installer, "pkg"}},
    Magic{0, "ITSF\x03\0\0\0"sv, {WebProgram, "chm"}},
    Magic{0, "\x89PNG\r\n\x1A\n"sv, {Picture, "png"}},
    Magic{0, "\xFF\xD8\xFF"sv, {Picture, "jpeg"}},
    Magic{0, "GIF87a"sv, {Picture, "gif"}},
    Magic{0, "GIF89a"sv, {Picture, "gif"}},
    Magic{0, "II*\0"sv, {Picture, "tiff"}},
    Magic{0, "MM\0*"sv, {Picture, "tiff"}},
    Magic{0, "8BPS\0"sv, {Picture, "psd"}},
    Magic{0, "\0\0\0\x0CjP  \r\n\x87\n"sv, {Picture, "jp2"}},
    Magic{0, "\0\0\0\x0CJXL \r\n\x87\n"sv, {Picture, "jxl"}},
    Magic{0, "{\\rtf"sv, {RichText, "rtf"}},
    Magic{0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3"sv, {Document, "one"}},
    Magic{0, "Rar!\x1A\x07"sv, {Archive, "rar"}},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, {Archive, "7z"}},
    Magic{0, "\x1F\x8B"sv, {Archive, "gz"}},
    Magic{4, "1AY&SY"sv, {Archive, "bz2"}},
    Magic{0, "\xFD""7zXZ\0"sv, {Archive, "xz"}},
    Magic{0, "\x28\xB5\x2F\xFD"sv, {Archive, "zst"}},
    Magic{0, "MSCF\0\0\0\0"sv, {Archive, "cab"}},
    Magic{0, "\x60\xEA"sv, {Archive, "arj"}},
    Magic{7, "**ACE**"sv, {Archive, "ace"}},
    Magic{257, "ustar"sv, {Archive, "tar"}},
    Magic{0, "conectix"sv, {DiskImage, "vhd"}},
    Magic{0, "vhdxfile"sv, {DiskImage, "vhdx"}},
    Magic{0, "QFI\xFB"sv, {DiskImage, "qcow2"}},
    Magic{0, "KDMV\x01"sv, {DiskImage, "vmdk"}},
    Magic{0, "MSWIM\0\0\0"sv, {DiskImage, "wim"}},
    Magic{0, "hsqs"sv, {DiskImage, "squashfs"}},
    Magic{0x8001, "CD001"sv, {DiskImage, "iso"}},
    Magic{0x8801, "CD001"sv, {DiskImage, "iso"}},
    Magic{0x8001, "BEA01"sv, {DiskImage, "udf"}},
    Magic{0, "ID3\x02"sv, {Sound, "mp3"}},
    Magic{0, "ID3\x03"sv, {Sound, "mp3"}},
    Magic{0, "ID3\x04"sv, {Sound, "mp3"}},
    Magic{0, "OggS\0"sv, {Sound, "ogg"}},
    Magic{0, "fLaC\0"sv, {Sound, "flac"}},
    Magic{0, "MThd\0"sv, {Sound, "midi"}},
    Magic{0, "#!AMR"sv, {Sound, "amr"}},
    Magic{0, "\x1A\x45\xDF\xA3"sv, {Film, "mkv"}},
    Magic{0, "FLV\x01"sv, {Film, "flv"}},
    Magic{0, "OTTO\0"sv, {Font, "otf"}},
    Magic{0, "\0\x01\0\0\0"sv, {Font, "ttf"}},
    Magic{0, "ttcf"sv, {Font, "ttc"}},
    Magic{0, "wOFF"sv, {Font, "woff"}},
    Magic{0, "wOF2"sv, {Font, "woff2"}},
    Magic{0, "%!PS"sv, {Document, "ps"}},
};

std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(at + i < bytes.size() ? bytes[at + i] : '\0');
    return value;
}

bool has(std::string_view bytes, std::size_t at, std::string_view what)
{
    return bytes.size() >= at + what.size() && bytes.substr(at, what.size()) == what;
}

/// "MZ": a program for Windows or DOS, if what follows is a header and not text.
FileType dosProgram(std::string_view bytes)
{
    if (!has(bytes, 0, "MZ"sv) && !has(bytes, 0, "ZM"sv))
        return {};
    const std::size_t header = bytes.size() < 64 ? 0 : __builtin_bswap32(bigEndian(bytes, 0x3C));
    for (const std::string_view mark : {"PE\0\0"sv, "NE"sv, "LE"sv, "LX"sv}) {
        if (header > 0 && has(bytes, header, mark))
            return {Program, "exe"};
    }
    return bytes.substr(0, 64).find('\0') != std::string_view::npos ? FileType{Program, "exe"} : FileType{};
}

/// CAFEBABE begins programs for macOS of several processors, and Java classes.
FileType coffee(std::string_view bytes)
{
    if (!has(bytes, 0, "\xCA\xFE\xBA\xBE"sv))
        return {};
    constexpr std::uint32_t kOldestJava = 45;   // of class files; nobody has a program of so many processors
    return bigEndian(bytes, 4) < kOldestJava ? FileType{Program, "macho"} : FileType{JavaProgram, "class"};
}

/// Boxes of ISO media: pictures, sound, films.
FileType boxes(std::string_view bytes)
{
    if (!has(bytes, 4, "ftyp"sv))
        return {};
    const std::string_view brand = bytes.substr(8, 4);
    for (const std::string_view one : {"heic"sv, "heix"sv, "hevc"sv, "mif1"sv, "msf1"sv}) {
        if (brand == one)
            return {Picture, "heic"};
    }
    if (brand == "avif"sv || brand == "avis"sv)
        return {Picture, "avif"};
    return brand.starts_with("M4A") ? FileType{Sound, "m4a"} : FileType{Film, "mp4"};
}

FileType riff(std::string_view bytes)
{
    if (!has(bytes, 0, "RIFF"sv))
        return {};
    if (has(bytes, 8, "WEBP"sv))
        return {Picture, "webp"};
    if (has(bytes, 8, "WAVE"sv))
        return {Sound, "wav"};
    return has(bytes, 8, "AVI "sv) ? FileType{Film, "avi"} : FileType{};
}

FileType smallMarks(std::string_view bytes)
{
    constexpr std::size_t kBitmapHeader = 26;
    if (has(bytes, 0, "BM"sv) && bytes.size() >= kBitmapHeader && bytes[6] == 0 && bytes[7] == 0 && bytes[8] == 0 && bytes[9] == 0)
        return {Picture, "bmp"};
    if (has(bytes, 0, "\0\0\x01\0"sv) && bytes.size() > 22 && bytes[4] != 0 && bytes[5] == 0)
        return {Picture, "ico"};
    if (has(bytes, 2, "-lh"sv) && has(bytes, 6, "-"sv))
        return {Archive, "lzh"};
    if (has(bytes, 510, "\x55\xAA"sv) && (has(bytes, 3, "NTFS    "sv) || has(bytes, 54, "FAT1"sv) || has(bytes, 82, "FAT32   "sv)))
        return {DiskImage, "img"};
    constexpr std::size_t kTrailer = 512;   // of disk images that have their header at the end
    if (bytes.size() >= kTrailer && has(bytes, bytes.size() - kTrailer, "koly"sv))
        return {DiskImage, "dmg"};
    if (bytes.size() >= kTrailer && has(bytes, bytes.size() - kTrailer, "conectix"sv))
        return {DiskImage, "vhd"};
    if (bytes.size() >= 2 && static_cast<unsigned char>(bytes[0]) == 0xFF && (static_cast<unsigned char>(bytes[1]) & 0xE6) == 0xE2)
        return {Sound, "mp3"};
    return {};
}

/// Readers look for it in the first kilobyte.
bool isPdf(std::string_view bytes)
{
    return bytes.substr(0, 1024).find("%PDF-"sv) != std::string_view::npos;
}

} // namespace

FileType typeByContent(std::string_view bytes)
{
    if (bytes.empty())
        return {Empty, {}};
    if (has(bytes, 0, "#!AMR"sv))
        return {Sound, "amr"};
    for (const auto &look : {dosProgram, coffee}) {
        if (const FileType type = look(bytes); type.kind != Unknown)
            return type;
    }
    if (isOleFile(bytes))
        return typeOfOle(bytes);
    if (isZip(bytes))
        return typeOfZip(bytes);
    const auto magic = std::find_if(kMagics.begin(), kMagics.end(), [bytes](const Magic &one) { return has(bytes, one.offset, one.bytes); });
    if (magic != kMagics.end())
        return magic->type;
    for (const auto &look : {boxes, riff, smallMarks}) {
        if (const FileType type = look(bytes); type.kind != Unknown)
            return type;
    }
    if (isPdf(bytes))
        return {Pdf, "pdf"};
    // A program that unpacks itself, or anything before a zip: what reads it from its end finds the zip.
    if (hasZipDirectory(bytes))
        return typeOfZip(bytes);
    return typeOfText(bytes);
}

bool isProgramKind(FileKind kind)
{
    switch (kind) {
    case DocumentWithMacros:
    case Program:
    case Script:
    case Shortcut:
    case Installer:
    case JavaProgram:
    case WebProgram:
    case SystemChange:
        return true;
    default:
        return false;
    }
}

} // namespace tern::files
