// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/CssTokens.h"

#include "core/base/Ascii.h"

#include <cstdio>

namespace tern::markup {

using namespace ascii;

namespace {

using Kind = CssToken::Kind;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool isNewLine(char c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

bool isNameStart(char c)
{
    return isLetter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isName(char c)
{
    return isNameStart(c) || isDigit(c) || c == '-';
}

bool isNonPrintable(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return u <= 8 || u == 0x0B || (u >= 0x0E && u <= 0x1F) || u == 0x7F;
}

void appendUtf8(std::string &out, unsigned code)
{
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    const auto byte = [&out](unsigned value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | (code >> 6));
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3F));
        byte(0x80 | ((code >> 6) & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
}

/// CSS Syntax Level 3 §4.3, in its words.
class Tokenizer {
public:
    explicit Tokenizer(std::string_view css) : m_css(css) {}

    std::vector<CssToken> run()
    {
        std::vector<CssToken> tokens;
        while (m_at < m_css.size()) {
            if (skipIgnored())
                continue;
            tokens.push_back(next());
        }
        return tokens;
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const { return m_at + ahead < m_css.size() ? m_css[m_at + ahead] : '\0'; }
    [[nodiscard]] bool left(std::size_t ahead = 0) const { return m_at + ahead < m_css.size(); }

    bool skipIgnored()
    {
        const std::string_view rest = m_css.substr(m_at);
        if (rest.starts_with("/*")) {
            const std::size_t end = m_css.find("*/", m_at + 2);
            m_at = end == std::string_view::npos ? m_css.size() : end + 2;
            return true;
        }
        for (const std::string_view mark : {std::string_view("<!--"), std::string_view("-->")}) {
            if (rest.starts_with(mark)) {
                m_at += mark.size();
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool isEscape(std::size_t ahead = 0) const { return peek(ahead) == '\\' && left(ahead + 1) && !isNewLine(peek(ahead + 1)); }

    [[nodiscard]] bool startsName(std::size_t ahead = 0) const
    {
        if (!left(ahead))
            return false;
        if (peek(ahead) == '-')
            return left(ahead + 1) && (isNameStart(peek(ahead + 1)) || peek(ahead + 1) == '-' || isEscape(ahead + 1));
        return isNameStart(peek(ahead)) || isEscape(ahead);
    }

    [[nodiscard]] bool startsNumber() const
    {
        std::size_t at = peek() == '+' || peek() == '-' ? 1 : 0;
        if (peek(at) == '.')
            ++at;
        return isDigit(peek(at));
    }

    void escape(std::string &out)
    {
        ++m_at; // the backslash
        if (!isHexDigit(peek())) {
            out += m_css[m_at++];
            return;
        }
        unsigned code = 0;
        for (int digits = 0; digits < 6 && left() && isHexDigit(peek()); ++digits)
            code = code * 16 + static_cast<unsigned>(hexValue(m_css[m_at++]));
        if (left() && isSpace(peek()))
            m_at += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
        appendUtf8(out, code);
    }

    std::string name()
    {
        std::string out;
        while (left()) {
            if (isName(peek()))
                out += m_css[m_at++];
            else if (isEscape())
                escape(out);
            else
                break;
        }
        return out;
    }

    CssToken string(char quote)
    {
        CssToken token{Kind::String, {}};
        ++m_at;
        while (left()) {
            const char c = peek();
            if (c == quote) {
                ++m_at;
                return token;
            }
            if (isNewLine(c)) {
                token.kind = Kind::BadString;
                return token;
            }
            if (c == '\\') {
                if (!left(1))
                    ++m_at;
                else if (isNewLine(peek(1)))
                    m_at += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
                else
                    escape(token.text);
                continue;
            }
            token.text += c;
            ++m_at;
        }
        return token;
    }

    CssToken url()
    {
        CssToken token{Kind::Url, {}};
        while (left() && isSpace(peek()))
            ++m_at;
        while (left() && peek() != ')') {
            const char c = peek();
            if (isSpace(c)) {
                while (left() && isSpace(peek()))
                    ++m_at;
                if (left() && peek() != ')')
                    return badUrl();
            } else if (c == '"' || c == '\'' || c == '(' || isNonPrintable(c) || (c == '\\' && !isEscape())) {
                return badUrl();
            } else if (c == '\\') {
                escape(token.text);
            } else {
                token.text += c;
                ++m_at;
            }
        }
        if (left())
            ++m_at;
        return token;
    }

    CssToken badUrl()
    {
        std::string ignored;
        while (left() && peek() != ')')
            isEscape() ? escape(ignored) : void(++m_at);
        if (left())
            ++m_at;
        return {Kind::BadUrl, {}};
    }

    CssToken nameLike()
    {
        std::string text = name();
        if (peek() != '(')
            return {Kind::Ident, std::move(text)};
        ++m_at;
        if (lower(text) == "url") {
            std::size_t ahead = 0;
            while (left(ahead) && isSpace(peek(ahead)))
                ++ahead;
            if (peek(ahead) != '"' && peek(ahead) != '\'')
                return url();
        }
        return {Kind::Function, std::move(text)};
    }

    CssToken number()
    {
        const std::size_t start = m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        while (isDigit(peek()))
            ++m_at;
        if (peek() == '.' && isDigit(peek(1))) {
            ++m_at;
            while (isDigit(peek()))
                ++m_at;
        }
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
        if ((peek() == 'e' || peek() == 'E') && isDigit(peek(sign))) {
            m_at += sign;
            while (isDigit(peek()))
                ++m_at;
        }
        CssToken token{Kind::Number, std::string(m_css.substr(start, m_at - start))};
        if (peek() == '%') {
            ++m_at;
            token.text += '%';
        } else if (startsName()) {
            // A unit has letters alone; what has more is nothing a browser would take.
            for (const char c : name()) {
                if (isLetter(c))
                    token.text += c;
            }
        }
        return token;
    }

    CssToken next()
    {
        const char c = peek();
        if (isSpace(c)) {
            while (left() && isSpace(peek()))
                ++m_at;
            return {Kind::Space, " "};
        }
        if (c == '"' || c == '\'')
            return string(c);
        if (c == '#' && (isName(peek(1)) || isEscape(1))) {
            ++m_at;
            return {Kind::Hash, name()};
        }
        if (startsNumber())
            return number();
        if (c == '@' && startsName(1)) {
            ++m_at;
            return {Kind::AtKeyword, name()};
        }
        if (startsName())
            return nameLike();
        ++m_at;
        const std::string text(1, c);
        switch (c) {
        case '(':
        case '[':
        case '{':
            return {Kind::Open, text};
        case ')':
        case ']':
        case '}':
            return {Kind::Close, text};
        case ':':
            return {Kind::Colon, text};
        case ';':
            return {Kind::Semicolon, text};
        case ',':
            return {Kind::Comma, text};
        default:
            return {Kind::Delim, text};
        }
    }

    std::string_view m_css;
    std::size_t m_at = 0;
};

void escapeCode(std::string &out, char c)
{
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\%x ", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += buffer;
}

void writeName(std::string &out, std::string_view name)
{
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool leading = i == 0 || (i == 1 && name[0] == '-');
        if (!isName(c) || (leading && isDigit(c)) || (c == '-' && name.size() == 1))
            escapeCode(out, c);
        else
            out += c;
    }
}

void writeHash(std::string &out, std::string_view name)
{
    for (const char c : name)
        isName(c) ? void(out += c) : escapeCode(out, c);
}

void writeString(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '<' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            escapeCode(out, c);
        else
            out += c;
    }
    out += '"';
}

bool isSafeDelim(std::string_view text)
{
    return std::string_view("!$%&*+-./=>?^|~").find(text) != std::string_view::npos;
}

/// Whether two tokens written side by side could be read as others; too often is harmless.
bool wouldMerge(const CssToken &first, const CssToken &second)
{
    const auto isWord = [](const CssToken &token) {
        return token.kind == Kind::Ident || token.kind == Kind::AtKeyword || token.kind == Kind::Hash || token.kind == Kind::Number;
    };
    const bool secondIsWord = isWord(second) || second.kind == Kind::Function || second.kind == Kind::Url;
    if (isWord(first)) {
        if (second.is(Kind::Delim, ">"))
            return first.text.ends_with("--");
        return secondIsWord || second.is(Kind::Open, "(") || second.is(Kind::Delim, "-") || second.is(Kind::Delim, "%")
            || (first.kind == Kind::Number && second.is(Kind::Delim, "."));
    }
    if (first.kind != Kind::Delim)
        return false;
    if (first.text == "-" || first.text == "+")
        return secondIsWord || second.kind == Kind::Delim;
    if (first.text == ".")
        return second.kind == Kind::Number;
    return first.text == "/" && second.kind == Kind::Delim;
}

} // namespace

std::vector<CssToken> cssTokens(std::string_view css)
{
    return Tokenizer(css).run();
}

void CssWriter::write(const CssToken &token)
{
    // A function url( would read what follows as an address; an address is a token of its own here.
    const bool isDropped = token.kind == Kind::BadString || token.kind == Kind::BadUrl || (token.kind == Kind::Function && lower(token.text) == "url") || (token.kind == Kind::Delim && !isSafeDelim(token.text));
    if (isDropped)
        return;
    if (wouldMerge(m_last, token))
        m_out += "/**/";
    m_last = token;
    switch (token.kind) {
    case Kind::Ident:
        return writeName(m_out, token.text);
    case Kind::Function:
        writeName(m_out, token.text);
        m_out += '(';
        return;
    case Kind::AtKeyword:
        m_out += '@';
        return writeName(m_out, token.text);
    case Kind::Hash:
        m_out += '#';
        return writeHash(m_out, token.text);
    case Kind::String:
        return writeString(m_out, token.text);
    case Kind::Url:
        m_out += "url(";
        writeString(m_out, token.text);
        m_out += ')';
        return;
    default:
        m_out += token.text;
    }
}

} // namespace tern::markup
