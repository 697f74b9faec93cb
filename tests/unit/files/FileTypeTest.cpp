// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileType.h"
#include "tests/support/files/OleMaker.h"
#include "tests/support/files/ZipMaker.h"

#include <gtest/gtest.h>

namespace tern::files {
namespace {

using enum FileKind;
using test::ZipMaker;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// With zeros behind, to be long enough for a header.
QByteArray padded(const QByteArray &start, qsizetype to = 600)
{
    return start.leftJustified(to, '\0');
}

QByteArray windowsProgram()
{
    QByteArray file = padded("MZ");
    file[0x3C] = '\x80';
    return file.replace(0x80, 4, QByteArray("PE\0\0", 4));
}

QByteArray atPlace(qsizetype place, const QByteArray &mark)
{
    return QByteArray(place, '\0') + mark + QByteArray(10, '\0');
}

struct Row {
    const char *what;
    QByteArray bytes;
    FileType type;
};

void check(const std::vector<Row> &rows)
{
    for (const Row &row : rows) {
        const FileType type = typeByContent(view(row.bytes));
        EXPECT_EQ(type.kind, row.type.kind) << row.what << ", found " << static_cast<int>(type.kind) << ' ' << type.format;
        EXPECT_EQ(type.format, row.type.format) << row.what;
    }
}

TEST(FileType, ProgramsByTheirBytes)
{
    check({{"Windows", windowsProgram(), {Program, "exe"}},
           {"DOS", padded("MZ"), {Program, "exe"}},
           {"ELF", padded("\x7F""ELF\2\1\1"), {Program, "elf"}},
           {"macOS", padded("\xCF\xFA\xED\xFE\7"), {Program, "macho"}},
           {"macOS for two processors", padded(QByteArray("\xCA\xFE\xBA\xBE\0\0\0\2", 8)), {Program, "macho"}},
           {"a Java class", padded(QByteArray("\xCA\xFE\xBA\xBE\0\0\0\x34", 8)), {JavaProgram, "class"}},
           {"a shell script", "#!/bin/sh\nrm -rf ~\n", {Script, "script"}},
           {"a batch file", "\r\n@ECHO OFF\r\ndel *\r\n", {Script, "bat"}},
           {"PHP", "<?php system($_GET['x']); ?>", {Script, "php"}},
           {"a shortcut", padded(QByteArray("\x4C\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 20)), {Shortcut, "lnk"}},
           {"a link to a page", "[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nURL=file://host/x.exe\r\n", {Shortcut, "url"}},
           {"a desktop entry", "\xEF\xBB\xBF# comment\n[Desktop Entry]\nExec=sh -c x\n", {Shortcut, "desktop"}},
           {"a Debian package", padded("!<arch>\ndebian-binary   "), {Installer, "deb"}},
           {"an RPM", padded("\xED\xAB\xEE\xDB\3"), {Installer, "rpm"}},
           {"a help file", padded(QByteArray("ITSF\x03\0\0\0", 8)), {WebProgram, "chm"}},
           {"an HTML application", "<html><head><HTA:APPLICATION id=x></head>", {WebProgram, "hta"}},
           {"registry", "\xFF\xFE" + QByteArray("W\0i\0n\0d\0o\0w\0s\0 \0R\0e\0g\0i\0s\0t\0r\0y\0 \0E\0d\0i\0t\0o\0r\0", 46), {SystemChange, "reg"}}});
}

TEST(FileType, PicturesTextsAndOtherFiles)
{
    check({{"nothing", "", {Empty, ""}},
           {"PNG", "\x89PNG\r\n\x1A\n", {Picture, "png"}},
           {"JPEG", "\xFF\xD8\xFF\xE0", {Picture, "jpeg"}},
           {"WebP", "RIFF....WEBPVP8 ", {Picture, "webp"}},
           {"HEIC", padded(QByteArray("\0\0\0\x18" "ftypheic", 12)), {Picture, "heic"}},
           {"bitmap", padded("BM\x10\x20\x30"), {Picture, "bmp"}},
           {"a text that begins as one", "BM is the name of a firm whose letters are long enough", {Text, "txt"}},
           {"a text that begins as a font", "OTTO sent this letter", {Text, "txt"}},
           {"a text that begins as a program", "MZ, who wrote this, is a person and nothing that anybody runs: see below", {Text, "txt"}},
           {"PDF", "%PDF-1.7\n", {Pdf, "pdf"}},
           {"PDF after rubbish", QByteArray(900, ' ') + "%PDF-1.4", {Pdf, "pdf"}},
           {"RTF", "{\\rtf1\\ansi}", {RichText, "rtf"}},
           {"HTML", "<!-- x -->\n<!DOCTYPE html><title>", {WebPage, "html"}},
           {"SVG", "<?xml version=\"1.0\"?>\n<!-- made by hand --><svg xmlns=\"\">", {Drawing, "svg"}},
           {"calendar", "BEGIN:VCALENDAR\r\n", {Calendar, "ics"}},
           {"card", "begin:vcard\r\n", {Contact, "vcf"}},
           {"mail", "Return-Path: <a@b>\r\n", {Mail, "eml"}},
           {"Chinese text", "\xB1\xA8\xB8\xE6\r\n", {Text, "txt"}},
           {"bytes", QByteArray("\1\2\3\4\0\5", 6), {Unknown, ""}},
           {"RAR", "Rar!\x1A\x07\x01", {Archive, "rar"}},
           {"7z", "7z\xBC\xAF\x27\x1C", {Archive, "7z"}},
           {"tar", atPlace(257, "ustar"), {Archive, "tar"}},
           {"ISO", atPlace(0x8001, "CD001"), {DiskImage, "iso"}},
           {"VHD with its header at the end", QByteArray(1000, '\1') + QByteArray("conectix").leftJustified(512, '\0'), {DiskImage, "vhd"}},
           {"MP3", "ID3\x03", {Sound, "mp3"}}});
}

TEST(FileType, ZipFilesByWhatIsInThem)
{
    const auto zip = [](std::initializer_list<const char *> names) {
        ZipMaker maker;
        for (const char *name : names)
            maker.add(name);
        return maker.bytes();
    };
    const QByteArray odt = ZipMaker().add("mimetype", "application/vnd.oasis.opendocument.text").add("content.xml").bytes();
    const QByteArray macroOds = ZipMaker().add("mimetype", "application/vnd.oasis.opendocument.spreadsheet").add("Basic/Standard/Module1.xml").bytes();
    check({{"zip", zip({"a.txt"}), {Archive, "zip"}},
           {"docx", zip({"[Content_Types].xml", "word/document.xml"}), {Document, "docx"}},
           {"macros", zip({"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"}), {DocumentWithMacros, "docx"}},
           {"macros elsewhere", zip({"[Content_Types].xml", "xl/workbook.xml", "odd/VBAPROJECT.BIN"}), {DocumentWithMacros, "xlsx"}},
           {"Excel 4 macros", zip({"[Content_Types].xml", "xl/macrosheets/sheet1.xml"}), {DocumentWithMacros, "xlsx"}},
           {"odt", odt, {Document, "odt"}},
           {"ods with macros", macroOds, {DocumentWithMacros, "ods"}},
           {"jar", zip({"META-INF/MANIFEST.MF", "a/B.class"}), {JavaProgram, "jar"}},
           {"apk", zip({"AndroidManifest.xml", "META-INF/MANIFEST.MF"}), {Installer, "apk"}},
           {"locked", ZipMaker().add({"a.doc", "x", 0x801}).bytes(), {LockedArchive, "zip"}},
           {"behind text", "hello\n" + zip({"META-INF/MANIFEST.MF"}), {JavaProgram, "jar"}},
           {"cut off", zip({"a.txt"}).left(20), {Archive, "zip"}}});
}

TEST(FileType, CompoundFilesByTheirDirectory)
{
    using test::oleFile;
    QByteArray macroSheet = oleFile({{"Root Entry", 5}, {"Workbook", 2}});
    macroSheet += QByteArray("\x85\0\x0E\0\x10\0\0\0\0\x01\6\0Macro1", 18);
    const QByteArray msi("\x84\x10\x0C\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16);
    check({{"doc", oleFile({{"Root Entry", 5}, {"WordDocument", 2}}), {Document, "doc"}},
           {"doc with macros", oleFile({{"Root Entry", 5}, {"WordDocument", 2}, {"Macros", 1}}), {DocumentWithMacros, "doc"}},
           {"xls with macros", oleFile({{"Root Entry", 5}, {"Workbook", 2}, {"_VBA_PROJECT_CUR", 1}}), {DocumentWithMacros, "xls"}},
           {"xls", oleFile({{"Root Entry", 5}, {"Workbook", 2}}), {Document, "xls"}},
           {"xls with a sheet of macros", macroSheet, {DocumentWithMacros, "xls"}},
           {"locked", oleFile({{"Root Entry", 5}, {"EncryptedPackage", 2}}), {LockedDocument, "ole"}},
           {"installer", oleFile({{"Root Entry", 5}}, msi), {Installer, "msi"}},
           {"Outlook", oleFile({{"Root Entry", 5}, {"__properties_version1.0", 2}}), {Document, "msg"}},
           {"cut off", oleFile({}).left(40), {Document, "ole"}}});
}

TEST(FileType, ByTheEndingThatASystemSees)
{
    const auto kind = [](const char16_t *name) { return typeByName(QString::fromUtf16(name)).kind; };
    EXPECT_EQ(kind(u"报告.PDF"), Pdf);
    EXPECT_EQ(kind(u"a.exe. . "), Program);
    EXPECT_EQ(kind(u"a.pdf.js"), Script);
    EXPECT_EQ(kind(u"a"), Unknown);
    EXPECT_EQ(kind(u"..."), Unknown);
    EXPECT_EQ(kind(u""), Unknown);
    EXPECT_EQ(typeByName(QString(100'000, u'x') + QStringLiteral(".scr")).kind, Program);
    EXPECT_EQ(typeByName(u'.' + QString(100'000, u'x')).kind, Unknown);
    EXPECT_EQ(typeByMediaType(QStringLiteral("application/vnd.ms-excel.sheet.macroenabled.12")).kind, DocumentWithMacros);
    EXPECT_EQ(typeByMediaType(QStringLiteral("application/octet-stream")).kind, Unknown);
}

} // namespace
} // namespace tern::files
