// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ParsedMessage.h"

#include "core/mime/AddressParser.h"
#include "core/mime/BodyText.h"
#include "core/mime/Charset.h"
#include "core/mime/DateField.h"
#include "core/mime/FileName.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/HtmlToText.h"
#include "core/mime/PreCheck.h"

#include <QCryptographicHash>

namespace tern::mime {
namespace {

constexpr int kDeepestSearch = 80;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

void readHeaderFields(const QByteArray &bytes, std::string_view fallback, ParsedMessage &message)
{
    for (const RawField &field : splitHeaderBlock(viewOf(bytes))) {
        const std::string raw = unfolded(field.value);
        message.headers.push_back({decodeText(field.name, "us-ascii"), decodeHeaderText(raw, fallback), QByteArray::fromStdString(raw)});
        const auto is = [&field](std::string_view name) { return equalsIgnoringCase(field.name, name); };
        const auto addresses = [&](std::vector<Address> &into) {
            if (into.empty())
                into = parseAddresses(field.value, fallback);
        };
        if (is("From")) {
            addresses(message.from);
        } else if (is("Sender")) {
            addresses(message.sender);
        } else if (is("Reply-To")) {
            addresses(message.replyTo);
        } else if (is("To")) {
            addresses(message.to);
        } else if (is("Cc")) {
            addresses(message.cc);
        } else if (is("Bcc")) {
            addresses(message.bcc);
        } else if (is("Subject")) {
            if (message.subject.isEmpty())
                message.subject = decodeHeaderText(raw, fallback);
        } else if (is("Message-ID")) {
            auto ids = parseMessageIds(raw);
            if (message.messageId.empty() && !ids.empty())
                message.messageId = std::move(ids.front());
        } else if (is("In-Reply-To")) {
            if (message.inReplyTo.empty())
                message.inReplyTo = parseMessageIds(raw);
        } else if (is("References")) {
            if (message.references.empty())
                message.references = parseMessageIds(raw);
        } else if (is("Date") && !message.date) {
            if (const auto date = parseDateField(raw)) {
                message.date = date->at;
                message.dateOffsetMinutes = date->offsetMinutes;
            } else {
                message.defects << QStringLiteral("the Date field can't be read");
            }
        }
    }
}

Attachment asAttachment(const Part &part, const QString &html, bool hash)
{
    Attachment attachment;
    attachment.type = QString::fromStdString(part.type.value);
    QString name = part.disposition.get("filename");
    if (name.isEmpty())
        name = part.type.get("name");
    attachment.name = sanitisedFileName(name);
    if (attachment.name.isEmpty())
        attachment.name = nameForType(attachment.type);
    attachment.size = part.content.size();
    if (hash)
        attachment.sha256 = QString::fromLatin1(QCryptographicHash::hash(part.content, QCryptographicHash::Sha256).toHex());
    attachment.contentId = part.contentId;
    attachment.isInline = part.disposition.value != "attachment" && !part.contentId.isEmpty()
        && html.contains(QLatin1String("cid:") + part.contentId);
    attachment.part = part.section;
    return attachment;
}

/// The text of a message whose structure must not be taken apart: what follows the header.
QString flatText(const QByteArray &bytes, std::string_view fallback)
{
    const std::string_view text = viewOf(bytes);
    auto end = text.find("\n\n");
    const auto crlf = text.find("\n\r\n");
    end = std::min(end, crlf);
    return end == std::string_view::npos ? QString() : decodeText(text.substr(end + 1), {}, fallback);
}

const Part *findPart(const Part &part, const std::string &section, int depth)
{
    if (!part.isMultipart() && part.section == section)
        return &part;
    if (depth > kDeepestSearch)
        return nullptr;
    for (const Part &child : part.children) {
        if (const Part *found = findPart(child, section, depth + 1))
            return found;
    }
    return nullptr;
}

} // namespace

Result<ParsedMessage> parseMessage(const QByteArray &raw, const ParseOptions &options)
{
    const CheckedMessage checked = preCheck(raw);
    ParsedMessage message;
    message.defects = checked.defects;
    readHeaderFields(checked.bytes, options.fallbackCharset, message);
    if (message.headers.empty() && options.acceptAnything) {
        message.text = decodeText(viewOf(checked.bytes), {}, options.fallbackCharset);
        message.defects << QStringLiteral("this is no message: it begins with no header field; shown as it is");
        return message;
    }
    if (message.headers.empty())
        return makeError(ErrorKind::InvalidInput, "mime.parse", raw.isEmpty() ? "the file is empty" : "this is no message: it begins with no header field");
    if (!checked.structured) {
        message.text = flatText(checked.bytes, options.fallbackCharset);
        return message;
    }
    auto tree = parsePartTree(checked.bytes, options.fallbackCharset);
    if (!tree)
        return std::move(tree).error();
    message.defects += tree->defects;
    BodyText body = readBody(tree->root, options.fallbackCharset);
    message.html = std::move(body.html);
    message.textIsFromHtml = !body.hasPlain && !message.html.isNull();
    message.text = message.textIsFromHtml ? htmlToText(message.html) : std::move(body.text);
    message.defects += body.defects;
    for (const Part *part : body.attachments)
        message.attachments.push_back(asAttachment(*part, message.html, options.hashAttachments));
    return message;
}

Result<QByteArray> partContent(const QByteArray &raw, const std::string &part)
{
    const CheckedMessage checked = preCheck(raw);
    if (!checked.structured)
        return makeError(ErrorKind::NotFound, "mime.part", part);
    auto tree = parsePartTree(checked.bytes, "GB18030");
    if (!tree)
        return std::move(tree).error();
    const Part *found = findPart(tree->root, part, 0);
    if (found == nullptr)
        return makeError(ErrorKind::NotFound, "mime.part", part);
    return found->content;
}

} // namespace tern::mime
