// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/VmimeParts.h"

#include "core/mime/VmimePlatform.h"

#include <QFile>
#include <QFileInfo>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <vmime/contentDispositionField.hpp>
#include <vmime/contentTypeField.hpp>
#include <vmime/vmime.hpp>
#pragma GCC diagnostic pop

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>

namespace tern::mime {
namespace {

// RFC 2045 §6.7, §6.8: 76; but vmime makes encoded words one longer than told where a character ends there, and RFC 2047 §2 allows 75.
constexpr int kLongestLine = 68;
constexpr int kLongest7BitLine = 78;   // RFC 5322 §2.1.1

const vmime::charset &utf8Charset()
{
    static const vmime::charset charset(vmime::charsets::UTF_8);
    return charset;
}

/// Hands what vmime generates to the file.
class FileStream final : public vmime::utility::outputStream {
public:
    explicit FileStream(MessageFile &file) : m_file(file) {}
    void flush() override {}
    /// vmime leaves the last line of a body without parts open.
    void endLine()
    {
        if (!m_atLineStart)
            m_file.write("\r\n");
        m_atLineStart = true;
    }

protected:
    void writeImpl(const vmime::byte_t *data, const std::size_t count) override
    {
        if (count > 0)
            m_atLineStart = data[count - 1] == '\n';
        m_file.write({reinterpret_cast<const char *>(data), count});
    }

private:
    MessageFile &m_file;
    bool m_atLineStart = true;
};

/// Text for a header, as one word: vmime::text's own constructor makes words of its ASCII and other stretches, and where two that must be
/// encoded meet, the space between them is lost to every reader [RFC 2047 §6.2].
vmime::text headerText(const QString &text)
{
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    return vmime::text(vmime::word(text.toStdString(), ascii ? vmime::charset(vmime::charsets::US_ASCII) : utf8Charset()));
}

bool hasInternationalAddress(const BuildMessage &message)
{
    const auto isInternational = [](const Address &address) {
        const QString local = address.address.left(address.address.lastIndexOf(QLatin1Char('@')));
        return std::any_of(local.begin(), local.end(), [](QChar c) { return c.unicode() >= 0x80; });
    };
    const auto anyIn = [&](const std::vector<Address> &list) { return std::any_of(list.begin(), list.end(), isInternational); };
    return isInternational(message.from) || anyIn(message.replyTo) || anyIn(message.to) || anyIn(message.cc)
        || (message.includeBcc && anyIn(message.bcc));
}

vmime::shared_ptr<vmime::mailbox> mailbox(const Address &address)
{
    const vmime::emailAddress spec(address.address.toStdString());
    if (address.name.isEmpty())
        return vmime::make_shared<vmime::mailbox>(spec);
    return vmime::make_shared<vmime::mailbox>(headerText(address.name), spec);
}

vmime::addressList addressList(const std::vector<Address> &addresses)
{
    vmime::addressList list;
    for (const Address &address : addresses)
        list.appendAddress(mailbox(address));
    return list;
}

vmime::datetime dateOf(const BuildMessage &message)
{
    const std::int64_t local = message.date / 1'000 + static_cast<std::int64_t>(message.dateOffsetMinutes) * 60;
    const std::chrono::sys_seconds at{std::chrono::seconds(local)};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss clock{at - day};
    return vmime::datetime(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
                           static_cast<int>(static_cast<unsigned>(ymd.day())), static_cast<int>(clock.hours().count()),
                           static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()), message.dateOffsetMinutes);
}

void writeHeader(const BuildMessage &message, vmime::header &header)
{
    header.From()->setValue(mailbox(message.from));
    if (!message.to.empty())
        header.To()->setValue(addressList(message.to));
    if (!message.cc.empty())
        header.Cc()->setValue(addressList(message.cc));
    if (message.includeBcc && !message.bcc.empty())
        header.Bcc()->setValue(addressList(message.bcc));
    if (!message.replyTo.empty()) {
        // vmime's Reply-To holds one mailbox; the first counts.
        header.ReplyTo()->setValue(mailbox(message.replyTo.front()));
    }
    header.Subject()->setValue(headerText(message.subject));
    header.Date()->setValue(dateOf(message));
    header.MessageId()->setValue(vmime::messageId("<" + message.messageId + ">"));
    if (!message.inReplyTo.empty()) {
        vmime::messageIdSequence ids;
        ids.appendMessageId(vmime::make_shared<vmime::messageId>("<" + message.inReplyTo + ">"));
        header.InReplyTo()->setValue(ids);
    }
    if (!message.references.empty()) {
        vmime::messageIdSequence ids;
        for (const std::string &id : message.references)
            ids.appendMessageId(vmime::make_shared<vmime::messageId>("<" + id + ">"));
        header.References()->setValue(ids);
    }
    for (const auto &[name, value] : message.extraHeaders)
        header.getField(name)->setValue(headerText(value));
    header.MimeVersion()->setValue(std::string("1.0"));
}

std::string withCrLf(const QString &text)
{
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    lines.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    if (!lines.isEmpty() && !lines.endsWith(QLatin1Char('\n')))
        lines += QLatin1Char('\n');
    lines.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    return lines.toStdString();
}

/// 7bit for plain ASCII in short lines, quoted-printable for text that is mostly ASCII, else base64 (Chinese).
const char *fittingEncoding(const std::string &text)
{
    std::size_t high = 0;
    std::size_t line = 0;
    std::size_t longest = 0;
    for (const char c : text) {
        high += static_cast<unsigned char>(c) >= 0x80 ? 1 : 0;
        line = c == '\n' ? 0 : line + 1;
        longest = std::max(longest, line);
    }
    // A line "From …" is changed by mbox software on the way; vmime's quoted-printable leaves it as it is.
    if (text.starts_with("From ") || text.find("\nFrom ") != std::string::npos)
        return vmime::encodingTypes::BASE64;
    if (high == 0 && longest <= kLongest7BitLine)
        return vmime::encodingTypes::SEVEN_BIT;
    return high * 6 > text.size() ? vmime::encodingTypes::BASE64 : vmime::encodingTypes::QUOTED_PRINTABLE;
}

void fillText(vmime::bodyPart &part, const std::string &text, const char *subtype)
{
    const vmime::encoding encoding(fittingEncoding(text));
    part.getBody()->setContents(vmime::make_shared<vmime::stringContentHandler>(text), vmime::mediaType("text", subtype), utf8Charset(), encoding);
    const auto type = vmime::dynamicCast<vmime::contentTypeField>(part.getHeader()->ContentType());
    type->setCharset(utf8Charset());
    part.getHeader()->ContentTransferEncoding()->setValue(encoding);
}

vmime::shared_ptr<vmime::bodyPart> textPart(const std::string &text, const char *subtype)
{
    auto part = vmime::make_shared<vmime::bodyPart>();
    fillText(*part, text, subtype);
    return part;
}

Result<vmime::shared_ptr<vmime::bodyPart>> attachmentPart(const BuildAttachment &attachment)
{
    const std::string path = QFile::encodeName(attachment.file).toStdString();
    const QFileInfo info(attachment.file);
    auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!info.isFile() || !file->is_open())
        return makeError(ErrorKind::NotFound, "mime.build", path);
    // vmime owns the stream from here and reads it in pieces when it generates.
    auto input = vmime::make_shared<vmime::utility::inputStreamPointerAdapter>(file.release(), true);
    auto part = vmime::make_shared<vmime::bodyPart>();
    if (!std::all_of(attachment.type.begin(), attachment.type.end(), [](char c) { return c > ' ' && c < 0x7F && c != ';' && c != '"'; }))
        return makeError(ErrorKind::InvalidInput, "mime.build", "attachment type");
    const vmime::mediaType type(attachment.type.empty() ? "application/octet-stream" : attachment.type);
    const vmime::encoding base64(vmime::encodingTypes::BASE64);
    part->getBody()->setContents(vmime::make_shared<vmime::streamContentHandler>(input, static_cast<std::size_t>(info.size())), type,
                                 vmime::charset(vmime::charsets::US_ASCII), base64);
    // A file's name may hold anything on disk; in a field a line break would begin another one.
    QString shown = attachment.name;
    std::replace_if(shown.begin(), shown.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; }, QLatin1Char(' '));
    const vmime::word name(shown.toStdString(), utf8Charset());
    const auto typeField = vmime::dynamicCast<vmime::contentTypeField>(part->getHeader()->ContentType());
    typeField->setValue(type);
    typeField->removeParameter(typeField->findParameter("charset"));
    typeField->getParameter("name")->setValue(name);
    const auto disposition = vmime::dynamicCast<vmime::contentDispositionField>(part->getHeader()->ContentDisposition());
    disposition->setValue(vmime::contentDisposition(vmime::contentDispositionTypes::ATTACHMENT));
    disposition->setFilename(name);
    part->getHeader()->ContentTransferEncoding()->setValue(base64);
    return part;
}

