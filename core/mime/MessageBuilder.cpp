// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageBuilder.h"

#include "core/mime/MessageFile.h"
#include "core/mime/VmimeParts.h"

#include <QMimeDatabase>
#include <QRandomGenerator>

#include <exception>
#include <functional>

namespace tern::mime {
namespace {

std::string utf8(const QString &text)
{
    return text.toStdString();
}

Result<void> checkText(const QString &value, const char *field)
{
    for (const QChar c : value) {
        if (c == QLatin1Char('\r') || c == QLatin1Char('\n') || c.isNull())
            return makeError(ErrorKind::InvalidInput, "mime.build", std::string("a line break in the field ") + field);
    }
    return {};
}

Result<void> checkAddresses(const std::vector<Address> &addresses, const char *field)
{
    for (const Address &address : addresses) {
        if (auto clean = checkText(address.name, field); !clean)
            return clean;
        if (!isValidAddrSpec(utf8(address.address)))
            return makeError(ErrorKind::InvalidInput, "mime.build", std::string(field) + ": " + utf8(address.address));
    }
    return {};
}

Result<void> checkIds(const BuildMessage &message)
{
    const auto bad = [](const std::string &id) { return id.find_first_of("\r\n<> \t") != std::string::npos || id.find('\0') != std::string::npos; };
    if (message.messageId.empty() || bad(message.messageId) || bad(message.inReplyTo))
        return makeError(ErrorKind::InvalidInput, "mime.build", "Message-ID or In-Reply-To");
    for (const std::string &id : message.references) {
        if (id.empty() || bad(id))
            return makeError(ErrorKind::InvalidInput, "mime.build", "References");
    }
    return {};
}

Result<void> checkExtraHeaders(const BuildMessage &message)
{
    for (const auto &[name, value] : message.extraHeaders) {
        const bool goodName = !name.empty() && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
        if (!goodName)
            return makeError(ErrorKind::InvalidInput, "mime.build", "header name " + name);
        if (auto clean = checkText(value, name.c_str()); !clean)
            return clean;
    }
    return {};
}

Result<void> checkMessage(const BuildMessage &message)
{
    if (auto ok = checkAddresses({message.from}, "From"); !ok)
        return ok;
    if (auto ok = checkAddresses(message.replyTo, "Reply-To"); !ok)
        return ok;
    if (auto ok = checkAddresses(message.to, "To"); !ok)
        return ok;
    if (auto ok = checkAddresses(message.cc, "Cc"); !ok)
        return ok;
    if (auto ok = checkAddresses(message.bcc, "Bcc"); !ok)
        return ok;
    if (auto ok = checkText(message.subject, "Subject"); !ok)
        return ok;
    if (auto ok = checkIds(message); !ok)
        return ok;
    return checkExtraHeaders(message);
}

} // namespace

std::string makeMessageId(const QString &fromAddress)
{
    QString domain = fromAddress.mid(fromAddress.lastIndexOf(QLatin1Char('@')) + 1).toLower();
    bool plain = !domain.isEmpty();
    for (const QChar c : std::as_const(domain))
        plain = plain && c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('-'));
    if (!plain)
        domain = QStringLiteral("mail.invalid");
    QString unique;
    static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    for (int i = 0; i < 32; ++i)
        unique += QLatin1Char(kAlphabet[QRandomGenerator::system()->bounded(32)]);
    return utf8(unique + QLatin1Char('@') + domain);
}

namespace {

Result<std::int64_t> writeFile(const BuildMessage &message, const QString &file, const std::function<Result<void>(MessageFile &)> &write)
{
    if (auto ok = checkMessage(message); !ok)
        return std::move(ok).error();
    auto out = MessageFile::create(file);
    if (!out)
        return std::move(out).error();
    try {
        if (auto written = write(**out); !written) {
            (*out)->discard();
            return std::move(written).error();
        }
    } catch (const std::exception &problem) {
        (*out)->discard();
        return makeError(ErrorKind::Internal, "mime.build", problem.what());
    }
    return (*out)->finish();
}

} // namespace

Result<std::int64_t> buildMessage(const BuildMessage &message, const QString &file)
{
    return writeFile(message, file, [&](MessageFile &out) { return writeWithVmime(message, out); });
}

Result<std::int64_t> buildRedirect(const BuildMessage &resent, std::string_view original, const QString &file)
{
    return writeFile(resent, file, [&](MessageFile &out) -> Result<void> {
        out.write(resentFields(resent));
        out.write(original);
        return {};
    });
}

std::string mediaTypeForName(const QString &name)
{
    const QMimeType type = QMimeDatabase().mimeTypeForFile(name, QMimeDatabase::MatchExtension);
    return type.isValid() ? utf8(type.name()) : std::string("application/octet-stream");
}

} // namespace tern::mime
