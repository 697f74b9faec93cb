// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

/// What a file is: by its bytes, by its name, by what a message says of it. Pure functions over untrusted input.
namespace tern::files {

enum class FileKind {
    Unknown,
    Empty,
    Text,
    WebPage,
    Drawing,              ///< SVG: a picture that is a document
    Picture,
    Pdf,
    RichText,             ///< RTF
    Document,             ///< of an office program
    DocumentWithMacros,
    LockedDocument,       ///< encrypted, so that nothing can be said of what is in it
    Archive,
    LockedArchive,
    Program,
    Script,
    Shortcut,             ///< names something to start: .lnk, .url, .desktop
    Installer,
    JavaProgram,
    WebProgram,           ///< a page with a program's rights: .hta, .chm
    SystemChange,         ///< .reg, .inf
    DiskImage,
    Mail,
    Calendar,
    Contact,
    Sound,
    Film,
    Font
};

struct FileType {
    FileKind kind = FileKind::Unknown;
    std::string_view format;     ///< "png", "elf", "docx"; of static storage, may be empty
    bool operator==(const FileType &) const = default;
};

/// By its bytes, whatever it is called. Zip and OLE2 files are looked into (names only, bounded). Linear. Thread: any.
[[nodiscard]] FileType typeByContent(std::string_view bytes);
/// By the ending of a name, as a system sees it that ignores dots and spaces at its end. Thread: any.
[[nodiscard]] FileType typeByName(const QString &name);
/// By a media type; Unknown for those that say nothing (application/octet-stream). Thread: any.
[[nodiscard]] FileType typeByMediaType(const QString &type);

/// Whether opening such a file can run what its sender wrote.
[[nodiscard]] bool isProgramKind(FileKind kind);

/// The first few thousand bytes of a text in lower case, without a byte order mark and, of UTF-16, without the NULs between; empty if it is no text.
[[nodiscard]] std::string textHead(std::string_view bytes);

} // namespace tern::files
