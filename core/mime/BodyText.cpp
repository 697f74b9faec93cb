// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/BodyText.h"

#include "core/mime/Charset.h"
#include "core/mime/HtmlToText.h"
#include "core/mime/PartText.h"
#include "core/mime/Tnef.h"

#include <QMimeDatabase>

#include <algorithm>
#include <array>

namespace tern::mime {
namespace {

constexpr std::size_t kMostText = 12'000'000;   // bytes of text in a message

/// Text types that are data, not words to be read.
constexpr std::array<std::string_view, 14> kDataTypes{
    "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/rfc822-headers", "text/csv", "text/css", "text/xml", "text/javascript",
    "text/x-amp-html", "text/watch-html", "text/x-moz-deleted", "text/rtf", "text/global-headers"};

QString escapedAsHtml(const QString &text)
{
    return QLatin1String("<div style=\"white-space:pre-wrap\">") + text.toHtmlEscaped() + QLatin1String("</div>");
}

bool isTextToRead(const std::string &type)
{
    return type.starts_with("text/") && std::find(kDataTypes.begin(), kDataTypes.end(), type) == kDataTypes.end();
}

/// What a subtree reads as.
struct Reading {
    QString text;
    QString html;
    bool hasPlain = false;

    [[nodiscard]] bool empty() const { return !hasPlain && html.isNull(); }
};

Reading plainReading(QString text)
{
    Reading reading;
    reading.text = std::move(text);
    reading.hasPlain = true;
    return reading;
}

class BodyReader {
public:
    BodyReader(const TextCharsets &charsets, BodyText &result) : m_charsets(charsets), m_result(result) {}

    Reading read(const Part &part)
    {
        if (!part.isMultipart())
            return readLeaf(part);
        if (part.children.empty())
            return readUndivided(part);
        if (part.type.value == "multipart/alternative")
            return readAlternative(part);
        if (part.type.value == "multipart/related")
            return readRelated(part);
        if (part.type.value == "multipart/appledouble")
            return readAppleDouble(part);
        return readSequence(part);
    }

    /// A winmail.dat's own text, where the message has none.
    Reading inTnef() { return std::move(m_inTnef); }

private:
    /// A multipart without a delimiter: one text.
    Reading readUndivided(const Part &part)
    {
        Part whole;
        whole.type.value = "text/plain";
        whole.body = part.before;
        PartText text = readPartText(whole, m_charsets, m_left, m_result.defects);
        addFiles(part, std::move(text.files));
        Reading reading;
        reading.hasPlain = !text.text.isEmpty();
        reading.text = std::move(text.text);
        return reading;
    }

    Reading readLeaf(const Part &part)
    {
        const bool attached = part.disposition.value == "attachment" || (!m_first && part.disposition.value != "inline" && !part.name().isEmpty());
        if (isTnef(part) && addTnef(part))
            return {};
        if (attached || !isTextToRead(part.type.value)) {
            m_result.attachments.push_back(&part);
            return {};
        }
        m_first = false;
        PartText text = readPartText(part, m_charsets, m_left, m_result.defects);
        m_left -= std::min(m_left, static_cast<std::size_t>(text.text.size()));
        if (text.cut) {
            noteDefect(m_result.defects, QStringLiteral("the text is too long to show; all of it is attached"));
            m_result.attachments.push_back(&part);
        }
        addFiles(part, std::move(text.files));
        if (part.type.value != "text/html")
            return plainReading(std::move(text.text));
        Reading reading;
        reading.html = std::move(text.text);
        return reading;
    }

    /// RFC 2046 §5.1.4: the same thing several times. The plain form is the text, the HTML form the HTML.
    Reading readAlternative(const Part &part)
    {
        Reading best;
        for (const Part &child : part.children) {
            m_first = true;
            Reading reading = read(child);
            const bool blank = !best.hasPlain || best.text.trimmed().isEmpty();
            if (reading.hasPlain && blank) {
                best.text = std::move(reading.text);
                best.hasPlain = true;
            } else if (reading.hasPlain && !child.isMultipart() && reading.text.trimmed() != best.text.trimmed()) {
                m_result.attachments.push_back(&child); // a second plain form that says something else
            }
            if (!reading.html.isNull())
                best.html = std::move(reading.html);
        }
        // An empty plain form beside a full HTML one is a sender's carelessness.
        if (best.hasPlain && best.text.trimmed().isEmpty() && !best.html.isNull())
            best.hasPlain = false;
        return withTextOutside(part, std::move(best));
    }

    /// RFC 2387: a root and what it refers to.
    Reading readRelated(const Part &part)
    {
        QString start = part.type.get("start");
        start.remove(QLatin1Char('<')).remove(QLatin1Char('>'));
        const auto isRoot = [&start](const Part &child) { return !start.isEmpty() && child.contentId == start; };
        const auto isReadable = [](const Part &child) { return child.isMultipart() || isTextToRead(child.type.value); };
        auto root = std::find_if(part.children.begin(), part.children.end(), isRoot);
        if (root == part.children.end())
            root = std::find_if(part.children.begin(), part.children.end(), isReadable);
        std::vector<Reading> readings;
        for (auto child = part.children.begin(); child != part.children.end(); ++child) {
            if (child != root && !child->contentId.isEmpty() && !child->isMultipart()) {
                m_result.attachments.push_back(&*child);
                continue;
            }
            m_first = m_first || child == root;
            Reading reading = read(*child);
            if (!reading.empty())
                readings.push_back(std::move(reading));
        }
        return withTextOutside(part, joined(readings));
    }

