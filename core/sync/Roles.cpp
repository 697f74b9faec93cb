// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Roles.h"

#include "core/net/imap/MailboxName.h"

#include <array>
#include <set>

namespace tern::sync {
namespace {

using store::MailboxRole;
using store::MailboxSpace;

struct KnownName {
    const char16_t *name;
    MailboxRole role;
};

/// Last levels, lower case. The Chinese ones are what the large providers of China use.
constexpr std::array kKnownNames{
    KnownName{u"sent", MailboxRole::Sent},           KnownName{u"sent messages", MailboxRole::Sent},  KnownName{u"sent items", MailboxRole::Sent},
    KnownName{u"sent mail", MailboxRole::Sent},      KnownName{u"sent-mail", MailboxRole::Sent},      KnownName{u"gesendet", MailboxRole::Sent},
    KnownName{u"gesendete objekte", MailboxRole::Sent}, KnownName{u"已发送", MailboxRole::Sent},      KnownName{u"已发送邮件", MailboxRole::Sent},
    KnownName{u"已发邮件", MailboxRole::Sent},       KnownName{u"寄件備份", MailboxRole::Sent},       KnownName{u"drafts", MailboxRole::Drafts},
    KnownName{u"draft", MailboxRole::Drafts},        KnownName{u"entwürfe", MailboxRole::Drafts},     KnownName{u"草稿", MailboxRole::Drafts},
    KnownName{u"草稿箱", MailboxRole::Drafts},       KnownName{u"草稿夹", MailboxRole::Drafts},       KnownName{u"trash", MailboxRole::Trash},
    KnownName{u"deleted", MailboxRole::Trash},       KnownName{u"deleted messages", MailboxRole::Trash}, KnownName{u"deleted items", MailboxRole::Trash},
    KnownName{u"bin", MailboxRole::Trash},           KnownName{u"papierkorb", MailboxRole::Trash},    KnownName{u"已删除", MailboxRole::Trash},
    KnownName{u"已删除邮件", MailboxRole::Trash},    KnownName{u"垃圾桶", MailboxRole::Trash},        KnownName{u"junk", MailboxRole::Junk},
    KnownName{u"spam", MailboxRole::Junk},           KnownName{u"junk e-mail", MailboxRole::Junk},    KnownName{u"junk email", MailboxRole::Junk},
    KnownName{u"bulk mail", MailboxRole::Junk},      KnownName{u"垃圾邮件", MailboxRole::Junk},       KnownName{u"垃圾箱", MailboxRole::Junk},
    KnownName{u"archive", MailboxRole::Archive},     KnownName{u"archives", MailboxRole::Archive},    KnownName{u"archiv", MailboxRole::Archive},
    KnownName{u"归档", MailboxRole::Archive},        KnownName{u"存档", MailboxRole::Archive},        KnownName{u"all mail", MailboxRole::All},
    KnownName{u"所有邮件", MailboxRole::All}};

constexpr std::array kRoleNames{std::pair{MailboxRole::Inbox, std::string_view("inbox")},     std::pair{MailboxRole::Drafts, std::string_view("drafts")},
                                std::pair{MailboxRole::Sent, std::string_view("sent")},       std::pair{MailboxRole::Archive, std::string_view("archive")},
                                std::pair{MailboxRole::Junk, std::string_view("junk")},       std::pair{MailboxRole::Trash, std::string_view("trash")},
                                std::pair{MailboxRole::All, std::string_view("all")},         std::pair{MailboxRole::Flagged, std::string_view("flagged")},
                                std::pair{MailboxRole::Important, std::string_view("important")}};

MailboxRole fromServer(imap::MailboxRole role)
{
    switch (role) {
    case imap::MailboxRole::None: return MailboxRole::None;
    case imap::MailboxRole::Inbox: return MailboxRole::Inbox;
    case imap::MailboxRole::Drafts: return MailboxRole::Drafts;
    case imap::MailboxRole::Sent: return MailboxRole::Sent;
    case imap::MailboxRole::Trash: return MailboxRole::Trash;
    case imap::MailboxRole::Junk: return MailboxRole::Junk;
    case imap::MailboxRole::Archive: return MailboxRole::Archive;
    case imap::MailboxRole::All: return MailboxRole::All;
    case imap::MailboxRole::Flagged: return MailboxRole::Flagged;
    case imap::MailboxRole::Important: return MailboxRole::Important;
    }
    return MailboxRole::None;
}

QStringList displayLevels(std::string_view wireName, char delimiter)
{
    if (delimiter == 0)
        return {imap::displayMailboxName(wireName)};
    QStringList levels;
    while (true) {
        const auto at = wireName.find(delimiter);
        levels << imap::displayMailboxName(wireName.substr(0, at));
        if (at == std::string_view::npos)
            break;
        wireName.remove_prefix(at + 1);
    }
    return levels;
}

/// Whose a mailbox is, and what its name begins with there.
struct Place {
    MailboxSpace space = MailboxSpace::Personal;
    std::string prefix;
};

std::string personalPrefix(const imap::Namespaces &namespaces)
{
    return namespaces.personal.empty() ? std::string() : namespaces.personal.front().prefix;
}

/// The longest prefix decides: that of everybody's mailboxes may be empty.
Place placeOf(const std::string &wireName, const imap::Namespaces &namespaces)
{
    if (imap::isInbox(wireName))
        return {MailboxSpace::Personal, personalPrefix(namespaces)};
    Place place;
    bool found = false;
    const auto look = [&](const std::vector<imap::NamespaceEntry> &entries, MailboxSpace space) {
        for (const imap::NamespaceEntry &entry : entries) {
            const bool isRoot = entry.delimiter != 0 && entry.prefix == wireName + entry.delimiter;
            if (!wireName.starts_with(entry.prefix) && !isRoot)
                continue;
            if (found && entry.prefix.size() <= place.prefix.size())
                continue;
            found = true;
            place = {space, entry.prefix};
        }
    };
    look(namespaces.personal, MailboxSpace::Personal);
    look(namespaces.otherUsers, MailboxSpace::OtherUsers);
    look(namespaces.shared, MailboxSpace::Shared);
    return place;
}

/// For a server that doesn't say.
imap::Namespaces guessed(const std::vector<imap::ListEntry> &entries)
{
    imap::Namespaces namespaces;
    imap::NamespaceEntry personal;
    for (const imap::ListEntry &entry : entries) {
        if (imap::isInbox(entry.wireName))
            continue;
        const std::string below = std::string("INBOX") + entry.delimiter;
        if (entry.delimiter == 0 || !entry.wireName.starts_with(below)) {
            personal = {};
            break;
        }
        personal = {below, entry.delimiter};
    }
    namespaces.personal.push_back(std::move(personal));
    return namespaces;
}

/// \return nothing for the bare root of a namespace, which holds no mail and says nothing.
std::optional<store::MailboxRecord> recordOf(const imap::ListEntry &entry, const imap::Namespaces &namespaces)
{
    store::MailboxRecord record;
    record.wireName = entry.wireName;
    record.delimiter = entry.delimiter;
    const Place place = placeOf(entry.wireName, namespaces);
    record.space = place.space;
    record.prefix = place.prefix;
    std::string_view shown = entry.wireName;
    // A prefix that is no whole level stays in view, and so does what would look like the inbox without it.
    const bool isLevel = !place.prefix.empty() && place.prefix.back() == entry.delimiter;
    if (isLevel && shown.size() > place.prefix.size() && !imap::isInbox(shown.substr(place.prefix.size())))
        shown.remove_prefix(place.prefix.size());
    else if (place.space != MailboxSpace::Personal && shown.size() < place.prefix.size() && !entry.selectable)
        return {};
    // A level may itself hold a slash when the delimiter is another.
    QStringList levels = displayLevels(shown, entry.delimiter);
    if (place.space != MailboxSpace::Personal)
        levels.prepend(QString::fromLatin1(place.space == MailboxSpace::Shared ? store::kSharedPath : store::kOtherUsersPath));
    record.path = levels.join(QLatin1Char('/'));
    record.name = levels.takeLast();
    record.parentPath = levels.join(QLatin1Char('/'));
    record.selectable = entry.selectable;
    record.subscribed = entry.subscribed;
    record.role = imap::isInbox(entry.wireName) ? MailboxRole::Inbox : MailboxRole::None;
    if (entry.status && entry.status->messages)
        record.serverExists = static_cast<int>(*entry.status->messages);
    return record;
}

/// Gives each role once; who comes first keeps it.
class RoleGiver {
public:
    explicit RoleGiver(std::vector<store::MailboxRecord> &records) : m_records(records)
    {
        for (const auto &record : records)
            m_given.insert(record.role);
    }

