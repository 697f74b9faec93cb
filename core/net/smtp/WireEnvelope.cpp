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
    auto from = add(envelope.from);
    if (!from)
        return from.error();
    wire.from = *std::move(from);
    for (const std::string &recipient : envelope.recipients) {
        auto prepared = add(recipient);
        if (!prepared)
            return prepared.error();
        wire.recipients.push_back(*std::move(prepared));
    }
    wire.needsUtf8 = !utf8Address.empty();
    if (wire.needsUtf8 && !capabilities.smtpUtf8)
        return makeError(ErrorKind::Unsupported, "smtp.address", "the server can't send to or from " + utf8Address + " (it has no SMTPUTF8)");
    if (capabilities.maxSize > 0 && envelope.size > capabilities.maxSize)
        return makeError(ErrorKind::MessageTooLarge, "smtp.size",
                         "the message has " + std::to_string(envelope.size) + " bytes, the server takes at most " + std::to_string(capabilities.maxSize));
    return wire;
}

} // namespace tern::smtp
