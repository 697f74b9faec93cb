// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/BodyStructure.h"

#include <algorithm>
#include <charconv>

namespace tern::imap {
namespace {

constexpr std::size_t kMaxParts = 1'000;
constexpr std::size_t kMaxParameters = 100;

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

bool takeParameters(ImapCursor &cursor, std::vector<MimeParameter> &parameters)
{
    cursor.skipSpaces();
    if (!cursor.take('('))
        return cursor.skipValue();
    for (;;) {
        cursor.skipSpaces();
        if (cursor.take(')'))
            return true;
        MimeParameter parameter;
        if (!cursor.takeString(parameter.key))
            return false;
        cursor.skipSpaces();
        if (cursor.peek() == ')')
            continue;
        if (!cursor.takeString(parameter.value))
            return false;
        parameter.key = lowerCase(parameter.key);
        if (parameters.size() < kMaxParameters)
            parameters.push_back(std::move(parameter));
    }
}

// ("attachment" ("filename" "x")): a list of a string and of a list or NIL, which nothing else behind the basic fields is.
bool takeDisposition(ImapCursor &cursor, std::string &disposition, std::vector<MimeParameter> &parameters)
{
    ImapCursor probe = cursor;
    std::string word;
    std::vector<MimeParameter> found;
    if (!probe.take('(') || (probe.peek() != '"' && probe.peek() != '{') || !probe.takeString(word))
        return false;
    probe.skipSpaces();
    const char next = probe.peek();
    if ((next != '(' && next != 'N' && next != 'n') || !takeParameters(probe, found))
        return false;
    probe.skipSpaces();
    if (!probe.take(')'))
        return false;
    disposition = lowerCase(word);
    parameters = std::move(found);
    cursor = probe;
    return true;
}

class Parser {
public:
    Parser(ImapCursor &cursor, BodySummary &summary) : m_cursor(cursor), m_summary(summary) {}

    bool body(const std::string &section, int depth)
    {
        if (depth > ImapCursor::kMaxDepth || !m_cursor.take('('))
            return false;
        return m_cursor.peek() == '(' ? multipart(section, depth) : leaf(section.empty() ? "1" : section);
    }

private:
    bool multipart(const std::string &section, int depth)
    {
        for (int number = 1; m_cursor.peek() == '('; ++number) {
            const std::string child = (section.empty() ? "" : section + ".") + std::to_string(number);
            if (!body(child, depth + 1))
                return false;
            m_cursor.skipSpaces();
        }
        return skipToEnd();
    }

    bool skipToEnd()
    {
        for (;;) {
            m_cursor.skipSpaces();
            if (m_cursor.take(')'))
                return true;
            if (!m_cursor.skipValue())
                return false;
        }
    }

    // Some servers leave fields out; what isn't there stays empty.
    void field(std::string &text)
    {
        m_cursor.skipSpaces();
        if (m_cursor.peek() != ')' && m_cursor.peek() != '(')
            static_cast<void>(m_cursor.takeString(text));
    }

    bool leaf(const std::string &section)
    {
        BodyPart part;
        part.section = section;
        std::string type;
        std::string subtype;
        std::string ignored;
        std::vector<MimeParameter> parameters;
        field(type);
        field(subtype);
        part.mimeType = lowerCase(type) + "/" + lowerCase(subtype);
        m_cursor.skipSpaces();
        if (m_cursor.peek() != ')' && !takeParameters(m_cursor, parameters))
            return false;
        field(part.contentId);
        field(ignored);
        field(part.encoding);
        part.encoding = lowerCase(part.encoding);
        m_cursor.skipSpaces();
        if (!m_cursor.takeNumber(part.size) && m_cursor.peek() != ')' && !m_cursor.skipValue())
            return false;
        std::string disposition;
        std::vector<MimeParameter> dispositionParameters;
        for (;;) {
            m_cursor.skipSpaces();
            if (m_cursor.take(')'))
                break;
            if (disposition.empty() && takeDisposition(m_cursor, disposition, dispositionParameters))
                continue;
            if (!m_cursor.skipValue())
                return false;
        }
        for (const MimeParameter &parameter : parameters) {
            if (parameter.key == "charset")
                part.charset = parameter.value;
        }
        part.fileName = joinParameter(dispositionParameters, "filename");
        if (!part.fileName)
            part.fileName = joinParameter(parameters, "name");
        finish(std::move(part), disposition);
        return true;
    }

