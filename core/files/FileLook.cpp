// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileLook.h"

#include "core/base/Ascii.h"
#include "core/files/OleFile.h"
#include "core/files/ZipListing.h"
#include "core/files/ZipType.h"

#include <algorithm>

namespace tern::files {
namespace {

using namespace std::string_view_literals;
using enum FileKind;
using Level = FileLook::Level;
using Reason = FileLook::Reason;

/// Why a kind is dangerous.
Reason dangerOf(FileKind kind)
{
    switch (kind) {
    case Program:
        return Reason::Program;
    case Script:
        return Reason::Script;
    case Shortcut:
        return Reason::Shortcut;
    case Installer:
        return Reason::Installer;
    case JavaProgram:
        return Reason::JavaProgram;
    case WebProgram:
        return Reason::WebProgram;
    case SystemChange:
        return Reason::SystemChange;
    case DocumentWithMacros:
        return Reason::Macros;
    default:
        return Reason::None;
    }
}

/// Kinds that are not told apart when a claim is compared with a content.
int familyOf(FileKind kind)
{
    switch (kind) {
    case Document:
    case DocumentWithMacros:
    case LockedDocument:
    case RichText:
        return 1;
    case Archive:
    case LockedArchive:
        return 2;
    case Picture:
    case Drawing:
        return 3;
    case Sound:
    case Film:
        return 4;
    case Text:
    case WebPage:
    case Mail:
    case Calendar:
    case Contact:
        return 5;
    default:
        return 100 + static_cast<int>(kind);
    }
}

/// Text that begins like a shortcut or a script and is called text is opened by an editor; it is told apart all the same.
bool differs(const FileType &content, const FileType &claimed)
{
    if (content.kind == Unknown || content.kind == Empty || claimed.kind == Unknown)
        return false;
    if (familyOf(content.kind) == familyOf(claimed.kind))
        return false;
    if (content.kind == Text)
        // Scripts, tables of text, and what is named after a program are texts.
        return !isProgramKind(claimed.kind) && claimed.kind != Document && claimed.kind != Drawing && claimed.kind != Font;
    // A document is an archive; so is what Java and phones call by other names.
    if (claimed.kind == Archive)
        return isProgramKind(content.kind) && content.kind != DocumentWithMacros;
    // "setup.exe" that is a zip, "app.msi" that is a cabinet: the name says the worse already.
    return !isProgramKind(claimed.kind);
}

bool contains(std::string_view bytes, std::string_view what)
{
    return bytes.find(what) != std::string_view::npos;
}

Reason cautionOfArchive(std::string_view bytes)
{
    if (const auto listing = listZip(bytes); listing && listing->isBomb())
        return Reason::Bomb;
    return lookIntoZip(bytes).hasProgram ? Reason::ProgramInside : Reason::None;
}

/// What is worth a word of a file that can't run by itself.
Reason cautionOf(FileKind kind, std::string_view format, std::string_view bytes)
{
    switch (kind) {
    case DiskImage:
        return Reason::DiskImage;
    case LockedDocument:
        return Reason::Locked;
    case LockedArchive:
    case Archive: {
        const Reason reason = isZip(bytes) ? cautionOfArchive(bytes) : Reason::None;
        return reason == Reason::None && kind == LockedArchive ? Reason::Locked : reason;
    }
    case Document:
        if (isOleFile(bytes) ? oleHasObjects(bytes) : isZip(bytes) && lookIntoZip(bytes).hasObjects)
            return Reason::ObjectsInside;
        return format == "one" ? Reason::ObjectsInside : Reason::None;
    case RichText:
        return contains(bytes, "\\object"sv) || contains(bytes, "\\objdata"sv) ? Reason::ObjectsInside : Reason::None;
    case Pdf:
        return contains(bytes, "/Launch"sv) || contains(bytes, "/JavaScript"sv) || contains(bytes, "/JS"sv) ? Reason::ActivePdf : Reason::None;
    case Drawing: {
        const std::string text = ascii::lower(bytes.substr(0, 4'000'000));
        return contains(text, "<script"sv) || contains(text, "onload"sv) || contains(text, "javascript:"sv) ? Reason::ActiveDrawing : Reason::None;
    }
    case WebPage:
        return Reason::WebPage;
    default:
        return Reason::None;
    }
}

FileType claimOf(const QString &name, const QString &mediaType)
{
    const FileType named = typeByName(name);
    return named.kind != Unknown ? named : typeByMediaType(mediaType);
}

} // namespace

FileLook lookAtFile(std::string_view bytes, const QString &name, const QString &mediaType)
{
    FileLook look;
    look.content = typeByContent(bytes);
    look.claimed = claimOf(name, mediaType);
    look.trick = trickInName(name);
    look.isDisguised = differs(look.content, look.claimed);
    // What opens a file goes by its name or by its content: the worse of both counts.
    for (const FileKind kind : {look.content.kind, look.claimed.kind}) {
        if (look.reason == Reason::None)
            look.reason = dangerOf(kind);
    }
    if (look.reason != Reason::None) {
        look.level = Level::Dangerous;
        return look;
    }
    look.reason = cautionOf(look.content.kind, look.content.format, bytes);
    if (look.reason == Reason::None && (look.claimed.kind == WebPage || look.claimed.kind == DiskImage))
        look.reason = cautionOf(look.claimed.kind, look.claimed.format, bytes);
    if (look.reason == Reason::None && look.isDisguised)
        look.reason = Reason::Disguised;
    if (look.reason != Reason::None || look.trick != FileLook::NameTrick::None)
        look.level = Level::Caution;
    return look;
}

FileLook lookAtName(const QString &name, const QString &mediaType)
{
    FileLook look;
    look.claimed = claimOf(name, mediaType);
    look.trick = trickInName(name);
    look.reason = dangerOf(look.claimed.kind);
    if (look.reason != Reason::None)
        look.level = Level::Dangerous;
    else if (look.trick != FileLook::NameTrick::None)
        look.level = Level::Caution;
    return look;
}

} // namespace tern::files
