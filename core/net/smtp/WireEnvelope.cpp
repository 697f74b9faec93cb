// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Address.h"
#include "core/net/smtp/SmtpTransaction.h"

#include <QUrl>

#include <algorithm>

namespace tern::smtp {
namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// \param needsUtf8  set when the address can't be written in ASCII.
Result<std::string> wireAddress(const std::string &address, bool &needsUtf8)
{
    if (!mime::isValidAddrSpec(address, true))
        return makeError(ErrorKind::InvalidInput, "smtp.address", "not an address: " + address);
    if (isAscii(address))
        return address;
    const auto at = address.rfind('@');
    const std::string local = address.substr(0, at);
    if (!isAscii(local)) {
        needsUtf8 = true;
        return address;
    }
    // An internationalised domain alone is for the resolver: its ASCII form goes everywhere.
    const QByteArray domain = QUrl::toAce(QString::fromUtf8(address.data() + at + 1, static_cast<qsizetype>(address.size() - at - 1)));
    std::string ascii = local + "@" + domain.toStdString();
    if (domain.isEmpty() || !mime::isValidAddrSpec(ascii, false))
        return makeError(ErrorKind::InvalidInput, "smtp.address", "not a domain that mail can be sent to: " + address);
    return ascii;
}

constexpr std::size_t kLongestId = 100;     // RFC 3461 §4.4

/// RFC 3461 §4.
std::string xtext(std::string_view text)
{
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '+' && c != '=')
            out += c;
        else
            out += {'+', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return out;
}

std::string mailCommand(const Envelope &envelope, const WireEnvelope &wire, const SmtpCapabilities &capabilities)
{
    std::string mail = "MAIL FROM:<" + wire.from + ">";
    if (capabilities.size && envelope.size > 0)
        mail += " SIZE=" + std::to_string(envelope.size);
    // Without 8BITMIME an 8-bit message goes out as it is: every server in use takes it, and re-encoding would break signatures.
    if (envelope.binary)
        mail += " BODY=BINARYMIME";
    else if (capabilities.eightBitMime && (envelope.eightBit || wire.needsUtf8))
        mail += " BODY=8BITMIME";
    if (wire.needsUtf8)
        mail += " SMTPUTF8";
    if (envelope.requireTls)
        mail += " REQUIRETLS";
    if (capabilities.dsn) {
        // The header alone comes back: it names the message, and a copy of all of it is here.
        mail += " RET=HDRS";
        if (const std::string id = xtext(envelope.id); !id.empty() && id.size() <= kLongestId)
            mail += " ENVID=" + id;
    }
    return mail;
}

std::string rcptCommand(const Envelope &envelope, const std::string &recipient, const SmtpCapabilities &capabilities)
{
    std::string rcpt = "RCPT TO:<" + recipient + ">";
    if (capabilities.dsn && envelope.reportDelivery)
        rcpt += " NOTIFY=SUCCESS,FAILURE,DELAY";
    // With an address that is not ASCII a type of its own would be needed [RFC 6533]; the server fills it in.
    if (capabilities.dsn && isAscii(recipient))
        rcpt += " ORCPT=rfc822;" + xtext(recipient);
    return rcpt;
}

} // namespace

Result<WireEnvelope> prepareEnvelope(const Envelope &envelope, const SmtpCapabilities &capabilities)
{
    if (envelope.recipients.empty())
        return makeError(ErrorKind::InvalidInput, "smtp.address", "no recipient");
    WireEnvelope wire;
    std::string utf8Address;
    const auto add = [&](const std::string &address) -> Result<std::string> {
        bool needsUtf8 = false;
        auto prepared = wireAddress(address, needsUtf8);
        if (needsUtf8 && utf8Address.empty())
            utf8Address = address;
        return prepared;
    };
    // RFC 5321 §4.5.5: what nobody is to answer by itself comes from nobody.
    if (!envelope.from.empty()) {
        auto from = add(envelope.from);
        if (!from)
            return from.error();
        wire.from = *std::move(from);
    }
    for (const std::string &recipient : envelope.recipients) {
        auto prepared = add(recipient);
        if (!prepared)
            return prepared.error();
        wire.recipients.push_back(*std::move(prepared));
    }
    wire.needsUtf8 = !utf8Address.empty();
    if (wire.needsUtf8 && !capabilities.smtpUtf8)
        return makeError(ErrorKind::Unsupported, "smtp.address", "the server can't send to or from " + utf8Address + " (it has no SMTPUTF8)");
    if (envelope.requireTls && !capabilities.requireTls)
        return makeError(ErrorKind::Unsupported, "smtp.requiretls", "the server has no REQUIRETLS");
    if (envelope.binary && !(capabilities.chunking && capabilities.binaryMime))
        return makeError(ErrorKind::Unsupported, "smtp.binary", "the message holds binary parts and the server has no BINARYMIME");
    if (capabilities.maxSize > 0 && envelope.size > capabilities.maxSize)
        return makeError(ErrorKind::MessageTooLarge, "smtp.size",
                         "the message has " + std::to_string(envelope.size) + " bytes, the server takes at most " + std::to_string(capabilities.maxSize));
    wire.mail = mailCommand(envelope, wire, capabilities);
    for (std::size_t i = 0; i < wire.recipients.size(); ++i)
        wire.rcpt.push_back(rcptCommand(envelope, wire.recipients[i], capabilities));
    return wire;
}

} // namespace tern::smtp
