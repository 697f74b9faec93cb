// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ListingHeaders.h"

#include "core/mime/AddressParser.h"
#include "core/mime/Charset.h"
#include "core/mime/DateField.h"
#include "core/mime/HeaderBlock.h"

namespace tern::mime {

ListingHeaders parseListingHeaders(std::string_view headerBlock, std::string_view fallbackCharset)
{
    ListingHeaders found;
    for (const RawField &field : splitHeaderBlock(headerBlock)) {
        // The length sorts most names out before a letter is compared. The first of a repeated field counts.
        const auto is = [&field](std::string_view name) { return equalsIgnoringCase(field.name, name); };
        switch (field.name.size()) {
        case 2:
            if (is("To") && found.to.empty())
                found.to = parseAddresses(field.value, fallbackCharset);
            else if (is("Cc") && found.cc.empty())
                found.cc = parseAddresses(field.value, fallbackCharset);
            break;
        case 4:
            if (is("From") && found.from.empty()) {
                found.from = parseAddresses(field.value, fallbackCharset);
            } else if (is("Date") && !found.date) {
                if (const auto date = parseDateField(field.value))
                    found.date = date->at;
            }
            break;
        case 7:
            if (is("Subject") && found.subject.isEmpty())
                found.subject = decodeHeaderText(unfolded(field.value), fallbackCharset);
            break;
        case 8:
            if (is("Reply-To") && found.replyTo.empty())
                found.replyTo = parseAddresses(field.value, fallbackCharset);
            break;
        case 10:
            if (is("Message-ID") && found.messageId.empty()) {
                auto ids = parseMessageIds(field.value);
                if (!ids.empty())
                    found.messageId = std::move(ids.front());
            } else if (is("References") && found.references.empty()) {
                found.references = parseMessageIds(field.value);
            }
            break;
        case 11:
            if (is("In-Reply-To") && found.inReplyTo.empty())
                found.inReplyTo = parseMessageIds(field.value);
            break;
        case 12:
            if (is("Content-Type") && found.contentType.empty())
                found.contentType = unfolded(field.value);
            break;
        default:
            break;
        }
    }
    return found;
}

std::string messageIdOf(std::string_view headerBlock)
{
    for (const RawField &field : splitHeaderBlock(headerBlock)) {
        if (!equalsIgnoringCase(field.name, "Message-ID"))
            continue;
        if (auto ids = parseMessageIds(field.value); !ids.empty())
            return std::move(ids.front());
    }
    return {};
}

} // namespace tern::mime
