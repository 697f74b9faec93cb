// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3Dialogue.h"

#include "core/net/WebAnswer.h"

#include <cstring>

namespace tern::pop3 {
namespace {

constexpr std::size_t kLongestLine = 4096;      // RFC 2449 §4 says 512
constexpr std::uint64_t kMostReserved = 8 * 1024 * 1024;    // what a server announces is not believed beyond this

} // namespace

Error Pop3Dialogue::broken(Error error)
{
    drop();
    return error;
}

Result<void> Pop3Dialogue::send(std::string_view line)
{
    // The last guard: whatever a name may hold, one command stays one command.
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        return makeError(ErrorKind::InvalidInput, "pop3.command", "a line break in a command");
    return m_socket->writeAll(std::string(line) + "\r\n");
}

Result<void> Pop3Dialogue::sendAll(const std::vector<std::string> &lines)
{
    std::string together;
    for (const std::string &line : lines) {
        if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            return makeError(ErrorKind::InvalidInput, "pop3.command", "a line break in a command");
        together += line + "\r\n";
    }
    return together.empty() ? Result<void>() : m_socket->writeAll(together);
}

Result<std::string> Pop3Dialogue::readLine()
{
    if (m_unbuffered)
        return m_socket->readLineUnbuffered(kLongestLine);
    auto line = m_socket->readLine(kLongestLine);
    if (!line)
        return line.error();
    // The two bytes before the next line are still in the buffer; which of them ended this one says how the server ends lines.
    m_bareLineEnds = line->data()[line->size()] == '\n';
    return std::string(*line);
}

Result<Pop3Reply> Pop3Dialogue::readReply()
{
    auto line = readLine();
    if (!line)
        return line.error();
    m_socket->trace().server(*line);
    if (isWebAnswer(*line))
        return broken(makeError(ErrorKind::CaptivePortal, "pop3.reply", line->substr(0, 100)));
    auto reply = parseReply(*line);
    if (!reply)
        return broken(reply.error());
    return reply;
}

Result<Pop3Reply> Pop3Dialogue::command(std::string_view line)
{
    // An answer that is there before its question would be taken for the answer to this one.
    if (!m_unbuffered && m_socket->hasArrived()) {
        auto early = readReply();
        if (!early)
            return early.error();
        return broken(makeError(ErrorKind::ProtocolError, "pop3.reply", "a reply to nothing: " + early->text));
    }
    if (auto sent = send(line); !sent)
        return sent.error();
    return readReply();
}

Result<void> Pop3Dialogue::readLines(std::size_t cap, const std::function<void(std::string_view)> &line)
{
    std::size_t bytes = 0;
    for (std::size_t count = 0;; ++count) {
        auto read = readLine();
        if (!read)
            return read.error();
        bytes += read->size() + 2;
        if (*read == ".") {
            m_socket->trace().endBulk();
            return {};
        }
        if (count == cap)
            return broken(makeError(ErrorKind::ProtocolError, "pop3.reply", "an answer has no end"));
        m_socket->trace().serverBulk(*read, read->size() + 2);
        std::string_view text = *read;
        if (text.starts_with('.'))
            text.remove_prefix(1);
        line(text);
    }
}

Result<QByteArray> Pop3Dialogue::readMessage(std::uint64_t cap, std::uint64_t expected)
{
    QByteArray message;
    message.reserve(static_cast<qsizetype>(std::min(std::min(expected, cap), kMostReserved) + 16));
    DotDecoder decoder(m_bareLineEnds);
    std::uint64_t received = 0;
    while (!decoder.isDone()) {
        auto piece = m_socket->readSome();
        if (!piece)
            return piece.error();
        const std::size_t used = decoder.feed(*piece, message);
        m_socket->consume(used);
        received += used;
        if (static_cast<std::uint64_t>(message.size()) > cap)
            return broken(makeError(ErrorKind::MessageTooLarge, "pop3.message", "more than " + std::to_string(cap) + " bytes"));
    }
    m_socket->trace().serverBulk("… " + std::to_string(received) + " bytes", received);
    return message;
}

std::size_t DotDecoder::feed(std::string_view bytes, QByteArray &message)
{
    std::size_t at = 0;
    const auto append = [&](const char *from, std::size_t count) { message.append(from, static_cast<qsizetype>(count)); };
    while (at < bytes.size() && !m_done) {
        const char c = bytes[at];
        switch (m_at) {
        case At::LineStart:
            if (c == '.') {
                m_at = At::Dot;
                ++at;
                break;
            }
            m_at = At::Inside;
            break;
        case At::Dot:
            if (c == '\r') {
                m_at = At::DotCr;
                ++at;
            } else if (c == '\n' && m_bareLineEnds) {
                m_done = true;
                ++at;
            } else {
                m_at = At::Inside;      // the dot was stuffing
            }
            break;
        case At::DotCr:
            if (c == '\n') {
                m_done = true;
                ++at;
            } else {
                message.append('\r');   // ".\r" and then no LF: the dot was stuffing, the CR is text
                m_at = c == '\r' ? At::Cr : At::Inside;
                if (c == '\r')
                    ++at;
                if (m_at == At::Cr)
                    message.append('\r');
            }
            break;
        case At::Inside: {
            const char sought = m_bareLineEnds ? '\n' : '\r';
            const auto *found = static_cast<const char *>(std::memchr(bytes.data() + at, sought, bytes.size() - at));
            const std::size_t end = found ? static_cast<std::size_t>(found - bytes.data()) + 1 : bytes.size();
            append(bytes.data() + at, end - at);
            at = end;
            if (found)
                m_at = m_bareLineEnds ? At::LineStart : At::Cr;
            break;
        }
        case At::Cr:
            message.append(c);
            ++at;
            m_at = c == '\n' ? At::LineStart : c == '\r' ? At::Cr : At::Inside;
            break;
        }
    }
    return at;
}

} // namespace tern::pop3
