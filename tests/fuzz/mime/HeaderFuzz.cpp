// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of any bytes: addresses, charsets, encoded words, parameters, dates, file names, fields of delivery reports.
#include "core/mime/Address.h"
#include "core/mime/Charset.h"
#include "core/mime/ContentParameters.h"
#include "core/mime/DateField.h"
#include "core/mime/DeliveryReport.h"
#include "core/mime/FileName.h"
#include "core/mime/ListingHeaders.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::mime;
using tern::fuzz::require;

namespace {

bool staysOnItsLine(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    const auto line = bytes.find('\n');
    const std::string_view first = bytes.substr(0, line);
    const std::string_view rest = line == std::string_view::npos ? std::string_view() : bytes.substr(line + 1);

    static_cast<void>(decodeText(rest, first));
    require(staysOnItsLine(decodeHeaderText(bytes)));
    const ListingHeaders headers = parseListingHeaders(bytes);
    require(staysOnItsLine(headers.subject));
    for (const auto *list : {&headers.from, &headers.replyTo, &headers.to, &headers.cc}) {
        for (const Address &address : *list)
            require(staysOnItsLine(address.name) && staysOnItsLine(address.address));
    }
    static_cast<void>(formatAddressList(parseAddressList(QString::fromUtf8(bytes.data(), static_cast<qsizetype>(size)))));
    if (isValidAddrSpec(bytes))
        require(bytes.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
    const ContentParameters parameters = parseContentParameters(bytes);
    require(parameters.parameters.size() <= 200);
    for (const auto &[name, value] : parameters.parameters) {
        const QString file = sanitisedFileName(value);
        require(staysOnItsLine(file) && !file.contains(QLatin1Char('/')) && !file.startsWith(QLatin1Char('.')) && file.toUtf8().size() <= 200);
    }
    if (const auto date = parseDateField(first))
        static_cast<void>(formatDateField(*date));
    const QByteArray fields(bytes.data(), static_cast<qsizetype>(size));
    const auto report = readDeliveryReport("Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
                                           "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n" + fields
                                           + "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n" + fields + "\r\n--b--\r\n");
    if (report) {
        require(!report->recipients.empty() && report->recipients.size() <= 200 && report->reportedId.size() <= 1000);
        for (const DeliveryReport::Recipient &recipient : report->recipients)
            require(recipient.diagnostic.size() <= 1000 && recipient.address.size() <= 1000);
    }
    return 0;
}
