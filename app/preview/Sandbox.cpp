// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preview/Sandbox.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <string>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tern::preview {
namespace {

constexpr rlim_t kMemory = 1'536ULL << 20;   // bytes of address space
constexpr rlim_t kSeconds = 12;              // of a processor
constexpr rlim_t kOpenFiles = 64;

bool limit(int what, rlim_t most)
{
    const rlimit both{most, most};
    return setrlimit(static_cast<__rlimit_resource_t>(what), &both) == 0;
}

bool setLimits()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // A sanitizer reserves terabytes.
    if (!limit(RLIMIT_AS, kMemory))
        return false;
#endif
    return limit(RLIMIT_CPU, kSeconds) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, kOpenFiles) && limit(RLIMIT_CORE, 0);
}

/// Reading below a folder, as far as the kernel has Landlock.
void allowReading(int rules, const std::string &folder)
{
    const int fd = ::open(folder.c_str(), O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    const landlock_path_beneath_attr below{LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR, fd};
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    ::close(fd);
}

/// Of all files only fonts and what says where they are can be read. Kernels without it: the filter below has to do.
void restrictFiles()
{
    landlock_ruleset_attr all{};
    all.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR
        | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR
        | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK
        | LANDLOCK_ACCESS_FS_MAKE_SYM;
    const auto rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0));
    if (rules < 0)
        return;
    for (const char *folder : {"/usr", "/lib", "/lib64", "/etc", "/var/cache/fontconfig", "/var/lib/fonts"})
        allowReading(rules, folder);
    const char *home = std::getenv("HOME");
    const char *cache = std::getenv("XDG_CACHE_HOME");
    if (home && *home) {
        for (const char *folder : {"/.fonts", "/.local/share/fonts", "/.config/fontconfig", "/.cache/fontconfig"})
            allowReading(rules, std::string(home) + folder);
    }
    if (cache && *cache)
        allowReading(rules, std::string(cache) + "/fontconfig");
    syscall(SYS_landlock_restrict_self, rules, 0);
    ::close(rules);
}

bool add(scmp_filter_ctx filter, std::uint32_t action, std::initializer_list<int> calls)
{
    bool ok = true;
    for (const int call : calls)
        ok = ok && seccomp_rule_add(filter, action, call, 0) == 0;
    return ok;
}

/// Calls that are allowed only with certain arguments.
bool addCompared(scmp_filter_ctx filter)
{
    constexpr std::uint32_t kAllow = SCMP_ACT_ALLOW;
    const auto write = [filter](int call, scmp_datum_t to) { return seccomp_rule_add(filter, kAllow, call, 1, SCMP_A0(SCMP_CMP_EQ, to)) == 0; };
    const auto without = [filter](int call, unsigned place, scmp_datum_t bits) {
        return seccomp_rule_add(filter, kAllow, call, 1, SCMP_CMP(place, SCMP_CMP_MASKED_EQ, bits, 0)) == 0;
    };
    constexpr scmp_datum_t kChanging = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    return write(SCMP_SYS(write), 1) && write(SCMP_SYS(write), 2) && write(SCMP_SYS(writev), 1) && write(SCMP_SYS(writev), 2)
        && without(SCMP_SYS(openat), 2, kChanging) && without(SCMP_SYS(open), 1, kChanging)
        && without(SCMP_SYS(mmap), 2, PROT_EXEC) && without(SCMP_SYS(mprotect), 2, PROT_EXEC)
        && seccomp_rule_add(filter, kAllow, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0
        && seccomp_rule_add(filter, kAllow, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0)) == 0
        && seccomp_rule_add(filter, kAllow, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)) == 0
        // The C library then makes threads by clone(), whose flags can be seen.
        && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

bool addRules(scmp_filter_ctx filter)
{
    return add(filter, SCMP_ACT_ALLOW,
               {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(stat),
                SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(fstatfs), SCMP_SYS(statfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
                SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(fadvise64),
                SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
                SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
                SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
                SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(getrusage),
                SCMP_SYS(times), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(tgkill),
                SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(restart_syscall), SCMP_SYS(getrlimit)})
        // What only somebody does who took this process over: it ends there and then.
        && add(filter, SCMP_ACT_KILL_PROCESS,
               {SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
                SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
                SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(mount), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(bpf),
                SCMP_SYS(io_uring_setup), SCMP_SYS(keyctl), SCMP_SYS(memfd_create)})
        && addCompared(filter);
}

/// Everything else fails with EPERM.
bool filterCalls()
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    const bool ok = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && addRules(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}

} // namespace

bool enterSandbox()
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || !setLimits())
        return false;
    restrictFiles();
    return filterCalls();
}

} // namespace tern::preview