    /// RFC 1740: a Macintosh file in two halves; the one that others can read is the file.
    Reading readAppleDouble(const Part &part)
    {
        const auto isFork = [](const Part &child) { return child.type.value == "application/applefile"; };
        if (std::all_of(part.children.begin(), part.children.end(), isFork))
            return readSequence(part);
        for (const Part &child : part.children) {
            if (!isFork(child))
                m_result.attachments.push_back(&child);
        }
        return withTextOutside(part, {});
    }

    Reading readSequence(const Part &part)
    {
        std::vector<Reading> readings;
        for (const Part &child : part.children) {
            Reading reading = read(child);
            if (!reading.empty())
                readings.push_back(std::move(reading));
        }
        return withTextOutside(part, joined(readings));
    }

    Reading withTextOutside(const Part &part, Reading reading)
    {
        QString before = textOutside(part.before, m_charsets);
        QString after = textOutside(part.after, m_charsets);
        if (before.isEmpty() && after.isEmpty())
            return reading;
        std::vector<Reading> all;
        if (!before.isEmpty()) {
            noteDefect(m_result.defects, QStringLiteral("text before the first part is shown at the beginning"));
            all.push_back(plainReading(std::move(before)));
        }
        if (!reading.empty())
            all.push_back(std::move(reading));
        if (!after.isEmpty()) {
            noteDefect(m_result.defects, QStringLiteral("text after the last part is shown at the end"));
            all.push_back(plainReading(std::move(after)));
        }
        return joined(all);
    }

    static Reading joined(std::vector<Reading> &readings)
    {
        if (readings.empty())
            return {};
        if (readings.size() == 1)
            return std::move(readings.front());
        Reading all;
        const bool anyHtml = std::any_of(readings.begin(), readings.end(), [](const Reading &reading) { return !reading.html.isNull(); });
        for (const Reading &reading : readings) {
            all.hasPlain = all.hasPlain || reading.hasPlain;
            const QString text = reading.hasPlain ? reading.text : htmlToText(reading.html);
            if (!all.text.isEmpty() && !all.text.endsWith(QLatin1Char('\n')))
                all.text += QLatin1Char('\n');
            all.text += text;
            if (anyHtml)
                all.html += reading.html.isNull() ? escapedAsHtml(reading.text) : reading.html;
        }
        return all;
    }

    static bool isTnef(const Part &part)
    {
        return part.type.value == "application/ms-tnef" || part.type.value == "application/vnd.ms-tnef"
            || part.name().compare(QLatin1String("winmail.dat"), Qt::CaseInsensitive) == 0;
    }

    bool addTnef(const Part &part)
    {
        auto tnef = readTnef(part.content(), m_charsets.fallback);
        if (!tnef)
            return false;
        if (tnef->damaged)
            noteDefect(m_result.defects, QStringLiteral("the winmail.dat is damaged; what could be read of it is there"));
        if (tnef->text.isNull() && !tnef->rtf.isEmpty())
            tnef->text = rtfToText(tnef->rtf);
        m_inTnef.text = tnef->text;
        m_inTnef.html = tnef->html;
        m_inTnef.hasPlain = !tnef->text.trimmed().isEmpty();
        if (!tnef->rtf.isEmpty())
            tnef->files.push_back({"message.rtf", std::move(tnef->rtf), "text/rtf", {}});
        addFiles(part, std::move(tnef->files));
        return true;
    }

    void addFiles(const Part &part, std::vector<EmbeddedFile> files)
    {
        int number = 0;
        for (EmbeddedFile &file : files) {
            Part &found = m_result.found.emplace_back();
            found.section = part.section + "~" + std::to_string(++number);
            const QString name = decodeHeaderText(file.name, m_charsets.fallback);
            found.disposition.value = "attachment";
            found.disposition.parameters["filename"] = name;
            found.type.value = !file.mediaType.empty()
                ? std::move(file.mediaType)
                : QMimeDatabase().mimeTypeForFile(name, QMimeDatabase::MatchExtension).name().toStdString();
            found.contentId = QString::fromStdString(file.contentId);
            found.own = std::move(file.content);
            m_result.attachments.push_back(&found);
        }
    }

    const TextCharsets &m_charsets;
    BodyText &m_result;
    Reading m_inTnef;
    std::size_t m_left = kMostText;
    bool m_first = true;
};

} // namespace

BodyText readBody(const Part &root, const TextCharsets &charsets)
{
    BodyText result;
    BodyReader reader(charsets, result);
    Reading reading = reader.read(root);
    if (reading.empty() || (reading.html.isNull() && reading.text.trimmed().isEmpty())) {
        if (Reading other = reader.inTnef(); !other.empty())
            reading = std::move(other);
    }
    result.text = std::move(reading.text);
    result.html = std::move(reading.html);
    result.hasPlain = reading.hasPlain;
    return result;
}

} // namespace tern::mime
