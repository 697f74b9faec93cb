// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/HtmlSanitizer.h"

#include "core/base/Ascii.h"
#include "core/markup/CssSanitizer.h"
#include "core/markup/CssTokens.h"
#include "core/markup/Hiding.h"
#include "core/markup/HtmlEvents.h"
#include "core/markup/Pictures.h"
#include "core/markup/QuotedTail.h"

#include <algorithm>
#include <array>

namespace tern::markup {

using namespace ascii;

namespace {

constexpr std::size_t kDeepest = 300;
constexpr std::size_t kMostLinks = 2000;
constexpr std::size_t kLongestLinkText = 500;

constexpr std::array<std::string_view, 84> kElements{
    "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "img", "ins", "kbd", "label", "legend", "li", "main", "mark", "menu", "nav", "nobr", "ol", "p", "pre", "q", "rp", "rt", "ruby",
    "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt",
    "u", "ul", "var", "wbr", "xmp", "listing", "plaintext"};
/// They go with all that is in them; of others that are not known, the content stays.
constexpr std::array<std::string_view, 8> kWithContent{"script", "style", "svg", "template", "title", "iframe", "noembed", "noframes"};
/// What could have loaded or run something, counted when it is left out.
constexpr std::array<std::string_view, 16> kActive{"applet", "audio", "base", "button", "embed", "form", "frame", "iframe", "input", "link", "meta", "object", "script", "svg", "video", "bgsound"};
constexpr std::array<std::string_view, 4> kVoid{"br", "hr", "img", "wbr"};
constexpr std::array<std::string_view, 33> kAttributes{
    "align", "alt", "aria-hidden", "aria-label", "border", "cellpadding", "cellspacing", "class", "clear", "colspan", "dir", "face", "frame", "headers", "height",
    "hidden", "hspace", "id", "lang", "name", "noshade", "nowrap", "open", "reversed", "role", "rowspan", "rules", "scope", "size", "span", "start", "title", "valign"};
constexpr std::array<std::string_view, 4> kMoreAttributes{"type", "value", "vspace", "width"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

void escapeInto(std::string &out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\0':
            break;
        default:
            out += c;
        }
    }
}

/// Names that would be read as raw text are written as one that is not.
std::string_view writtenName(std::string_view name)
{
    return name == "xmp" || name == "listing" || name == "plaintext" ? std::string_view("pre") : name;
}

bool isLink(const std::string &low)
{
    return low.starts_with("http://") || low.starts_with("https://") || low.starts_with("mailto:");
}

class Sanitizer final : public HtmlSink {
public:
    explicit Sanitizer(const HtmlRules &rules)
        : m_rules(rules), m_pictures(rules),
          m_css{[this](std::string_view url) { return m_pictures.instead(url); }, rules.dark, rules.ground}
    {
    }

    void start(std::string_view name, std::span<const HtmlAttribute> attributes) override
    {
        if (contains(kActive, name))
            ++m_safe.removed;
        m_isStyle = name == "style" && m_skipped == 0;
        if (m_skipped > 0 || contains(kWithContent, name)) {
            m_skipped += contains(kWithContent, name) ? 1 : 0;
            return;
        }
        if (name == "body")
            m_safe.bodyAttributes += this->attributes(name, attributes);
        else if (name == "input" || name == "option")
            formText(attributes);
        if (!contains(kElements, name) || m_open.size() >= kDeepest)
            return;
        if (!contains(kVoid, name)) {
            m_quoted.start(name, attributes, m_open.size(), m_open.empty() ? 0 : m_open.back().serial, m_out.size());
            m_open.push_back({std::string(name), ++m_serial});
        }
        m_out += '<';
        m_out += writtenName(name);
        m_out += this->attributes(name, attributes);
        m_out += '>';
    }

    void end(std::string_view name) override
    {
        m_isStyle = false;
        if (contains(kWithContent, name)) {
            m_skipped = std::max(0, m_skipped - 1);
            return;
        }
        if (m_skipped > 0 || contains(kVoid, name))
            return;
        const auto found = std::find_if(m_open.rbegin(), m_open.rend(), [&](const Open &open) { return open.name == name; });
        if (found == m_open.rend())
            return;
        const auto keep = static_cast<std::size_t>(std::distance(found, m_open.rend())) - 1;
        while (m_open.size() > keep)
            close();
    }

    void text(std::string_view utf8) override
    {
        if (m_skipped > 0)
            return;
        m_quoted.text(static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; })));
        escapeInto(m_out, utf8);
        if (m_isInLink && !m_safe.links.empty())
            linkText(utf8);
    }

    void raw(std::string_view utf8) override
    {
        if (m_isStyle)
            m_sheets += sanitizeStyleSheet(utf8, m_css);
    }

    SafeHtml take()
    {
        while (!m_open.empty())
            close();
        m_quoted.finish(m_out.size());
        if (!m_rules.showQuoted.empty()) {
            std::string show;
            escapeInto(show, m_rules.showQuoted);
            m_quoted.fold(m_out, show);
        }
        m_safe.html = m_sheets.empty() ? std::move(m_out) : "<style>" + m_sheets + "</style>" + m_out;
        m_safe.pictures = m_pictures.take();
        return std::move(m_safe);
    }

