// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/FileType.h"

namespace tern::files {

/// What there is to say of an attached file before anybody opens it.
struct FileLook {
    enum class Level { Harmless, Caution, Dangerous };
    enum class Reason {
        None,
        // Dangerous: opening it can run what its sender wrote.
        Program, Script, Shortcut, Installer, JavaProgram, WebProgram, SystemChange, Macros,
        // Caution
        DiskImage,          ///< its files escape the marks that files from elsewhere get
        Locked,             ///< encrypted: nobody could look into it on its way
        ProgramInside,      ///< an archive with one
        Bomb,               ///< an archive made to fill a disk
        ObjectsInside,      ///< a document with objects of other programs
        ActivePdf,          ///< a PDF with a script, or that starts something
        ActiveDrawing,      ///< an SVG with a script
        WebPage,            ///< the usual dress of a false sign-in page
        Disguised           ///< only that: it is something else than it says
    };
    /// What its name does to look like something else; the worst.
    enum class NameTrick {
        None,
        HiddenDirection,    ///< marks of writing direction: "gpj.exe" shown as "exe.jpg"
        DoubleEnding,       ///< "invoice.pdf.exe"
        FarEnding,          ///< spaces that push the ending out of sight
        LostEnding,         ///< dots or spaces behind the ending, which a system drops
        MixedLetters        ///< letters of several alphabets in one word
    };

    FileType content;       ///< by its bytes
    FileType claimed;       ///< by its name, else by its media type
    Level level = Level::Harmless;
    Reason reason = Reason::None;
    bool isDisguised = false;    ///< content and claim are of different kinds
    NameTrick trick = NameTrick::None;
};

/// \param name  as the sender wrote it, not made safe.  Linear in the file's size. Thread: any; not the UI's for whole files.
[[nodiscard]] FileLook lookAtFile(std::string_view bytes, const QString &name, const QString &mediaType);

/// By name and type alone, before the file is there. Thread: any.
[[nodiscard]] FileLook lookAtName(const QString &name, const QString &mediaType);

[[nodiscard]] FileLook::NameTrick trickInName(const QString &name);

/// As JSON says it: "document_with_macros", "dangerous", "double_ending".
[[nodiscard]] QString nameOf(FileKind kind);
[[nodiscard]] QString nameOf(FileLook::Level level);
[[nodiscard]] QString nameOf(FileLook::Reason reason);
[[nodiscard]] QString nameOf(FileLook::NameTrick trick);

} // namespace tern::files
