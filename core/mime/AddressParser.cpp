// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AddressParser.h"

#include "core/mime/Charset.h"

namespace tern::mime {
namespace {

constexpr std::size_t kMostEntries = 100'000;
constexpr int kDeepestComment = 32;

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// One pass over the bytes; what belongs to the current entry is gathered and handed on at a comma, a semicolon or the end.
class Parser {
public:
    Parser(std::string_view raw, std::string_view fallback) : m_raw(raw), m_fallback(fallback) {}

    std::vector<Address> run()
    {
        while (m_at < m_raw.size() && m_found.size() < kMostEntries) {
            const char c = m_raw[m_at];
            switch (c) {
            case '"': quoted(); break;
            case '(': comment(); break;
            case '<': angle(); break;
            case ',':
            case ';':
                finish();
                ++m_at;
                break;
            case ':':
                colon();
                break;
            case '\r':
            case '\n':
                m_phrase += ' ';
                ++m_at;
                break;
            default:
                m_phrase += c;
                ++m_at;
            }
        }
        finish();
        return std::move(m_found);
    }

private:
    void quoted()
    {
        m_sawQuotes = true;
        const std::size_t quotedBegin = m_at;
        const std::size_t phraseBefore = m_phrase.size();
        for (++m_at; m_at < m_raw.size(); ++m_at) {
            const char c = m_raw[m_at];
            if (c == '"') {
                ++m_at;
                // A quoted local part ("a b"@host) keeps its quotes: they are part of the address.
                if (m_at < m_raw.size() && m_raw[m_at] == '@' && trimmed(std::string_view(m_phrase).substr(0, phraseBefore)).empty())
                    m_phrase.assign(m_raw.substr(quotedBegin, m_at - quotedBegin));
                return;
            }
            if (c == '\\' && m_at + 1 < m_raw.size())
                ++m_at;
            if (m_raw[m_at] != '\r' && m_raw[m_at] != '\n')
                m_phrase += m_raw[m_at];
        }
    }

    void comment()
    {
        int depth = 0;
        for (; m_at < m_raw.size(); ++m_at) {
            const char c = m_raw[m_at];
            if (c == '(') {
                if (++depth == 1)
                    continue;
                if (depth > kDeepestComment) {
                    m_at = m_raw.size();
                    return;
                }
            } else if (c == ')') {
                if (--depth == 0) {
                    ++m_at;
                    return;
                }
            } else if (c == '\\' && m_at + 1 < m_raw.size()) {
                ++m_at;
            }
            m_comment += m_raw[m_at];
        }
    }

    void angle()
    {
        if (m_hasAngle)
            finish();
        // A comma without the closing angle begins the next entry, but not within a source route ("<@a,@b:c@d>").
        const bool isRoute = m_at + 1 < m_raw.size() && m_raw[m_at + 1] == '@';
        const auto end = m_raw.find_first_of(isRoute ? ">\n" : ">,\n", m_at + 1);
        const bool closed = end != std::string_view::npos && m_raw[end] == '>';
        const auto stop = end == std::string_view::npos ? m_raw.size() : end;
        m_address = trimmed(m_raw.substr(m_at + 1, stop - m_at - 1));
        // A source route, RFC 5322 §4.4: only what follows the last colon counts.
        if (m_address.starts_with('@')) {
            if (const auto colonAt = m_address.rfind(':'); colonAt != std::string::npos)
                m_address.erase(0, colonAt + 1);
        }
        m_hasAngle = true;
        m_at = closed ? stop + 1 : stop;
    }

    void colon()
    {
        ++m_at;
        if ((m_phrase.find('@') != std::string::npos && !m_sawQuotes) || m_hasAngle) {
            m_phrase += ':';
            return;
        }
        m_phrase.clear(); // a group's name
        m_comment.clear();
        m_sawQuotes = false;
    }

    void finish()
    {
        const std::string_view phrase = trimmed(m_phrase);
        Address entry;
        if (m_hasAngle) {
            entry.address = decodeHeaderText(m_address, m_fallback);
            entry.name = decodeHeaderText(phrase, m_fallback).trimmed();
        } else if (!phrase.empty()) {
            // Without angles the text is the address; a broken "Name name@host" keeps both.
            const auto space = phrase.find_last_of(" \t");
            if (!m_sawQuotes && space != std::string_view::npos && phrase.find('@') != std::string_view::npos
                && phrase.find('@') > space) {
                entry.name = decodeHeaderText(trimmed(phrase.substr(0, space)), m_fallback).trimmed();
                entry.address = decodeHeaderText(phrase.substr(space + 1), m_fallback);
            } else {
                entry.address = decodeHeaderText(phrase, m_fallback).trimmed();
            }
        }
        if (entry.name.isEmpty() && !m_comment.empty() && !entry.address.isEmpty())
            entry.name = decodeHeaderText(trimmed(m_comment), m_fallback).trimmed();
        if (!entry.name.isEmpty() || !entry.address.isEmpty())
            m_found.push_back(std::move(entry));
        m_phrase.clear();
        m_comment.clear();
        m_address.clear();
        m_hasAngle = false;
        m_sawQuotes = false;
    }

    std::string_view m_raw;
    std::string_view m_fallback;
    std::size_t m_at = 0;
    std::string m_phrase;
    std::string m_comment;
    std::string m_address;
    bool m_hasAngle = false;
    bool m_sawQuotes = false;
    std::vector<Address> m_found;
};

} // namespace

std::vector<Address> parseAddresses(std::string_view raw, std::string_view fallbackCharset)
{
    if (isValidUtf8(raw))
        return Parser(raw, fallbackCharset).run();
    // In GB18030 and Big5 the second byte of a character may be '\\', '@' or '|': decode before looking for structure.
    const std::string utf8 = decodeText(raw, {}, fallbackCharset).toStdString();
    return Parser(utf8, fallbackCharset).run();
}

} // namespace tern::mime