    void give(store::MailboxRecord &record, MailboxRole role)
    {
        if (role == MailboxRole::None || record.role != MailboxRole::None || !record.selectable || record.space != MailboxSpace::Personal || m_given.contains(role))
            return;
        record.role = role;
        m_given.insert(role);
    }

    void giveByChoice(const std::map<std::string, std::string> &chosen)
    {
        for (const auto &[role, name] : kRoleNames) {
            const auto choice = chosen.find(std::string(name));
            if (choice == chosen.end())
                continue;
            for (auto &record : m_records) {
                if (record.wireName == choice->second)
                    give(record, role);
            }
        }
    }

private:
    std::vector<store::MailboxRecord> &m_records;
    std::set<MailboxRole> m_given;
};

} // namespace

std::string_view roleName(MailboxRole role)
{
    for (const auto &[known, name] : kRoleNames) {
        if (known == role)
            return name;
    }
    return {};
}

MailboxRole roleOfName(const QString &leaf)
{
    const QString lower = leaf.trimmed().toLower();
    for (const KnownName &known : kKnownNames) {
        if (lower == QStringView(known.name))
            return known.role;
    }
    return MailboxRole::None;
}

std::vector<store::MailboxRecord> mailboxRecords(const std::vector<imap::ListEntry> &entries, const std::map<std::string, std::string> &chosen,
                                                 const std::optional<imap::Namespaces> &toldNamespaces)
{
    const imap::Namespaces namespaces = toldNamespaces ? *toldNamespaces : guessed(entries);
    std::vector<store::MailboxRecord> records;
    std::vector<MailboxRole> told;
    std::set<std::string> seen;
    for (const imap::ListEntry &entry : entries) {
        const std::string key = imap::isInbox(entry.wireName) ? "INBOX" : entry.wireName;
        if (entry.wireName.empty() || !seen.insert(key).second)
            continue;
        auto record = recordOf(entry, namespaces);
        if (!record)
            continue;
        records.push_back(*std::move(record));
        told.push_back(fromServer(entry.role));
    }
    RoleGiver giver(records);
    giver.giveByChoice(chosen);
    for (std::size_t i = 0; i < records.size(); ++i)
        giver.give(records[i], told[i]);
    // By name: top levels before nested ones, so that "Archive" wins over "Projects/Archive".
    for (const bool top : {true, false}) {
        for (auto &record : records) {
            const bool isTop = record.parentPath.isEmpty() || record.parentPath.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0
                || record.parentPath.startsWith(QLatin1Char('['));
            if (isTop == top && (top || roleOfName(record.name) != MailboxRole::Archive))
                giver.give(record, roleOfName(record.name));
        }
    }
    return records;
}

store::MailboxRecord recordNamed(const std::string &wireName, const store::MailboxRecord &like)
{
    imap::Namespaces namespaces;
    auto &space = like.space == MailboxSpace::Personal ? namespaces.personal : like.space == MailboxSpace::Shared ? namespaces.shared : namespaces.otherUsers;
    space.push_back({like.prefix, like.delimiter});
    imap::ListEntry entry;
    entry.wireName = wireName;
    entry.delimiter = like.delimiter;
    return mailboxRecords({entry}, {}, namespaces).front();
}

} // namespace tern::sync
