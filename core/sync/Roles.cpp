// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Roles.h"

#include "core/net/imap/MailboxName.h"

#include <array>
#include <set>

namespace tern::sync {
namespace {

using store::MailboxRole;

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

QStringList displayLevels(const imap::ListEntry &entry)
{
    if (entry.delimiter == 0)
        return {imap::displayMailboxName(entry.wireName)};
    QStringList levels;
    std::string_view rest = entry.wireName;
    while (true) {
        const auto at = rest.find(entry.delimiter);
        levels << imap::displayMailboxName(rest.substr(0, at));
        if (at == std::string_view::npos)
            break;
        rest.remove_prefix(at + 1);
    }
    return levels;
}

store::MailboxRecord recordOf(const imap::ListEntry &entry)
{
    store::MailboxRecord record;
    record.wireName = entry.wireName;
    record.delimiter = entry.delimiter;
    // A level may itself hold a slash when the delimiter is another.
    QStringList levels = displayLevels(entry);
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
        if (role == MailboxRole::None || record.role != MailboxRole::None || !record.selectable || m_given.contains(role))
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

std::vector<store::MailboxRecord> mailboxRecords(const std::vector<imap::ListEntry> &entries, const std::map<std::string, std::string> &chosen)
{
    std::vector<store::MailboxRecord> records;
    std::vector<MailboxRole> told;
    std::set<std::string> seen;
    for (const imap::ListEntry &entry : entries) {
        const std::string key = imap::isInbox(entry.wireName) ? "INBOX" : entry.wireName;
        if (entry.wireName.empty() || !seen.insert(key).second)
            continue;
        records.push_back(recordOf(entry));
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

} // namespace tern::sync
