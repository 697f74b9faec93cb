// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BodyDecode.h"

#include "core/mime/Charset.h"
#include "core/mime/TransferDecoding.h"

namespace tern::mime {
namespace {

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
    decodeTransfer(bytes, transferEncoding(encoding), [&decoded](std::string_view piece) { decoded += piece; });
    QString text = decodeText(isValidUtf8(withoutCutCharacter(decoded)) ? withoutCutCharacter(decoded) : std::string_view(decoded), charset);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    return text;
}

} // namespace tern::mime
