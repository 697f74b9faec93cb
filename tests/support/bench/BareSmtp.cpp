// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench/BareSmtp.h"

#include "tests/support/bench/Figures.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::bench {
namespace {

void say(int connection, const std::string &bytes)
{
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto written = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (written <= 0)
            fail("the bare socket was cut off");
        sent += static_cast<std::size_t>(written);
    }
}

/// Reads a whole reply.
void expect(int connection, char first)
{
    std::string reply;
    char block[1024];
    for (;;) {
        const std::size_t last = reply.size() < 2 ? std::string::npos : reply.rfind('\n', reply.size() - 2);
        const std::size_t begin = last == std::string::npos ? 0 : last + 1;
        if (reply.ends_with('\n') && reply.size() > begin + 3 && reply[begin + 3] == ' ')
            break;
        const auto got = ::recv(connection, block, sizeof block, 0);
        if (got <= 0)
            fail("the bare socket was cut off");
        reply.append(block, static_cast<std::size_t>(got));
    }
    if (reply.front() != first)
        fail("the bare socket was told " + reply);
}

} // namespace

double BareSmtp::send(std::uint16_t port, const std::string &from, const std::string &recipient, const std::string &content)
{
    const auto begin = SteadyClock::now();
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(connection, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        fail("the bare socket can't connect");
    expect(connection, '2');
    for (const std::string &command : {std::string("EHLO bare.test"), "MAIL FROM:<" + from + ">", "RCPT TO:<" + recipient + ">"}) {
        say(connection, command + "\r\n");
        expect(connection, '2');
    }
    say(connection, "DATA\r\n");
    expect(connection, '3');
    say(connection, content + ".\r\n");
    expect(connection, '2');
    const double seconds = secondsSince(begin);
    say(connection, "QUIT\r\n");
    ::close(connection);
    return seconds;
}

} // namespace tern::bench
