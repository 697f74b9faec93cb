// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/plainimap/PlainImap.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace tern::test {
namespace {

std::string between(const std::string &text, const std::string &start, const std::string &end)
{
    const auto from = text.find(start);
    if (from == std::string::npos)
        return {};
    const auto to = text.find(end, from + start.size());
    return text.substr(from + start.size(), to == std::string::npos ? to : to - from - start.size());
}

} // namespace

PlainImap::PlainImap(std::uint16_t port, const std::string &user, const std::string &password) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        throw std::runtime_error("no connection to the IMAP server");
    (void)readLine();
    (void)command("LOGIN \"" + user + "\" \"" + password + "\"");
}

std::string PlainImap::readLine()
{
    std::string line;
    while (true) {
        const auto end = m_in.find("\r\n");
        if (end == std::string::npos) {
            char buffer[65'536];
            const ssize_t count = ::recv(m_socket.get(), buffer, sizeof buffer, 0);
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                throw std::runtime_error(std::string("the IMAP server said no more: ") + (count == 0 ? "it closed" : std::strerror(errno)) + ", after " + std::to_string(m_tag) + " commands");
            m_in.append(buffer, static_cast<std::size_t>(count));
            continue;
        }
        line += m_in.substr(0, end);
        m_in.erase(0, end + 2);
        if (!line.ends_with('}'))
            return line;
        // A literal is part of its line.
        std::size_t size = std::stoul(line.substr(line.rfind('{') + 1));
        while (m_in.size() < size) {
            char buffer[65'536];
            const ssize_t count = ::recv(m_socket.get(), buffer, sizeof buffer, 0);
            if (count <= 0)
                throw std::runtime_error("the IMAP server broke off");
            m_in.append(buffer, static_cast<std::size_t>(count));
        }
        line += "\n" + m_in.substr(0, size);
        m_in.erase(0, size);
    }
}

std::vector<std::string> PlainImap::command(const std::string &text)
{
    const std::string tag = "p" + std::to_string(++m_tag);
    const std::string out = tag + " " + text + "\r\n";
    if (::send(m_socket.get(), out.data(), out.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(out.size()))
        throw std::runtime_error("the IMAP server takes no command");
    std::vector<std::string> lines;
    while (true) {
        std::string line = readLine();
        if (!line.starts_with(tag + " ")) {
            lines.push_back(std::move(line));
            continue;
        }
        if (!line.starts_with(tag + " OK"))
            throw std::runtime_error(text.substr(0, 60) + ": " + line);
        return lines;
    }
}

void PlainImap::append(const std::string &mailbox, const std::string &raw)
{
    (void)command("APPEND \"" + mailbox + "\" {" + std::to_string(raw.size()) + "+}\r\n" + raw);
}

std::vector<PlainImap::Message> PlainImap::messages(const std::string &mailbox)
{
    (void)command("EXAMINE \"" + mailbox + "\"");
    std::vector<Message> found;
    for (const std::string &line : command("UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID SUBJECT)])")) {
        if (line.find(" FETCH ") == std::string::npos)
            continue;
        Message message;
        message.uid = static_cast<std::uint32_t>(std::stoul("0" + between(line, "UID ", " ")));
        message.messageId = between(line, "<", ">");
        message.subject = between(line, "Subject: ", "\r\n");
        std::istringstream flags(between(line, "FLAGS (", ")"));
        for (std::string flag; flags >> flag;) {
            if (flag != "\\Recent")
                message.flags.insert(flag);
        }
        if (message.uid != 0)
            found.push_back(std::move(message));
    }
    return found;
}

std::vector<std::string> PlainImap::mailboxes()
{
    std::vector<std::string> names;
    for (const std::string &line : command("LIST \"\" \"*\"")) {
        std::string name = line.substr(line.find("\"/\" ") + 4);
        if (name.starts_with('"'))
            name = name.substr(1, name.size() - 2);
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace tern::test
