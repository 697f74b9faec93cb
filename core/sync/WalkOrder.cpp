// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/WalkOrder.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tern::sync {
namespace {

constexpr std::size_t kMostNames = 40;

int rankOf(store::MailboxRole role)
{
    using store::MailboxRole;
    switch (role) {
    case MailboxRole::Inbox: return 0;
    case MailboxRole::Sent: return 1;
    case MailboxRole::Drafts: return 2;
    case MailboxRole::None: return 3;
    case MailboxRole::Archive:
    case MailboxRole::Flagged:
    case MailboxRole::Important: return 4;
    case MailboxRole::Trash: return 5;
    case MailboxRole::Junk: return 6;
    case MailboxRole::All: return 7;
    }
    return 8;
}

} // namespace

RecentMailboxes RecentMailboxes::fromSetting(const QString &text)
{
    RecentMailboxes recent;
    for (const QJsonValue &name : QJsonDocument::fromJson(text.toUtf8()).array()) {
        if (name.isString() && recent.m_names.size() < kMostNames)
            recent.m_names.push_back(QByteArray::fromPercentEncoding(name.toString().toLatin1()).toStdString());
    }
    return recent;
}

QString RecentMailboxes::toSetting() const
{
    // A wire name is bytes, of any kind.
    QJsonArray array;
    for (const std::string &name : m_names)
        array.append(QString::fromLatin1(QByteArray::fromStdString(name).toPercentEncoding("/ .")));
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QString RecentMailboxes::settingKey(AccountId account)
{
    return QStringLiteral("sync.recent.") + QString::number(account.value);
}

bool RecentMailboxes::note(const std::string &wireName)
{
    if (!m_names.empty() && m_names.front() == wireName)
        return false;
    std::erase(m_names, wireName);
    m_names.insert(m_names.begin(), wireName);
    if (m_names.size() > kMostNames)
        m_names.pop_back();
    return true;
}

void sortForWalk(std::vector<store::MailboxRecord> &mailboxes, const RecentMailboxes &recent)
{
    const auto names = recent.names();
    const auto key = [&](const store::MailboxRecord &mailbox) {
        const auto found = std::find(names.begin(), names.end(), mailbox.wireName);
        const bool isInbox = mailbox.role == store::MailboxRole::Inbox;
        return std::tuple(!isInbox, isInbox ? 0 : std::distance(names.begin(), found), mailbox.space, rankOf(mailbox.role));
    };
    std::stable_sort(mailboxes.begin(), mailboxes.end(), [&](const auto &a, const auto &b) { return key(a) < key(b); });
}

bool isWalked(const store::MailboxRecord &mailbox)
{
    return mailbox.space == store::MailboxSpace::Personal || mailbox.subscribed;
}

bool newMailMeansUse(store::MailboxRole role)
{
    using store::MailboxRole;
    return role == MailboxRole::None || role == MailboxRole::Flagged || role == MailboxRole::Important;
}

} // namespace tern::sync
