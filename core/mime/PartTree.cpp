// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/PartTree.h"

#include "core/mime/Charset.h"

#include <mutex>

// GLib's headers use C casts and `signals` as a name.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#include <gmime/gmime.h>

namespace tern::mime {
namespace {

constexpr int kDeepest = 60;

template <typename T>
struct Unref {
    void operator()(T *object) const { g_object_unref(object); }
};
template <typename T>
using Held = std::unique_ptr<T, Unref<T>>;

QByteArray streamBytes(GMimeStream *stream)
{
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    return QByteArray(reinterpret_cast<const char *>(bytes->data), static_cast<qsizetype>(bytes->len));
}

QByteArray decodedContent(GMimePart *part)
{
    GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
    if (wrapper == nullptr)
        return {};
    const Held<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(wrapper, out.get());
    return streamBytes(out.get());
}

QByteArray sourceOf(GMimeObject *object)
{
    const Held<GMimeStream> out(g_mime_stream_mem_new());
    // GMime keeps a body's line ends but writes header lines with its own; mail's are CRLF.
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_object_write_to_stream(object, format, out.get());
    g_mime_format_options_free(format);
    return streamBytes(out.get());
}

std::string rawHeader(GMimeObject *object, const char *name)
{
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
    const char *raw = header != nullptr ? g_mime_header_get_raw_value(header) : nullptr;
    return raw != nullptr ? raw : "";
}

QString textOrEmpty(const char *text)
{
    return text != nullptr ? decodeText(text, "utf-8") : QString();
}

class Walker {
public:
    Walker(std::string_view fallback, QStringList &defects) : m_fallback(fallback), m_defects(defects) {}

    Part walk(GMimeObject *object, const std::string &section, int depth)
    {
        Part part;
        part.section = section;
        readHeaders(object, part);
        if (GMIME_IS_MULTIPART(object) && depth < kDeepest) {
            walkMultipart(GMIME_MULTIPART(object), part, depth);
        } else if (GMIME_IS_MESSAGE_PART(object)) {
            GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
            if (inner != nullptr)
                part.content = sourceOf(GMIME_OBJECT(inner));
        } else if (GMIME_IS_PART(object)) {
            part.content = decodedContent(GMIME_PART(object));
        } else {
            if (GMIME_IS_MULTIPART(object))
                note(QStringLiteral("parts are nested more than %1 deep; the rest is kept as an attachment").arg(kDeepest));
            part.type.value = "message/rfc822";
            part.content = sourceOf(object);
        }
        return part;
    }

private:
    void readHeaders(GMimeObject *object, Part &part)
    {
        part.type = parseContentParameters(rawHeader(object, "Content-Type"), m_fallback);
        // GMime knows the defaults: text/plain, and message/rfc822 within a digest.
        GMimeContentType *type = g_mime_object_get_content_type(object);
        if (part.type.value.find('/') == std::string::npos && type != nullptr) {
            char *name = g_mime_content_type_get_mime_type(type);
            part.type.value = name != nullptr ? name : "text/plain";
            g_free(name);
        }
        // What GMime took apart as a multipart is one, however it is spelled; and the other way round.
        if (GMIME_IS_MULTIPART(object) != part.isMultipart() && !GMIME_IS_MESSAGE_PART(object))
            part.type.value = GMIME_IS_MULTIPART(object) ? "multipart/mixed" : "application/octet-stream";
        part.disposition = parseContentParameters(rawHeader(object, "Content-Disposition"), m_fallback);
        if (part.type.repeated || part.disposition.repeated)
            note(QStringLiteral("a parameter is there twice"));
        if (const char *id = g_mime_object_get_content_id(object))
            part.contentId = textOrEmpty(id);
    }

