// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench/BareImap.h"

#include "tests/support/bench/Figures.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::bench {

BareImap::BareImap(std::uint16_t port, const std::string &user, const std::string &password)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        fail("the bare socket can't connect");
    readUntil("*");
    run("LOGIN " + user + " " + password);
}

BareImap::~BareImap()
{
    ::close(m_socket);
}

double BareImap::run(const std::string &command)
{
    const std::string tag = "B" + std::to_string(++m_number);
    const auto begin = SteadyClock::now();
    send(tag + " " + command + "\r\n");
    readUntil(tag);
    return secondsSince(begin);
}

void BareImap::send(const std::string &text)
{
    for (std::size_t sent = 0; sent < text.size();) {
        const auto count = ::send(m_socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (count <= 0)
            fail("the bare socket can't send");
        sent += static_cast<std::size_t>(count);
    }
}

void BareImap::readUntil(const std::string &tag)
{
    static std::array<char, 128 * 1024> block;
    const std::string wanted = "\n" + tag + " ";
    constexpr std::size_t kLongestLine = 2'000;
    std::string tail = "\n";
    m_bytes = 0;
    for (;;) {
        const auto count = ::recv(m_socket, block.data(), block.size(), 0);
        if (count <= 0)
            fail("the server closed the bare socket");
        const std::string_view piece(block.data(), static_cast<std::size_t>(count));
        m_bytes += piece.size();
        tail += piece.substr(piece.size() - std::min(piece.size(), kLongestLine));
        if (tail.size() > kLongestLine)
            tail.erase(0, tail.size() - kLongestLine);
        if (tail.back() != '\n')
            continue;
        const auto line = tail.rfind('\n', tail.size() - 2);
        if (line == std::string::npos || tail.compare(line, wanted.size(), wanted) != 0)
            continue;
        if (tail.compare(line + wanted.size(), 2, "OK") != 0)
            fail("the server said:" + tail.substr(line));
        return;
    }
}

std::string listingCommand(const std::string &set)
{
    return "FETCH " + set
        + " (UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID "
          "IN-REPLY-TO REFERENCES LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST CONTENT-TYPE IMPORTANCE X-PRIORITY AUTO-SUBMITTED "
          "DISPOSITION-NOTIFICATION-TO AUTHENTICATION-RESULTS)])";
}

} // namespace tern::bench
