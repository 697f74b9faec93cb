// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/RemoteConsent.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"

namespace tern::ui {

namespace {

// Both are lists, one entry a line, lower case.
const QString kSenders = QStringLiteral("reading.picturesOfSenders");
const QString kDomains = QStringLiteral("reading.picturesOfDomains");
constexpr int kMost = 2000;   ///< entries; the oldest goes

} // namespace

QString RemoteConsent::domainOf(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    return at < 0 ? QString() : address.mid(at + 1).toLower();
}

QStringList RemoteConsent::list(const QString &key) const
{
    const auto value = m_context.reader.setting(key);
    return value && *value ? (*value)->split(u'\n', Qt::SkipEmptyParts) : QStringList();
}

bool RemoteConsent::isGiven(const QString &address) const
{
    const QString domain = domainOf(address);
    return !domain.isEmpty() && (list(kSenders).contains(address.toLower()) || list(kDomains).contains(domain));
}

void RemoteConsent::add(const QString &key, const QString &entry)
{
    QStringList entries = list(key);
    if (entry.isEmpty() || entry.contains(u'\n') || entries.contains(entry))
        return;
    entries.append(entry);
    while (entries.size() > kMost)
        entries.removeFirst();
    m_context.engine.setSetting(key, entries.join(u'\n'));
}

void RemoteConsent::giveToSender(const QString &address)
{
    add(kSenders, address.toLower());
}

void RemoteConsent::giveToDomain(const QString &address)
{
    add(kDomains, domainOf(address));
}

} // namespace tern::ui
