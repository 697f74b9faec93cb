// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BodyDecode.h"

#include "core/mime/Charset.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderBlock.h"

namespace tern::mime {
namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/// RFC 2045 §6.7.
std::string decodeQuotedPrintable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
        } else if (i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            out += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else if (i + 1 < text.size() && (text[i + 1] == '\r' || text[i + 1] == '\n')) {
            i += (text[i + 1] == '\r' && i + 2 < text.size() && text[i + 2] == '\n') ? 2 : 1;
        } else if (i + 3 > text.size()) {
            break; // the cut
        } else {
            out += '=';
        }
    }
    return out;
}

/// Without an UTF-8 sequence that ends too early; such a tail would make the whole look like another charset.
std::string_view withoutCutCharacter(std::string_view bytes)
{
    for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80)
            break;
        if (byte >= 0xC0) {
            const std::size_t needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return needed > back ? bytes.substr(0, bytes.size() - back) : bytes;
        }
    }
    return bytes;
}

} // namespace

QString decodePart(std::string_view bytes, std::string_view encoding, std::string_view charset)
{
    std::string decoded;
    if (equalsIgnoringCase(encoding, "base64"))
        decoded = decodeBase64(bytes);
    else if (equalsIgnoringCase(encoding, "quoted-printable"))
        decoded = decodeQuotedPrintable(bytes);
    else
        decoded = bytes;
    QString text = decodeText(isValidUtf8(withoutCutCharacter(decoded)) ? withoutCutCharacter(decoded) : std::string_view(decoded), charset);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    return text;
}

} // namespace tern::mime
