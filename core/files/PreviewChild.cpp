// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/PreviewChild.h"

#include "core/base/UniqueFd.h"
#include "core/files/PreviewWire.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tern::files {
namespace {

using Trouble = Drawn::Trouble;
using Time = std::chrono::steady_clock::time_point;

Drawn failed(Trouble trouble)
{
    Drawn drawn;
    drawn.trouble = trouble;
    return drawn;
}

/// The file in memory, which nobody can change any more.
UniqueFd sealedCopy(const QByteArray &file)
{
    UniqueFd fd(::memfd_create("tern-preview", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    qsizetype written = 0;
    while (fd.isOpen() && written < file.size()) {
        const ssize_t piece = ::write(fd.get(), file.constData() + written, static_cast<std::size_t>(file.size() - written));
        if (piece < 0 && errno == EINTR)
            continue;
        if (piece <= 0)
            fd.reset();
        else
            written += piece;
    }
    if (fd.isOpen() && ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        fd.reset();
    return fd;
}

/// Where fonts are, and nothing else.
std::vector<std::string> fewVariables()
{
    std::vector<std::string> kept{"LC_ALL=C.UTF-8"};
    for (const char *name : {"HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "ASAN_OPTIONS",
                             "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char *value = std::getenv(name))
            kept.push_back(std::string(name) + '=' + value);
    }
    return kept;
}

/// \return its process id; 0 if it can't be started.
pid_t start(const std::vector<std::string> &words, int input, int output)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::vector<char *> arguments, environment;
    for (const std::string &word : words)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    const std::vector<std::string> variables = fewVariables();
    for (const std::string &variable : variables)
        environment.push_back(const_cast<char *>(variable.c_str()));
    environment.push_back(nullptr);
    pid_t child = 0;
    if (posix_spawn(&child, words.front().c_str(), &files, &attributes, arguments.data(), environment.data()) != 0)
        child = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return child;
}

/// A child that is gone when this is.
class Child final {
public:
    explicit Child(pid_t process) : m_process(process) {}
    ~Child()
    {
        if (!m_isReaped) {
            ::kill(m_process, SIGKILL);
            reap();
        }
    }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    /// After its output ended: whether it ended well by itself until then.
    [[nodiscard]] bool endedWell(Time until)
    {
        // Closing its output is the last thing it does; what goes on after that is killed.
        while (::waitpid(m_process, &m_status, WNOHANG) == 0) {
            if (std::chrono::steady_clock::now() >= until)
                return false;
            ::poll(nullptr, 0, 1);
        }
        m_isReaped = true;
        return WIFEXITED(m_status) && WEXITSTATUS(m_status) == 0;
    }

private:
    void reap()
    {
        while (::waitpid(m_process, &m_status, 0) < 0 && errno == EINTR) {
        }
        m_isReaped = true;
    }

    pid_t m_process;
    int m_status = 0;
    bool m_isReaped = false;
};

/// Reads until the end. \return None, TooSlow, Cancelled, or Died for more than can be meant.
Trouble readAll(int fd, std::string &answer, Time until, const StopToken &stop)
{
    constexpr std::size_t kMost = sizeof(wire::Header) + std::size_t{wire::kMostPixels} * 4 + wire::kMostText;
    std::vector<char> piece(262'144);
    for (;;) {
        std::array<pollfd, 2> wait{pollfd{fd, POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (left <= 0)
            return Trouble::TooSlow;
        if (::poll(wait.data(), wait.size(), static_cast<int>(left)) < 0 && errno != EINTR)
            return Trouble::Died;
        if (stop.stopRequested())
            return Trouble::Cancelled;
        if (!(wait[0].revents & (POLLIN | POLLHUP | POLLERR)))
            continue;
        const ssize_t got = ::read(fd, piece.data(), piece.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return got == 0 ? Trouble::None : Trouble::Died;
        answer.append(piece.data(), static_cast<std::size_t>(got));
        if (answer.size() > kMost)
            return Trouble::Died;
    }
}

Trouble troubleOf(wire::Status status)
{
    switch (status) {
    case wire::Status::Drawn:
        return Trouble::None;
    case wire::Status::NotReadable:
        return Trouble::NotReadable;
    case wire::Status::Locked:
        return Trouble::Locked;
    case wire::Status::TooLarge:
        return Trouble::TooLarge;
    case wire::Status::NoSuchPage:
        return Trouble::NoSuchPage;
    }
    return Trouble::Died;
}

/// Nothing is taken that doesn't fit together and into what was asked for.
Drawn readAnswer(const std::string &answer, const DrawOrder &order)
{
    wire::Header header;
    if (answer.size() < sizeof header)
        return failed(Trouble::Died);
    std::memcpy(&header, answer.data(), sizeof header);
    if (header.magic != wire::kMagic)
        return failed(Trouble::Died);
    constexpr std::uint32_t kMostPages = 1'000'000;
    Drawn drawn = failed(troubleOf(header.status));
    drawn.pages = static_cast<int>(std::min(header.pages, kMostPages));
    if (drawn.trouble != Trouble::None)
        return drawn;
    const std::uint64_t pixels = std::uint64_t{header.width} * header.height * 4;
    const bool fits = header.width > 0 && header.height > 0 && static_cast<std::int64_t>(header.width) <= order.width
        && static_cast<std::int64_t>(header.height) <= order.height && header.textBytes <= wire::kMostText;
    if (!fits || answer.size() != sizeof header + pixels + header.textBytes)
        return failed(Trouble::Died);
    constexpr std::uint32_t kMostNatural = 1'000'000'000;
    drawn.naturalWidth = static_cast<int>(std::min(header.naturalWidth, kMostNatural));
    drawn.naturalHeight = static_cast<int>(std::min(header.naturalHeight, kMostNatural));
    drawn.width = static_cast<int>(header.width);
    drawn.height = static_cast<int>(header.height);
    drawn.pixels = QByteArray(answer.data() + sizeof header, static_cast<qsizetype>(pixels));
    drawn.text = QString::fromUtf8(answer.data() + sizeof header + pixels, static_cast<qsizetype>(header.textBytes));
    return drawn;
}

} // namespace

Drawn drawInChild(const std::string &program, const QByteArray &file, const DrawOrder &order, std::chrono::milliseconds limit, const StopToken &stop)
{
    const Time until = std::chrono::steady_clock::now() + limit;
    if (file.size() > wire::kLargestFile)
        return failed(Trouble::TooLarge);
    if (file.isEmpty())
        return failed(Trouble::NotReadable);
    const UniqueFd input = sealedCopy(file);
    int ends[2] = {-1, -1};
    if (!input.isOpen() || ::pipe2(ends, O_CLOEXEC) != 0)
        return failed(Trouble::NoProgram);
    const UniqueFd output(ends[0]);
    UniqueFd theirs(ends[1]);
    ::fcntl(output.get(), F_SETFL, O_NONBLOCK);
    const bool isPdf = order.format == "pdf";
    const pid_t process = start({program, isPdf ? "pdf" : "picture", isPdf ? std::to_string(order.page) : order.format, std::to_string(order.width),
                                 std::to_string(order.height)},
                                input.get(), theirs.get());
    theirs.reset();
    if (process <= 0)
        return failed(Trouble::NoProgram);
    Child child(process);
    std::string answer;
    if (const Trouble trouble = readAll(output.get(), answer, until, stop); trouble != Trouble::None)
        return failed(trouble);
    return child.endedWell(until) ? readAnswer(answer, order) : failed(Trouble::Died);
}

} // namespace tern::files
