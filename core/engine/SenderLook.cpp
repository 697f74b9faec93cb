// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SenderLook.h"

#include "core/engine/Engine.h"
#include "core/mime/ProviderDomains.h"
#include "core/store/StoreReader.h"

#include <algorithm>

namespace tern::engine {
namespace {

QString domainOf(const QString &address)
{
    return address.section(QLatin1Char('@'), -1).toLower();
}

bool isCorrespondent(store::StoreReader &reader, const QString &address)
{
    constexpr int kLookedAt = 5;
    const auto known = reader.completeAddress(address, kLookedAt).valueOr({});
    return std::any_of(known.begin(), known.end(), [&address](const auto &one) { return one.second.compare(address, Qt::CaseInsensitive) == 0; });
}

bool isOwn(store::StoreReader &reader, const QString &address)
{
    const auto accounts = reader.accounts().valueOr({});
    return std::any_of(accounts.begin(), accounts.end(), [&](const auto &record) { return record.email.compare(address, Qt::CaseInsensitive) == 0; });
}

/// Another message in the profile is from this address; or it can't be asked.
bool isOtherFrom(store::StoreReader &reader, const QString &address, MessageId message)
{
    if (address.contains(QLatin1Char('"')))
        return true;
    const store::ListQuery query{store::SearchResults{QStringLiteral("from:\"%1\"").arg(address), {}, {}}};
    const auto page = reader.page(query, std::nullopt, 4);
    return !page || std::any_of(page->rows.begin(), page->rows.end(), [message](const store::MessageRow &row) { return row.message != message; });
}

} // namespace

SenderLook lookAtSender(store::StoreReader &reader, AccountId account, const mime::ParsedMessage &parsed)
{
    SenderLook look;
    mime::SenderContext context;
    for (const store::AccountRecord &record : reader.accounts().valueOr({})) {
        context.familiar << domainOf(record.email);
        if (record.id == account)
            context.providers = mime::providerDomains(QString::fromStdString(record.imap.host));
    }
    look.findings = mime::checkSender(parsed, context);
    const auto links = mime::checkLinks(parsed.html);
    look.findings.insert(look.findings.end(), links.begin(), links.end());
    look.journey = mime::readJourney(parsed.headers, context.providers);
    look.results = mime::trustedResults(parsed.headers, context.providers);
    return look;
}

bool isFirstFrom(store::StoreReader &reader, MessageId message, const mime::ParsedMessage &parsed)
{
    const QString address = parsed.from.empty() ? QString() : parsed.from.front().address;
    if (!address.contains(QLatin1Char('@')) || isOwn(reader, address) || isCorrespondent(reader, address))
        return false;
    return !isOtherFrom(reader, address, message);
}

std::string chosenCharset(store::StoreReader &reader, const mime::ParsedMessage &parsed)
{
    std::vector<QString> keys;
    if (!parsed.messageId.empty())
        keys.push_back(charsetKey(CharsetScope::Message, QString::fromStdString(parsed.messageId)));
    if (!parsed.from.empty())
        keys.push_back(charsetKey(CharsetScope::Sender, parsed.from.front().address));
    for (const QString &key : keys) {
        if (const auto chosen = reader.setting(key); chosen && *chosen && !(*chosen)->isEmpty())
            return (*chosen)->toStdString();
    }
    return {};
}

QString charsetKey(CharsetScope scope, const QString &of)
{
    return (scope == CharsetScope::Message ? QStringLiteral("reading.charset.message.") : QStringLiteral("reading.charset.sender.")) + of.toLower().left(500);
}

} // namespace tern::engine
