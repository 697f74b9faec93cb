// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preview/Sandbox.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tern::preview {
namespace {

/// In a process of its own, in the sandbox. \return its status for WIFEXITED and the like; `act` gives its exit code
int inSandbox(const std::function<int()> &act)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (!enterSandbox())
            _exit(99);
        _exit(act());
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// What `act` gives: 0 for a success, else the errno.
int errorOf(const std::function<bool()> &act)
{
    const int status = inSandbox([&act] { return act() ? 0 : errno; });
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool isKilled(const std::function<void()> &act)
{
    const int status = inSandbox([&act] {
        act();
        return 0;
    });
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

TEST(Sandbox, NoNetworkAndNoOtherPrograms)
{
    EXPECT_TRUE(isKilled([] { static_cast<void>(::socket(AF_INET, SOCK_STREAM, 0)); }));
    EXPECT_TRUE(isKilled([] { static_cast<void>(::socket(AF_UNIX, SOCK_STREAM, 0)); }));
    EXPECT_TRUE(isKilled([] { ::execl("/bin/true", "true", nullptr); }));
    EXPECT_TRUE(isKilled([] { ::kill(::getppid(), 0); }));
    EXPECT_EQ(errorOf([] { return ::fork() >= 0; }), EPERM);
}

TEST(Sandbox, NothingIsWritten)
{
    const std::string file = std::string(TERN_BINARY_DIR) + "/written-in-the-sandbox";
    EXPECT_NE(errorOf([&] { return ::open(file.c_str(), O_WRONLY | O_CREAT, 0600) >= 0; }), 0);
    EXPECT_NE(errorOf([&] { return ::open("/dev/null", O_RDWR) >= 0; }), 0);
    EXPECT_NE(errorOf([&] { return ::mkdir(file.c_str(), 0700) == 0; }), 0);
    EXPECT_NE(errorOf([&] { return ::unlink("/etc/passwd") == 0; }), 0);
    EXPECT_NE(::access(file.c_str(), F_OK), 0);
}

TEST(Sandbox, OnlyWhatFontsNeedIsRead)
{
    EXPECT_EQ(errorOf([] { return ::open("/usr/share", O_RDONLY | O_DIRECTORY) >= 0; }), 0);
    if (syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
        GTEST_SKIP() << "this kernel has no Landlock";
    EXPECT_EQ(errorOf([] { return ::open(TERN_SOURCE_DIR "/CMakeLists.txt", O_RDONLY) >= 0; }), EACCES);
}

TEST(Sandbox, NoCodeIsMade)
{
    EXPECT_EQ(errorOf([] { return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }), EPERM);
    EXPECT_EQ(errorOf([] {
        void *page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
    }), EPERM);
}

TEST(Sandbox, MemoryAndTimeAreBounded)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_EQ(errorOf([] { return ::mmap(nullptr, std::size_t{2} << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }), ENOMEM);
#endif
    const int status = inSandbox([] {
        rlimit processor{}, files{};
        ::getrlimit(RLIMIT_CPU, &processor);
        ::getrlimit(RLIMIT_NOFILE, &files);
        return processor.rlim_max <= 15 && files.rlim_max <= 64 ? 0 : 1;
    });
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(Sandbox, WorkGoesOn)
{
    const int status = inSandbox([] {
        int sum = 0;
        std::thread([&sum] { sum = 42; }).join();   // Qt's scaling has threads
        return sum == 42 ? 0 : 1;
    });
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

} // namespace
} // namespace tern::preview
