// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Files.h"

#include "core/base/UniqueFd.h"

#include <QUuid>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace tern::store {

Result<void> syncPath(const std::filesystem::path &path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.isOpen() || ::fsync(fd.get()) != 0)
        return errorFromErrno(errno, "store.sync_file");
    return {};
}

Result<std::string> takeIntoFolder(const std::filesystem::path &from, const std::filesystem::path &folder, const std::string &suffix)
{
    std::error_code code;
    const bool made = std::filesystem::create_directories(folder, code);
    if (code)
        return errorFromErrno(code.value(), "store.take_file");
    if (made) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
        if (auto synced = syncPath(folder.parent_path()); !synced)
            return synced.error();
    }
    const std::string name = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() + suffix;
    const std::filesystem::path to = folder / name;
    std::filesystem::create_hard_link(from, to, code);
    if (code) {
        code.clear();
        std::filesystem::copy_file(from, to, code);
    }
    if (code) {
        std::error_code ignored;
        std::filesystem::remove(to, ignored);
        return errorFromErrno(code.value(), "store.take_file");
    }
    std::filesystem::permissions(to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, code);
    if (auto synced = syncPath(to); !synced)
        return synced.error();
    if (auto synced = syncPath(folder); !synced)
        return synced.error();
    return name;
}

Result<std::filesystem::path> setAside(const std::filesystem::path &database, std::int64_t millis)
{
    const std::string ending = ".damaged-" + std::to_string(millis);
    for (const char *part : {"-wal", "-shm", ""}) {
        std::error_code code;
        const std::filesystem::path from = database.string() + part;
        std::filesystem::rename(from, database.string() + ending + part, code);
        if (code && code != std::errc::no_such_file_or_directory)
            return errorFromErrno(code.value(), "store.set_aside");
    }
    return std::filesystem::path(database.string() + ending);
}

} // namespace tern::store
