// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ParsedMessage.h"

#include "core/mime/AddressParser.h"
#include "core/mime/BodyText.h"
#include "core/mime/Charset.h"
#include "core/mime/DateField.h"
#include "core/mime/FileName.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/HtmlToText.h"
#include "core/mime/PartTree.h"
#include "core/mime/PreCheck.h"

#include <QCryptographicHash>

#include <set>

namespace tern::mime {
namespace {

constexpr int kDeepestSearch = 80;
constexpr std::size_t kMostFields = 10'000;
constexpr std::size_t kLongestText = 64'000;          // bytes of a field that are shown
constexpr std::size_t kMostOfAnything = 12'000'000;    // bytes of what is no message
constexpr std::size_t kLongestList = 8'000'000;       // bytes of an address field; 100,000 recipients fit

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Fills a message from the fields of its header.
class HeaderReader {
public:
    HeaderReader(const ParseOptions &options, ParsedMessage &message)
        : m_fallback(options.forcedCharset.empty() ? options.fallbackCharset : options.forcedCharset), m_message(message) {}

    void read(std::string_view header)
    {
        for (const RawField &field : splitHeaderBlock(header)) {
            if (m_message.headers.size() >= kMostFields) {
                noteDefect(m_message.defects, QStringLiteral("the header has more than %1 fields; the others are in the source").arg(kMostFields));
                break;
            }
            const std::string raw = unfolded(field.value.substr(0, kLongestText));
            if (field.value.size() > kLongestText)
                noteDefect(m_message.defects, QStringLiteral("a header field is too long to show; all of it is in the source"));
            QString text = decodeHeaderText(raw, m_fallback);
            if (!readAddresses(field) && !readText(field, raw, text))
                readIds(field, raw);
            m_message.headers.push_back({decodeText(field.name, "us-ascii"), std::move(text), QByteArray::fromStdString(raw)});
        }
    }

private:
    bool readAddresses(const RawField &field)
    {
        std::vector<Address> *list = nullptr;
        if (equalsIgnoringCase(field.name, "From"))
            list = &m_message.from;
        else if (equalsIgnoringCase(field.name, "Sender"))
            list = &m_message.sender;
        else if (equalsIgnoringCase(field.name, "Reply-To"))
            list = &m_message.replyTo;
        else if (equalsIgnoringCase(field.name, "To"))
            list = &m_message.to;
        else if (equalsIgnoringCase(field.name, "Cc"))
            list = &m_message.cc;
        else if (equalsIgnoringCase(field.name, "Bcc"))
            list = &m_message.bcc;
        if (!list)
            return false;
        if (!list->empty())
            noteDefect(m_message.defects, QStringLiteral("%1 is there twice; the first counts").arg(decodeText(field.name, "us-ascii")));
        else
            *list = parseAddresses(field.value.substr(0, kLongestList), m_fallback);
        return true;
    }

    bool readText(const RawField &field, const std::string &raw, const QString &text)
    {
        if (equalsIgnoringCase(field.name, "Subject")) {
            if (m_message.subject.isEmpty())
                m_message.subject = text;
            else
                noteDefect(m_message.defects, QStringLiteral("Subject is there twice; the first counts"));
            return true;
        }
        if (!equalsIgnoringCase(field.name, "Date"))
            return false;
        if (m_message.date)
            return true;
        if (const auto date = parseDateField(raw)) {
            m_message.date = date->at;
            m_message.dateOffsetMinutes = date->offsetMinutes;
        } else {
            noteDefect(m_message.defects, QStringLiteral("the Date field can't be read"));
        }
        return true;
    }

    void readIds(const RawField &field, const std::string &raw)
    {
        if (equalsIgnoringCase(field.name, "Message-ID")) {
            auto ids = parseMessageIds(raw);
            if (m_message.messageId.empty() && !ids.empty())
                m_message.messageId = std::move(ids.front());
        } else if (equalsIgnoringCase(field.name, "In-Reply-To")) {
            if (m_message.inReplyTo.empty())
                m_message.inReplyTo = parseMessageIds(raw);
        } else if (equalsIgnoringCase(field.name, "References")) {
            if (m_message.references.empty())
                m_message.references = parseMessageIds(raw);
        }
    }

