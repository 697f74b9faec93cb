// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/QuotedTail.h"

#include "core/base/Ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tern::markup {

using namespace ascii;

namespace {

/// More text than this behind a quotation: it was answered in its midst.
constexpr std::size_t kMostAfter = 200;

/// Of Gmail, Yahoo, Proton, Thunderbird, Apple Mail, Zoho and Outlook on the web.
constexpr std::array<std::string_view, 7> kClasses{"gmail_quote", "gmail_extra", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "applemailquote", "zmail_extra"};
/// Of Outlook (all that follows is quoted), NetEase.
constexpr std::array<std::string_view, 2> kIdsBeforeTheQuoted{"divrplyfwdmsg", "appendonsend"};
constexpr std::array<std::string_view, 1> kIds{"isreplycontent"};

bool hasWord(std::string_view words, std::string_view wanted)
{
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        if (words.substr(at, end - at) == wanted)
            return true;
        at = end + 1;
    }
    return false;
}

} // namespace

void QuotedTail::start(std::string_view name, std::span<const HtmlAttribute> attributes, std::size_t depth, std::size_t parent, std::size_t written)
{
    if (m_open || (name != "blockquote" && name != "div"))
        return;
    std::optional<Extent> extent;
    for (const HtmlAttribute &attribute : attributes) {
        const std::string value = lower(attribute.value.substr(0, 200));
        const auto isIt = [&](std::string_view wanted) { return value == wanted; };
        if (attribute.name == "type" && name == "blockquote" && value == "cite")
            extent = Extent::Element;
        else if (attribute.name == "class" && std::any_of(kClasses.begin(), kClasses.end(), [&](auto wanted) { return hasWord(value, wanted); }))
            extent = Extent::Element;
        else if (attribute.name == "id" && std::any_of(kIds.begin(), kIds.end(), isIt))
            extent = Extent::Element;
        else if (attribute.name == "id" && std::any_of(kIdsBeforeTheQuoted.begin(), kIdsBeforeTheQuoted.end(), isIt))
            extent = Extent::RestOfParent;
    }
    if (!extent)
        return;
    m_open = true;
    m_extent = *extent;
    m_depth = depth;
    // One that follows at once belongs to the one before it, as a quotation to the line that says who wrote it; if both are in one parent.
    const bool goesOn = m_end != 0 && m_parent == parent && m_after <= kMostAfter / 4;
    if (!goesOn) {
        m_begin = written;
        m_before += m_after;
    }
    m_parent = parent;
    m_after = 0;
}

void QuotedTail::end(std::size_t depth, std::size_t before, std::size_t after)
{
    if (!m_open)
        return;
    if (m_extent == Extent::Element && depth == m_depth) {
        m_end = after;
        m_open = false;
    } else if (m_extent == Extent::RestOfParent && depth < m_depth) {
        m_end = before;
        m_open = false;
    }
}

void QuotedTail::text(std::size_t letters)
{
    if (!m_open)
        (m_end == 0 ? m_before : m_after) += letters;
}

void QuotedTail::finish(std::size_t written)
{
    if (m_open)
        m_end = written;
    m_open = false;
}

void QuotedTail::fold(std::string &html, const std::string &show) const
{
    if (m_open || m_end == 0 || m_before == 0 || m_after > kMostAfter)
        return;
    html.insert(m_end, "</details>");
    html.insert(m_begin, "<details class=\"tern-quoted\"><summary>" + show + "</summary>");
}

} // namespace tern::markup