    void walkMultipart(GMimeMultipart *multipart, Part &part, int depth)
    {
        const int count = g_mime_multipart_get_count(multipart);
        for (int i = 0; i < count; ++i) {
            const std::string number = std::to_string(i + 1);
            part.children.push_back(
                walk(g_mime_multipart_get_part(multipart, i), part.section.empty() ? number : part.section + "." + number, depth + 1));
        }
        if (count == 0) {
            part.strayText = textOrEmpty(g_mime_multipart_get_prologue(multipart)) + textOrEmpty(g_mime_multipart_get_epilogue(multipart));
            note(QStringLiteral("a multipart has no delimiter; its text is shown as it stands"));
        } else if (const QString after = textOrEmpty(g_mime_multipart_get_epilogue(multipart)).trimmed(); !after.isEmpty() && depth == 0) {
            part.strayText = after;
            note(QStringLiteral("text after the last part is shown at the end"));
        }
    }

    void note(const QString &defect)
    {
        if (!m_defects.contains(defect))
            m_defects << defect;
    }

    std::string_view m_fallback;
    QStringList &m_defects;
};

QString describe(GMimeParserWarning warning)
{
    switch (warning) {
    case GMIME_WARN_DUPLICATED_HEADER: return QStringLiteral("a header field that must be unique is there twice; the first counts");
    case GMIME_WARN_UNENCODED_8BIT_HEADER: return QStringLiteral("raw 8-bit text in a header");
    case GMIME_WARN_INVALID_CONTENT_TYPE: return QStringLiteral("an invalid Content-Type");
    case GMIME_WARN_INVALID_RFC2047_HEADER_VALUE: return QStringLiteral("a malformed encoded word");
    case GMIME_WARN_MALFORMED_MULTIPART: return QStringLiteral("a malformed multipart");
    case GMIME_WARN_TRUNCATED_MESSAGE: return QStringLiteral("the message ends early");
    case GMIME_WARN_MALFORMED_MESSAGE: return QStringLiteral("a malformed message");
    case GMIME_CRIT_INVALID_HEADER_NAME: return QStringLiteral("a header line that is no field");
    case GMIME_CRIT_CONFLICTING_HEADER: return QStringLiteral("two header fields contradict each other");
    case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY: return QStringLiteral("a multipart without a boundary");
    case GMIME_WARN_INVALID_PARAMETER: return QStringLiteral("an invalid parameter");
    case GMIME_WARN_INVALID_ADDRESS_LIST: return QStringLiteral("an invalid address list");
    case GMIME_CRIT_NESTING_OVERFLOW: return QStringLiteral("parts are nested too deeply");
    case GMIME_WARN_PART_WITHOUT_CONTENT: return QStringLiteral("a part without content");
    case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT: return QStringLiteral("a part without header and content");
    default: return QStringLiteral("a malformed part");
    }
}

void onWarning(gint64, GMimeParserWarning warning, const gchar *, gpointer defects)
{
    // GMime takes a name in both forms, as most programs send it, for one name too many; parseContentParameters() knows better.
    if (warning == GMIME_WARN_DUPLICATED_PARAMETER || warning == GMIME_CRIT_CONFLICTING_PARAMETER)
        return;
    auto *list = static_cast<QStringList *>(defects);
    constexpr qsizetype kMostDefects = 50;
    const QString text = describe(warning);
    if (list->size() < kMostDefects && !list->contains(text))
        list->append(text);
}

void initialise()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

} // namespace

Result<PartTree> parsePartTree(const QByteArray &checked, std::string_view fallbackCharset)
{
    initialise();
    PartTree tree;
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_warning_callback(options, &onWarning, &tree.defects);
    const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(checked.constData(), static_cast<std::size_t>(checked.size())));
    const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_persist_stream(parser.get(), TRUE);
    const Held<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options));
    g_mime_parser_options_free(options);
    if (!message)
        return makeError(ErrorKind::InvalidInput, "mime.parse", "not a message");
    GMimeObject *root = g_mime_message_get_mime_part(message.get());
    if (root == nullptr)
        return makeError(ErrorKind::InvalidInput, "mime.parse", "no content");
    Walker walker(fallbackCharset, tree.defects);
    tree.root = walker.walk(root, GMIME_IS_MULTIPART(root) ? std::string() : std::string("1"), 0);
    return tree;
}

} // namespace tern::mime
#pragma GCC diagnostic pop
