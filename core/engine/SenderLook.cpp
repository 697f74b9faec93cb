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

/// No other message in the profile is from this address.
bool isFirstFrom(store::StoreReader &reader, const QString &address, MessageId message)
{
    if (address.contains(QLatin1Char('"')))
        return false;
    const store::ListQuery query{store::SearchResults{QStringLiteral("from:\"%1\"").arg(address), {}, {}}};
    const auto page = reader.page(query, std::nullopt, 4);
    return page && std::all_of(page->rows.begin(), page->rows.end(), [message](const store::MessageRow &row) { return row.message == message; });
}

} // namespace

SenderLook lookAtSender(store::StoreReader &reader, AccountId account, MessageId message, const mime::ParsedMessage &parsed)
{
    SenderLook look;
    mime::SenderContext context;
    QStringList own;
    for (const store::AccountRecord &record : reader.accounts().valueOr({})) {
        own << record.email.toLower();
        context.familiar << domainOf(record.email);
        if (record.id == account)
            context.providers = mime::providerDomains(QString::fromStdString(record.imap.host));
    }
    look.findings = mime::checkSender(parsed, context);
    const auto links = mime::checkLinks(parsed.html);
    look.findings.insert(look.findings.end(), links.begin(), links.end());
    look.journey = mime::readJourney(parsed.headers, context.providers);
    look.results = mime::trustedResults(parsed.headers, context.providers);
    if (!parsed.from.empty() && parsed.from.front().address.contains(QLatin1Char('@'))) {
        const QString address = parsed.from.front().address;
        look.isFirst = !own.contains(address.toLower()) && !isCorrespondent(reader, address) && isFirstFrom(reader, address, message);
    }
    return look;
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
