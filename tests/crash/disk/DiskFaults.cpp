// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libc's writing calls; the program's own definitions come before those of shared libraries.
#include "tests/crash/disk/DiskFaults.h"

#include <atomic>
#include <cerrno>
#include <mutex>
#include <string>

#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace tern::test {
namespace {

std::mutex s_mutex;
DiskFault s_fault;
std::string s_below;
std::atomic<bool> s_armed{false};
int s_calls = 0;
int s_failed = 0;

bool isBelow(int fd)
{
    char target[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t size = ::readlink(link.c_str(), target, sizeof target);
    return size > 0 && std::string_view(target, static_cast<std::size_t>(size)).starts_with(s_below);
}

/// The errno this call fails with, or 0.
int faultFor(int fd)
{
    if (!s_armed.load(std::memory_order_acquire))
        return 0;
    const std::lock_guard lock(s_mutex);
    if (!isBelow(fd))
        return 0;
    ++s_calls;
    const bool fails = s_fault.at > 0 && (s_fault.lasts ? s_calls >= s_fault.at : s_calls == s_fault.at);
    s_failed += fails ? 1 : 0;
    return fails ? s_fault.code : 0;
}

bool fails(int fd)
{
    const int code = faultFor(fd);
    if (code != 0)
        errno = code;
    return code != 0;
}

} // namespace

void armDiskFault(const DiskFault &fault)
{
    const std::lock_guard lock(s_mutex);
    s_fault = fault;
    s_below = fault.below.string();
    s_calls = s_failed = 0;
    s_armed.store(true, std::memory_order_release);
}

void liftDiskFault()
{
    const std::lock_guard lock(s_mutex);
    s_fault.at = 0;
}

int failedDiskCalls()
{
    const std::lock_guard lock(s_mutex);
    return s_failed;
}

int diskCalls()
{
    const std::lock_guard lock(s_mutex);
    return s_calls;
}

} // namespace tern::test

extern "C" {

ssize_t write(int fd, const void *bytes, size_t size)
{
    return tern::test::fails(fd) ? -1 : ::syscall(SYS_write, fd, bytes, size);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    return tern::test::fails(fd) ? -1 : ::syscall(SYS_pwrite64, fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
    return tern::test::fails(fd) ? -1 : ::syscall(SYS_pwrite64, fd, bytes, size, offset);
}

ssize_t writev(int fd, const iovec *pieces, int count)
{
    return tern::test::fails(fd) ? -1 : ::syscall(SYS_writev, fd, pieces, count);
}

int ftruncate(int fd, off_t size) noexcept
{
    return tern::test::fails(fd) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}

int ftruncate64(int fd, off64_t size) noexcept
{
    return tern::test::fails(fd) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}

int fsync(int fd)
{
    return tern::test::fails(fd) ? -1 : static_cast<int>(::syscall(SYS_fsync, fd));
}

int fdatasync(int fd)
{
    return tern::test::fails(fd) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, fd));
}

} // extern "C"
