// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapResponseReader.h"

#include "core/net/LineSocket.h"
#include "core/net/imap/ImapCursor.h"

#include <charconv>
#include <cstring>

namespace tern::imap {
namespace {

constexpr std::size_t kKeptAssembly = 1'000'000;     // bytes that stay allocated for the next response

// The text of a status response is free, and may end like a literal without being one.
bool mayHoldLiterals(std::string_view text)
{
    if (text.substr(0, 2) != "* ")
        return false;
    for (const std::string_view word : {"OK", "NO", "BAD", "BYE", "PREAUTH"}) {
        if (equalsNoCase(text.substr(2, word.size()), word) && (text.size() == word.size() + 2 || text[word.size() + 2] == ' '))
            return false;
    }
    return true;
}

// The beginning of a response for the trace, each literal as "{12} …".
std::string abbreviate(std::string_view text)
{
    std::string line;
    while (!text.empty() && line.size() <= kMaxTraceText) {
        const auto end = text.find('\n');
        std::string_view piece = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!piece.empty() && piece.back() == '\r')
            piece.remove_suffix(1);
        line += piece.substr(0, kMaxTraceText + 1);
        const auto size = end == std::string_view::npos ? std::nullopt : literalAtEnd(piece);
        if (!size)
            continue;
        line += " …";
        text.remove_prefix(static_cast<std::size_t>(std::min<std::uint64_t>(*size, text.size())));
    }
    return line;
}

} // namespace

bool ImapResponse::is(std::string_view word) const
{
    return equalsNoCase(name, word);
}

std::optional<std::uint64_t> literalAtEnd(std::string_view line)
{
    if (line.size() < 3 || line.back() != '}')
        return {};
    std::size_t at = line.size() - 1;
    if (line[at - 1] == '+')
        --at;
    const std::size_t end = at;
    while (at > 0 && line[at - 1] >= '0' && line[at - 1] <= '9')
        --at;
    if (at == end || at == 0 || line[at - 1] != '{')
        return {};
    std::uint64_t size = 0;
    const auto [stop, code] = std::from_chars(line.data() + at, line.data() + end, size);
    return code == std::errc() && stop == line.data() + end ? size : UINT64_MAX;
}

StatusText parseStatusText(std::string_view rest)
{
    StatusText status;
    if (rest.empty() || rest.front() != '[') {
        status.text = rest;
        return status;
    }
    // A quoted "]" inside the code's arguments doesn't end it.
    bool quoted = false;
    std::size_t end = 1;
    for (; end < rest.size() && (quoted || rest[end] != ']'); ++end) {
        if (rest[end] == '"')
            quoted = !quoted;
        else if (rest[end] == '\\' && quoted)
            ++end;
    }
    if (end >= rest.size())
        end = rest.find(']') == std::string_view::npos ? rest.size() : rest.find(']');
    const std::string_view inside = rest.substr(1, end - 1);
    const auto space = inside.find(' ');
    status.code = inside.substr(0, space);
    status.arguments = space == std::string_view::npos ? std::string_view() : inside.substr(space + 1);
    status.text = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    while (!status.text.empty() && status.text.front() == ' ')
        status.text.remove_prefix(1);
    return status;
}

ImapResponse parseResponse(std::string_view text)
{
    ImapResponse response;
    if (!text.empty() && text.front() == '+') {
        response.kind = ImapResponse::Kind::Continuation;
        response.rest = text.substr(text.size() > 1 && text[1] == ' ' ? 2 : 1);
        return response;
    }
    ImapCursor cursor(text);
    const std::string_view first = cursor.takeAtom();
    response.kind = first == "*" ? ImapResponse::Kind::Untagged : ImapResponse::Kind::Tagged;
    if (response.kind == ImapResponse::Kind::Tagged)
        response.tag = first;
    cursor.skipSpaces();
    if (response.kind == ImapResponse::Kind::Untagged && cursor.peek() >= '0' && cursor.peek() <= '9') {
        if (!cursor.takeNumber32(response.number))
            return response;
        cursor.skipSpaces();
    }
    response.name = cursor.takeAtom();
    if (cursor.peek() == ' ')
        cursor.skip(1);
    response.rest = cursor.rest();
    return response;
}

void ImapResponseReader::release()
{
    m_socket.consume(m_held);
    m_held = 0;
}

bool ImapResponseReader::hasBufferedLine() const
{
    return m_socket.buffered().substr(m_held).find('\n') != std::string_view::npos;
}

Error ImapResponseReader::refuse(const std::string &what)
{
    m_socket.trace().note("protocol error: " + what);
    m_socket.close();
    return makeError(ErrorKind::ProtocolError, "imap.read", what);
}

