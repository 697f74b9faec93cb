// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/quicklook/FileWords.h"

#include "ui/bridge/ErrorText.h"
#include "ui/reader/MessageHeader.h"

#include <QCoreApplication>

#include <limits>

namespace tern::ui {

namespace {

using files::FileKind;
using files::FileLook;
using Reason = FileLook::Reason;
using Trick = FileLook::NameTrick;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FileWords)
};

/// What it is, where that is a reason for a warning.
QString reasonSentence(Reason reason)
{
    switch (reason) {
    case Reason::Program: return Words::tr("This is a program.");
    case Reason::Script: return Words::tr("This is a script: a program in the form of text.");
    case Reason::Shortcut: return Words::tr("This is a shortcut: it opens or starts what its sender chose.");
    case Reason::Installer: return Words::tr("This installs a program.");
    case Reason::JavaProgram: return Words::tr("This is a Java program.");
    case Reason::WebProgram: return Words::tr("This is a page that has the rights of a program.");
    case Reason::SystemChange: return Words::tr("This changes the settings of a system.");
    case Reason::Macros: return Words::tr("This document has macros in it: programs that can run when it is opened.");
    case Reason::DiskImage: return Words::tr("This is a disk image. What is in it comes without the usual warnings.");
    case Reason::Locked: return Words::tr("This file is encrypted, so nothing could look into it on its way to you.");
    case Reason::ProgramInside: return Words::tr("There is a program in this archive.");
    case Reason::Bomb: return Words::tr("This archive claims to hold far more than it can. Unpacked, it could fill your disk.");
    case Reason::ObjectsInside: return Words::tr("This document has files of other programs in it.");
    case Reason::ActivePdf: return Words::tr("This PDF has a script in it, or starts something when it is opened.");
    case Reason::ActiveDrawing: return Words::tr("This drawing has a script in it.");
    case Reason::WebPage: return Words::tr("This is a web page. Such attachments often imitate a sign-in page: type no password into it.");
    case Reason::Disguised:
    case Reason::None: break;
    }
    return {};
}

QString trickSentence(Trick trick)
{
    switch (trick) {
    case Trick::HiddenDirection: return Words::tr("Hidden marks in its name turn the direction of writing, so that it looks like another name.");
    case Trick::DoubleEnding: return Words::tr("Its name has two endings. Only the last one counts.");
    case Trick::FarEnding: return Words::tr("Its name hides its ending behind many spaces.");
    case Trick::LostEnding: return Words::tr("Its name hides its ending behind dots or spaces.");
    case Trick::MixedLetters: return Words::tr("Its name mixes letters of several alphabets that look alike.");
    case Trick::None: break;
    }
    return {};
}

} // namespace

QString kindWords(const files::FileType &type)
{
    switch (type.kind) {
    case FileKind::Empty: return Words::tr("an empty file");
    case FileKind::Text: return Words::tr("a text");
    case FileKind::WebPage: return Words::tr("a web page");
    case FileKind::Drawing: return Words::tr("a drawing");
    case FileKind::Picture: return Words::tr("a picture");
    case FileKind::Pdf: return Words::tr("a PDF");
    case FileKind::RichText:
    case FileKind::Document: return Words::tr("a document");
    case FileKind::DocumentWithMacros: return Words::tr("a document with macros");
    case FileKind::LockedDocument: return Words::tr("an encrypted document");
    case FileKind::Archive: return Words::tr("an archive");
    case FileKind::LockedArchive: return Words::tr("an encrypted archive");
    case FileKind::Program: return Words::tr("a program");
    case FileKind::Script: return Words::tr("a script");
    case FileKind::Shortcut: return Words::tr("a shortcut");
    case FileKind::Installer: return Words::tr("an installer");
    case FileKind::JavaProgram: return Words::tr("a Java program");
    case FileKind::WebProgram: return Words::tr("a program in a web page");
    case FileKind::SystemChange: return Words::tr("a change of system settings");
    case FileKind::DiskImage: return Words::tr("a disk image");
    case FileKind::Mail: return Words::tr("a message");
    case FileKind::Calendar: return Words::tr("a calendar entry");
    case FileKind::Contact: return Words::tr("an address card");
    case FileKind::Sound: return Words::tr("a sound");
    case FileKind::Film: return Words::tr("a film");
    case FileKind::Font: return Words::tr("a font");
    case FileKind::Unknown: break;
    }
    return Words::tr("a file");
}

