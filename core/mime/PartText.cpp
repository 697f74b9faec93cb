// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartText.h"

#include "core/mime/Charset.h"
#include "core/mime/FlowedText.h"

#include <QRegularExpression>

#include <algorithm>

namespace tern::mime {
namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// CR LF and CR become LF; NULs go. In place, one pass.
void normaliseLines(QString &text, QStringList &defects)
{
    if (!text.contains(QLatin1Char('\r')) && !text.contains(QChar(u'\0')))
        return;
    QChar *to = text.data();
    const QChar *from = to;
    const QChar *const end = from + text.size();
    bool nul = false;
    for (; from < end; ++from) {
        if (from->unicode() == 0) {
            nul = true;
        } else if (*from != QLatin1Char('\r')) {
            *to++ = *from;
        } else if (from + 1 == end || from[1] != QLatin1Char('\n')) {
            *to++ = QLatin1Char('\n');
        }
    }
    text.truncate(to - text.constData());
    if (nul)
        noteDefect(defects, QStringLiteral("NUL bytes were left out"));
}

/// The charset an HTML part declares within itself, where its header says none.
std::string metaCharset(std::string_view html)
{
    static const QRegularExpression pattern(QStringLiteral("<meta[^>]{0,200}charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]{2,40})"),
                                            QRegularExpression::CaseInsensitiveOption);
    const std::string_view head = html.substr(0, 2'048);
    const auto match = pattern.match(QString::fromLatin1(head.data(), static_cast<qsizetype>(head.size())));
    return match.hasMatch() ? match.captured(1).toStdString() : std::string();
}

/// RFC 1896: "<bold>x</bold>", "<<" for "<"; a single line break is a space.
QString withoutEnrichment(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('<') && i + 1 < text.size() && text.at(i + 1) == QLatin1Char('<')) {
            out += QLatin1Char('<');
            ++i;
        } else if (text.at(i) == QLatin1Char('<')) {
            const auto end = text.indexOf(QLatin1Char('>'), i);
            const bool isCommand = end > i && end - i <= 62;
            if (isCommand && text.mid(i + 1, end - i - 1).compare(QLatin1String("param"), Qt::CaseInsensitive) == 0) {
                const auto close = text.indexOf(QLatin1String("</param>"), end, Qt::CaseInsensitive);
                i = close < 0 ? text.size() : close + 7;
            } else if (isCommand) {
                i = end;
            } else {
                out += QLatin1Char('<');
            }
        } else if (text.at(i) == QLatin1Char('\n')) {
            qsizetype breaks = 1;
            while (i + 1 < text.size() && text.at(i + 1) == QLatin1Char('\n')) {
                ++breaks;
                ++i;
            }
            out += breaks == 1 ? QString(QLatin1Char(' ')) : QString(breaks - 1, QLatin1Char('\n'));
        } else {
            out += text.at(i);
        }
    }
    return out;
}

/// Declared base64 whose beginning is words: the label is wrong.
bool isPlainLabelledBase64(std::string_view body)
{
    const std::string_view head = body.substr(0, 400);
    const auto blanks = std::count(head.begin(), head.end(), ' ');
    return blanks * 12 > static_cast<std::ptrdiff_t>(head.size());
}

/// The part's bytes without its transfer encoding; held where they had to be decoded.
struct Decoded {
    QByteArray held;
    std::string_view bytes;
};

Decoded withoutTransferEncoding(const Part &part, std::size_t most, QStringList &defects)
{
    Decoded decoded;
    if (part.own) {
        decoded.bytes = viewOf(*part.own);
        return decoded;
    }
    if (part.encoding == TransferEncoding::None) {
        decoded.bytes = part.body;
        return decoded;
    }
    const std::string_view body = part.body.substr(0, most * 2);
    if (part.encoding != TransferEncoding::Base64) {
        decoded.held = decodedTransfer(body, part.encoding);
    } else if (isPlainLabelledBase64(body)) {
        noteDefect(defects, QStringLiteral("text that says it is base64 and is not; read as it stands"));
        decoded.bytes = body;
        return decoded;
    } else {
        const std::size_t end = endOfBase64(body);
        decoded.held = decodedTransfer(body.substr(0, end), part.encoding);
        if (end != std::string_view::npos) {
            noteDefect(defects, QStringLiteral("text behind the end of base64 is shown below it"));
            decoded.held += '\n';
            decoded.held.append(body.data() + end, static_cast<qsizetype>(body.size() - end));
        }
    }
    decoded.bytes = viewOf(decoded.held);
    return decoded;
}

bool says(const Part &part, const char *parameter, QLatin1String value)
{
    return part.type.get(parameter).compare(value, Qt::CaseInsensitive) == 0;
}

} // namespace

PartText readPartText(const Part &part, const TextCharsets &charsets, std::size_t most, QStringList &defects)
{
    PartText result;
    const bool html = part.type.value == "text/html";
    const Decoded decoded = withoutTransferEncoding(part, most, defects);
    std::string_view bytes = decoded.bytes.substr(0, most);
    result.cut = decoded.bytes.size() > most || (part.encoding != TransferEncoding::None && !part.own && part.body.size() > most * 2);
    TextAndFiles taken;
    if (!html && mayHoldFiles(bytes)) {
        taken = takeFilesOut(bytes);
        if (taken.damaged)
            noteDefect(defects, QStringLiteral("a file within the text is damaged"));
        bytes = taken.text;
        result.files = std::move(taken.files);
    }
    std::string charset = charsets.forced.empty() ? part.type.get("charset").toStdString() : charsets.forced;
    if (html && charset.empty())
        charset = metaCharset(bytes);
    QString text = charsets.forced.empty() ? decodeText(bytes, charset, charsets.fallback) : decodeTextAs(bytes, charset);
    if (text.contains(QChar::ReplacementCharacter))
        noteDefect(defects, QStringLiteral("some characters can't be decoded as %1").arg(charset.empty() ? QStringLiteral("text") : QString::fromStdString(charset)));
    if (isRefusedCharset(charset))
        noteDefect(defects, QStringLiteral("UTF-7 is not read"));
    else if (!isKnownCharset(charset))
        noteDefect(defects, QStringLiteral("an unknown charset: %1").arg(QString::fromStdString(charset).left(60)));
    normaliseLines(text, defects);
    if (says(part, "format", QLatin1String("flowed")) && part.type.value == "text/plain")
        text = unflowed(text, says(part, "delsp", QLatin1String("yes")));
    else if (part.type.value == "text/enriched" || part.type.value == "text/richtext")
        text = withoutEnrichment(text);
    result.text = std::move(text);
    return result;
}

QString textOutside(std::string_view bytes, const TextCharsets &charsets)
{
    constexpr std::size_t kMost = 1'000'000;
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return {};
    QStringList ignored;
    QString text = decodeText(bytes.substr(0, kMost), charsets.forced, charsets.fallback);
    normaliseLines(text, ignored);
    text = text.trimmed();
    const bool usual = text.size() < 800
        && (text.contains(QLatin1String("MIME"), Qt::CaseInsensitive) || text.contains(QLatin1String("multipart"), Qt::CaseInsensitive)
            || text.contains(QLatin1String("multi-part"), Qt::CaseInsensitive));
    return usual ? QString() : text;
}

} // namespace tern::mime