private:
    struct Open {
        std::string name;
        std::size_t serial = 0;
    };

    void close()
    {
        const std::size_t before = m_out.size();
        m_out += "</";
        m_out += writtenName(m_open.back().name);
        m_out += '>';
        m_isInLink = m_isInLink && m_open.back().name != "a";
        m_open.pop_back();
        m_quoted.end(m_open.size(), before, m_out.size());
    }

    /// What a form would have shown stays as text.
    void formText(std::span<const HtmlAttribute> attributes)
    {
        bool isShown = false;
        std::string_view value;
        for (const HtmlAttribute &attribute : attributes) {
            if (attribute.name == "value")
                value = attribute.value;
            else if (attribute.name == "type")
                isShown = lower(attribute.value) == "submit" || lower(attribute.value) == "button" || lower(attribute.value) == "text";
        }
        if (isShown)
            text(value);
    }

    void linkText(std::string_view utf8)
    {
        std::string &said = m_safe.links.back().text;
        for (const char c : utf8) {
            const bool isSpace = static_cast<unsigned char>(c) <= 0x20;
            if (said.size() >= kLongestLinkText || (isSpace && (said.empty() || said.back() == ' ')))
                continue;
            said += isSpace ? ' ' : c;
        }
    }

    std::string attributes(std::string_view element, std::span<const HtmlAttribute> attributes)
    {
        std::string out;
        std::string style;
        const bool isPicture = element == "img";
        const bool isSeen = !isPicture || !isInvisible(attributes);
        for (const HtmlAttribute &attribute : attributes) {
            const std::string_view name = attribute.name;
            if (name == "style")
                style += sanitizeDeclarations(attribute.value, m_css);
            else if (name == "src" && isPicture)
                picture(out, attribute.value, isSeen);
            else if (name == "background")
                groundPicture(style, attribute.value);
            else if (name == "href" && element == "a")
                link(out, attribute.value);
            else if (name == "bgcolor" || name == "color" || name == "text")
                color(out, style, element, attribute);
            else if (name.starts_with("on"))
                ++m_safe.removed;
            else if ((contains(kAttributes, name) || contains(kMoreAttributes, name)) && element != "body")
                write(out, name, attribute.value);
            else if (element == "body" && (name == "class" || name == "id" || name == "dir" || name == "lang"))
                write(out, name, attribute.value);
        }
        if (!style.empty())
            write(out, "style", style);
        return out;
    }

    static bool isInvisible(std::span<const HtmlAttribute> attributes)
    {
        return std::any_of(attributes.begin(), attributes.end(), [](const HtmlAttribute &attribute) {
            if (attribute.name == "width" || attribute.name == "height") {
                const auto length = pixels(attribute.value);
                return length && *length <= 1;
            }
            return attribute.name == "hidden" || (attribute.name == "style" && hidesPicture(attribute.value));
        });
    }

    static void write(std::string &out, std::string_view name, std::string_view value)
    {
        out += ' ';
        out += name;
        out += "=\"";
        escapeInto(out, value);
        out += '"';
    }

    void picture(std::string &out, std::string_view url, bool isSeen)
    {
        if (const auto instead = m_pictures.instead(url, isSeen))
            write(out, "src", *instead);
    }

    void groundPicture(std::string &style, std::string_view url)
    {
        std::string value;
        CssWriter(value).write({CssToken::Kind::Url, std::string(url)});
        style += sanitizeDeclarations("background-image:" + value, m_css);
    }

    void link(std::string &out, std::string_view written)
    {
        std::string url;
        for (const char c : trimmed(written)) {
            if (static_cast<unsigned char>(c) > 0x1F)
                url += c;
        }
        if (url.starts_with('#') && url.size() > 1) {
            write(out, "href", url);
            return;
        }
        if (!isLink(lower(std::string_view(url).substr(0, 16))))
            return;
        write(out, "href", url);
        m_isInLink = m_safe.links.size() < kMostLinks;
        if (m_isInLink)
            m_safe.links.push_back({std::move(url), {}});
    }

    void color(std::string &out, std::string &style, std::string_view element, const HtmlAttribute &attribute)
    {
        const auto found = colorFromAttribute(attribute.value);
        if (!found)
            return;
        const bool isGround = attribute.name == "bgcolor";
        const Color shown = !m_rules.dark ? *found : isGround ? groundInDark(*found, m_rules.ground) : textInDark(*found);
        if (attribute.name == "color" && element == "font")
            write(out, "color", colorToCss(shown));
        else if (isGround)
            style.insert(0, "background-color:" + colorToCss(shown) + ';');
        else if (attribute.name == "text" && element == "body")
            style.insert(0, "color:" + colorToCss(shown) + ';');
    }

    const HtmlRules &m_rules;
    Pictures m_pictures;
    CssRules m_css;
    QuotedTail m_quoted;
    SafeHtml m_safe;
    std::string m_out;
    std::string m_sheets;
    std::vector<Open> m_open;
    std::size_t m_serial = 0;
    int m_skipped = 0;
    bool m_isStyle = false;
    bool m_isInLink = false;
};

} // namespace

SafeHtml sanitizeHtml(std::string_view utf8, const HtmlRules &rules)
{
    Sanitizer sanitizer(rules);
    HtmlReader reader(sanitizer);
    reader.feed(utf8);
    reader.finish();
    return sanitizer.take();
}

} // namespace tern::markup
