// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapCommand.h"

#include "core/net/imap/MailboxName.h"

#include <algorithm>

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

ImapCommand &ImapCommand::mailbox(std::string_view key, bool utf8)
{
    if (!utf8)
        return string(key);
    const std::string name = utf8FromKey(key);
    const bool hasControls = std::any_of(name.begin(), name.end(), [](char c) { return c >= 0 && (c < ' ' || c == 0x7F); });
    return hasControls || name.size() > 1000 ? string(name) : text(quoted(name));
}

ImapCommand &ImapCommand::literalHeader(std::uint64_t size, bool nonSynchronising)
{
    tail() += " {" + std::to_string(size) + (nonSynchronising ? "+}" : "}");
    return *this;
}

} // namespace tern::imap
