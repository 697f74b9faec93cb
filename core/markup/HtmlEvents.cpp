// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/HtmlEvents.h"

#include <libxml/HTMLparser.h>

#include <vector>

namespace tern::markup {
namespace {

/// Mail's HTML is never clean; nobody wants to hear of it.
void ignoreProblem(void * /*context*/, const char * /*format*/, ...)
{
}

std::string_view view(const xmlChar *text)
{
    return text ? std::string_view(reinterpret_cast<const char *>(text)) : std::string_view();
}

std::string_view view(const xmlChar *text, int length)
{
    return {reinterpret_cast<const char *>(text), static_cast<std::size_t>(length)};
}

HtmlSink &sinkOf(void *context)
{
    return *static_cast<HtmlSink *>(context);
}

void onStart(void *context, const xmlChar *name, const xmlChar **pairs)
{
    HtmlSink &sink = sinkOf(context);
    std::vector<HtmlAttribute> attributes;
    for (; pairs && *pairs; pairs += 2)
        attributes.push_back({view(pairs[0]), view(pairs[1])});
    sink.start(view(name), attributes);
}

htmlSAXHandler handlerOfSink()
{
    htmlSAXHandler handler{};
    handler.startElement = &onStart;
    handler.endElement = [](void *context, const xmlChar *name) { sinkOf(context).end(view(name)); };
    handler.characters = [](void *context, const xmlChar *text, int length) { sinkOf(context).text(view(text, length)); };
    handler.ignorableWhitespace = handler.characters;
    handler.cdataBlock = [](void *context, const xmlChar *text, int length) { sinkOf(context).raw(view(text, length)); };
    handler.error = &ignoreProblem;
    handler.warning = &ignoreProblem;
    return handler;
}

} // namespace

struct HtmlReader::Parser {
    htmlSAXHandler handler = handlerOfSink();
    htmlParserCtxtPtr context = nullptr;
};

HtmlReader::HtmlReader(HtmlSink &sink) : m_parser(std::make_unique<Parser>())
{
    m_parser->context = htmlCreatePushParserCtxt(&m_parser->handler, &sink, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8);
    if (m_parser->context)
        htmlCtxtUseOptions(m_parser->context, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
}

HtmlReader::~HtmlReader()
{
    if (m_parser->context)
        htmlFreeParserCtxt(m_parser->context);
}

void HtmlReader::feed(std::string_view utf8)
{
    constexpr std::size_t kPiece = 64 * 1024;
    for (std::size_t at = 0; m_parser->context && at < utf8.size(); at += kPiece) {
        const std::string_view piece = utf8.substr(at, kPiece);
        htmlParseChunk(m_parser->context, piece.data(), static_cast<int>(piece.size()), 0);
    }
}

void HtmlReader::finish()
{
    if (m_parser->context)
        htmlParseChunk(m_parser->context, nullptr, 0, 1);
}

} // namespace tern::markup
