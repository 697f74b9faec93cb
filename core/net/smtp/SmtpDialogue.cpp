// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpDialogue.h"

#include "core/net/WebAnswer.h"

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
        if (!parsed && isWebAnswer(line))
            return broken(makeError(ErrorKind::CaptivePortal, "smtp.reply", line.substr(0, 100)));
        if (!parsed)
            return broken(parsed.error());
        if (reply.lines.size() == kMostLines)
            return broken(makeError(ErrorKind::ProtocolError, "smtp.reply", "a reply has no end"));
        // A reply with two codes [RFC 5321 §4.2.1] would mean one thing to us and another to whoever reads the trace.
        if (!reply.lines.empty() && reply.code != parsed->code)
            return broken(makeError(ErrorKind::ProtocolError, "smtp.reply", "a reply with two codes"));
        reply.code = parsed->code;
        reply.lines.push_back(printable(parsed->text));
        if (parsed->isLast)
            return reply;
    }
}

Result<std::optional<SmtpReply>> SmtpDialogue::earlyReply()
{
    if (m_unbuffered || !m_socket->hasArrived())
        return std::optional<SmtpReply>();
    auto reply = readReply();
    if (!reply)
        return reply.error();
    return std::optional(*std::move(reply));
}

Result<SmtpReply> SmtpDialogue::command(std::string_view line)
{
    auto early = earlyReply();
    if (!early)
        return early.error();
    if (*early) {
        // A server that closes says so unasked [RFC 5321 §3.8].
        if ((*early)->code == 421)
            return **early;
        return broken(makeError(ErrorKind::ProtocolError, "smtp.reply", "a reply to nothing: " + std::to_string((*early)->code) + " " + (*early)->text()));
    }
    if (auto sent = send(line); !sent)
        return sent.error();
    return readReply();
}

} // namespace tern::smtp
