// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/ZipType.h"

#include "core/base/Ascii.h"
#include "core/files/ZipDirectory.h"

namespace tern::files {
namespace {

using namespace std::string_view_literals;
using enum FileKind;

constexpr std::uint64_t kMostNames = 100'000;
constexpr std::uint16_t kFlagLocked = 1;
constexpr std::size_t kLongestName = 500;
constexpr std::size_t kLongestType = 200;    // of an ODF's or EPUB's "mimetype"

/// What the names in a zip tell.
struct Clues {
    bool contentTypes = false;      // OOXML
    bool macros = false;
    bool manifest = false, classes = false, android = false;
    bool locked = false;
    std::string_view format;        // "docx"…
    std::string_view mimetype;
};

void take(const std::string &name, Clues &clues)
{
    const auto endsWith = [&name](std::string_view end) { return name.ends_with(end); };
    clues.contentTypes = clues.contentTypes || name == "[content_types].xml";
    clues.macros = clues.macros || endsWith("vbaproject.bin") || name.starts_with("xl/macrosheets/") || name.starts_with("basic/") || name.starts_with("scripts/");
    clues.manifest = clues.manifest || name == "meta-inf/manifest.mf";
    clues.classes = clues.classes || endsWith(".class");
    clues.android = clues.android || name == "androidmanifest.xml";
    if (name.starts_with("word/"))
        clues.format = "docx";
    else if (name.starts_with("xl/"))
        clues.format = "xlsx";
    else if (name.starts_with("ppt/"))
        clues.format = "pptx";
    else if (name.starts_with("visio/"))
        clues.format = "vsdx";
}

FileType typeOfNamed(std::string_view mimetype, bool macros)
{
    if (mimetype.starts_with("application/epub"))
        return {Document, "epub"};
    const FileKind kind = macros ? DocumentWithMacros : Document;
    if (mimetype.find("spreadsheet") != std::string_view::npos)
        return {kind, "ods"};
    if (mimetype.find("presentation") != std::string_view::npos)
        return {kind, "odp"};
    return {kind, "odt"};
}

} // namespace

bool isZip(std::string_view bytes)
{
    return bytes.starts_with("PK\3\4"sv) || bytes.starts_with("PK\5\6"sv) || bytes.starts_with("PK\7\10"sv) || bytes.starts_with("PK00PK\3\4"sv);
}

bool hasZipDirectory(std::string_view bytes)
{
    const auto place = findZipDirectory(bytes);
    return place && place->count > 0;
}

FileType typeOfZip(std::string_view bytes)
{
    const auto place = findZipDirectory(bytes);
    if (!place)
        return {Archive, "zip"};
    Clues clues;
    walkZip(bytes, *place, kMostNames, [&](const ZipRecord &record) {
        const std::string name = ascii::lower(record.name.substr(0, kLongestName));
        take(name, clues);
        clues.locked = clues.locked || (record.flags & kFlagLocked);
        if (name == "mimetype" && clues.mimetype.empty())
            clues.mimetype = storedContent(bytes, *place, record, kLongestType);
        return true;
    });
    if (clues.android)
        return {Installer, "apk"};
    if (clues.contentTypes)
        return {clues.macros ? DocumentWithMacros : Document, clues.format.empty() ? "ooxml"sv : clues.format};
    if (clues.mimetype.starts_with("application/"))
        return typeOfNamed(clues.mimetype, clues.macros);
    if (clues.manifest || clues.classes)
        return {JavaProgram, "jar"};
    return clues.locked ? FileType{LockedArchive, "zip"} : FileType{Archive, "zip"};
}

ZipContents lookIntoZip(std::string_view bytes)
{
    ZipContents contents;
    const auto place = findZipDirectory(bytes);
    if (!place)
        return contents;
    walkZip(bytes, *place, kMostNames, [&contents](const ZipRecord &record) {
        const std::string name = ascii::lower(record.name.substr(record.name.size() - std::min(record.name.size(), kLongestName)));
        contents.hasObjects = contents.hasObjects || name.find("/embeddings/oleobject") != std::string::npos || name.find("/activex/") != std::string::npos;
        const QString ending = QString::fromLatin1(name.substr(name.size() - std::min<std::size_t>(name.size(), 24)));
        contents.hasProgram = contents.hasProgram || isProgramKind(typeByName(ending).kind);
        return !(contents.hasObjects && contents.hasProgram);
    });
    return contents;
}

} // namespace tern::files
