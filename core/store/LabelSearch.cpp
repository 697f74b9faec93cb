// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/LabelSearch.h"

#include "core/store/SearchPlan.h"

#include <algorithm>

namespace tern::store {
namespace {

/// What Gmail calls its own folders in X-GM-LABELS, as labelKey().
QString systemLabel(MailboxRole role)
{
    switch (role) {
    case MailboxRole::Inbox: return QStringLiteral("inbox");
    case MailboxRole::Sent: return QStringLiteral("sent");
    case MailboxRole::Drafts: return QStringLiteral("draft");
    case MailboxRole::Flagged: return QStringLiteral("starred");
    case MailboxRole::Important: return QStringLiteral("important");
    case MailboxRole::Trash: return QStringLiteral("trash");
    case MailboxRole::Junk: return QStringLiteral("spam");
    default: return {};
    }
}

} // namespace

QString labelKey(const QString &label)
{
    QString key = label.toCaseFolded();
    key.removeIf([](QChar c) { return c == QLatin1Char(' ') || c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char('/') || c == QLatin1Char('\\'); });
    return key;
}

void LabelSearch::add(const Folder &folder)
{
    Entry entry{folder, {labelKey(folder.path)}};
    if (const QString own = systemLabel(folder.role); !own.isEmpty())
        entry.keys.insert(own);
    m_folders.emplace(folder.mailbox, std::move(entry));
}

std::set<QString> LabelSearch::known(AccountId account) const
{
    std::set<QString> keys;
    Query names(m_connection, "SELECT name FROM cache.label WHERE account = ?", account);
    while (names.step())
        keys.insert(labelKey(names.text(0)));
    return keys;
}

std::set<MailboxId> LabelSearch::where() const
{
    std::map<AccountId, std::vector<const Entry *>> accounts;
    for (const auto &[mailbox, entry] : m_folders)
        accounts[entry.account].push_back(&entry);
    std::set<MailboxId> places;
    for (const auto &[account, entries] : accounts) {
        const auto isOne = [&](const Entry *entry) {
            return entry->fullyListed && std::ranges::any_of(m_wanted, [&](const QString &wanted) { return entry->keys.contains(wanted); });
        };
        if (const auto own = std::ranges::find_if(entries, isOne); own != entries.end()) {
            places.insert((*own)->mailbox);
            continue;
        }
        const std::set<QString> labels = known(account);
        const auto isKnown = [&](const QString &wanted) {
            return labels.contains(wanted) || std::ranges::any_of(entries, [&](const Entry *entry) { return entry->keys.contains(wanted); });
        };
        if (!std::ranges::all_of(m_wanted, isKnown))
            continue;
        const auto all = std::ranges::find_if(entries, [](const Entry *entry) { return entry->role == MailboxRole::All && entry->fullyListed; });
        for (const Entry *entry : entries) {
            if (all == entries.end() || entry == *all)
                places.insert(entry->mailbox);
        }
    }
    return places;
}

bool LabelSearch::carries(MailboxId mailbox, const QString &labels) const
{
    const auto folder = m_folders.find(mailbox);
    if (folder == m_folders.end())
        return false;
    const QStringList told = splitLabels(labels);
    return std::ranges::all_of(m_wanted, [&](const QString &wanted) {
        return folder->second.keys.contains(wanted) || std::ranges::any_of(told, [&](const QString &label) { return labelKey(label) == wanted; });
    });
}

} // namespace tern::store
