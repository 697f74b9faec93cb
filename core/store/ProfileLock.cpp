// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ProfileLock.h"

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tern::store {

namespace {

std::string programName()
{
    const UniqueFd fd(::open("/proc/self/comm", O_RDONLY | O_CLOEXEC));
    char name[64];
    const ssize_t length = fd.isOpen() ? ::read(fd.get(), name, sizeof name) : 0;
    std::string text(name, length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

/// Who the lock file names. A holder that has just come may not have written its name yet.
std::string holderOf(int fd)
{
    constexpr int kTries = 20;
    for (int i = 0; i < kTries; ++i) {
        char holder[128];
        const ssize_t length = ::pread(fd, holder, sizeof holder, 0);
        if (length > 0)
            return {holder, static_cast<std::size_t>(length)};
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return {};
}

} // namespace

Result<ProfileLock> ProfileLock::take(const std::filesystem::path &profile)
{
    const std::string path = (profile / "lock").string();
    UniqueFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return errorFromErrno(errno, "store.lock");
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return errorFromErrno(errno, "store.lock");
        return makeError(ErrorKind::ProfileInUse, "store.lock", holderOf(fd.get()));
    }
    const std::string holder = std::to_string(::getpid()) + ' ' + programName();
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), holder.data(), holder.size(), 0) != static_cast<ssize_t>(holder.size()))
        return errorFromErrno(errno, "store.lock");
    return ProfileLock(std::move(fd));
}

} // namespace tern::store
