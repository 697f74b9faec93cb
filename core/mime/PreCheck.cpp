// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PreCheck.h"

#include <string_view>

namespace tern::mime {
namespace {

constexpr std::size_t kLookedAt = 64 * 1'024;   // bytes; where the line ends of a whole message can be seen

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Text in UTF-16 has NULs of its own; where the header has some, they are damage.
bool hasNulInHeader(std::string_view text)
{
    const auto nul = text.find('\0');
    if (nul == std::string_view::npos)
        return false;
    return std::min(text.find("\n\r\n"), text.find("\n\n")) > nul;
}

/// Nearly all line ends are CR without LF; the last may be one that a store added.
bool endsInCrAlone(std::string_view text)
{
    std::size_t alone = 0;
    std::size_t feeds = 0;
    const std::string_view head = text.substr(0, kLookedAt);
    for (auto at = head.find_first_of("\r\n"); at != std::string_view::npos; at = head.find_first_of("\r\n", at + 1)) {
        if (head[at] == '\n')
            ++feeds;
        else if (at + 1 >= head.size() || head[at + 1] != '\n')
            ++alone;
    }
    return alone > 0 && alone > feeds * 4;
}

} // namespace

CheckedMessage preCheck(const QByteArray &raw)
{
    CheckedMessage result;
    result.bytes = raw;
    if (hasNulInHeader(viewOf(raw))) {
        result.bytes.removeIf([](char c) { return c == '\0'; });
        result.defects << QStringLiteral("NUL bytes were left out");
    }
    if (endsInCrAlone(viewOf(result.bytes))) {
        result.bytes.replace("\r\n", "\n");
        result.bytes.replace('\r', '\n');
        result.defects << QStringLiteral("lines end in CR alone; read as line ends");
    }
    return result;
}

} // namespace tern::mime