Result<ImapResponse> ImapResponseReader::next(BigLiteralHandler *handler)
{
    release();
    if (m_assembled.capacity() > kKeptAssembly)
        std::string().swap(m_assembled);
    m_assembled.clear();
    const std::uint64_t before = m_socket.bytesRead() - m_socket.buffered().size();
    std::size_t lineStart = 0;      // offsets into buffered()
    std::size_t searched = 0;
    std::size_t lineBytes = 0;      // of all lines of this response
    for (;;) {
        const std::string_view data = m_socket.buffered();
        const auto newline = searched < data.size() ? data.find('\n', searched) : std::string_view::npos;
        if (newline == std::string_view::npos) {
            if (lineBytes + data.size() - lineStart > m_limits.line)
                return refuse("a line over " + std::to_string(m_limits.line) + " bytes");
            searched = data.size();
            if (auto more = m_socket.fillMore(m_limits.response + m_limits.line); !more)
                return more.error();
            continue;
        }
        std::string_view line = data.substr(lineStart, newline - lineStart);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        lineBytes += line.size();
        // Also of what came in one read.
        if (lineBytes > m_limits.line)
            return refuse("a line over " + std::to_string(m_limits.line) + " bytes");
        const auto literal = line.empty() || line.back() != '}' ? std::nullopt : literalAtEnd(line);
        if (!literal || !mayHoldLiterals(m_assembled.empty() ? data.substr(0, newline) : std::string_view(m_assembled))) {
            m_held = newline + 1;
            std::string_view text = data.substr(0, lineStart + line.size());
            if (!m_assembled.empty()) {
                m_assembled += text;
                text = m_assembled;
            }
            if (text.empty()) {     // some servers send an empty line between responses
                m_socket.consume(m_held);
                m_held = 0;
                lineStart = searched = lineBytes = 0;
                continue;
            }
            trace(text, m_socket.bytesRead() - (m_socket.buffered().size() - m_held) - before);
            return parseResponse(text);
        }
        if (*literal > m_limits.literal)
            return refuse("a literal of " + std::to_string(*literal) + " bytes");
        const std::uint64_t after = newline + 1 + *literal;
        const bool isBig = *literal > m_limits.inlineLiteral;
        if (!isBig && m_assembled.size() + after <= m_limits.inlined) {
            while (m_socket.buffered().size() < after) {
                if (auto more = m_socket.fillMore(m_limits.response + m_limits.line); !more)
                    return more.error();
            }
            lineStart = searched = static_cast<std::size_t>(after);
            continue;
        }
        m_assembled += data.substr(0, lineStart + line.rfind('{'));
        m_socket.consume(newline + 1);
        // Small ones without end are not worth a question each.
        if (auto taken = takeLiteral(*literal, isBig ? handler : nullptr); !taken)
            return taken.error();
        lineStart = searched = 0;
    }
}

Result<void> ImapResponseReader::takeLiteral(std::uint64_t size, BigLiteralHandler *handler)
{
    using Fate = BigLiteralHandler::Fate;
    Fate fate = handler ? handler->announce(m_assembled, size) : Fate::Keep;
    if (fate == Fate::Keep && m_assembled.size() + size > (handler ? m_limits.response : m_limits.unasked))
        fate = Fate::Skip;
    m_assembled += "{" + std::to_string(fate == Fate::Keep ? size : 0) + "}\r\n";
    while (size > 0) {
        auto some = m_socket.readSome();
        if (!some)
            return some.error();
        const std::string_view piece = some->substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(size, some->size())));
        if (fate == Fate::Keep) {
            m_assembled += piece;
        } else if (fate == Fate::Stream) {
            if (auto taken = handler->data(piece); !taken) {
                m_socket.close();
                return taken;
            }
        }
        size -= piece.size();
        m_socket.consume(piece.size());
    }
    return fate == Fate::Stream ? handler->end() : Result<void>();
}

void ImapResponseReader::trace(std::string_view text, std::uint64_t wireBytes)
{
    ConnectionTrace &trace = m_socket.trace();
    if (!trace.isOn())
        return;
    const bool isBulk = text.size() > 2 && text[0] == '*' && text[2] >= '0' && text[2] <= '9'
        && text.substr(0, 20).find(" FETCH ") != std::string_view::npos;
    if (isBulk) {
        trace.serverBulk(trace.showsBulk() ? abbreviate(text) : std::string(), static_cast<std::size_t>(wireBytes));
        return;
    }
    trace.endBulk();
    trace.server(abbreviate(text));
}

} // namespace tern::imap
