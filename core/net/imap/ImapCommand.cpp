// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapCommand.h"

namespace tern::imap {

std::string quoted(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c;
    }
    return text + '"';
}

std::string &ImapCommand::tail()
{
    if (m_pieces.back().isLiteral)
        m_pieces.push_back({});
    return m_pieces.back().bytes;
}

ImapCommand &ImapCommand::text(std::string_view words)
{
    tail() += ' ';
    tail() += words;
    return *this;
}

ImapCommand &ImapCommand::string(std::string_view value)
{
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        m_sendable = false;
    const bool isAscii = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7F; });
    if (isAscii && value.size() <= 1000)
        return text(quoted(value));
    tail() += ' ';
    m_pieces.push_back({std::string(value), true});
    return *this;
}

ImapCommand &ImapCommand::literalHeader(std::uint64_t size, bool nonSynchronising)
{
    tail() += " {" + std::to_string(size) + (nonSynchronising ? "+}" : "}");
    return *this;
}

} // namespace tern::imap
