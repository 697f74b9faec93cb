// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PreCheck.h"

#include "core/mime/HeaderBlock.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tern::mime {
namespace {

constexpr std::size_t kMostGroups = 200;                   // ':' in one address header
constexpr std::size_t kLongestAddressHeader = 8'000'000;   // bytes; 100,000 recipients fit
constexpr std::size_t kLongestContentHeader = 4'000;       // bytes; GMime's work on parameters grows with the square. A 255-character name is 2,300
constexpr std::size_t kMostParts = 20'000;                 // delimiter lines
constexpr std::uint64_t kMostWork = 4'000'000'000;         // boundaries × bytes

constexpr std::array<std::string_view, 12> kAddressHeaders{
    "from", "to", "cc", "bcc", "reply-to", "sender", "resent-from", "resent-to", "resent-cc", "resent-bcc", "resent-sender",
    "disposition-notification-to"};

bool isContentHeader(std::string_view name)
{
    return equalsIgnoringCase(name, "content-type") || equalsIgnoringCase(name, "content-disposition");
}

bool isAddressHeader(std::string_view name)
{
    return std::any_of(kAddressHeaders.begin(), kAddressHeaders.end(), [name](std::string_view known) { return equalsIgnoringCase(known, name); });
}

/// Where the field that begins at `begin` ends: at the first line that is no continuation.
std::size_t fieldEnd(std::string_view text, std::size_t begin)
{
    std::size_t at = begin;
    while (true) {
        const auto newline = text.find('\n', at);
        if (newline == std::string_view::npos)
            return text.size();
        at = newline + 1;
        if (at >= text.size() || (text[at] != ' ' && text[at] != '\t'))
            return at;
    }
}

std::size_t countOf(std::string_view text, std::string_view what, std::size_t most)
{
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string_view::npos && count < most; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

bool sayOnce(QStringList &defects, const QString &defect)
{
    if (defects.contains(defect))
        return false;
    defects << defect;
    return true;
}

QByteArray withoutNul(const QByteArray &raw, QStringList &defects)
{
    if (!raw.contains('\0'))
        return raw;
    QByteArray out = raw;
    out.removeIf([](char c) { return c == '\0'; });
    sayOnce(defects, QStringLiteral("NUL bytes were left out"));
    return out;
}

QByteArray withLineFeeds(QByteArray raw, QStringList &defects)
{
    if (raw.contains('\n') || !raw.contains('\r'))
        return raw;
    raw.replace('\r', '\n');
    sayOnce(defects, QStringLiteral("lines end in CR alone; read as line ends"));
    return raw;
}

/// Takes out structured headers that no person's program wrote, wherever they stand (parts and nested messages have headers too).
QByteArray withBoundedHeaders(const QByteArray &raw, QStringList &defects)
{
    const std::string_view text(raw.constData(), static_cast<std::size_t>(raw.size()));
    QByteArray out;
    std::size_t kept = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto newline = text.find('\n', at);
        const auto next = newline == std::string_view::npos ? text.size() : newline + 1;
        const auto colon = text.substr(at, std::min<std::size_t>(next - at, 40)).find(':');
        const bool isContent = colon != std::string_view::npos && isContentHeader(text.substr(at, colon));
        if (colon == std::string_view::npos || (!isContent && !isAddressHeader(text.substr(at, colon)))) {
            at = next;
            continue;
        }
        const auto end = fieldEnd(text, at);
        const std::string_view field = text.substr(at, end - at);
        const bool tooMuch = isContent ? field.size() > kLongestContentHeader
                                       : field.size() > kLongestAddressHeader || countOf(field, ":", kMostGroups + 2) > kMostGroups;
        if (tooMuch) {
            out += raw.mid(static_cast<qsizetype>(kept), static_cast<qsizetype>(at - kept));
            out += "X-Unreadable-Header: cut\n";
            kept = end;
            sayOnce(defects, isContent ? QStringLiteral("a header that describes a part was too long and is not read")
                                       : QStringLiteral("an address header was too long or too deeply grouped and is not shown"));
        }
        at = end;
    }
    if (kept == 0)
        return raw;
    out += raw.mid(static_cast<qsizetype>(kept));
    return out;
}

} // namespace

CheckedMessage preCheck(const QByteArray &raw)
{
    CheckedMessage result;
    result.bytes = withLineFeeds(withoutNul(raw, result.defects), result.defects);
    result.bytes = withBoundedHeaders(result.bytes, result.defects);
    const std::string_view text(result.bytes.constData(), static_cast<std::size_t>(result.bytes.size()));
    std::size_t boundaries = 0;
    for (auto at = text.find("oundary"); at != std::string_view::npos && boundaries < text.size(); at = text.find("oundary", at + 7))
        ++boundaries;
    const std::size_t parts = countOf(text, "\n--", kMostParts + 1);
    if (boundaries > 8 && static_cast<std::uint64_t>(boundaries) * text.size() > kMostWork) {
        result.structured = false;
        sayOnce(result.defects, QStringLiteral("the message declares %1 boundaries; it is shown as one text").arg(boundaries));
    } else if (parts > kMostParts && boundaries > 0) {
        result.structured = false;
        sayOnce(result.defects, QStringLiteral("the message has more than %1 parts; it is shown as one text").arg(kMostParts));
    }
    return result;
}

} // namespace tern::mime