FileWarning fileWarning(const FileLook &look)
{
    FileWarning warning;
    QStringList sentences;
    if (look.isDisguised)
        sentences << Words::tr("It says that it is %1, but it is %2.").arg(kindWords(look.claimed), kindWords(look.content));
    const QString reason = reasonSentence(look.reason);
    // "…but it is a program" has said it.
    if (!reason.isEmpty() && !(look.isDisguised && look.reason == Reason::Program))
        sentences << reason;
    const QString trick = trickSentence(look.trick);
    if (!trick.isEmpty())
        sentences << trick;
    warning.sentence = joinSentences(sentences);
    warning.isGrave = look.level == FileLook::Level::Dangerous;
    if (warning.isGrave) {
        warning.what = look.reason == Reason::Macros
            ? Words::tr("If you let its macros run, they can read, change and send everything that you can.")
            : Words::tr("Once opened, it can read, change and send everything that you can.");
    }
    return warning;
}

QString shortWarning(const FileLook &look)
{
    if (look.isDisguised)
        return Words::tr("%1, not %2").arg(kindWords(look.content), kindWords(look.claimed));
    switch (look.reason) {
    case Reason::None: break;
    case Reason::Locked: return Words::tr("encrypted");
    case Reason::ProgramInside: return Words::tr("a program inside");
    case Reason::Bomb: return Words::tr("far too large inside");
    case Reason::ObjectsInside: return Words::tr("other files inside");
    case Reason::ActivePdf:
    case Reason::ActiveDrawing: return Words::tr("a script inside");
    case Reason::Macros: return Words::tr("with macros");
    default: return kindWords(files::isProgramKind(look.content.kind) || look.claimed.kind == FileKind::Unknown ? look.content : look.claimed);
    }
    return look.trick == Trick::None ? QString() : Words::tr("an odd name");
}

bool asksBeforeOpening(const FileLook &look)
{
    return look.level == FileLook::Level::Dangerous || look.isDisguised || look.reason == Reason::DiskImage || look.reason == Reason::Bomb;
}

QString drawingTrouble(files::Drawn::Trouble trouble, FileKind kind)
{
    using Trouble = files::Drawn::Trouble;
    const bool isPdf = kind == FileKind::Pdf;
    switch (trouble) {
    case Trouble::NotReadable:
    case Trouble::NoSuchPage: return isPdf ? Words::tr("This PDF is damaged, or has no such page.") : Words::tr("This picture is damaged, or of a kind that can't be shown here.");
    case Trouble::Locked: return Words::tr("This PDF wants a password. A PDF viewer can ask for it.");
    case Trouble::TooLarge: return isPdf ? Words::tr("This PDF is too large to be shown here.") : Words::tr("This picture is too large to be shown here.");
    case Trouble::Died: return Words::tr("The separate process that draws attachments broke over this file. Nothing else is harmed.");
    case Trouble::TooSlow: return Words::tr("Drawing this took too long and was ended.");
    case Trouble::NoProgram: return Words::tr("The program that draws attachments (tern-preview) can't be started.");
    case Trouble::None:
    case Trouble::Cancelled: break;
    }
    return {};
}

QStringList archiveSentences(const files::ZipListing &listing)
{
    const int count = static_cast<int>(std::min<std::int64_t>(listing.count, std::numeric_limits<int>::max()));
    QStringList sentences{Words::tr("%n entries, %1 when unpacked.", nullptr, count).arg(shortSize(listing.size))};
    if (listing.isBomb())
        sentences << reasonSentence(Reason::Bomb);
    if (listing.isLocked)
        sentences << Words::tr("Some of it is encrypted.");
    if (listing.isDamaged)
        sentences << Words::tr("Its list is damaged: there may be more.");
    else if (listing.isCut)
        sentences << Words::tr("Only the first entries are shown.");
    return sentences;
}

} // namespace tern::ui
