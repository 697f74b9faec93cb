// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileLook.h"
#include "tests/support/files/OleMaker.h"
#include "tests/support/files/ZipMaker.h"

#include <gtest/gtest.h>

namespace tern::files {
namespace {

using Level = FileLook::Level;
using Reason = FileLook::Reason;
using Trick = FileLook::NameTrick;
using test::ZipMaker;

FileLook look(const QByteArray &bytes, const char16_t *name, const char *type = "application/octet-stream")
{
    return lookAtFile({bytes.constData(), static_cast<std::size_t>(bytes.size())}, QString::fromUtf16(name), QString::fromLatin1(type));
}

const QByteArray kProgram = QByteArray("\x7F""ELF\2\1\1").leftJustified(600, '\0');
const QByteArray kPng("\x89PNG\r\n\x1A\n");

struct Row {
    const char16_t *name;
    const char *type;
    QByteArray bytes;
    Level level;
    Reason reason;
    bool disguised;
    Trick trick = Trick::None;
};

void check(const std::vector<Row> &rows)
{
    for (const Row &row : rows) {
        const FileLook found = look(row.bytes, row.name, row.type);
        const std::string what = QString::fromUtf16(row.name).toStdString() + ' ' + row.type;
        EXPECT_EQ(static_cast<int>(found.level), static_cast<int>(row.level)) << what;
        EXPECT_EQ(static_cast<int>(found.reason), static_cast<int>(row.reason)) << what;
        EXPECT_EQ(found.isDisguised, row.disguised) << what;
        EXPECT_EQ(static_cast<int>(found.trick), static_cast<int>(row.trick)) << what;
    }
}

TEST(FileLook, TheWorseOfNameAndContentCounts)
{
    check({{u"holiday.png", "image/png", kPng, Level::Harmless, Reason::None, false},
           {u"holiday.jpg", "image/jpeg", kPng, Level::Harmless, Reason::None, false},
           {u"holiday.png", "image/png", kProgram, Level::Dangerous, Reason::Program, true},
           {u"holiday", "image/png", kProgram, Level::Dangerous, Reason::Program, true},
           {u"invoice.exe", "application/pdf", "text", Level::Dangerous, Reason::Program, false},
           {u"data.bin", "application/octet-stream", kProgram, Level::Dangerous, Reason::Program, false},
           {u"notes.txt", "text/plain", "[InternetShortcut]\nURL=x", Level::Dangerous, Reason::Shortcut, true},
           {u"report.pdf", "application/pdf", "%PDF-1.5", Level::Harmless, Reason::None, false},
           {u"report.pdf", "application/pdf", "<html>", Level::Caution, Reason::WebPage, true},
           {u"report.pdf", "application/pdf", kPng, Level::Caution, Reason::Disguised, true},
           {u"report.pdf", "application/pdf", "%PDF-1.5 /OpenAction << /S /Launch", Level::Caution, Reason::ActivePdf, false},
           {u"table.xls", "application/vnd.ms-excel", "a\tb\n", Level::Harmless, Reason::None, false},
           {u"letter.doc", "application/msword", "{\\rtf1 }", Level::Harmless, Reason::None, false},
           {u"letter.doc", "application/msword", "{\\rtf1 {\\object\\objdata 01}}", Level::Caution, Reason::ObjectsInside, false},
           {u"page.html", "text/html", "<html>", Level::Caution, Reason::WebPage, false},
           {u"logo.svg", "image/svg+xml", "<svg>", Level::Harmless, Reason::None, false},
           {u"logo.svg", "image/svg+xml", "<svg><SCRIPT>", Level::Caution, Reason::ActiveDrawing, false},
           {u"disc.iso", "application/octet-stream", "", Level::Caution, Reason::DiskImage, false},
           {u"empty.pdf", "application/pdf", "", Level::Harmless, Reason::None, false}});
}

TEST(FileLook, DocumentsAndArchives)
{
    const QByteArray docx = ZipMaker().add("[Content_Types].xml").add("word/document.xml").bytes();
    const QByteArray docm = ZipMaker().add("[Content_Types].xml").add("word/vbaProject.bin").bytes();
    const QByteArray objects = ZipMaker().add("[Content_Types].xml").add("word/embeddings/oleObject1.bin").bytes();
    const QByteArray doc = test::oleFile({{"Root Entry", 5}, {"WordDocument", 2}, {"_VBA_PROJECT", 2}});
    check({{u"a.docx", "application/octet-stream", docx, Level::Harmless, Reason::None, false},
           {u"a.zip", "application/zip", docx, Level::Harmless, Reason::None, false},
           {u"a.docx", "application/octet-stream", docm, Level::Dangerous, Reason::Macros, false},
           {u"a.docx", "application/octet-stream", objects, Level::Caution, Reason::ObjectsInside, false},
           {u"a.doc", "application/msword", doc, Level::Dangerous, Reason::Macros, false},
           {u"a.pdf", "application/pdf", docm, Level::Dangerous, Reason::Macros, true},
           {u"a.xlsm", "application/octet-stream", docx, Level::Dangerous, Reason::Macros, false},
           {u"a.zip", "application/zip", ZipMaker().add("x.pdf").bytes(), Level::Harmless, Reason::None, false},
           {u"a.zip", "application/zip", ZipMaker().add("x.pdf.EXE").bytes(), Level::Caution, Reason::ProgramInside, false},
           {u"a.zip", "application/zip", ZipMaker().add({"x", "y", 1}).bytes(), Level::Caution, Reason::Locked, false},
           {u"a.zip", "application/zip", ZipMaker().add({"x", "y", 0, 0, 4'000'000'000}).bytes(), Level::Caution, Reason::Bomb, false},
           {u"a.png", "image/png", ZipMaker().add("x").bytes(), Level::Caution, Reason::Disguised, true}});
}

TEST(FileLook, TricksInNames)
{
    check({{u"photo\u202Egpj.exe", "image/jpeg", kPng, Level::Dangerous, Reason::Program, false, Trick::HiddenDirection},
           {u"photo\u202Egnp.png", "image/png", kPng, Level::Caution, Reason::None, false, Trick::HiddenDirection},
           {u"invoice.pdf.exe", "application/pdf", "", Level::Dangerous, Reason::Program, false, Trick::DoubleEnding},
           {u"archive.tar.gz", "application/octet-stream", "\x1F\x8B", Level::Harmless, Reason::None, false, Trick::None},
           {u"v1.2.exe", "application/octet-stream", "", Level::Dangerous, Reason::Program, false, Trick::None},
           {u"invoice.pdf                         .exe", "application/pdf", "", Level::Dangerous, Reason::Program, false, Trick::FarEnding},
           {u"invoice.pdf\u3164\u3164\u3164\u3164\u3164\u3164\u3164\u3164.lnk", "application/pdf", "", Level::Dangerous, Reason::Shortcut, false, Trick::FarEnding},
           {u"setup.exe..", "application/octet-stream", "", Level::Dangerous, Reason::Program, false, Trick::LostEnding},
           {u"p\u0430ypal.pdf", "application/pdf", "%PDF-1.4", Level::Caution, Reason::None, false, Trick::MixedLetters},
           {u"отчёт 2026.pdf", "application/pdf", "%PDF-1.4", Level::Harmless, Reason::None, false, Trick::None},
           {u"年度报告 final.pdf", "application/pdf", "%PDF-1.4", Level::Harmless, Reason::None, false, Trick::None}});
    const QString longName = QString(200'000, u'x') + QStringLiteral(".pdf") + QString(200'000, u' ') + QStringLiteral(".exe");
    EXPECT_EQ(static_cast<int>(trickInName(longName)), static_cast<int>(Trick::FarEnding));
}

TEST(FileLook, HasNamesForJson)
{
    EXPECT_EQ(nameOf(FileKind::DocumentWithMacros), QStringLiteral("document_with_macros"));
    EXPECT_EQ(nameOf(FileKind::Contact), QStringLiteral("contact"));
    EXPECT_EQ(nameOf(Reason::WebPage), QStringLiteral("web_page"));
    EXPECT_EQ(nameOf(Trick::LostEnding), QStringLiteral("lost_ending"));
    EXPECT_EQ(nameOf(Level::Dangerous), QStringLiteral("dangerous"));
}

TEST(FileLook, ByTheNameBeforeTheFileIsThere)
{
    EXPECT_EQ(lookAtName(QStringLiteral("a.js"), {}).reason, Reason::Script);
    EXPECT_EQ(lookAtName(QStringLiteral("a.pdf"), QStringLiteral("application/pdf")).level, Level::Harmless);
    EXPECT_EQ(lookAtName(QStringLiteral("a"), QStringLiteral("image/png")).claimed.kind, FileKind::Picture);
}

} // namespace
} // namespace tern::files
