// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ReadReceipt.h"

#include "core/mime/AddressParser.h"

#include <algorithm>

namespace tern::mime {
namespace {

constexpr std::size_t kMostAsking = 5;

bool isName(const HeaderField &field, const char *name)
{
    return field.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
}

bool isFromProgram(const HeaderField &field)
{
    if (isName(field, "List-Id") || isName(field, "List-Post") || isName(field, "List-Unsubscribe"))
        return true;
    const QString value = field.value.trimmed().toLower();
    if (isName(field, "Precedence"))
        return value == QLatin1String("bulk") || value == QLatin1String("list") || value == QLatin1String("junk");
    return isName(field, "Auto-Submitted") && !value.startsWith(QLatin1String("no"));
}

/// A field's value must not become two.
std::string oneLine(const QString &text)
{
    std::string out = text.simplified().left(500).toStdString();
    std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return out;
}

} // namespace

std::optional<ReceiptRequest> readReceiptRequest(const std::vector<HeaderField> &headers)
{
    ReceiptRequest request;
    bool hasReturnPath = false;
    for (const HeaderField &field : headers) {
        if (isFromProgram(field))
            return std::nullopt;
        const std::string_view raw(field.raw.constData(), static_cast<std::size_t>(field.raw.size()));
        if (isName(field, "Disposition-Notification-To") && request.to.empty())
            request.to = parseAddresses(raw);
        else if (isName(field, "Disposition-Notification-Options") && field.value.contains(QLatin1String("required"), Qt::CaseInsensitive))
            return std::nullopt;
        else if (isName(field, "Return-Path") && !hasReturnPath) {
            hasReturnPath = true;
            const auto path = parseAddresses(raw);
            request.returnPath = path.empty() ? QString() : path.front().address;
        } else if (isName(field, "Original-Recipient"))
            request.originalRecipient = field.value.simplified().left(320);
    }
    std::erase_if(request.to, [](const Address &address) { return !isValidAddrSpec(address.address.toStdString()); });
    if (request.to.empty() || request.to.size() > kMostAsking)
        return std::nullopt;
    request.differsFromReturnPath = request.to.size() > 1 || request.returnPath.compare(request.to.front().address, Qt::CaseInsensitive) != 0;
    return request;
}

std::string receiptFields(const ReceiptRequest &request, const QString &reader, const std::string &messageId)
{
    std::string fields = "Reporting-UA: Tern\r\n";
    if (!request.originalRecipient.isEmpty())
        fields += "Original-Recipient: " + oneLine(request.originalRecipient) + "\r\n";
    fields += "Final-Recipient: rfc822; " + oneLine(reader) + "\r\n";
    if (!messageId.empty())
        fields += "Original-Message-ID: <" + oneLine(QString::fromStdString(messageId)) + ">\r\n";
    return fields + "Disposition: manual-action/MDN-sent-manually; displayed\r\n";
}

} // namespace tern::mime