/// A form of the message for programs.
vmime::shared_ptr<vmime::bodyPart> programPart(const std::string &content, const char *type, const char *subtype)
{
    auto part = vmime::make_shared<vmime::bodyPart>();
    const vmime::encoding encoding(fittingEncoding(content));
    part->getBody()->setContents(vmime::make_shared<vmime::stringContentHandler>(content), vmime::mediaType(type, subtype), utf8Charset(), encoding);
    const auto field = vmime::dynamicCast<vmime::contentTypeField>(part->getHeader()->ContentType());
    field->removeParameter(field->findParameter("charset"));
    part->getHeader()->ContentTransferEncoding()->setValue(encoding);
    return part;
}

vmime::shared_ptr<vmime::bodyPart> calendarPart(const BuildMessage &message)
{
    auto part = programPart(message.calendar, "text", "calendar");
    const auto type = vmime::dynamicCast<vmime::contentTypeField>(part->getHeader()->ContentType());
    type->setCharset(utf8Charset());
    type->getParameter("method")->setValue(vmime::word(message.calendarMethod, vmime::charset(vmime::charsets::US_ASCII)));
    return part;
}

void beMultipart(vmime::bodyPart &part, const char *subtype)
{
    const vmime::mediaType type("multipart", subtype);
    part.getHeader()->ContentType()->setValue(type);
    const auto field = vmime::dynamicCast<vmime::contentTypeField>(part.getHeader()->ContentType());
    field->setBoundary(vmime::body::generateRandomBoundaryString());
}

