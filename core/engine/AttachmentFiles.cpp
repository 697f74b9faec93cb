// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AttachmentFiles.h"

#include "core/base/UniqueFd.h"
#include "core/mime/MessageBuilder.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace tern::engine {
namespace {

constexpr qsizetype kMaxNameBytes = 200;
constexpr std::size_t kPiece = 262'144;

bool isTrickery(QChar c)
{
    // Direction overrides and isolates make "gpj.exe" out of "exe.jpg".
    const char16_t code = c.unicode();
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

std::filesystem::path pathOf(const QString &text)
{
    return QFile::encodeName(text).toStdString();
}

Result<void> writeAll(int fd, const char *bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t written = ::write(fd, bytes, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errorFromErrno(errno, "engine.file");
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
    return {};
}

Result<UniqueFd> createNew(const std::filesystem::path &file, int mode)
{
    UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (fd.isOpen())
        return fd;
    if (errno == EEXIST)
        return makeError(ErrorKind::InvalidInput, "engine.file", "exists");
    if (errno == ENOENT || errno == ENOTDIR)
        return makeError(ErrorKind::NotFound, "engine.file", file.parent_path().string());
    return errorFromErrno(errno, "engine.file");
}

Result<std::filesystem::path> makeOwnFolder(const std::filesystem::path &below)
{
    std::error_code problem;
    std::filesystem::create_directories(below, problem);
    const auto folder = below / QUuid::createUuid().toString(QUuid::Id128).toStdString();
    if (::mkdir(folder.c_str(), 0700) != 0)
        return errorFromErrno(errno, "engine.file");
    return folder;
}

} // namespace

QString safeFileName(const QString &name)
{
    QString safe = name.section(QLatin1Char('/'), -1).section(QLatin1Char('\\'), -1);
    safe.removeIf(isTrickery);
    safe = safe.trimmed();
    while (safe.startsWith(QLatin1Char('.')) || safe.startsWith(QLatin1Char(' ')))
        safe.remove(0, 1);
    if (safe.toUtf8().size() > kMaxNameBytes) {
        // The end tells programs what it is.
        const auto dot = safe.lastIndexOf(QLatin1Char('.'));
        const QString suffix = dot > 0 && safe.size() - dot <= 16 ? safe.mid(dot) : QString();
        QString stem = safe.left(safe.size() - suffix.size());
        while (!stem.isEmpty() && (stem % suffix).toUtf8().size() > kMaxNameBytes)
            stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
        safe = stem % suffix;
    }
    return safe.isEmpty() ? QStringLiteral("attachment") : safe;
}

Result<void> writeNewFile(const std::filesystem::path &file, const QByteArray &bytes, int mode)
{
    auto fd = createNew(file, mode & ~0111);
    if (!fd)
        return fd.error();
    auto written = writeAll(fd->get(), bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (written && ::fsync(fd->get()) != 0)
        written = errorFromErrno(errno, "engine.file");
    if (!written)
        ::unlink(file.c_str());
    return written;
}

Result<void> writeWhole(const std::filesystem::path &file, const QByteArray &bytes, Overwrite overwrite)
{
    const auto beside = file.parent_path() / (".tern-" + QUuid::createUuid().toString(QUuid::Id128).toStdString() + ".part");
    if (auto written = writeNewFile(beside, bytes, 0666); !written)
        return written;
    int problem = 0;
    if (overwrite == Overwrite::Asked) {
        problem = ::rename(beside.c_str(), file.c_str()) == 0 ? 0 : errno;
    } else {
        problem = ::renameat2(AT_FDCWD, beside.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
        if (problem == EINVAL || problem == ENOSYS) {
            // A file system that can't promise it: the name is taken first.
            if (auto taken = createNew(file, 0666); !taken) {
                ::unlink(beside.c_str());
                return taken.error();
            }
            problem = ::rename(beside.c_str(), file.c_str()) == 0 ? 0 : errno;
        }
    }
    if (problem == 0)
        return {};
    ::unlink(beside.c_str());
    if (problem == EEXIST || problem == EISDIR || problem == ENOTEMPTY)
        return makeError(ErrorKind::InvalidInput, "engine.file", "exists");
    return errorFromErrno(problem, "engine.file");
}

Result<QString> writeUnderFreeName(const std::filesystem::path &folder, const QString &name, const QByteArray &bytes)
{
    constexpr int kMostTries = 10'000;
    const QFileInfo safe(safeFileName(name));
    const QString ending = safe.suffix().isEmpty() ? QString() : u'.' + safe.suffix();
    for (int number = 1; number <= kMostTries; ++number) {
        const QString tried = number == 1 ? safe.fileName() : QStringLiteral("%1 (%2)%3").arg(safe.completeBaseName()).arg(number).arg(ending);
        const auto file = folder / pathOf(tried);
        std::error_code ignored;
        // Looked for first, so that a great file is not written for nothing.
        if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored)))
            continue;
        auto written = writeWhole(file, bytes, Overwrite::Never);
        if (written)
            return QFile::decodeName(file.c_str());
        if (written.error().detail != "exists")
            return written.error();
    }
    return makeError(ErrorKind::InvalidInput, "engine.file", "exists");
}

Result<QString> exportFile(const std::filesystem::path &folder, const QString &name, const QByteArray &bytes)
{
    auto own = makeOwnFolder(folder);
    if (!own)
        return own.error();
    const auto file = *own / pathOf(safeFileName(name));
    if (auto written = writeNewFile(file, bytes, 0400); !written)
        return written.error();
    return QFile::decodeName(file.c_str());
}

Result<store::DraftRecord::Attachment> adoptFile(const std::filesystem::path &folder, const QString &file)
{
    const UniqueFd in(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!in.isOpen())
        return errno == ENOENT ? makeError(ErrorKind::NotFound, "engine.attach", file.toStdString()) : errorFromErrno(errno, "engine.attach");
    struct stat about {};
    if (::fstat(in.get(), &about) != 0)
        return errorFromErrno(errno, "engine.attach");
    if (!S_ISREG(about.st_mode))
        return makeError(ErrorKind::InvalidInput, "engine.attach", "not a file");
    auto own = makeOwnFolder(folder);
    if (!own)
        return own.error();
    store::DraftRecord::Attachment attachment;
    attachment.name = safeFileName(QFileInfo(file).fileName());
    attachment.type = mime::mediaTypeForName(attachment.name);
    const auto target = *own / pathOf(attachment.name);
    auto out = createNew(target, 0600);
    if (!out)
        return out.error();
    std::vector<char> piece(kPiece);
    for (;;) {
        const ssize_t got = ::read(in.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        auto written = got < 0 ? Result<void>(errorFromErrno(errno, "engine.attach"))
                               : writeAll(out->get(), piece.data(), static_cast<std::size_t>(got));
        if (written && got == 0 && ::fsync(out->get()) != 0)
            written = errorFromErrno(errno, "engine.attach");
        if (!written) {
            std::error_code ignored;
            std::filesystem::remove_all(*own, ignored);
            return written.error();
        }
        if (got == 0)
            break;
        attachment.size += got;
    }
    attachment.path = QFile::decodeName(target.c_str());
    return attachment;
}

void sweepFolder(const std::filesystem::path &folder, const std::vector<std::filesystem::path> &keep)
{
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
    std::set<std::filesystem::path> kept;
    for (const auto &file : keep)
        kept.insert(file.parent_path());
    std::vector<std::filesystem::path> old;
    for (const auto &entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (!kept.contains(entry.path()))
            old.push_back(entry.path());
    }
    for (const auto &path : old)
        std::filesystem::remove_all(path, ignored);
}

} // namespace tern::engine