    std::string m_fallback;
    ParsedMessage &m_message;
};

/// The Content-IDs that HTML refers to.
std::set<QString> referredIds(const QString &html)
{
    std::set<QString> ids;
    static const QString kScheme = QStringLiteral("cid:");
    for (auto at = html.indexOf(kScheme, 0, Qt::CaseInsensitive); at >= 0 && ids.size() < 5'000; at = html.indexOf(kScheme, at + 4, Qt::CaseInsensitive)) {
        qsizetype end = at + 4;
        while (end < html.size() && end - at < 1'000 && !QStringLiteral("\"'<> )\t\n\r").contains(html.at(end)))
            ++end;
        const QString id = html.mid(at + 4, end - at - 4);
        ids.insert(id.contains(QLatin1Char('%')) ? QString::fromUtf8(QByteArray::fromPercentEncoding(id.toUtf8())) : id);
    }
    return ids;
}

/// A message that is attached is called by its subject.
QString nameOfMessage(const Part &part, std::string_view fallback)
{
    const std::string_view head = part.body.substr(0, 64'000);
    const QByteArray decoded = part.encoding == TransferEncoding::None ? QByteArray() : decodedTransfer(head, part.encoding);
    for (const RawField &field : splitHeaderBlock(decoded.isNull() ? head : viewOf(decoded))) {
        if (!equalsIgnoringCase(field.name, "Subject"))
            continue;
        const QString subject = sanitisedFileName(decodeHeaderText(unfolded(field.value), fallback).replace(QLatin1Char('/'), QLatin1Char('-')));
        return subject.isEmpty() ? QString() : subject.left(120) + QLatin1String(".eml");
    }
    return {};
}

/// RFC 2046 §5.2.3: how one would get it.
QString externalPlace(const Part &part)
{
    QStringList words;
    for (const char *name : {"access-type", "url", "site", "directory", "name", "server"}) {
        if (const QString value = part.type.get(name); !value.isEmpty())
            words << value.left(500);
    }
    return words.join(QLatin1Char(' '));
}

void fillHash(const Part &part, Attachment &attachment)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto take = [&](std::string_view piece) {
        hash.addData(QByteArrayView(piece.data(), static_cast<qsizetype>(piece.size())));
    };
    if (part.own)
        take(viewOf(*part.own));
    else
        decodeTransfer(part.body, part.encoding, take);
    attachment.sha256 = QString::fromLatin1(hash.result().toHex());
}

Attachment asAttachment(const Part &part, const std::set<QString> &referred, const ParseOptions &options)
{
    Attachment attachment;
    attachment.type = QString::fromStdString(part.type.value);
    attachment.name = sanitisedFileName(part.name());
    if (attachment.name.isEmpty() && part.type.value == "message/rfc822")
        attachment.name = nameOfMessage(part, options.fallbackCharset);
    if (attachment.name.isEmpty())
        attachment.name = nameForType(attachment.type);
    if (part.type.value == "message/external-body")
        attachment.external = externalPlace(part);
    if (options.measureAttachments)
        attachment.size = part.contentSize();
    if (options.hashAttachments)
        fillHash(part, attachment);
    attachment.contentId = part.contentId;
    attachment.isInline = part.disposition.value != "attachment" && !part.contentId.isEmpty() && referred.contains(part.contentId);
    attachment.part = part.section;
    return attachment;
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
    const PartTree tree = parsePartTree(checked.bytes, options.fallbackCharset);
    ParsedMessage message;
    message.defects = checked.defects;
    if (splitHeaderBlock(tree.root.header.substr(0, kLongestText)).empty()) {
        if (!options.acceptAnything)
            return makeError(ErrorKind::InvalidInput, "mime.parse", raw.isEmpty() ? "the file is empty" : "this is no message: it begins with no header field");
        message.text = decodeText(viewOf(checked.bytes).substr(0, kMostOfAnything), options.forcedCharset, options.fallbackCharset);
        message.defects << QStringLiteral("this is no message: it begins with no header field; shown as it is");
        return message;
    }
    if (options.readHeader)
        HeaderReader(options, message).read(tree.root.header);
    message.defects += tree.defects;
    BodyText body = readBody(tree.root, {options.fallbackCharset, options.forcedCharset});
    message.html = std::move(body.html);
    message.textIsFromHtml = !body.hasPlain && !message.html.isNull();
    message.text = message.textIsFromHtml ? htmlToText(message.html) : std::move(body.text);
    message.defects += body.defects;
    const std::set<QString> referred = body.attachments.empty() ? std::set<QString>() : referredIds(message.html);
    for (const Part *part : body.attachments)
        message.attachments.push_back(asAttachment(*part, referred, options));
    return message;
}

Result<PartBytes> partBytes(const QByteArray &raw, const std::string &part)
{
    const CheckedMessage checked = preCheck(raw);
    const PartTree tree = parsePartTree(checked.bytes, "GB18030");
    if (part.find('~') != std::string::npos) {
        const BodyText body = readBody(tree.root, {});
        for (const Part &found : body.found) {
            if (found.section == part)
                return PartBytes{*found.own, {}};
        }
        return makeError(ErrorKind::NotFound, "mime.part", part);
    }
    const Part *found = findPart(tree.root, part, 0);
    if (found == nullptr)
        return makeError(ErrorKind::NotFound, "mime.part", part);
    return PartBytes{found->content(), found->type.get("charset").toLower().toStdString()};
}

void hashAttachments(const QByteArray &raw, ParsedMessage &message)
{
    ParseOptions options;
    options.acceptAnything = true;
    options.readHeader = false;
    options.measureAttachments = false;
    const auto again = parseMessage(raw, options);
    for (std::size_t i = 0; again && i < std::min(message.attachments.size(), again->attachments.size()); ++i)
        message.attachments[i].sha256 = again->attachments[i].sha256;
}

Result<QByteArray> partContent(const QByteArray &raw, const std::string &part)
{
    auto bytes = partBytes(raw, part);
    return bytes ? Result<QByteArray>(std::move(bytes->content)) : Result<QByteArray>(bytes.error());
}

} // namespace tern::mime
