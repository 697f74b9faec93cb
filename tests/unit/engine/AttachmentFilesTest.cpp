// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AttachmentFiles.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

TEST(SafeFileName, IsOnlyAName)
{
    struct Row {
        const char16_t *given, *safe;
    };
    for (const Row &row : {Row{u"附件.xlsx", u"附件.xlsx"}, Row{u"../../etc/passwd", u"passwd"}, Row{u"C:\\Windows\\a.exe", u"a.exe"},
                           Row{u".bashrc", u"bashrc"}, Row{u"...", u"attachment"}, Row{u"", u"attachment"}, Row{u"a\nb\0c.txt", u"ab"},
                           Row{u"exe\u202Egpj.txt", u"exegpj.txt"}, Row{u"a/", u"attachment"}, Row{u"  x  ", u"x"}, Row{u"\u2066x\u2069", u"x"}})
        EXPECT_EQ(safeFileName(QString::fromUtf16(row.given)), QString::fromUtf16(row.safe));
    const QString longName = QString(300, QChar(0x6C49)) + QStringLiteral(".pdf");
    EXPECT_LE(safeFileName(longName).toUtf8().size(), 200);
    EXPECT_TRUE(safeFileName(longName).endsWith(QStringLiteral(".pdf")));
}

TEST(AttachmentFiles, NeverOverAnExistingFileNorThroughALink)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("a")).toStdString();
    ASSERT_TRUE(writeNewFile(file, "one", 0777).ok());
    const auto again = writeNewFile(file, "two", 0666);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(static_cast<int>(std::filesystem::status(file).permissions()) & 0111, 0) << "never executable";
    std::filesystem::create_symlink(folder.filePath(QStringLiteral("elsewhere")).toStdString(), folder.filePath(QStringLiteral("link")).toStdString());
    EXPECT_FALSE(writeNewFile(folder.filePath(QStringLiteral("link")).toStdString(), "x", 0666).ok());
    EXPECT_EQ(writeNewFile("/nowhere/at/all", "x", 0666).error().kind, ErrorKind::NotFound);
}

TEST(AttachmentFiles, ExportIsPrivateAndReadOnly)
{
    const QTemporaryDir folder;
    const auto first = exportFile(folder.path().toStdString(), QStringLiteral("附件.xlsx"), "bytes");
    const auto second = exportFile(folder.path().toStdString(), QStringLiteral("附件.xlsx"), "bytes");
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_NE(*first, *second);
    EXPECT_EQ(QFileInfo(*first).fileName(), QStringLiteral("附件.xlsx"));
    EXPECT_EQ(static_cast<int>(std::filesystem::status(first->toStdString()).permissions()), 0400);
    const auto parent = std::filesystem::path(first->toStdString()).parent_path();
    EXPECT_EQ(static_cast<int>(std::filesystem::status(parent).permissions()), 0700);
}

TEST(AttachmentFiles, AdoptedFileIsACopyThatSurvivesTheSweepOfOthers)
{
    const QTemporaryDir folder;
    const QString original = folder.filePath(QStringLiteral("报告.pdf"));
    QFile file(original);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(700'000, 'x'));
    file.close();
    const std::filesystem::path own = folder.filePath(QStringLiteral("attachments")).toStdString();
    const auto kept = adoptFile(own, original);
    const auto dropped = adoptFile(own, original);
    ASSERT_TRUE(kept.ok() && dropped.ok());
    EXPECT_EQ(kept->name, QStringLiteral("报告.pdf"));
    EXPECT_EQ(kept->type, "application/pdf");
    EXPECT_EQ(kept->size, 700'000);
    QFile::remove(original);
    sweepFolder(own, {kept->path.toStdString()});
    EXPECT_EQ(QFileInfo(kept->path).size(), 700'000);
    EXPECT_FALSE(QFile::exists(dropped->path));
    EXPECT_EQ(adoptFile(own, original).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(adoptFile(own, folder.path()).error().kind, ErrorKind::InvalidInput) << "a folder is no attachment";
}

} // namespace
} // namespace tern::engine
