// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/EncodedWord.h"

#include "core/base/Ascii.h"
#include "core/mime/Charset.h"

#include <array>
#include <cstdint>
#include <optional>

namespace tern::mime {
namespace {

/// The "Q" encoding, RFC 2047 §4.2.
std::string decodeQ(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '_') {
            out += ' ';
        } else if (text[i] == '=' && i + 2 < text.size() && ascii::hexValue(text[i + 1]) >= 0 && ascii::hexValue(text[i + 2]) >= 0) {
            out += static_cast<char>(ascii::hexValue(text[i + 1]) * 16 + ascii::hexValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

struct Word {
    std::string_view charset;
    char encoding = 'Q';
    std::string_view text;
    std::size_t end = 0; ///< offset behind "?="
};

/// The encoded word that begins at `at`, if one does. Never looks further than 1,000 bytes, so that scanning stays linear.
std::optional<Word> wordAt(std::string_view raw, std::size_t at)
{
    constexpr std::size_t kLongest = 1'000;
    const std::string_view rest = raw.substr(at, kLongest);
    if (!rest.starts_with("=?"))
        return std::nullopt;
    const auto charsetEnd = rest.find('?', 2);
    if (charsetEnd == std::string_view::npos || charsetEnd == 2 || charsetEnd + 2 >= rest.size() || rest[charsetEnd + 2] != '?')
        return std::nullopt;
    const char encoding = static_cast<char>(rest[charsetEnd + 1] & ~0x20);
    if (encoding != 'Q' && encoding != 'B')
        return std::nullopt;
    const auto textBegin = charsetEnd + 3;
    auto textEnd = rest.find("?=", textBegin);
    // "=?utf-8?Q?=E5…": the '?' before a first "=XX" is the delimiter, not the end.
    if (textEnd == std::string_view::npos)
        return std::nullopt;
    const std::string_view text = rest.substr(textBegin, textEnd - textBegin);
    return Word{rest.substr(2, charsetEnd - 2), encoding, text, at + textEnd + 2};
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool sameCharset(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto lower = [](char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c; };
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

} // namespace

std::string decodeBase64(std::string_view text)
{
    static constexpr auto kTable = [] {
        std::array<std::int8_t, 256> table{};
        table.fill(-1);
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t i = 0; i < alphabet.size(); ++i)
            table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
        return table;
    }();
    std::string out;
    out.resize(text.size() / 4 * 3 + 6);
    char *to = out.data();
    std::uint32_t bits = 0;
    int count = 0;
    const char *from = text.data();
    const char *const end = from + text.size();
    while (from < end) {
        // Four characters at once, as long as nothing is among them.
        while (count == 0 && end - from >= 4) {
            const int group = kTable[static_cast<unsigned char>(from[0])] << 18 | kTable[static_cast<unsigned char>(from[1])] << 12
                | kTable[static_cast<unsigned char>(from[2])] << 6 | kTable[static_cast<unsigned char>(from[3])];
            if (group < 0)
                break;
            *to++ = static_cast<char>(group >> 16);
            *to++ = static_cast<char>(group >> 8 & 0xFF);
            *to++ = static_cast<char>(group & 0xFF);
            from += 4;
        }
        if (from == end)
            break;
        const int value = kTable[static_cast<unsigned char>(*from)];
        const bool isPadding = *from++ == '=';
        if (value < 0) {
            // Padding ends a group; some senders pad each of several joined groups.
            if (isPadding) {
                bits = 0;
                count = 0;
            }
            continue;
        }
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            *to++ = static_cast<char>((bits >> count) & 0xFF);
        }
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
}

QString decodeEncodedWords(std::string_view raw, std::string_view fallbackCharset)
{
    QString out;
    std::string pending;               // bytes of neighbouring words of one charset
    std::string_view pendingCharset;
    std::size_t plainBegin = 0;
    bool afterWord = false;
    const auto flush = [&] {
        if (!pending.empty())
            out += decodeText(pending, pendingCharset, fallbackCharset);
        pending.clear();
    };
    std::size_t at = 0;
    while (at < raw.size()) {
        const auto start = raw.find("=?", at);
        if (start == std::string_view::npos)
            break;
        const auto word = wordAt(raw, start);
        if (!word) {
            at = start + 2;
            continue;
        }
        const std::string_view between = raw.substr(plainBegin, start - plainBegin);
        const bool neighbours = afterWord && isBlank(between);
        if (!neighbours) {
            flush();
            out += decodeText(between, {}, fallbackCharset);
        }
        if (!sameCharset(pendingCharset, word->charset))
            flush();
        pendingCharset = word->charset;
        pending += word->encoding == 'B' ? decodeBase64(word->text) : decodeQ(word->text);
        afterWord = true;
        at = word->end;
        plainBegin = at;
    }
    flush();
    out += decodeText(raw.substr(plainBegin), {}, fallbackCharset);
    return out;
}

} // namespace tern::mime