vmime::generationContext contextFor(const BuildMessage &message)
{
    vmime::generationContext context;
    context.setMaxLineLength(kLongestLine);
    context.setEncodedParameterValueMode(vmime::generationContext::PARAMETER_VALUE_RFC2231_AND_RFC2047);
    context.setPrologText("");
    context.setEpilogText("");
    context.setWrapMessageId(true);
    // RFC 6532: an address whose local part isn't ASCII can't be written otherwise; sending it needs SMTPUTF8.
    context.setInternationalizedEmailSupport(hasInternationalAddress(message));
    return context;
}

} // namespace

std::string resentFields(const BuildMessage &message)
{
    prepareVmime();
    vmime::header header;
    writeHeader(message, header);
    const vmime::generationContext context = contextFor(message);
    std::string fields;
    for (const char *name : {"Date", "From", "To", "Cc", "Bcc", "Message-Id"}) {
        if (!header.hasField(name))
            continue;
        std::string field;
        vmime::utility::outputStreamStringAdapter stream(field);
        header.findField(name)->generate(context, stream, std::strlen("Resent-"));
        fields += "Resent-" + field + "\r\n";
    }
    return fields;
}

Result<void> writeWithVmime(const BuildMessage &message, MessageFile &out)
{
    prepareVmime();
    auto root = vmime::make_shared<vmime::message>();
    writeHeader(message, *root->getHeader());
    const std::string text = withCrLf(message.text);
    const bool html = !message.html.isNull();
    if (!message.dispositionNotification.empty()) {
        beMultipart(*root, "report");
        vmime::dynamicCast<vmime::contentTypeField>(root->getHeader()->ContentType())
            ->getParameter("report-type")
            ->setValue(vmime::word(std::string("disposition-notification"), vmime::charset(vmime::charsets::US_ASCII)));
        root->getBody()->appendPart(textPart(text, "plain"));
        root->getBody()->appendPart(programPart(message.dispositionNotification, "message", "disposition-notification"));
    } else if (!message.calendar.empty()) {
        beMultipart(*root, "alternative");
        root->getBody()->appendPart(textPart(text, "plain"));
        root->getBody()->appendPart(calendarPart(message));
    } else if (message.attachments.empty() && !html) {
        fillText(*root, text, "plain");
    } else {
        vmime::shared_ptr<vmime::bodyPart> textual;
        if (html) {
            textual = message.attachments.empty() ? vmime::shared_ptr<vmime::bodyPart>(root) : vmime::make_shared<vmime::bodyPart>();
            beMultipart(*textual, "alternative");
            textual->getBody()->appendPart(textPart(text, "plain"));
            textual->getBody()->appendPart(textPart(withCrLf(message.html), "html"));
        } else {
            textual = textPart(text, "plain");
        }
        if (!message.attachments.empty()) {
            beMultipart(*root, "mixed");
            root->getBody()->appendPart(textual);
        }
        for (const BuildAttachment &attachment : message.attachments) {
            auto part = attachmentPart(attachment);
            if (!part)
                return std::move(part).error();
            root->getBody()->appendPart(*part);
        }
    }
    FileStream stream(out);
    root->generate(contextFor(message), stream);
    stream.endLine();
    return {};
}

} // namespace tern::mime
