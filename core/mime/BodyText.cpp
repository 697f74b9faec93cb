// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BodyText.h"

#include "core/mime/Charset.h"
#include "core/mime/FlowedText.h"
#include "core/mime/HtmlToText.h"

#include <QRegularExpression>

namespace tern::mime {
namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QString withLineFeeds(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return text;
}

/// The charset an HTML part declares within itself, where its header says none.
std::string metaCharset(const QByteArray &html)
{
    static const QRegularExpression pattern(QStringLiteral("<meta[^>]{0,200}charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]{2,40})"),
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(QString::fromLatin1(html.left(2'048)));
    return match.hasMatch() ? match.captured(1).toStdString() : std::string();
}

QString escapedAsHtml(const QString &text)
{
    return QLatin1String("<div style=\"white-space:pre-wrap\">") + text.toHtmlEscaped() + QLatin1String("</div>");
}

/// What a subtree reads as.
struct Reading {
    QString text;
    QString html;
    bool hasPlain = false;

    [[nodiscard]] bool empty() const { return !hasPlain && html.isNull(); }
};

class BodyReader {
public:
    BodyReader(std::string_view fallback, BodyText &result) : m_fallback(fallback), m_result(result) {}

    Reading read(const Part &part)
    {
        if (!part.isMultipart())
            return readLeaf(part);
        if (part.children.empty()) {
            Reading stray;
            stray.text = withLineFeeds(part.strayText);
            stray.hasPlain = !stray.text.isEmpty();
            return stray;
        }
        if (part.type.value == "multipart/alternative")
            return readAlternative(part);
        return readSequence(part);
    }

private:
    Reading readLeaf(const Part &part)
    {
        const bool plain = part.type.value == "text/plain" || part.type.value == "text";
        const bool html = part.type.value == "text/html";
        const bool named = !part.disposition.get("filename").isEmpty() || !part.type.get("name").isEmpty();
        const bool attached = part.disposition.value == "attachment" || (named && part.disposition.value != "inline" && !m_first);
        if ((!plain && !html) || attached) {
            m_result.attachments.push_back(&part);
            return {};
        }
        m_first = false;
        Reading reading;
        std::string charset = part.type.get("charset").toStdString();
        if (html && charset.empty())
            charset = metaCharset(part.content);
        const QString decoded = withLineFeeds(decodeText(viewOf(part.content), charset, m_fallback));
        if (decoded.contains(QChar::ReplacementCharacter))
            note(QStringLiteral("some characters can't be decoded as %1").arg(charset.empty() ? QStringLiteral("text") : QString::fromStdString(charset)));
        if (html) {
            reading.html = decoded;
            return reading;
        }
        const bool flowed = part.type.get("format").compare(QLatin1String("flowed"), Qt::CaseInsensitive) == 0;
        reading.text = flowed ? unflowed(decoded, part.type.get("delsp").compare(QLatin1String("yes"), Qt::CaseInsensitive) == 0) : decoded;
        reading.hasPlain = true;
        return reading;
    }

    /// RFC 2046 §5.1.4: the same thing several times. The plain form is the text, the HTML form the HTML.
    Reading readAlternative(const Part &part)
    {
        Reading best;
        for (const Part &child : part.children) {
            m_first = true;
            Reading reading = read(child);
            if (reading.hasPlain && (!best.hasPlain || best.text.trimmed().isEmpty())) {
                best.text = std::move(reading.text);
                best.hasPlain = true;
            }
            if (!reading.html.isNull())
                best.html = std::move(reading.html);
        }
        // An empty plain form beside a full HTML one is a sender's carelessness.
        if (best.hasPlain && best.text.trimmed().isEmpty() && !best.html.isNull())
            best.hasPlain = false;
        return best;
    }

    Reading readSequence(const Part &part)
    {
        std::vector<Reading> readings;
        for (const Part &child : part.children) {
            Reading reading = read(child);
            if (!reading.empty())
                readings.push_back(std::move(reading));
        }
        if (!part.strayText.isEmpty()) {
            Reading stray;
            stray.text = withLineFeeds(part.strayText);
            stray.hasPlain = true;
            readings.push_back(std::move(stray));
        }
        return joined(readings);
    }

    static Reading joined(std::vector<Reading> &readings)
    {
        if (readings.empty())
            return {};
        if (readings.size() == 1)
            return std::move(readings.front());
        Reading all;
        bool anyHtml = false;
        for (const Reading &reading : readings) {
            anyHtml = anyHtml || !reading.html.isNull();
            all.hasPlain = all.hasPlain || reading.hasPlain;
        }
        for (const Reading &reading : readings) {
            const QString text = reading.hasPlain ? reading.text : htmlToText(reading.html);
            if (!all.text.isEmpty() && !all.text.endsWith(QLatin1Char('\n')))
                all.text += QLatin1Char('\n');
            all.text += text;
            if (anyHtml)
                all.html += reading.html.isNull() ? escapedAsHtml(reading.text) : reading.html;
        }
        return all;
    }

    void note(const QString &defect)
    {
        if (!m_result.defects.contains(defect))
            m_result.defects << defect;
    }

    std::string_view m_fallback;
    BodyText &m_result;
    bool m_first = true;
};

} // namespace

BodyText readBody(const Part &root, std::string_view fallbackCharset)
{
    BodyText result;
    Reading reading = BodyReader(fallbackCharset, result).read(root);
    result.text = std::move(reading.text);
    result.html = std::move(reading.html);
    result.hasPlain = reading.hasPlain;
    return result;
}

} // namespace tern::mime
