// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ListedRows.h"

#include "core/mime/Charset.h"
#include "core/mime/ContentParameters.h"
#include "core/mime/FileName.h"
#include "core/mime/ListingHeaders.h"
#include "core/net/imap/MailboxName.h"

#include <array>

namespace tern::sync {
namespace {

constexpr UnixMillis kEarliest = 0;                       // 1970: mail has no dates before it
constexpr UnixMillis kTolerance = 2LL * 24 * 3'600'000;   // a clock may be ahead by zones and a bit

struct KnownKeyword {
    std::string_view name;
    store::Flag flag;
};
constexpr std::array kKeywords{KnownKeyword{"$Forwarded", store::FlagForwarded}, KnownKeyword{"$Junk", store::FlagJunk},
                               KnownKeyword{"$NotJunk", store::FlagNotJunk}};

struct KnownBit {
    imap::FlagBits wire;
    store::Flag flag;
};
constexpr std::array kBits{KnownBit{imap::kSeen, store::FlagSeen}, KnownBit{imap::kAnswered, store::FlagAnswered},
                           KnownBit{imap::kFlagged, store::FlagFlagged}, KnownBit{imap::kDeleted, store::FlagDeleted},
                           KnownBit{imap::kDraft, store::FlagDraft}};

bool sameName(std::string_view a, std::string_view b)
{
    return QLatin1String(a.data(), static_cast<qsizetype>(a.size())).compare(QLatin1String(b.data(), static_cast<qsizetype>(b.size())), Qt::CaseInsensitive) == 0;
}

const KnownKeyword *known(std::string_view keyword)
{
    for (const KnownKeyword &entry : kKeywords) {
        if (sameName(entry.name, keyword))
            return &entry;
    }
    return nullptr;
}

QString displayed(const std::vector<mime::Address> &addresses)
{
    QStringList parts;
    constexpr std::size_t kShown = 20;
    for (std::size_t i = 0; i < addresses.size() && i < kShown; ++i)
        parts << mime::formatAddress(addresses[i]);
    return parts.join(QLatin1String(", "));
}

/// The Date field, unless it is missing or lies where no mail can be; then the server's own date.
UnixMillis listDate(const std::optional<UnixMillis> &date, UnixMillis internalDate, UnixMillis now)
{
    const bool sane = date && *date > kEarliest && *date <= now + kTolerance;
    if (sane)
        return *date;
    return internalDate > 0 ? internalDate : (date ? std::clamp(*date, kEarliest, now) : now);
}

QStringList attachmentNames(const imap::BodySummary &body, std::string_view fallback)
{
    QStringList names;
    for (const imap::BodyPart &part : body.parts) {
        if (!part.fileName)
            continue;
        const std::string parameter = part.fileName->extended ? "x; n*=" + part.fileName->value : std::string();
        const QString name = part.fileName->extended ? mime::parseContentParameters(parameter, fallback).get("n")
                                                     : mime::decodeHeaderText(part.fileName->value, fallback);
        if (const QString clean = mime::sanitisedFileName(name); !clean.isEmpty())
            names << clean;
    }
    return names;
}

} // namespace

store::Flags storeFlags(const imap::Flags &flags)
{
    store::Flags result = 0;
    for (const KnownBit &bit : kBits) {
        if ((flags.bits & bit.wire) != 0)
            result |= bit.flag;
    }
    for (const std::string &keyword : flags.keywords) {
        if (const auto *entry = known(keyword))
            result |= entry->flag;
    }
    return result;
}

QStringList storeKeywords(const imap::Flags &flags)
{
    QStringList keywords;
    for (const std::string &keyword : flags.keywords) {
        if (!known(keyword))
            keywords << QString::fromLatin1(keyword.data(), static_cast<qsizetype>(keyword.size()));
    }
    return keywords;
}

QStringList storeLabels(const imap::Labels &labels)
{
    QStringList result;
    for (const std::string &label : labels) {
        // In UTF-8 where that was enabled. Without line breaks: the store joins them by these.
        const QString name = imap::displayMailboxName(label);
        if (!name.isEmpty() && !result.contains(name))
            result << name;
    }
    result.sort(Qt::CaseInsensitive);
    return result;
}

store::FlagUpdate flagUpdate(const imap::FlagChange &change)
{
    store::FlagUpdate update{change.uid, storeFlags(change.flags), storeKeywords(change.flags), change.modSeq};
    if (change.labels)
        update.labels = storeLabels(*change.labels);
    return update;
}

imap::Flags wireFlags(store::Flags flags, const QStringList &keywords)
{
    imap::Flags result;
    for (const KnownBit &bit : kBits) {
        if ((flags & bit.flag) != 0)
            result.bits |= bit.wire;
    }
    for (const KnownKeyword &keyword : kKeywords) {
        if ((flags & keyword.flag) != 0)
            result.keywords.emplace_back(keyword.name);
    }
    for (const QString &keyword : keywords)
        result.keywords.push_back(keyword.toStdString());
    return result;
}

store::ListedRow listedRow(imap::ListedMessage &message, UnixMillis now, std::string_view fallbackCharset)
{
    mime::ListingHeaders headers = mime::parseListingHeaders(message.headerBlock, fallbackCharset);
    store::ListedRow row;
    row.uid = message.uid;
    row.flags = storeFlags(message.flags);
    row.keywords = storeKeywords(message.flags);
    if (message.labels)
        row.labels = storeLabels(*message.labels);
    row.modSeq = message.modSeq;
    row.internalDate = message.internalDate;
    row.head.messageIdHeader = std::move(headers.messageId);
    row.head.inReplyTo = std::move(headers.inReplyTo);
    row.head.references = std::move(headers.references);
    row.head.subject = std::move(headers.subject);
    if (!headers.from.empty()) {
        row.head.fromName = std::move(headers.from.front().name);
        row.head.fromAddress = std::move(headers.from.front().address);
    }
    row.head.to = displayed(headers.to);
    row.head.cc = displayed(headers.cc);
    row.head.replyTo = displayed(headers.replyTo);
    row.head.date = listDate(headers.date, message.internalDate, now);
    row.head.size = static_cast<std::int64_t>(message.size);
    row.head.hasAttachment = message.body.hasAttachment;
    row.head.attachmentNames = attachmentNames(message.body, fallbackCharset);
    row.head.headerBlock = QByteArray::fromStdString(message.headerBlock);
    row.head.bodyStructure = std::move(message.bodyStructure);
    row.head.objectId = std::move(message.objectId);
    row.head.threadObjectId = std::move(message.threadId);
    return row;
}

} // namespace tern::sync
