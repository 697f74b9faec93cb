// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/HtmlToText.h"

#include "core/markup/Hiding.h"
#include "core/markup/HtmlEvents.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tern::mime {
namespace {

constexpr int kDeepestQuote = 20;

constexpr std::array<std::string_view, 36> kBlocks{
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "legend", "li", "main", "nav", "ol", "section",
    "table", "tbody", "tr", "ul", "pre"};
constexpr std::array<std::string_view, 8> kSkipped{"head", "noscript", "object", "script", "style", "svg", "template", "title"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Gathers text as the SAX events come.
class Gatherer final : public markup::HtmlSink {
public:
    void start(std::string_view name, std::span<const markup::HtmlAttribute> attributes) override
    {
        ++m_depth;
        if (m_hiddenFrom == 0 && name != "body" && isHidden(attributes))
            m_hiddenFrom = m_depth;
        if (m_hiddenFrom != 0)
            return;
        if (m_skipDepth > 0 || contains(kSkipped, name)) {
            if (contains(kSkipped, name))
                ++m_skipDepth;
            return;
        }
        if (name == "br") {
            newLine();
        } else if (name == "p") {
            block();
            m_wantBlank = true;
        } else if (name == "hr") {
            block();
            words(QStringLiteral("———"));
            block();
        } else if (name == "td" || name == "th") {
            m_space = true;
        } else if (name == "blockquote") {
            block();
            m_quoteDepth = std::min(m_quoteDepth + 1, kDeepestQuote);
        } else if (name == "pre") {
            block();
            ++m_preDepth;
        } else if (contains(kBlocks, name)) {
            block();
            if (name == "li")
                words(QStringLiteral("• "));
        }
    }

    void end(std::string_view name) override
    {
        const int depth = m_depth--;
        if (m_hiddenFrom != 0) {
            if (depth == m_hiddenFrom)
                m_hiddenFrom = 0;
            return;
        }
        if (contains(kSkipped, name)) {
            m_skipDepth = std::max(0, m_skipDepth - 1);
            return;
        }
        if (m_skipDepth > 0)
            return;
        if (name == "p") {
            block();
            m_wantBlank = true;
        } else if (name == "blockquote") {
            block();
            m_quoteDepth = std::max(0, m_quoteDepth - 1);
        } else if (name == "pre") {
            block();
            m_preDepth = std::max(0, m_preDepth - 1);
        } else if (contains(kBlocks, name)) {
            block();
        }
    }

    /// Quote marks on each short line could make more text than there is HTML by far.
    void setMost(qsizetype characters) { m_most = characters; }

    void raw(std::string_view) override {}

    void text(std::string_view utf8) override
    {
        if (m_skipDepth > 0 || m_hiddenFrom != 0 || m_out.size() > m_most)
            return;
        const QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
        if (m_preDepth > 0) {
            preformatted(text);
            return;
        }
        words(text);
    }

    QString take()
    {
        while (m_out.endsWith(QLatin1Char('\n')) || m_out.endsWith(QLatin1Char(' ')))
            m_out.chop(1);
        if (!m_out.isEmpty())
            m_out += QLatin1Char('\n');
        return std::move(m_out);
    }

private:
    /// What the sender wrote for programs, or for whoever gets the answer that quotes it.
    static bool isHidden(std::span<const markup::HtmlAttribute> attributes)
    {
        return std::any_of(attributes.begin(), attributes.end(),
                           [](const markup::HtmlAttribute &attribute) { return attribute.name == "hidden" || (attribute.name == "style" && markup::hidesText(attribute.value)); });
    }

    void words(const QString &text)
    {
        const QChar *at = text.constData();
        const QChar *const end = at + text.size();
        while (at < end) {
            const QChar *const begin = at;
            while (at < end && !isSpecial(at->unicode()))
                ++at;
            if (at > begin) {
                beginWord();
                m_out.append(begin, at - begin);
            }
            for (; at < end && isSpecial(at->unicode()); ++at)
                special(at->unicode());
        }
    }

    /// White space, and what nobody sees.
    static bool isSpecial(char16_t u)
    {
        return u <= 0x20 || u == 0x00A0 || u == 0x00AD || u == 0x034F || u == 0x200B || u == 0x200C || u == 0xFEFF;
    }

    void special(char16_t u)
    {
        if (u == 0x20 || (u >= 0x09 && u <= 0x0D && u != 0x0B)) {
            m_space = true;
        } else if (u == 0x00A0 || (u < 0x20 && u != 0)) {
            beginWord();
            m_out += QLatin1Char(' ');
        }
    }

    void beginWord()
    {
        begin();
        if (m_space && !m_lineEmpty)
            m_out += QLatin1Char(' ');
        m_space = false;
        m_lineEmpty = false;
    }

    void preformatted(const QString &text)
    {
        for (const QChar c : text) {
            if (c == QLatin1Char('\n')) {
                newLine();
            } else if (c != QLatin1Char('\r')) {
                begin();
                m_out += c;
                m_lineEmpty = false;
            }
        }
    }

    /// Opens a line: the blank one before it, and its quote marks.
    void begin()
    {
        if (!m_lineEmpty || m_lineBegun)
            return;
        // The blank line between a quote and what is around it belongs to neither.
        if (m_wantBlank && !m_out.isEmpty())
            m_out += QString(std::min(m_quoteDepth, m_lastDepth), QLatin1Char('>')) + QLatin1Char('\n');
        m_wantBlank = false;
        m_lastDepth = m_quoteDepth;
        m_lineStart = m_out.size();
        if (m_quoteDepth > 0)
            m_out += QString(m_quoteDepth, QLatin1Char('>')) + QLatin1Char(' ');
        m_lineBegun = true;
    }

    void block()
    {
        if (m_lineBegun)
            newLine();
        m_space = false;
    }

    void newLine()
    {
        if (!m_lineBegun) {
            m_wantBlank = m_wantBlank || !m_out.isEmpty();
            return;
        }
        m_lineEmpty = true;
        m_lineBegun = false;
        m_space = false;
        if (m_preDepth == 0 && endsInBlankLine()) {
            m_out.truncate(m_lineStart);
            m_wantBlank = m_wantBlank || !m_out.isEmpty();
            return;
        }
        m_out += QLatin1Char('\n');
    }

    /// A line of nothing but no-break spaces is how HTML writes an empty one.
    [[nodiscard]] bool endsInBlankLine() const
    {
        qsizetype end = m_out.size();
        while (end > m_lineStart && m_out.at(end - 1) == QLatin1Char(' '))
            --end;
        return end == m_lineStart;
    }

    QString m_out;
    qsizetype m_most = 0;
    qsizetype m_lineStart = 0;
    int m_depth = 0;            ///< of elements that are open
    int m_hiddenFrom = 0;       ///< the depth of the one that hides what is in it; 0: none
    int m_skipDepth = 0;
    int m_preDepth = 0;
    int m_quoteDepth = 0;
    int m_lastDepth = 0;        // of the line before
    bool m_space = false;
    bool m_lineEmpty = true;
    bool m_lineBegun = false;
    bool m_wantBlank = false;
};

} // namespace

QString htmlToText(const QString &html)
{
    Gatherer gatherer;
    gatherer.setMost(std::max<qsizetype>(html.size(), 1'000'000));
    markup::HtmlReader reader(gatherer);
    constexpr qsizetype kPiece = 32 * 1024;
    for (qsizetype at = 0; at < html.size();) {
        qsizetype end = std::min(at + kPiece, html.size());
        if (end < html.size() && html.at(end - 1).isHighSurrogate())
            --end;
        const QByteArray utf8 = QStringView(html).mid(at, end - at).toUtf8();
        reader.feed({utf8.constData(), static_cast<std::size_t>(utf8.size())});
        at = end;
    }
    reader.finish();
    return gatherer.take();
}

} // namespace tern::mime
