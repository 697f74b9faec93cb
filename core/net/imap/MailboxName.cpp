// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/MailboxName.h"

#include <QByteArray>
#include <QStringDecoder>

#include <strings.h>

namespace tern::imap {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

// The UTF-16 units of one "&…-" run, without its marks; false when it isn't canonical.
bool decodeRun(std::string_view run, QString &text)
{
    std::uint32_t bits = 0;
    int count = 0;
    QString units;
    for (const char c : run) {
        const auto value = kAlphabet.find(c);
        if (value == std::string_view::npos)
            return false;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 16)
            continue;
        count -= 16;
        const auto unit = static_cast<char16_t>((bits >> static_cast<unsigned>(count)) & 0xFFFFU);
        // Printable ASCII must stand for itself, so that a name has one form only.
        if (unit >= 0x20 && unit <= 0x7E)
            return false;
        units += QChar(unit);
    }
    const std::uint32_t padding = bits & ((1U << static_cast<unsigned>(count)) - 1U);
    if (count >= 6 || padding != 0 || units.isEmpty() || !units.isValidUtf16())
        return false;
    text += units;
    return true;
}

void encodeRun(const QString &units, std::string &name)
{
    name += '&';
    std::uint32_t bits = 0;
    int count = 0;
    for (const QChar unit : units) {
        bits = (bits << 16U) | unit.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            name += kAlphabet[(bits >> static_cast<unsigned>(count)) & 0x3FU];
        }
        bits &= (1U << static_cast<unsigned>(count)) - 1U;
    }
    if (count > 0)
        name += kAlphabet[(bits << static_cast<unsigned>(6 - count)) & 0x3FU];
    name += '-';
}

} // namespace

std::optional<QString> decodeMailboxName(std::string_view wireName)
{
    QString text;
    for (std::size_t i = 0; i < wireName.size(); ++i) {
        const auto c = static_cast<unsigned char>(wireName[i]);
        if (c < 0x20 || c > 0x7E)
            return {};
        if (c != '&') {
            text += QLatin1Char(wireName[i]);
            continue;
        }
        const auto end = wireName.find('-', i + 1);
        if (end == std::string_view::npos)
            return {};
        if (end == i + 1)
            text += QLatin1Char('&');
        else if (!decodeRun(wireName.substr(i + 1, end - i - 1), text))
            return {};
        i = end;
    }
    return text;
}

QString displayMailboxName(std::string_view wireName)
{
    if (auto decoded = decodeMailboxName(wireName))
        return *std::move(decoded);
    const QByteArrayView bytes(wireName.data(), static_cast<qsizetype>(wireName.size()));
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8.decode(bytes);
    if (utf8.hasError())
        text = QString::fromLatin1(bytes);
    // Control characters would break a line of the folder tree.
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

std::string encodeMailboxName(const QString &name)
{
    std::string wire;
    QString run;
    const auto flush = [&] {
        if (!run.isEmpty())
            encodeRun(run, wire);
        run.clear();
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (c.unicode() >= 0x20 && c.unicode() <= 0x7E) {
            flush();
            wire += static_cast<char>(c.unicode());
            if (c == QLatin1Char('&'))
                wire += '-';
        } else if (c.isHighSurrogate() && i + 1 < name.size() && name[i + 1].isLowSurrogate()) {
            run += c;
            run += name[++i];
        } else {
            run += c.isSurrogate() ? QChar(QChar::ReplacementCharacter) : c;
        }
    }
    flush();
    return wire;
}

std::string keyFromUtf8(std::string_view name)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8.decode(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())));
    return utf8.hasError() ? std::string(name) : encodeMailboxName(text);
}

std::string utf8FromKey(std::string_view key)
{
    const auto text = decodeMailboxName(key);
    return text ? text->toStdString() : std::string(key);
}

std::string_view leafOfMailbox(std::string_view wireName, char delimiter)
{
    const auto at = delimiter == 0 ? std::string_view::npos : wireName.rfind(delimiter);
    return at == std::string_view::npos ? wireName : wireName.substr(at + 1);
}

std::string_view parentOfMailbox(std::string_view wireName, char delimiter)
{
    const auto at = delimiter == 0 ? std::string_view::npos : wireName.rfind(delimiter);
    return at == std::string_view::npos ? std::string_view() : wireName.substr(0, at);
}

bool isInbox(std::string_view wireName)
{
    return wireName.size() == 5 && ::strncasecmp(wireName.data(), "INBOX", 5) == 0;
}

} // namespace tern::imap
