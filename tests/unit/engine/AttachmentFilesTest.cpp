// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AttachmentFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <csignal>

#include <sys/resource.h>

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

/// What is in a folder, hidden files too.
QStringList namesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TEST(AttachmentFiles, WholeOrNotAtAll)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.pdf"));
    ASSERT_TRUE(writeWhole(file.toStdString(), "one", Overwrite::Never).ok());
    EXPECT_EQ(static_cast<int>(std::filesystem::status(file.toStdString()).permissions()) & 0111, 0);
    EXPECT_EQ(writeWhole(file.toStdString(), "two", Overwrite::Never).error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(contentOf(file), "one");
    ASSERT_TRUE(writeWhole(file.toStdString(), "two", Overwrite::Asked).ok());
    EXPECT_EQ(contentOf(file), "two");
    EXPECT_EQ(namesIn(folder), QStringList{QStringLiteral("a.pdf")});
    // A link is replaced, what it points at is not touched.
    std::filesystem::create_symlink(file.toStdString(), folder.filePath(QStringLiteral("link")).toStdString());
    ASSERT_TRUE(writeWhole(folder.filePath(QStringLiteral("link")).toStdString(), "three", Overwrite::Asked).ok());
    EXPECT_EQ(contentOf(file), "two");
    ASSERT_TRUE(QDir(folder.path()).mkdir(QStringLiteral("b")));
    EXPECT_FALSE(writeWhole(folder.filePath(QStringLiteral("b")).toStdString(), "x", Overwrite::Asked).ok()) << "a folder is no file to replace";
    EXPECT_EQ(writeWhole("/nowhere/at/all", "x", Overwrite::Never).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(namesIn(folder), (QStringList{QStringLiteral("a.pdf"), QStringLiteral("b"), QStringLiteral("link")}));
}

TEST(AttachmentFiles, NoHalfFileWhereThereIsNoRoom)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.pdf"));
    ASSERT_TRUE(writeWhole(file.toStdString(), "old", Overwrite::Never).ok());
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit little{5'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
    const QByteArray much(100'000, 'x');
    const auto replaced = writeWhole(file.toStdString(), much, Overwrite::Asked);
    const auto fresh = writeUnderFreeName(folder.path().toStdString(), QStringLiteral("b.pdf"), much);
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_FALSE(replaced.ok() || fresh.ok());
    EXPECT_EQ(contentOf(file), "old") << "what was there stays until the new one is whole";
    EXPECT_EQ(namesIn(folder), QStringList{QStringLiteral("a.pdf")});
}

TEST(AttachmentFiles, NamesThatAreTakenGetANumber)
{
    const QTemporaryDir folder;
    const auto save = [&folder](const char16_t *name) { return QFileInfo(writeUnderFreeName(folder.path().toStdString(), QString::fromUtf16(name), "x").valueOr(QString())).fileName(); };
    EXPECT_EQ(save(u"报告.pdf"), QStringLiteral("报告.pdf"));
    EXPECT_EQ(save(u"报告.pdf"), QStringLiteral("报告 (2).pdf"));
    EXPECT_EQ(save(u"报告.pdf"), QStringLiteral("报告 (3).pdf"));
    EXPECT_EQ(save(u"../../.bashrc"), QStringLiteral("bashrc"));
    EXPECT_EQ(save(u"README"), QStringLiteral("README"));
    EXPECT_EQ(save(u"README"), QStringLiteral("README (2)"));
    std::filesystem::create_symlink("/nowhere", folder.filePath(QStringLiteral("dangling.txt")).toStdString());
    EXPECT_EQ(save(u"dangling.txt"), QStringLiteral("dangling (2).txt"));
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
