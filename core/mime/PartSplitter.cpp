// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartSplitter.h"

#include "core/mime/Charset.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/HeaderEnd.h"

#include <algorithm>

namespace tern::mime {
namespace {

constexpr std::size_t kDeepest = 60;
constexpr int kMostParts = 20'000;
constexpr int kMostGuesses = 4;                       // each is one more look at the bytes of a multipart
constexpr std::size_t kLongestContentField = 64'000;  // bytes; a name of 255 characters is 2,300

std::string_view withoutLineEnd(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string_view trimmedRight(std::string_view text)
{
    const auto last = text.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// The line break before a delimiter belongs to the delimiter [RFC 2046 §5.1.1].
std::size_t contentEnd(std::string_view text, std::size_t begin, std::size_t delimiter)
{
    std::size_t end = delimiter;
    if (end > begin && text[end - 1] == '\n')
        --end;
    if (end > begin && end < delimiter && text[end - 1] == '\r')
        --end;
    return end;
}

std::string_view range(std::string_view text, std::size_t begin, std::size_t end)
{
    return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

QString idWithoutAngles(std::string_view raw)
{
    auto ids = parseMessageIds(raw);
    return ids.empty() ? QString::fromStdString(unfolded(raw)) : decodeText(ids.front(), "utf-8");
}

/// The first line "--X" that a part's header follows; X without trailing spaces.
std::string_view guessedBoundary(std::string_view text)
{
    for (std::size_t at = text.starts_with("--") ? 0 : text.find("\n--"); at != std::string_view::npos; at = text.find("\n--", at + 3)) {
        const std::size_t begin = at + (text[at] == '\n' ? 3 : 2);
        const auto newline = text.find('\n', begin);
        if (newline == std::string_view::npos)
            return {};
        const std::string_view name = trimmedRight(text.substr(begin, newline - begin));
        if (!name.empty() && name.size() <= 200 && equalsIgnoringCase(text.substr(newline + 1, 8), "Content-"))
            return name;
    }
    return {};
}

} // namespace

void PartSplitter::split(Part &root)
{
    m_parts = 1;
    // Careless scripts send an empty line first.
    const std::size_t body = begin(root, std::min(m_text.find_first_not_of("\r\n"), m_text.size()), false);
    if (m_open.empty())
        root.section = "1";
    run(body, m_text.size());
}

std::size_t PartSplitter::begin(Part &part, std::size_t at, bool inDigest)
{
    const HeaderEnd end = findHeaderEnd(m_text, at, [this](std::string_view line) {
        Delimiter ignored;
        return find(line, ignored);
    });
    if (end.strayLine)
        note(QStringLiteral("a header line that is no field"));
    if (end.noEmptyLine && end.body > at)
        note(QStringLiteral("no empty line between a header and its text"));
    part.header = range(m_text, at, end.header);
    readFields(part, inDigest);
    m_leaf = nullptr;
    if (part.isMultipart() && m_baseDepth + m_open.size() < kDeepest) {
        if (part.type.boundary.empty())
            note(QStringLiteral("a multipart without a boundary"));
        m_open.push_back({&part, part.type.boundary, end.body, false});
        return end.body;
    }
    m_leaf = &part;
    m_leafBegin = end.body;
    if (part.isMultipart()) {
        note(QStringLiteral("parts are nested more than %1 deep; the rest is kept as an attachment").arg(kDeepest));
        part.type.value = "message/rfc822";
        part.encoding = TransferEncoding::None;
        m_leafBegin = at;
    }
    return end.body;
}

void PartSplitter::readFields(Part &part, bool inDigest)
{
    bool hasType = false;
    bool hasEncoding = false;
    for (const RawField &field : splitHeaderBlock(part.header)) {
        // "Content-ID" is the shortest of interest, and few fields begin so.
        if (field.name.size() < 10 || (field.name.front() | 0x20) != 'c')
            continue;
        const std::string_view value = field.value.substr(0, kLongestContentField);
        if (value.size() < field.value.size())
            note(QStringLiteral("a header that describes a part is too long; only its beginning is read"));
        if (equalsIgnoringCase(field.name, "Content-Type")) {
            if (hasType)
                note(QStringLiteral("a part says twice what it is; the first counts"));
            else
                part.type = parseContentParameters(value, m_fallback);
            hasType = true;
        } else if (equalsIgnoringCase(field.name, "Content-Disposition") && part.disposition.value.empty()) {
            part.disposition = parseContentParameters(value, m_fallback);
        } else if (equalsIgnoringCase(field.name, "Content-Transfer-Encoding") && !hasEncoding) {
            bool known = true;
            part.encoding = transferEncoding(value, &known);
            hasEncoding = true;
            if (!known)
                note(QStringLiteral("an unknown transfer encoding; read as it stands"));
        } else if (equalsIgnoringCase(field.name, "Content-ID") && part.contentId.isEmpty()) {
            part.contentId = idWithoutAngles(value);
        }
    }
    if (part.type.repeated || part.disposition.repeated)
        note(QStringLiteral("a parameter is there twice"));
    const auto slash = part.type.value.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == part.type.value.size()) {
        if (hasType && part.type.value != "text")
            note(QStringLiteral("an invalid Content-Type"));
        part.type.value = inDigest && !hasType ? "message/rfc822" : "text/plain";
    }
    if (part.isMultipart() && part.encoding != TransferEncoding::None)
        note(QStringLiteral("a multipart with a transfer encoding; only its parts may have one"));
}

bool PartSplitter::find(std::string_view line, Delimiter &found) const
{
    const std::string_view name = trimmedRight(line).substr(2);
    for (std::size_t level = m_open.size(); level-- > 0;) {
        const std::string &boundary = m_open[level].boundary;
        if (boundary.empty() || name.size() < boundary.size())
            continue;
        const std::size_t more = name.size() - boundary.size();
        if ((more != 0 && more != 2) || !name.starts_with(boundary) || (more == 2 && !name.ends_with("--")))
            continue;
        found = {level, more == 2};
        return true;
    }
    return false;
}

void PartSplitter::run(std::size_t at, std::size_t end)
{
    while (at < end) {
        const auto newline = m_text.find('\n', at);
        const std::size_t lineEnd = newline == std::string_view::npos || newline >= end ? end : newline + 1;
        Delimiter delimiter;
        if (lineEnd - at > 2 && m_text[at] == '-' && m_text[at + 1] == '-' && !m_open.empty()
            && find(withoutLineEnd(m_text.substr(at, lineEnd - at - (newline == lineEnd - 1 ? 1 : 0))), delimiter)) {
            if (m_parts >= kMostParts) {
                note(QStringLiteral("the message has more than %1 parts; the rest is in the last").arg(kMostParts));
                break;
            }
            at = onDelimiter(delimiter, at, lineEnd);
        } else {
            at = lineEnd;
        }
    }
    while (!m_open.empty()) {
        if (!m_open.back().closed && !m_open.back().part->children.empty())
            note(QStringLiteral("the message ends early: a multipart is not closed"));
        closeAbove(m_open.size() - 1, end);
        close(m_open.back(), end);
        m_open.pop_back();
    }
    closeAbove(0, end);
}

std::size_t PartSplitter::onDelimiter(const Delimiter &delimiter, std::size_t lineBegin, std::size_t lineEnd)
{
    closeAbove(delimiter.level, lineBegin);
    Open &open = m_open[delimiter.level];
    if (delimiter.closes) {
        if (!open.closed)
            open.outside = lineEnd;
        open.closed = true;
        return lineEnd;
    }
    Part &parent = *open.part;
    if (open.closed) {
        note(QStringLiteral("a part stands behind the end of its multipart"));
        // What stood between is not lost: it becomes a text of its own.
        const std::string_view between = range(m_text, open.outside, contentEnd(m_text, open.outside, lineBegin));
        if (between.find_first_not_of(" \t\r\n") != std::string_view::npos) {
            Part text;
            text.section = parent.section + (parent.section.empty() ? "" : ".") + std::to_string(parent.children.size() + 1);
            text.type.value = "text/plain";
            text.body = between;
            parent.children.push_back(std::move(text));
        }
        open.closed = false;
    } else if (parent.children.empty()) {
        parent.before = range(m_text, open.outside, contentEnd(m_text, open.outside, lineBegin));
    }
    ++m_parts;
    const bool inDigest = parent.type.value == "multipart/digest";
    const std::string section = parent.section + (parent.section.empty() ? "" : ".") + std::to_string(parent.children.size() + 1);
    Part &part = parent.children.emplace_back();
    part.section = section;
    return begin(part, lineEnd, inDigest);
}

void PartSplitter::closeAbove(std::size_t level, std::size_t end)
{
    if (m_leaf) {
        // At the end of the message no delimiter takes the last line break away.
        const std::size_t stop = end < m_text.size() ? contentEnd(m_text, m_leafBegin, end) : end;
        m_leaf->body = range(m_text, m_leafBegin, stop);
        m_leaf = nullptr;
    }
    while (m_open.size() > level + 1) {
        if (!m_open.back().closed && !m_open.back().part->children.empty())
            note(QStringLiteral("a multipart is not closed"));
        close(m_open.back(), end);
        m_open.pop_back();
    }
}

void PartSplitter::close(Open &open, std::size_t end)
{
    Part &part = *open.part;
    const std::size_t stop = end < m_text.size() ? contentEnd(m_text, open.outside, end) : end;
    if (open.closed) {
        open.part->after = range(m_text, open.outside, stop);
    } else if (part.children.empty()) {
        part.before = range(m_text, open.outside, stop);
        splitByGuess(part, m_baseDepth + m_open.size());
        if (part.children.empty())
            note(QStringLiteral("a multipart has no delimiter; its text is shown as it stands"));
    }
}

void PartSplitter::splitByGuess(Part &part, std::size_t depth)
{
    if (m_guesses >= kMostGuesses)
        return;
    const std::string_view boundary = guessedBoundary(part.before);
    if (boundary.empty())
        return;
    note(QStringLiteral("a multipart's delimiters are not those it declares"));
    const auto begin = static_cast<std::size_t>(part.before.data() - m_text.data());
    const std::size_t end = begin + part.before.size();
    part.before = {};
    PartSplitter inner(m_text.substr(0, end), m_fallback, m_defects);
    inner.m_baseDepth = depth;
    inner.m_parts = m_parts;
    inner.m_guesses = m_guesses + 1;
    inner.m_open.push_back({&part, std::string(boundary), begin, false});
    inner.run(begin, end);
    m_parts = inner.m_parts;
    m_guesses = inner.m_guesses;
}

} // namespace tern::mime
