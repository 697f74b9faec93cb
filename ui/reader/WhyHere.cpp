// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/WhyHere.h"

#include "core/mime/AddressParser.h"
#include "core/store/StoreReader.h"
#include "ui/models/RowWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WhyHere)
};

constexpr int kMostPlaces = 10;

QStringList ownAddresses(store::StoreReader &reader)
{
    QStringList own;
    for (const store::AccountRecord &account : reader.accounts().valueOr({})) {
        own << account.email;
        for (const store::IdentityRecord &identity : reader.identities(account.id).valueOr({}))
            own << identity.address;
    }
    own.removeDuplicates();
    own.removeAll(QString());
    return own;
}

bool isName(const mime::HeaderField &field, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [&field](const char *name) { return field.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0; });
}

/// "li@example.net (To)", of the person's addresses those that the message names.
QStringList namedAddresses(const mime::ParsedMessage &parsed, const QStringList &own)
{
    QStringList found;
    for (const auto &[field, list] : {std::pair{"To", &parsed.to}, std::pair{"Cc", &parsed.cc}, std::pair{"Bcc", &parsed.bcc}}) {
        for (const mime::Address &address : *list) {
            const QString text = QStringLiteral("%1 (%2)").arg(address.address, QLatin1String(field));
            if (own.contains(address.address, Qt::CaseInsensitive) && !found.contains(text))
                found << text;
        }
    }
    return found;
}

/// Where servers say they delivered it: an alias that no other field names.
QString deliveredTo(const mime::ParsedMessage &parsed)
{
    for (const mime::HeaderField &field : parsed.headers) {
        if (!isName(field, {"Delivered-To", "X-Original-To", "X-Delivered-To", "Envelope-To", "X-RCPT-TO"}))
            continue;
        const auto addresses = mime::parseAddresses({field.raw.constData(), static_cast<std::size_t>(field.raw.size())});
        if (!addresses.empty())
            return QStringLiteral("%1 (%2)").arg(addresses.front().address, field.name);
    }
    return {};
}

/// A filter on the way that took it for spam, as a field says.
QString spamMark(const mime::ParsedMessage &parsed)
{
    for (const mime::HeaderField &field : parsed.headers) {
        const QString value = field.value.trimmed();
        const bool yes = isName(field, {"X-Spam-Flag", "X-Spam", "X-Spam-Status", "X-Junk", "X-Bogosity", "X-Rspamd-Action"})
            && (value.startsWith(QLatin1String("yes"), Qt::CaseInsensitive) || value.startsWith(QLatin1String("true"), Qt::CaseInsensitive)
                || value.startsWith(QLatin1String("spam"), Qt::CaseInsensitive) || value.compare(QLatin1String("add header"), Qt::CaseInsensitive) == 0);
        const bool scored = isName(field, {"X-MS-Exchange-Organization-SCL"}) && value.toInt() >= 5;
        if (yes || scored)
            return QStringLiteral("%1: %2").arg(field.name, value.left(120));
    }
    return {};
}

QString placeText(store::StoreReader &reader, const store::MessageRow &row, bool withAccount)
{
    const auto mailbox = reader.mailbox(row.mailbox);
    if (!mailbox)
        return {};
    const QString name = mailbox->parentPath.isEmpty() || mailbox->role != store::MailboxRole::None ? mailboxName(*mailbox) : mailbox->path;
    const auto account = reader.account(row.account);
    return withAccount && account ? QStringLiteral("%1 (%2)").arg(name, account->email) : name;
}

void addPlaces(store::StoreReader &reader, const store::MessageRow &row, std::vector<WhyLine> &lines)
{
    QStringList others;
    for (const PlacementId placement : reader.placementsOf(row.message).valueOr({})) {
        const auto other = reader.row(placement);
        if (placement != row.placement && other && *other && others.size() < kMostPlaces)
            others << placeText(reader, **other, (*other)->account != row.account);
    }
    others.removeDuplicates();
    if (!others.isEmpty())
        lines.push_back({Words::tr("Also in"), others.join(QLatin1String(", ")), false});
    if (const QStringList labels = rowLabels(row); !labels.isEmpty())
        lines.push_back({Words::tr("Labels"), labels.join(QLatin1String(", ")), false});
}

void addRecipients(store::StoreReader &reader, const mime::ParsedMessage &parsed, const std::optional<mime::ListFields> &list, std::vector<WhyLine> &lines)
{
    const QStringList named = namedAddresses(parsed, ownAddresses(reader));
    const QString delivered = deliveredTo(parsed);
    const bool isList = list && !list->id.isEmpty();
    if (!named.isEmpty())
        lines.push_back({Words::tr("Sent to you as"), named.join(QLatin1String(", ")), false});
    else if (isList)
        lines.push_back({Words::tr("Sent to you as"), Words::tr("a member of the list below; no field names an address of yours"), false});
    else if (!delivered.isEmpty())
        lines.push_back({Words::tr("Sent to you as"), Words::tr("%1, says a server on the way; To and Cc name no address of yours").arg(delivered), false});
    else
        lines.push_back({Words::tr("Sent to you as"), Words::tr("nobody named: it came by Bcc, by an alias, or was handed on to you"), true});
    if (isList)
        lines.push_back({Words::tr("Mailing list"), list->name.isEmpty() ? list->id : QStringLiteral("%1 <%2>").arg(list->name, list->id), false});
}

} // namespace

std::vector<WhyLine> whyHere(store::StoreReader &reader, const engine::OpenedMessage &message)
{
    std::vector<WhyLine> lines;
    const auto found = reader.row(message.placement);
    const bool isShown = found && *found;
    const store::MessageRow row = isShown ? **found : store::MessageRow{};
    if (isShown) {
        if (const auto account = reader.account(row.account))
            lines.push_back({Words::tr("Account"), account->name.isEmpty() ? account->email : QStringLiteral("%1 <%2>").arg(account->name, account->email), false});
        lines.push_back({Words::tr("Folder"), placeText(reader, row, false), false});
        addPlaces(reader, row, lines);
    }
    addRecipients(reader, message.parsed, message.special.list, lines);
    const auto mailbox = reader.mailbox(row.mailbox);
    const bool isJunk = isShown && mailbox && mailbox->role == store::MailboxRole::Junk;
    if (const QString mark = spamMark(message.parsed); !mark.isEmpty())
        lines.push_back({Words::tr("Filter"), Words::tr("A field says that a filter on the way took it for spam: %1").arg(mark), true});
    else if (isJunk)
        lines.push_back({Words::tr("Filter"), Words::tr("No field tells why it is in Junk: your provider's filter, or you in another program, put it there."), false});
    if (message.special.receipt)
        lines.push_back({Words::tr("Receipt"), Words::tr("The sender asks to be told that you read it. Nothing is told without you."), false});
    lines.push_back({Words::tr("Rules"), row.pending ? Words::tr("You changed it here; the server is still to be told.") : Words::tr("No rule of Tern moved it: there are none. What sorts your mail before it comes here is your provider's."), false});
    return lines;
}

} // namespace tern::ui
