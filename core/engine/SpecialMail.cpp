// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SpecialMail.h"

#include "core/calendar/Invitation.h"
#include "core/mime/Charset.h"

#include <QUrl>

#include <algorithm>

namespace tern::engine {
namespace {

constexpr int kMostCardFiles = 5;
constexpr std::int64_t kLargestCalendar = 4'000'000;

bool endsWith(const QString &name, const char *ending)
{
    return name.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
}

/// The form beside the text comes before an attached file: both say the same, and the first is the sender's program's own.
const mime::Attachment *calendarPart(const mime::ParsedMessage &parsed)
{
    const auto find = [&parsed](auto test) -> const mime::Attachment * {
        const auto found = std::find_if(parsed.attachments.begin(), parsed.attachments.end(), [&](const mime::Attachment &one) { return one.size <= kLargestCalendar && test(one); });
        return found == parsed.attachments.end() ? nullptr : &*found;
    };
    if (const auto *part = find([](const mime::Attachment &one) { return one.type == QLatin1String("text/calendar"); }))
        return part;
    return find([](const mime::Attachment &one) { return one.type == QLatin1String("application/ics") || endsWith(one.name, ".ics"); });
}

bool isCardFile(const mime::Attachment &one)
{
    return one.type == QLatin1String("text/vcard") || one.type == QLatin1String("text/x-vcard") || one.type == QLatin1String("text/directory") || endsWith(one.name, ".vcf");
}

std::shared_ptr<const calendar::Invitation> readInvitation(const mime::ParsedMessage &parsed, const QByteArray &raw, UnixMillis now)
{
    const mime::Attachment *part = calendarPart(parsed);
    const auto bytes = part ? mime::partBytes(raw, part->part) : Result<mime::PartBytes>(makeError(ErrorKind::NotFound, "engine.special"));
    if (!bytes)
        return nullptr;
    const std::string text = mime::decodeText({bytes->content.constData(), static_cast<std::size_t>(bytes->content.size())}, bytes->charset).toStdString();
    auto invitation = calendar::readInvitation(text, now);
    return invitation ? std::make_shared<const calendar::Invitation>(std::move(*invitation)) : nullptr;
}

std::vector<calendar::ContactCard> readContacts(const mime::ParsedMessage &parsed, const QByteArray &raw)
{
    std::vector<calendar::ContactCard> cards;
    int files = 0;
    for (const mime::Attachment &one : parsed.attachments) {
        if (!isCardFile(one) || ++files > kMostCardFiles)
            continue;
        const auto bytes = mime::partBytes(raw, one.part);
        if (!bytes)
            continue;
        auto more = calendar::readContactCards({bytes->content.constData(), static_cast<std::size_t>(bytes->content.size())}, bytes->charset);
        std::move(more.begin(), more.end(), std::back_inserter(cards));
    }
    return cards;
}

bool isSigned(const QByteArray &raw, const std::optional<mime::AuthenticationResults> &results)
{
    if (!results)
        return false;
    const qsizetype crlf = raw.indexOf("\r\n\r\n");
    const qsizetype end = crlf >= 0 ? crlf : raw.indexOf("\n\n");
    const QStringList domains = mime::domainsThatSignUnsubscribe({raw.constData(), static_cast<std::size_t>(end < 0 ? raw.size() : end + 2)});
    return std::any_of(results->results.begin(), results->results.end(), [&domains](const auto &one) {
        return one.method == "dkim" && one.result == "pass" && domains.contains(one.domain, Qt::CaseInsensitive);
    });
}

UnixMillis at(const calendar::EventTime &time)
{
    return time.isValid() ? time.in(QTimeZone::systemTimeZone()).toMSecsSinceEpoch() : 0;
}

} // namespace

SpecialMail readSpecialMail(const mime::ParsedMessage &parsed, const QByteArray &raw, const std::optional<mime::AuthenticationResults> &results, UnixMillis now)
{
    SpecialMail special;
    special.invitation = readInvitation(parsed, raw, now);
    special.contacts = readContacts(parsed, raw);
    special.report = mime::readDeliveryReport(raw);
    special.receipt = mime::readReceiptRequest(parsed.headers);
    special.list = mime::readListFields(parsed.headers);
    special.oneClickIsSigned = special.list && special.list->oneClick && isSigned(raw, results);
    return special;
}

store::EventRecord eventRecord(AccountId account, const calendar::Event &event, bool cancelled)
{
    store::EventRecord record;
    record.account = account;
    record.uid = event.uid;
    record.recurrence = event.recurrenceId.isValid() ? event.recurrenceId.time.toString(Qt::ISODate) : QString();
    record.organizer = event.organizer.address.toLower();
    record.sequence = event.sequence;
    record.stamp = event.stamp.value_or(0);
    record.cancelled = cancelled;
    const auto &[start, end] = event.upcoming.empty() ? calendar::Occurrence{event.start, event.end} : event.upcoming.front();
    record.starts = at(start);
    record.ends = std::max(at(end), record.starts);
    if (start.kind == calendar::EventTime::Kind::Day)
        record.ends = at(end.isValid() ? end : start) + 86'400'000;
    record.summary = event.summary;
    return record;
}

QString receiptKey(const std::string &messageId)
{
    return QStringLiteral("reading.receipt.") + QString::fromStdString(messageId).left(500);
}

QString unsubscribedKey(const mime::ListFields &list)
{
    return QStringLiteral("reading.unsubscribed.") + (list.id.isEmpty() ? QUrl(list.unsubscribe.value(0)).toString(QUrl::RemoveQuery) : list.id.toLower()).left(500);
}

} // namespace tern::engine
