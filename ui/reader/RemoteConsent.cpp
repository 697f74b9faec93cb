// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/RemoteConsent.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"
#include "ui/settings/SettingKeys.h"

namespace tern::ui {

namespace {

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
    return !domain.isEmpty() && (list(settings::kPicturesOfSenders).contains(address.toLower()) || list(settings::kPicturesOfDomains).contains(domain));
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
    add(settings::kPicturesOfSenders, address.toLower());
}

void RemoteConsent::giveToDomain(const QString &address)
{
    add(settings::kPicturesOfDomains, domainOf(address));
}

} // namespace tern::ui