    void finish(BodyPart part, const std::string &disposition)
    {
        const bool isText = startsWith(part.mimeType, "text/");
        const bool isImage = startsWith(part.mimeType, "image/");
        const bool isSignature = part.mimeType == "application/pgp-signature" || part.mimeType == "application/pkcs7-signature"
            || part.mimeType == "application/x-pkcs7-signature" || part.mimeType == "application/pgp-encrypted";
        const bool isInlinePicture = isImage && (disposition == "inline" || (disposition.empty() && !part.contentId.empty()));
        if (disposition == "attachment")
            part.isAttachment = true;
        else if (isSignature || isInlinePicture)
            part.isAttachment = false;
        else if (isText)
            part.isAttachment = part.fileName.has_value();
        else
            part.isAttachment = true;
        if (m_summary.parts.size() >= kMaxParts)
            return;
        m_summary.hasAttachment = m_summary.hasAttachment || part.isAttachment;
        m_summary.parts.push_back(std::move(part));
    }

    ImapCursor &m_cursor;
    BodySummary &m_summary;
};

std::optional<std::size_t> firstOf(const std::vector<BodyPart> &parts, std::string_view mimeType)
{
    const auto found = std::find_if(parts.begin(), parts.end(),
                                    [&](const BodyPart &part) { return part.mimeType == mimeType && !part.isAttachment; });
    if (found == parts.end())
        return {};
    return static_cast<std::size_t>(found - parts.begin());
}

struct Segment {
    int number = 0;
    bool encoded = false;
    std::string_view value;
};

// "filename*12*" of "filename" is segment 12, encoded.
bool readSegment(const MimeParameter &parameter, std::string_view name, Segment &segment)
{
    std::string_view rest = parameter.key;
    if (!startsWith(rest, name) || rest.size() < name.size() + 2 || rest[name.size()] != '*')
        return false;
    rest.remove_prefix(name.size() + 1);
    segment.encoded = rest.back() == '*';
    if (segment.encoded)
        rest.remove_suffix(1);
    const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), segment.number);
    segment.value = parameter.value;
    return !rest.empty() && code == std::errc() && end == rest.data() + rest.size() && segment.number >= 0;
}

std::string percentEncoded(std::string_view text)
{
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '\'' || byte <= 0x20 || byte >= 0x7F) {
            encoded += '%';
            encoded += kHex[byte >> 4U];
            encoded += kHex[byte & 15U];
        } else {
            encoded += c;
        }
    }
    return encoded;
}

} // namespace

std::optional<RawFileName> joinParameter(const std::vector<MimeParameter> &parameters, std::string_view name)
{
    std::vector<Segment> segments;
    const std::string *plain = nullptr;
    for (const MimeParameter &parameter : parameters) {
        Segment segment;
        if (parameter.key == std::string(name) + "*" && !parameter.value.empty())
            return RawFileName{parameter.value, true};
        if (parameter.key == name && !parameter.value.empty())
            plain = &parameter.value;
        else if (readSegment(parameter, name, segment))
            segments.push_back(segment);
    }
    if (segments.empty())
        return plain ? std::optional(RawFileName{*plain, false}) : std::nullopt;
    std::sort(segments.begin(), segments.end(), [](const Segment &a, const Segment &b) { return a.number < b.number; });
    const bool extended = std::any_of(segments.begin(), segments.end(), [](const Segment &segment) { return segment.encoded; });
    RawFileName joined;
    joined.extended = extended;
    if (extended && !segments.front().encoded)
        joined.value = "''";
    for (const Segment &segment : segments)
        joined.value += extended && !segment.encoded ? percentEncoded(segment.value) : std::string(segment.value);
    return joined;
}

bool parseBodyStructure(ImapCursor &cursor, BodySummary &summary)
{
    if (!Parser(cursor, summary).body({}, 0))
        return false;
    summary.firstText = firstOf(summary.parts, "text/plain");
    if (!summary.firstText)
        summary.firstText = firstOf(summary.parts, "text/html");
    return true;
}

BodySummary summarizeBodyStructure(std::string_view structure)
{
    BodySummary summary;
    ImapCursor cursor(structure);
    if (!parseBodyStructure(cursor, summary))
        return {};
    return summary;
}

std::string withoutLiterals(std::string_view structure)
{
    if (structure.find('\n') == std::string_view::npos)
        return std::string(structure);
    std::string text;
    ImapCursor cursor(structure);
    std::string scratch;
    while (!cursor.atEnd()) {
        const char next = cursor.peek();
        std::string_view value;
        if (next == '"' || next == '{') {
            if (!cursor.takeString(value, scratch))
                return {};
            text += '"';
            for (const char c : value) {
                if (c == '"' || c == '\\')
                    text += '\\';
                text += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
            }
            text += '"';
        } else {
            text += next;
            cursor.skip(1);
        }
    }
    return text;
}

} // namespace tern::imap
