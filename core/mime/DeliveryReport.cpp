// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DeliveryReport.h"

#include "core/base/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/PartTree.h"
#include "core/mime/PreCheck.h"

#include <algorithm>

namespace tern::mime {
namespace {

constexpr std::size_t kMostRecipients = 200;
constexpr std::size_t kLongestWord = 1000;
constexpr std::string_view kActions[] = {"failed", "delayed", "delivered", "relayed", "expanded"};

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::string capped(std::string text)
{
    text.resize(std::min(text.size(), kLongestWord));
    return text;
}

QString words(const std::string &text)
{
    return decodeText(capped(text), "utf-8").simplified();
}

/// "rfc822; a@b" is "a@b"; what has no type is taken whole.
std::string withoutType(const std::string &value)
{
    const auto semicolon = value.find(';');
    const auto begin = semicolon == std::string::npos ? 0 : value.find_first_not_of(" \t", semicolon + 1);
    return begin == std::string::npos ? std::string() : value.substr(begin);
}

/// xtext and utf-8-addr-xtext alike [RFC 3461 §4, RFC 6533 §3]: "+2B" and "\x{2B}".
std::string withoutXtext(const std::string &value)
{
    std::string out;
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '+' && i + 2 < value.size() && digit(value[i + 1]) >= 0 && digit(value[i + 2]) >= 0) {
            out += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
            i += 2;
        } else {
            out += value[i];
        }
    }
    return out;
}

const Part *find(const Part &part, std::initializer_list<std::string_view> types)
{
    for (const Part &child : part.children) {
        if (std::find(types.begin(), types.end(), child.type.value) != types.end())
            return &child;
    }
    return nullptr;
}

/// One group of fields after the other, an empty line between them.
std::vector<std::string_view> groupsOf(std::string_view text)
{
    std::vector<std::string_view> groups;
    std::size_t begin = 0;
    while (begin < text.size() && groups.size() <= kMostRecipients) {
        std::size_t end = begin;
        // Up to the line that is empty.
        while (end < text.size()) {
            const auto lineEnd = std::min(text.find('\n', end), text.size());
            const std::string_view line = text.substr(end, lineEnd - end);
            if (line.find_first_not_of(" \t\r") == std::string_view::npos)
                break;
            end = std::min(lineEnd + 1, text.size());
        }
        if (end > begin)
            groups.push_back(text.substr(begin, end - begin));
        begin = std::min(text.find('\n', end), text.size() - 1) + 1;
    }
    return groups;
}

std::string firstMessageId(std::string_view header)
{
    for (const RawField &field : splitHeaderBlock(header)) {
        if (equalsIgnoringCase(field.name, "Message-ID")) {
            auto ids = parseMessageIds(unfolded(field.value));
            return ids.empty() ? std::string() : capped(std::move(ids.front()));
        }
    }
    return {};
}

void readMessageFields(std::string_view group, DeliveryReport &report)
{
    for (const RawField &field : splitHeaderBlock(group)) {
        if (equalsIgnoringCase(field.name, "Reporting-MTA"))
            report.reporter = words(withoutType(unfolded(field.value)));
        else if (equalsIgnoringCase(field.name, "Original-Envelope-Id"))
            report.envelopeId = capped(withoutXtext(unfolded(field.value)));
    }
}

void readRecipient(std::string_view group, DeliveryReport &report)
{
    DeliveryReport::Recipient recipient;
    std::string original;
    std::string final;
    for (const RawField &field : splitHeaderBlock(group)) {
        const std::string value = unfolded(field.value);
        if (equalsIgnoringCase(field.name, "Original-Recipient"))
            original = withoutXtext(withoutType(value));
        else if (equalsIgnoringCase(field.name, "Final-Recipient"))
            final = withoutType(value);
        else if (equalsIgnoringCase(field.name, "Action"))
            recipient.action = ascii::lower(value.substr(0, value.find_first_of(" \t(")));
        else if (equalsIgnoringCase(field.name, "Status"))
            recipient.status = capped(value.substr(0, value.find_first_of(" \t(")));
        else if (equalsIgnoringCase(field.name, "Diagnostic-Code"))
            recipient.diagnostic = words(withoutType(value));
    }
    recipient.address = words(original.empty() ? final : original);
    if (!recipient.address.isEmpty() && std::find(std::begin(kActions), std::end(kActions), recipient.action) != std::end(kActions))
        report.recipients.push_back(std::move(recipient));
}

bool saysReport(std::string_view header)
{
    for (const RawField &field : splitHeaderBlock(header)) {
        if (!equalsIgnoringCase(field.name, "Content-Type"))
            continue;
        const ContentParameters type = parseContentParameters(unfolded(field.value));
        return type.value == "multipart/report" && type.get("report-type").compare(QLatin1String("delivery-status"), Qt::CaseInsensitive) == 0;
    }
    return false;
}

} // namespace

std::optional<DeliveryReport> readDeliveryReport(const QByteArray &message)
{
    if (!saysReport(viewOf(message)))
        return std::nullopt;
    const CheckedMessage checked = preCheck(message);
    const auto tree = parsePartTree(checked.bytes, "utf-8");
    const Part *status = find(tree.root, {"message/delivery-status", "message/global-delivery-status"});
    if (!status)
        return std::nullopt;
    DeliveryReport report;
    report.messageId = firstMessageId(viewOf(message));
    const QByteArray fields = status->content();
    const auto groups = groupsOf(viewOf(fields));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i == 0)
            readMessageFields(groups[i], report);
        else
            readRecipient(groups[i], report);
    }
    if (report.recipients.empty())
        return std::nullopt;
    if (const Part *returned = find(tree.root, {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}))
        report.reportedId = firstMessageId(viewOf(returned->content()));
    return report;
}

} // namespace tern::mime
