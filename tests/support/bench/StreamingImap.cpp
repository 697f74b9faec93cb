// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench/StreamingImap.h"

#include "tests/support/bench/Figures.h"

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tern::bench {
namespace {

/// One client's dialogue.
class Talk {
public:
    Talk(int socket, std::uint32_t messages) : m_socket(socket), m_messages(messages) {}

    void run()
    {
        write("* OK [CAPABILITY IMAP4rev1 UNSELECT LITERAL+] ready\r\n");
        flush();
        for (std::string line; readLine(line);) {
            const auto space = line.find(' ');
            const std::string tag = line.substr(0, space);
            obey(tag, space == std::string::npos ? std::string() : line.substr(space + 1));
            // Commands that came together are answered together.
            if (m_in.find('\n') == std::string::npos)
                flush();
        }
    }

private:
    void obey(const std::string &tag, const std::string &command)
    {
        const auto has = [&](const char *word) { return command.find(word) != std::string::npos; };
        if (command.starts_with("CAPABILITY"))
            write("* CAPABILITY IMAP4rev1 UNSELECT LITERAL+\r\n");
        else if (command.starts_with("SELECT") || command.starts_with("EXAMINE"))
            write("* " + std::to_string(m_messages) + " EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT " + std::to_string(m_messages + 1) + "] x\r\n");
        else if (const auto at = command.find("FETCH "); at != std::string::npos)
            fetch(command.substr(at + 6), has("HEADER.FIELDS"));
        write(tag + " OK done\r\n");
    }

    void fetch(const std::string &rest, bool withHeaders)
    {
        const std::string set = rest.substr(0, rest.find(' '));
        for (std::size_t begin = 0; begin < set.size();) {
            const auto end = std::min(set.find(',', begin), set.size());
            const std::string piece = set.substr(begin, end - begin);
            const auto colon = piece.find(':');
            const std::uint32_t a = number(piece.substr(0, colon));
            const std::uint32_t b = colon == std::string::npos ? a : number(piece.substr(colon + 1));
            for (std::uint32_t i = std::min(a, b); i <= std::max(a, b) && i <= m_messages; ++i)
                message(i, withHeaders);
            begin = end + 1;
        }
    }

    [[nodiscard]] std::uint32_t number(const std::string &text) const
    {
        return text == "*" ? m_messages : static_cast<std::uint32_t>(std::stoul(text));
    }

    /// As in a mailbox that grew for years: ten a working hour; a few minutes out of order, as mail arrives; one in a hundred sent days before it came,
    /// and one in a thousand of any time, as what is moved there later.
    [[nodiscard]] std::time_t dateOf(std::uint32_t i) const
    {
        constexpr std::time_t kNewest = 1'700'000'000;
        constexpr std::uint32_t kApart = 315;
        const std::uint32_t mixed = i * 2'654'435'761U >> 8U;
        std::uint32_t place = m_messages - i;
        if (i % 1000 == 7)
            place = mixed % m_messages;
        return kNewest - static_cast<std::time_t>(place) * kApart - mixed % (i % 100 == 13 ? 400'000U : 900U);
    }

    static std::string format(std::time_t time, const char *pattern)
    {
        std::tm parts{};
        gmtime_r(&time, &parts);
        char text[60];
        return {text, std::strftime(text, sizeof text, pattern, &parts)};
    }

    void message(std::uint32_t i, bool withHeaders)
    {
        char line[600];
        if (!withHeaders) {
            std::snprintf(line, sizeof line, "* %u FETCH (UID %u FLAGS (\\Seen) RFC822.SIZE %u)\r\n", i, i, 2000 + i % 9000);
            return write(line);
        }
        const std::time_t date = dateOf(i);
        char head[1000];
        const int size = std::snprintf(head, sizeof head,
                                       "Date: %s\r\nFrom: Person %u <person%u@domain%u.test>\r\nTo: Li Ming <receiver@qq.test>\r\n"
                                       "Subject: Report %u about the meeting of week %u and what follows\r\nMessage-ID: <%u.%u@domain%u.test>\r\n"
                                       "Content-Type: multipart/alternative; boundary=\"alt-%u\"\r\n\r\n",
                                       format(date, "%a, %d %b %Y %H:%M:%S +0000").c_str(), i % 5000, i % 5000, i % 300, i, i % 52, i, i * 7919U, i % 300, i);
        std::snprintf(line, sizeof line,
                      "* %u FETCH (UID %u FLAGS (%s) INTERNALDATE \"%s\" RFC822.SIZE %u BODYSTRUCTURE "
                      "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"7BIT\" %u %u NIL NIL NIL NIL)(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\") NIL NIL \"7BIT\" "
                      "%u 40 NIL NIL NIL NIL) \"ALTERNATIVE\" (\"BOUNDARY\" \"alt-%u\") NIL NIL NIL) BODY[HEADER.FIELDS (DATE)] {%d}\r\n",
                      i, i, i % 7 == 0 ? "" : "\\Seen", format(date, "%d-%b-%Y %H:%M:%S +0000").c_str(), 2000 + i % 9000, 700 + i % 500, 10 + i % 20, 1200 + i % 7000, i, size);
        write(line);
        m_out.append(head, static_cast<std::size_t>(size));
        write(")\r\n");
    }

    bool readLine(std::string &line)
    {
        for (;;) {
            if (const auto end = m_in.find('\n'); end != std::string::npos) {
                line = m_in.substr(0, end > 0 && m_in[end - 1] == '\r' ? end - 1 : end);
                m_in.erase(0, end + 1);
                return true;
            }
            char block[4096];
            const auto count = ::recv(m_socket, block, sizeof block, 0);
            if (count <= 0)
                return false;
            m_in.append(block, static_cast<std::size_t>(count));
        }
    }

    void write(const std::string &text)
    {
        m_out += text;
        if (m_out.size() > 64 * 1024)
            flush();
    }

    void flush()
    {
        for (std::size_t sent = 0; sent < m_out.size();) {
            const auto count = ::send(m_socket, m_out.data() + sent, m_out.size() - sent, MSG_NOSIGNAL);
            if (count <= 0)
                break;
            sent += static_cast<std::size_t>(count);
        }
        m_out.clear();
    }

    const int m_socket;
    const std::uint32_t m_messages;
    std::string m_in;
    std::string m_out;
};

} // namespace

StreamingImap::StreamingImap(std::uint32_t messages)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<const sockaddr *>(&address), size) != 0 || ::listen(listener, 8) != 0
        || ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        fail("the streaming server can't listen");
    m_port = ntohs(address.sin_port);
    m_process = ::fork();
    if (m_process < 0)
        fail("no process for the streaming server");
    if (m_process > 0) {
        ::close(listener);
        return;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        const int client = ::accept(listener, nullptr, nullptr);
        if (client < 0)
            ::_exit(0);
        Talk(client, messages).run();
        ::close(client);
    }
}

StreamingImap::~StreamingImap()
{
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
}

} // namespace tern::bench
