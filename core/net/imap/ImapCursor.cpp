// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapCursor.h"

#include <charconv>
#include <strings.h>

namespace tern::imap {
namespace {

bool endsAtom(char c)
{
    return c == ' ' || c == '(' || c == ')' || c == '"' || c == '\r' || c == '\n';
}

} // namespace

bool ImapCursor::takeNumber(std::uint64_t &number)
{
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(m_at, m_end, value);
    if (code != std::errc() || end == m_at)
        return false;
    number = value;
    m_at = end;
    return true;
}

bool ImapCursor::takeNumber32(std::uint32_t &number)
{
    const char *const before = m_at;
    std::uint64_t value = 0;
    if (!takeNumber(value))
        return false;
    if (value > UINT32_MAX) {
        m_at = before;
        return false;
    }
    number = static_cast<std::uint32_t>(value);
    return true;
}

bool ImapCursor::takeModSeq(std::uint64_t &number)
{
    if (!takeNumber(number))
        return false;
    if (number > INT64_MAX)
        number = 0;
    return true;
}

std::string_view ImapCursor::takeAtom()
{
    const char *const begin = m_at;
    while (m_at != m_end && !endsAtom(*m_at))
        ++m_at;
    return {begin, static_cast<std::size_t>(m_at - begin)};
}

bool ImapCursor::takeQuoted(std::string_view &text, std::string &scratch)
{
    const char *const begin = m_at + 1;
    const char *at = begin;
    bool escaped = false;
    while (at != m_end && *at != '"') {
        if (*at == '\\') {
            escaped = true;
            if (++at == m_end)
                return false;
        }
        ++at;
    }
    if (at == m_end)
        return false;
    m_at = at + 1;
    text = {begin, static_cast<std::size_t>(at - begin)};
    if (!escaped)
        return true;
    scratch.clear();
    for (std::size_t i = 0; i < text.size(); ++i)
        scratch += text[i] == '\\' && i + 1 < text.size() ? text[++i] : text[i];
    text = scratch;
    return true;
}

bool ImapCursor::takeLiteral(std::string_view &text)
{
    const char *at = m_at + (*m_at == '~' ? 1 : 0);
    if (at == m_end || *at != '{')
        return false;
    std::uint64_t size = 0;
    const auto [end, code] = std::from_chars(at + 1, m_end, size);
    at = end;
    if (code != std::errc() || at == m_end)
        return false;
    if (*at == '+')
        ++at;
    if (at == m_end || *at++ != '}')
        return false;
    if (at != m_end && *at == '\r')
        ++at;
    if (at == m_end || *at++ != '\n' || size > static_cast<std::uint64_t>(m_end - at))
        return false;
    text = {at, static_cast<std::size_t>(size)};
    m_at = at + size;
    return true;
}

bool ImapCursor::takeString(std::string_view &text, std::string &scratch, bool *isNil)
{
    if (isNil)
        *isNil = false;
    switch (peek()) {
    case '"': return takeQuoted(text, scratch);
    case '{': return takeLiteral(text);
    case '~':
        if (takeLiteral(text))
            return true;
        break;
    default: break;
    }
    const std::string_view atom = takeAtom();
    if (atom.empty())
        return false;
    const bool nil = equalsNoCase(atom, "NIL");
    if (isNil)
        *isNil = nil;
    text = nil ? std::string_view() : atom;
    return true;
}

bool ImapCursor::takeString(std::string &text, bool *isNil)
{
    std::string scratch;
    std::string_view view;
    if (!takeString(view, scratch, isNil))
        return false;
    text = view;
    return true;
}

bool ImapCursor::skipValue()
{
    const char *const before = m_at;
    std::string scratch;
    std::string_view ignored;
    int depth = 0;
    do {
        skipSpaces();
        if (take('(')) {
            if (++depth > kMaxDepth)
                break;
        } else if (peek() == ')' && depth > 0) {
            skip(1);
            --depth;
        } else if (!takeString(ignored, scratch)) {
            break;
        }
        if (depth == 0)
            return true;
    } while (!atEnd());
    m_at = before;
    return false;
}

bool equalsNoCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string upperCase(std::string_view text)
{
    std::string upper(text);
    for (char &c : upper) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

} // namespace tern::imap
