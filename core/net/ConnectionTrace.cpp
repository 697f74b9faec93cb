// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ConnectionTrace.h"

#include "core/crypto/Secret.h"

#include <charconv>
#include <strings.h>

namespace tern {
namespace {

constexpr std::string_view kSecret = SecretMask::kShown;
constexpr std::size_t kLongestPending = 64 * 1024;
constexpr std::size_t kBulkShownWatched = 30;
constexpr std::size_t kBulkShownUnwatched = 3;

const char *protocolName(WireProtocol protocol)
{
    switch (protocol) {
    case WireProtocol::Imap: return "IMAP";
    case WireProtocol::Smtp: return "SMTP";
    case WireProtocol::Pop3: return "POP3";
    case WireProtocol::Http: return "HTTPS";
    }
    return "";
}

bool equalsNoCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view takeWord(std::string_view &rest)
{
    while (!rest.empty() && rest.front() == ' ')
        rest.remove_prefix(1);
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    return word;
}

// The size of the literal that a client line announces at its end: "{12}", "{12+}", "{12-}".
std::optional<std::size_t> announcedLiteral(std::string_view line)
{
    const auto open = line.rfind('{');
    if (open == std::string_view::npos || line.back() != '}')
        return {};
    std::string_view number = line.substr(open + 1, line.size() - open - 2);
    if (!number.empty() && (number.back() == '+' || number.back() == '-'))
        number.remove_suffix(1);
    std::size_t size = 0;
    const auto [end, code] = std::from_chars(number.data(), number.data() + number.size(), size);
    if (number.empty() || code != std::errc() || end != number.data() + number.size())
        return {};
    return size;
}

std::string byteText(std::size_t bytes)
{
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::int64_t nextConnectionId()
{
    static std::atomic<std::int64_t> last{0};
    return ++last;
}

} // namespace

ConnectionTrace::ConnectionTrace(TraceSink *sink, WireProtocol protocol, std::string account, std::string endpoint)
    : m_sink(sink), m_protocol(protocol), m_id(nextConnectionId()), m_account(std::move(account)), m_endpoint(std::move(endpoint))
{
}

void ConnectionTrace::client(std::string_view bytes)
{
    // Without a sink too while signing in: what a mechanism makes of the secret must not stand in an error either.
    if (!m_sink && !m_mask.isActive())
        return;
    while (!bytes.empty()) {
        if (m_literalLeft > 0) {
            const std::string_view piece = bytes.substr(0, m_literalLeft);
            bytes.remove_prefix(piece.size());
            m_literalLeft -= piece.size();
            emitLine(TraceDirection::Client, m_secrecy == Secrecy::None ? piece : kSecret);
            continue;
        }
        const auto end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (m_pending.size() + piece.size() <= kLongestPending)
            m_pending += piece;
        if (end == std::string_view::npos)
            return;
        std::string line;
        line.swap(m_pending);
        std::string_view text = line;
        if (!text.empty() && text.back() == '\r')
            text.remove_suffix(1);
        clientLine(text);
        crypto::wipe(line);
    }
}

std::string_view ConnectionTrace::hidden(std::string_view response)
{
    m_mask.learn(response);
    return kSecret;
}

void ConnectionTrace::clientLine(std::string_view line)
{
    if (m_secrecy == Secrecy::Exchange)
        emitLine(TraceDirection::Client, line == "*" ? line : hidden(line));
    else if (m_protocol == WireProtocol::Imap)
        imapLine(line);
    else
        mailLine(line);
}

void ConnectionTrace::imapLine(std::string_view line)
{
    const auto literal = line.empty() ? std::nullopt : announcedLiteral(line);
    m_literalLeft = literal.value_or(0);
    if (m_continued) {
        m_continued = literal.has_value();
        if (m_secrecy == Secrecy::None && !line.empty())
            emitLine(TraceDirection::Client, line);
        if (!m_continued)
            m_secrecy = Secrecy::None;
        return;
    }
    m_continued = literal.has_value();
    std::string_view rest = line;
    const std::string_view tag = takeWord(rest);
    const std::string_view verb = takeWord(rest);
    if (equalsNoCase(verb, "LOGIN")) {
        emitLine(TraceDirection::Client, std::string(tag) + " LOGIN " + std::string(kSecret));
        if (m_continued) {
            m_secrecy = Secrecy::Command;
            m_tag = tag;
        }
        return;
    }
    if (equalsNoCase(verb, "AUTHENTICATE")) {
        const std::string_view mechanism = takeWord(rest);
        const std::string_view response = takeWord(rest);
        emitLine(TraceDirection::Client, std::string(tag) + " AUTHENTICATE " + std::string(mechanism)
                     + (response.empty() ? std::string() : " " + std::string(hidden(response))));
        m_secrecy = Secrecy::Exchange;
        m_tag = tag;
        return;
    }
    m_tag = tag;
    emitLine(TraceDirection::Client, line);
}

// SMTP and POP3.
void ConnectionTrace::mailLine(std::string_view line)
{
    std::string_view rest = line;
    const std::string_view verb = takeWord(rest);
    if (equalsNoCase(verb, "PASS") || equalsNoCase(verb, "APOP")) {
        static_cast<void>(hidden(rest.substr(rest.rfind(' ') == std::string_view::npos ? 0 : rest.rfind(' ') + 1)));     // APOP's digest
        emitLine(TraceDirection::Client, std::string(verb) + " " + std::string(kSecret));
        return;
    }
    if (equalsNoCase(verb, "AUTH")) {
        const std::string_view mechanism = takeWord(rest);
        const std::string_view response = takeWord(rest);
        emitLine(TraceDirection::Client, std::string(verb) + " " + std::string(mechanism)
                     + (response.empty() ? std::string() : " " + std::string(hidden(response))));
        m_secrecy = Secrecy::Exchange;
        return;
    }
    emitLine(TraceDirection::Client, line);
}

void ConnectionTrace::clientData(std::size_t bytes)
{
    m_clientData += bytes;
    m_literalLeft -= std::min(m_literalLeft, bytes);
}

void ConnectionTrace::endClientData()
{
    if (m_clientData > 0)
        emitLine(TraceDirection::Client, "… " + byteText(m_clientData));
    m_clientData = 0;
}

void ConnectionTrace::server(std::string_view line)
{
    if (!m_sink && !m_mask.isActive())
        return;
    emitLine(TraceDirection::Server, line);
    if (m_secrecy != Secrecy::None || m_continued)
        endOfExchange(line);
}

// Whether the server's line is the final answer to the command that hides what the client says.
void ConnectionTrace::endOfExchange(std::string_view line)
{
    bool isFinal = false;
    switch (m_protocol) {
    case WireProtocol::Imap:
        isFinal = line.size() > m_tag.size() && line.substr(0, m_tag.size()) == m_tag && line[m_tag.size()] == ' ';
        break;
    case WireProtocol::Smtp: isFinal = line.substr(0, 3) != "334" && (line.size() < 4 || line[3] != '-'); break;
    case WireProtocol::Pop3: isFinal = line.substr(0, 3) == "+OK" || line.substr(0, 4) == "-ERR"; break;
    case WireProtocol::Http: break;
    }
    if (!isFinal)
        return;
    m_secrecy = Secrecy::None;
    m_continued = false;
    m_literalLeft = 0;
}

void ConnectionTrace::note(std::string_view text)
{
    if (m_sink)
        emitLine(TraceDirection::Note, text);
}

bool ConnectionTrace::showsBulk() const
{
    return m_sink && m_bulkLines < (m_sink->isWatched() ? kBulkShownWatched : kBulkShownUnwatched);
}

void ConnectionTrace::serverBulk(std::string_view line, std::size_t bytes)
{
    if (!m_sink)
        return;
    if (showsBulk()) {
        emitLine(TraceDirection::Server, line);
    } else {
        ++m_bulkHidden;
        m_bulkBytes += bytes;
    }
    ++m_bulkLines;
}

void ConnectionTrace::endBulk()
{
    if (m_bulkHidden > 0)
        emitLine(TraceDirection::Server, "… " + std::to_string(m_bulkHidden) + " more, " + byteText(m_bulkBytes));
    m_bulkLines = 0;
    m_bulkHidden = 0;
    m_bulkBytes = 0;
}

void ConnectionTrace::emitLine(TraceDirection direction, std::string_view text)
{
    if (!m_sink)
        return;
    TraceLine line;
    line.connectionId = m_id;
    line.at = SystemClock().now();
    line.direction = direction;
    line.text = m_mask.isEmpty() ? std::string(text.substr(0, kMaxTraceText)) : m_mask.applied(text.substr(0, kMaxTraceText));
    if (text.size() > kMaxTraceText)
        line.text += "… " + byteText(text.size());
    line.account = m_account;
    line.endpoint = m_endpoint;
    line.protocol = protocolName(m_protocol);
    m_sink->add(std::move(line));
}

} // namespace tern
