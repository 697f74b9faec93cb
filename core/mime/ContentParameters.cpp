// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ContentParameters.h"

#include "core/base/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/HeaderBlock.h"

#include <optional>

namespace tern::mime {
namespace {

constexpr int kMostParameters = 200;
constexpr int kMostSections = 1'000;

std::string lowered(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
    }
    return out;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && ascii::hexValue(text[i + 1]) >= 0 && ascii::hexValue(text[i + 2]) >= 0) {
            out += static_cast<char>(ascii::hexValue(text[i + 1]) * 16 + ascii::hexValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// "name*2*" taken apart.
struct ParameterName {
    std::string name;
    std::optional<int> section;
    bool encoded = false;
};

ParameterName splitName(std::string name)
{
    ParameterName result;
    if (name.ends_with('*')) {
        result.encoded = true;
        name.pop_back();
    }
    const auto star = name.find('*');
    if (star == std::string::npos) {
        result.name = std::move(name);
        return result;
    }
    int section = 0;
    for (const char c : std::string_view(name).substr(star + 1)) {
        if (c < '0' || c > '9' || section >= kMostSections) {
            section = -1;
            break;
        }
        section = section * 10 + (c - '0');
    }
    result.name = name.substr(0, star);
    if (section >= 0)
        result.section = section;
    return result;
}

struct Piece {
    std::string value;
    bool encoded = false;
};

/// What was gathered of one parameter.
struct Gathered {
    std::optional<std::string> plain;
    std::optional<Piece> extended;     // name*=
    std::map<int, Piece> sections;     // name*0, name*1*, …
};

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    bool atEnd() const { return m_at >= m_text.size(); }

    std::string_view until(std::string_view stops)
    {
        const auto end = m_text.find_first_of(stops, m_at);
        const auto stop = end == std::string_view::npos ? m_text.size() : end;
        const auto piece = m_text.substr(m_at, stop - m_at);
        m_at = stop;
        return piece;
    }

    bool take(char c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    std::string value()
    {
        while (!atEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
        if (!take('"')) {
            std::string_view bare = until(";");
            while (!bare.empty() && (bare.back() == ' ' || bare.back() == '\t'))
                bare.remove_suffix(1);
            return std::string(bare);
        }
        std::string out;
        for (; !atEnd() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            out += m_text[m_at];
        }
        take('"');
        until(";");
        return out;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

/// "charset'language'percent-encoded" → bytes and charset [RFC 2231 §4].
std::pair<std::string, std::string> extendedValue(std::string_view value)
{
    const auto first = value.find('\'');
    const auto second = first == std::string_view::npos ? first : value.find('\'', first + 1);
    if (second == std::string_view::npos)
        return {percentDecoded(value), {}};
    return {percentDecoded(value.substr(second + 1)), std::string(value.substr(0, first))};
}

QString decoded(const Gathered &gathered, std::string_view fallback)
{
    if (gathered.extended) {
        const auto [bytes, charset] = extendedValue(gathered.extended->value);
        return decodeText(bytes, charset, fallback);
    }
    if (!gathered.sections.empty()) {
        std::string bytes;
        std::string charset;
        bool any = false;
        for (const auto &[number, piece] : gathered.sections) {
            if (piece.encoded && number == 0) {
                auto [first, named] = extendedValue(piece.value);
                bytes += first;
                charset = named;
            } else {
                bytes += piece.encoded ? percentDecoded(piece.value) : piece.value;
            }
            any = any || piece.encoded;
        }
        return any ? decodeText(bytes, charset, fallback) : decodeHeaderText(bytes, fallback);
    }
    return decodeHeaderText(gathered.plain.value_or(std::string()), fallback);
}

/// A boundary is no text: nothing of it is decoded but the percent signs of RFC 2231.
std::string bytesOf(const Gathered &gathered)
{
    if (gathered.plain)
        return *gathered.plain;
    if (gathered.extended)
        return extendedValue(gathered.extended->value).first;
    std::string bytes;
    for (const auto &[number, piece] : gathered.sections)
        bytes += !piece.encoded ? piece.value : number == 0 ? extendedValue(piece.value).first : percentDecoded(piece.value);
    return bytes;
}

std::string trimmedRight(std::string text)
{
    text.resize(text.find_last_not_of(" \t") + 1);
    return text;
}

} // namespace

QString ContentParameters::get(const std::string &name) const
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? QString() : found->second;
}

ContentParameters parseContentParameters(std::string_view raw, std::string_view fallbackCharset)
{
    std::string text = unfolded(raw);
    // In GB18030 and Big5 the second byte of a character may be a backslash: decode before looking for structure.
    if (!isValidUtf8(text))
        text = decodeText(text, {}, fallbackCharset).toStdString();
    Scanner scanner(text);
    ContentParameters result;
    result.value = lowered(scanner.until(";"));
    std::map<std::string, Gathered> gathered;
    int count = 0;
    while (scanner.take(';') && count++ < kMostParameters) {
        std::string key = lowered(scanner.until("=;"));
        if (!scanner.take('='))
            continue;
        std::string value = scanner.value();
        ParameterName name = splitName(std::move(key));
        if (name.name.empty())
            continue;
        Gathered &entry = gathered[name.name];
        bool isNew = true;
        if (name.section) {
            isNew = entry.sections.try_emplace(*name.section, Piece{std::move(value), name.encoded}).second;
        } else if (name.encoded) {
            isNew = !entry.extended;
            entry.extended = Piece{std::move(value), true};
        } else {
            isNew = !entry.plain;
            if (isNew)
                entry.plain = std::move(value);
        }
        result.repeated = result.repeated || !isNew;
    }
    for (const auto &[name, entry] : gathered) {
        result.parameters[name] = decoded(entry, fallbackCharset);
        if (name == "boundary")
            result.boundary = trimmedRight(bytesOf(entry));
    }
    return result;
}

} // namespace tern::mime
