// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/OleFile.h"

#include <cstdint>
#include <functional>

namespace tern::files {
namespace {

using namespace std::string_view_literals;
using enum FileKind;

// A directory entry [MS-CFB 2.6.1]: 128 bytes, aligned to its size; the name in UTF-16LE, its length in bytes with the final NUL, a type.
constexpr std::size_t kEntry = 128;
constexpr std::size_t kNameLength = 64;
constexpr std::size_t kType = 66;
constexpr std::size_t kClassId = 80;
constexpr std::size_t kFirst = 512;
enum EntryType : unsigned char { Storage = 1, Stream = 2, Root = 5 };

unsigned byteAt(std::string_view bytes, std::size_t at)
{
    return static_cast<unsigned char>(bytes[at]);
}

struct Entry {
    std::string name;     ///< what of it is ASCII; other characters are '?'
    unsigned type = 0;
    std::string_view classId;
};

/// Calls `see` for everything that has the shape of a directory entry, until it says false.
void forEachEntry(std::string_view bytes, const std::function<bool(const Entry &)> &see)
{
    for (std::size_t at = kFirst; at + kEntry <= bytes.size(); at += kEntry) {
        const std::string_view raw = bytes.substr(at, kEntry);
        const unsigned length = byteAt(raw, kNameLength) | byteAt(raw, kNameLength + 1) << 8;
        const unsigned type = byteAt(raw, kType);
        if (length < 4 || length > kNameLength || length % 2 != 0 || (type != Storage && type != Stream && type != Root))
            continue;
        Entry entry;
        for (unsigned i = 0; i + 2 < length; i += 2)
            entry.name += raw[i + 1] == '\0' ? raw[i] : '?';
        entry.type = type;
        entry.classId = raw.substr(kClassId, 16);
        if (!see(entry))
            return;
    }
}

/// A sheet of Excel 4 macros: a BOUNDSHEET8 record of that type [MS-XLS 2.4.28].
bool hasMacroSheet(std::string_view bytes)
{
    constexpr unsigned kMostOfName = 80;
    for (auto at = bytes.find("\x85\0"sv); at != std::string_view::npos; at = bytes.find("\x85\0"sv, at + 1)) {
        if (at + 12 > bytes.size())
            return false;
        const unsigned size = byteAt(bytes, at + 2) | byteAt(bytes, at + 3) << 8;
        const unsigned hidden = byteAt(bytes, at + 8);
        const unsigned type = byteAt(bytes, at + 9);
        const unsigned letters = byteAt(bytes, at + 10);
        if (size >= 8 && size <= kMostOfName && hidden <= 2 && type == 1 && letters > 0 && letters <= size && byteAt(bytes, at + 11) <= 1)
            return true;
    }
    return false;
}

/// Windows Installer: packages, patches, transforms {000C108x-0000-0000-C000-000000000046}.
bool isInstallerClass(std::string_view id)
{
    return id.substr(1) == "\x10\x0C\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"sv && (id[0] == '\x84' || id[0] == '\x86' || id[0] == '\x82');
}

} // namespace

bool isOleFile(std::string_view bytes)
{
    return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv);
}

FileType typeOfOle(std::string_view bytes)
{
    bool macros = false, installer = false, locked = false, mail = false;
    std::string_view format = "ole";
    forEachEntry(bytes, [&](const Entry &entry) {
        const std::string &name = entry.name;
        macros = macros || name == "_VBA_PROJECT" || name == "_VBA_PROJECT_CUR" || name == "VBA" || (name == "Macros" && entry.type == Storage);
        installer = installer || (entry.type == Root && isInstallerClass(entry.classId));
        locked = locked || name == "EncryptedPackage";
        mail = mail || name == "__properties_version1.0";
        if (name == "WordDocument")
            format = "doc";
        else if (name == "Workbook" || name == "Book")
            format = "xls";
        else if (name == "PowerPoint Document")
            format = "ppt";
        return !macros;
    });
    if (installer)
        return {Installer, "msi"};
    if (macros || (format == "xls" && hasMacroSheet(bytes)))
        return {DocumentWithMacros, format};
    if (locked)
        return {LockedDocument, "ole"};
    if (mail)
        return {Document, "msg"};
    return {Document, format};
}

bool oleHasObjects(std::string_view bytes)
{
    bool found = false;
    forEachEntry(bytes, [&found](const Entry &entry) {
        found = entry.name == "\x01Ole10Native" || (entry.name == "ObjectPool" && entry.type == Storage);
        return !found;
    });
    return found;
}

} // namespace tern::files
