// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpDialogue.h"

#include <algorithm>

namespace tern::smtp {
namespace {

constexpr std::size_t kLongestLine = 4096;      // RFC 5321 §4.5.3.1.5 says 512; real servers say more
constexpr std::size_t kMostLines = 200;

std::string printable(std::string_view text)
{
    std::string clean(text);
    std::replace_if(clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return clean;
}

} // namespace

Error SmtpDialogue::broken(Error error)
{
    drop();
    return error;
}

Result<void> SmtpDialogue::send(std::string_view line)
{
    // The last guard: whatever an address or a name may hold, one command stays one command.
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        return makeError(ErrorKind::InvalidInput, "smtp.command", "a line break in a command");
    return m_socket->writeAll(std::string(line) + "\r\n");
}

Result<SmtpReply> SmtpDialogue::readReply()
{
    SmtpReply reply;
    for (;;) {
        std::string line;
        if (m_unbuffered) {
            auto read = m_socket->readLineUnbuffered(kLongestLine);
            if (!read)
                return read.error();
            line = *std::move(read);
        } else {
            auto read = m_socket->readLine(kLongestLine);
            if (!read)
                return read.error();
            line = *read;
        }
        m_socket->trace().server(line);
        const auto parsed = parseReplyLine(line);
        if (!parsed)
            return broken(parsed.error());
        if (reply.lines.size() == kMostLines)
            return broken(makeError(ErrorKind::ProtocolError, "smtp.reply", "a reply has no end"));
        reply.code = parsed->code;
        reply.lines.push_back(printable(parsed->text));
        if (parsed->isLast)
            return reply;
    }
}

Result<SmtpReply> SmtpDialogue::command(std::string_view line)
{
    if (auto sent = send(line); !sent)
        return sent.error();
    return readReply();
}

} // namespace tern::smtp
