// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/KeptRows.h"

#include "core/mime/HeaderBlock.h"
#include "core/net/imap/ImapTypes.h"
#include "core/store/Hashes.h"
#include "core/sync/ListedRows.h"

#include <algorithm>
#include <array>

namespace tern::sync {
namespace {

constexpr std::array<std::string_view, 20> kListed{
    "Date",     "From",       "Sender",      "Reply-To", "To",           "Cc",           "Bcc",
    "Subject",  "Message-ID", "In-Reply-To", "References", "List-Id",    "List-Post",    "List-Unsubscribe",
    "List-Unsubscribe-Post", "Content-Type", "Importance", "X-Priority", "Auto-Submitted", "Disposition-Notification-To"};
constexpr std::string_view kAuthenticationResults = "Authentication-Results";

/// What servers write into a message while it lies with them.
constexpr std::array<std::string_view, 10> kChanging{"Status", "X-Status", "X-UID", "X-UIDL", "X-IMAP", "X-IMAPbase", "X-Keywords", "Content-Length", "Lines", "X-Mozilla-Status"};

bool isOneOf(std::span<const std::string_view> names, std::string_view name)
{
    return std::any_of(names.begin(), names.end(), [&](std::string_view one) { return mime::equalsIgnoringCase(one, name); });
}

} // namespace

std::string_view headerOf(std::string_view message)
{
    for (std::size_t at = message.find('\n'); at != std::string_view::npos; at = message.find('\n', at + 1)) {
        const std::string_view rest = message.substr(at + 1);
        if (rest.starts_with("\r\n"))
            return message.substr(0, at + 3);
        if (rest.starts_with('\n'))
            return message.substr(0, at + 2);
    }
    return message;
}

store::PreparedRow keptRow(const QByteArray &message, UnixMillis received, store::Flags flags, const QStringList &keywords, UnixMillis now)
{
    const std::string_view raw(message.constData(), static_cast<std::size_t>(message.size()));
    imap::ListedMessage listed;
    bool isMixed = false;
    for (const mime::RawField &field : mime::splitHeaderBlock(headerOf(raw))) {
        if (!isOneOf(kListed, field.name) && !mime::equalsIgnoringCase(kAuthenticationResults, field.name))
            continue;
        if (mime::equalsIgnoringCase(field.name, "Content-Type")) {
            const std::string value = mime::unfolded(field.value);
            isMixed = mime::equalsIgnoringCase(std::string_view(value).substr(0, 15), "multipart/mixed");
        }
        // The field as it stands there: from its name to the end of its value.
        const char *end = field.value.data() + field.value.size();
        listed.headerBlock.append(field.name.data(), static_cast<std::size_t>(end - field.name.data()));
        listed.headerBlock += "\r\n";
    }
    listed.headerBlock += "\r\n";
    listed.size = raw.size();
    listed.internalDate = received;
    store::ListedRow row = listedRow(listed, now, "GB18030");
    row.flags = flags;
    row.keywords = keywords;
    row.head.hasAttachment = isMixed;
    return store::prepareRow(row, now);
}

std::int64_t headerFingerprint(std::string_view message)
{
    std::string text;
    for (const mime::RawField &field : mime::splitHeaderBlock(headerOf(message))) {
        if (isOneOf(kChanging, field.name))
            continue;
        text += field.name;
        text += ':';
        // Only what no server rewrites counts: neither folds nor spaces.
        std::copy_if(field.value.begin(), field.value.end(), std::back_inserter(text), [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
        text += '\n';
    }
    return store::hashHeaderId(text);
}

} // namespace tern::sync
