// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench/BarePop3.h"

#include "tests/support/bench/Figures.h"

#include <arpa/inet.h>
#include <array>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::bench {

double BarePop3::retrieveAll(std::uint16_t port, const std::string &user, const std::string &password, int count)
{
    const auto begin = SteadyClock::now();
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(connection, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        fail("the bare socket can't connect");
    std::string commands = "USER " + user + "\r\nPASS " + password + "\r\n";
    for (int number = 1; number <= count; ++number)
        commands += "RETR " + std::to_string(number) + "\r\n";
    commands += "QUIT\r\n";
    ::fcntl(connection, F_SETFL, ::fcntl(connection, F_GETFL) | O_NONBLOCK);
    static std::array<char, 128 * 1024> block;
    s_bytes = 0;
    std::size_t sent = 0;
    for (bool isOpen = true; isOpen;) {
        pollfd wait{connection, static_cast<short>(POLLIN | (sent < commands.size() ? POLLOUT : 0)), 0};
        ::poll(&wait, 1, -1);
        if ((wait.revents & POLLOUT) != 0) {
            if (const auto written = ::send(connection, commands.data() + sent, commands.size() - sent, MSG_NOSIGNAL); written > 0)
                sent += static_cast<std::size_t>(written);
        }
        if ((wait.revents & (POLLIN | POLLHUP)) != 0) {
            const auto got = ::recv(connection, block.data(), block.size(), 0);
            isOpen = got > 0;
            s_bytes += got > 0 ? static_cast<std::uint64_t>(got) : 0;
        }
    }
    ::close(connection);
    if (s_bytes < static_cast<std::uint64_t>(count))
        fail("the bare socket was refused");
    return secondsSince(begin);
}

} // namespace tern::bench
