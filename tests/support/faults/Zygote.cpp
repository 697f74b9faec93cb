// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/Zygote.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <stdexcept>

namespace tern::test {
namespace {

constexpr std::size_t kLongest = 64 * 1024;

void tell(int socket, int value)
{
    static_cast<void>(::send(socket, &value, sizeof value, MSG_NOSIGNAL));
}

int hear(int socket)
{
    int value = 0;
    if (::recv(socket, &value, sizeof value, 0) != static_cast<ssize_t>(sizeof value))
        throw std::runtime_error("the process that makes processes is gone");
    return value;
}

} // namespace

void Zygote::SetUp()
{
    int sockets[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
        throw std::runtime_error("no socket pair");
    m_pid = ::fork();
    if (m_pid == 0) {
        ::close(sockets[0]);
        serve(sockets[1]);
    }
    ::close(sockets[1]);
    m_socket = sockets[0];
}

void Zygote::TearDown()
{
    ::close(m_socket);
    int status = 0;
    ::waitpid(m_pid, &status, 0);
}

pid_t Zygote::start(const Words &words)
{
    std::string packet;
    for (const std::string &word : words)
        packet += word + '\0';
    if (packet.size() > kLongest || ::send(m_socket, packet.data(), packet.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(packet.size()))
        throw std::runtime_error("the process that makes processes doesn't listen");
    const pid_t child = hear(m_socket);
    {
        const std::lock_guard lock(m_mutex);
        m_child = child;
    }
    m_began.notify_all();
    return child;
}

int Zygote::wait()
{
    const int status = hear(m_socket);
    const std::lock_guard lock(m_mutex);
    m_child = -1;
    return status;
}

void Zygote::kill()
{
    std::unique_lock lock(m_mutex);
    m_began.wait_for(lock, std::chrono::seconds(5), [this] { return m_child > 0; });
    if (m_child > 0)
        ::kill(m_child, SIGKILL);
}

void Zygote::serve(int socket)
{
    std::string packet(kLongest, '\0');
    for (;;) {
        const auto got = ::recv(socket, packet.data(), packet.size(), 0);
        if (got <= 0)
            ::_exit(0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(socket);
            Words words;
            for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
                words.emplace_back(packet.c_str() + at);
                at += words.back().size() + 1;
            }
            ::_exit(m_work(words));
        }
        tell(socket, child);
        int status = 0;
        ::waitpid(child, &status, 0);
        tell(socket, status);
    }
}

} // namespace tern::test
