// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TransferDecoding.h"

#include "core/base/Ascii.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderBlock.h"

#include <algorithm>

namespace tern::mime {
namespace {

constexpr std::size_t kPiece = 256 * 1'024;

/// Where the line break that a '=' at `at` hides ends; `at` if it hides none.
std::size_t softBreakEnd(std::string_view text, std::size_t at)
{
    std::size_t end = at + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t'))
        ++end;
    if (end >= text.size())
        return end;
    if (text[end] == '\n')
        return end + 1;
    if (text[end] != '\r')
        return at;
    return end + 1 < text.size() && text[end + 1] == '\n' ? end + 2 : end + 1;
}

bool isBase64(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
}

/// A piece ends behind a line, so that no group or escape is cut; a line without end is cut where it must be.
std::size_t pieceEnd(std::string_view text, std::size_t begin)
{
    if (text.size() - begin <= kPiece)
        return text.size();
    const auto newline = text.rfind('\n', begin + kPiece);
    return newline == std::string_view::npos || newline < begin ? text.size() : newline + 1;
}

void decodeUuencoded(std::string_view text, std::string &out)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto newline = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, newline - at);
        at = newline + 1;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.starts_with("begin ") && line != "end")
            decodeUuLine(line, out);
    }
}

/// Base64 that spans pieces: a group is never cut at a line's end in mail that programs wrote, but it may be in other mail.
std::size_t wholeGroups(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text)
        count += isBase64(c) ? 1 : 0;
    return count % 4;
}

} // namespace

TransferEncoding transferEncoding(std::string_view name, bool *known)
{
    const auto begin = name.find_first_not_of(" \t\r\n\"");
    const auto end = begin == std::string_view::npos ? begin : name.find_first_of(" \t\r\n\";(", begin);
    const std::string_view word = begin == std::string_view::npos ? std::string_view() : name.substr(begin, end == std::string_view::npos ? end : end - begin);
    const auto is = [word](std::string_view other) { return equalsIgnoringCase(word, other); };
    if (known)
        *known = true;
    if (is("base64"))
        return TransferEncoding::Base64;
    if (is("quoted-printable"))
        return TransferEncoding::QuotedPrintable;
    if (is("uuencode") || is("x-uuencode") || is("x-uue") || is("uue"))
        return TransferEncoding::Uuencode;
    if (known)
        *known = is("") || is("7bit") || is("8bit") || is("binary") || is("7-bit") || is("8-bit");
    return TransferEncoding::None;
}

void decodeQuotedPrintable(std::string_view text, std::string &out)
{
    out.reserve(out.size() + text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto mark = std::min(text.find('=', at), text.size());
        out.append(text.substr(at, mark - at));
        if (mark == text.size())
            return;
        if (mark + 2 < text.size() && ascii::hexValue(text[mark + 1]) >= 0 && ascii::hexValue(text[mark + 2]) >= 0) {
            out += static_cast<char>(ascii::hexValue(text[mark + 1]) * 16 + ascii::hexValue(text[mark + 2]));
            at = mark + 3;
        } else if (mark + 2 == text.size() && ascii::hexValue(text[mark + 1]) >= 0) {
            return; // the cut went through it
        } else if (const std::size_t end = softBreakEnd(text, mark); end != mark) {
            at = end;
        } else {
            out += '=';
            at = mark + 1;
        }
    }
}

bool decodeUuLine(std::string_view line, std::string &out)
{
    if (line.empty() || line.front() < ' ' || line.front() > '`')
        return false;
    const auto length = static_cast<std::size_t>((line.front() - ' ') & 0x3F);
    if (line.size() < 1 + length * 4 / 3 || line.size() > 1 + (length + 2) / 3 * 4 + 2)
        return false;
    const auto sixBits = [line](std::size_t at) { return at < line.size() ? static_cast<unsigned>((line[at] - ' ') & 0x3F) : 0U; };
    std::size_t left = length;
    for (std::size_t at = 1; left > 0; at += 4) {
        const unsigned bits = sixBits(at) << 18 | sixBits(at + 1) << 12 | sixBits(at + 2) << 6 | sixBits(at + 3);
        for (int shift = 16; shift >= 0 && left > 0; shift -= 8, --left)
            out += static_cast<char>((bits >> shift) & 0xFF);
    }
    return true;
}

void decodeTransfer(std::string_view encoded, TransferEncoding encoding, const std::function<void(std::string_view)> &take)
{
    if (encoding == TransferEncoding::None)
        return take(encoded);
    std::string piece;
    for (std::size_t at = 0; at < encoded.size();) {
        std::size_t end = pieceEnd(encoded, at);
        if (encoding == TransferEncoding::Base64 && end < encoded.size() && wholeGroups(encoded.substr(at, end - at)) != 0)
            end = encoded.size();
        piece.clear();
        const std::string_view part = encoded.substr(at, end - at);
        if (encoding == TransferEncoding::Base64)
            piece = decodeBase64(part);
        else if (encoding == TransferEncoding::QuotedPrintable)
            decodeQuotedPrintable(part, piece);
        else
            decodeUuencoded(part, piece);
        take(piece);
        at = end;
    }
}

QByteArray decodedTransfer(std::string_view encoded, TransferEncoding encoding)
{
    QByteArray out;
    if (encoding != TransferEncoding::None)
        out.reserve(static_cast<qsizetype>(encoding == TransferEncoding::Base64 ? encoded.size() / 4 * 3 + 3 : encoded.size()));
    decodeTransfer(encoded, encoding, [&out](std::string_view piece) { out.append(piece.data(), static_cast<qsizetype>(piece.size())); });
    return out;
}

std::size_t endOfBase64(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto newline = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, newline - at);
        const auto other = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return !isBase64(c) && c != '\r' && c != ' ' && c != '\t'; }));
        const auto spaces = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
        // "____", "--", a line of words; "5L2g!!" is base64 with noise in it.
        if (line.size() > 1 && at > 0 && (spaces * 20 > line.size() || other * 2 > line.size()))
            return at;
        at = newline + 1;
    }
    return std::string_view::npos;
}

} // namespace tern::mime
