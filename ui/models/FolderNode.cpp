// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/FolderNode.h"

#include "ui/models/RowWords.h"
#include "ui/words/StateWords.h"

#include <QCollator>
#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>

namespace tern::ui {

namespace {

int roleOrder(store::MailboxRole role)
{
    using Role = store::MailboxRole;
    switch (role) {
    case Role::Inbox: return 0;
    case Role::Drafts: return 1;
    case Role::Sent: return 2;
    case Role::Archive: return 3;
    case Role::All: return 4;
    case Role::Junk: return 5;
    case Role::Trash: return 6;
    case Role::Flagged: return 7;
    case Role::Important: return 8;
    case Role::None: break;
    }
    return 9;
}

void sortTree(std::vector<std::unique_ptr<FolderNode>> &nodes, const QCollator &collator)
{
    std::sort(nodes.begin(), nodes.end(), [&collator](const auto &a, const auto &b) {
        const int roleA = roleOrder(a->mailbox.role);
        const int roleB = roleOrder(b->mailbox.role);
        if (a->mailbox.space != b->mailbox.space)
            return a->mailbox.space < b->mailbox.space;
        return roleA != roleB ? roleA < roleB : collator.compare(a->mailbox.name, b->mailbox.name) < 0;
    });
    for (const auto &node : nodes)
        sortTree(node->children, collator);
}

using Nodes = std::vector<std::unique_ptr<FolderNode>>;

/// What stands in for a level that is no mailbox: "Other users", a user's name.
FolderNode *levelAt(const QString &path, const store::MailboxRecord &below, Nodes &top, QHash<QString, FolderNode *> &byPath)
{
    if (FolderNode *known = byPath.value(path))
        return known;
    auto node = std::make_unique<FolderNode>();
    node->mailbox.account = below.account;
    node->mailbox.path = path;
    node->mailbox.name = path.section(u'/', -1);
    node->mailbox.parentPath = path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
    node->mailbox.selectable = false;
    node->mailbox.subscribed = false;
    node->mailbox.space = below.space;
    FolderNode *raw = node.get();
    byPath.insert(path, raw);
    raw->parent = raw->mailbox.parentPath.isEmpty() ? nullptr : levelAt(raw->mailbox.parentPath, below, top, byPath);
    (raw->parent ? raw->parent->children : top).push_back(std::move(node));
    return raw;
}

void dropHidden(std::vector<std::unique_ptr<FolderNode>> &nodes)
{
    for (const auto &node : nodes)
        dropHidden(node->children);
    std::erase_if(nodes, [](const auto &node) {
        return !node->mailbox.subscribed && node->mailbox.role == store::MailboxRole::None && node->children.empty();
    });
}

} // namespace

QString FolderNode::title() const
{
    switch (kind) {
    case Kind::AllInboxes: return QCoreApplication::translate("FolderModel", "All inboxes");
    case Kind::Flagged: return QCoreApplication::translate("FolderModel", "Flagged");
    case Kind::Outbox: return QCoreApplication::translate("FolderModel", "Outbox");
    case Kind::Account: return account.email;
    case Kind::Folder: break;
    }
    if (mailbox.space == store::MailboxSpace::OtherUsers && mailbox.parentPath.isEmpty())
        return QCoreApplication::translate("FolderModel", "Other people's folders");
    if (mailbox.space == store::MailboxSpace::Shared && mailbox.parentPath.isEmpty())
        return QCoreApplication::translate("FolderModel", "Shared folders");
    return mailboxName(mailbox);
}

QString FolderNode::icon() const
{
    switch (kind) {
    case Kind::AllInboxes: return mailboxIcon(store::MailboxRole::Inbox);
    case Kind::Flagged: return QStringLiteral("flag");
    case Kind::Outbox: return QStringLiteral("mail-folder-outbox");
    case Kind::Account: return {};
    case Kind::Folder: break;
    }
    return mailboxIcon(mailbox.role);
}

QString FolderNode::toolTip() const
{
    if (kind == Kind::Account)
        return problem;
    if (kind != Kind::Folder || !mailbox.selectable || mailbox.serverExists < 0)
        return {};
    const QString messages = QCoreApplication::translate("FolderModel", "%1\nOn the server · messages: %2").arg(title(), QLocale().toString(mailbox.serverExists));
    if (mailbox.serverBytes < 0)
        return messages;
    const QString size = mailbox.serverBytesTold ? QCoreApplication::translate("FolderModel", "size: %1")
                                                 : QCoreApplication::translate("FolderModel", "size: %1 (added up from what is listed)");
    return messages + QStringLiteral(" · ") + size.arg(byteCount(mailbox.serverBytes));
}

QString FolderNode::key() const
{
    switch (kind) {
    case Kind::AllInboxes: return QStringLiteral("inboxes");
    case Kind::Flagged: return QStringLiteral("flagged");
    case Kind::Outbox: return QStringLiteral("outbox");
    case Kind::Account: return QStringLiteral("account/%1").arg(account.id.value);
    case Kind::Folder: break;
    }
    return QStringLiteral("folder/%1/%2").arg(mailbox.account.value).arg(mailbox.path);
}

std::optional<store::ListQuery> FolderNode::query() const
{
    store::ListQuery query;
    if (kind == Kind::AllInboxes)
        query.scope = store::AllInboxes{};
    else if (kind == Kind::Flagged)
        query.scope = store::AllFlagged{};
    else if (kind == Kind::Folder && mailbox.selectable)
        query.scope = store::InMailbox{mailbox.id};
    else
        return std::nullopt;
    return query;
}

int FolderNode::depth() const
{
    int levels = 0;
    for (const FolderNode *node = parent; node && node->kind == Kind::Folder; node = node->parent)
        ++levels;
    return levels;
}

int FolderNode::rowInParent() const
{
    if (!parent)
        return 0;
    const auto at = std::find_if(parent->children.begin(), parent->children.end(), [this](const auto &child) { return child.get() == this; });
    return static_cast<int>(at - parent->children.begin());
}

std::vector<std::unique_ptr<FolderNode>> folderTree(std::vector<store::MailboxRecord> mailboxes, bool all)
{
    // Parents before their children, whatever the order in the store.
    std::sort(mailboxes.begin(), mailboxes.end(), [](const auto &a, const auto &b) { return a.path.count(u'/') < b.path.count(u'/'); });
    std::vector<std::unique_ptr<FolderNode>> top;
    QHash<QString, FolderNode *> byPath;
    for (auto &mailbox : mailboxes) {
        auto node = std::make_unique<FolderNode>();
        node->mailbox = std::move(mailbox);
        node->count = shownCount(node->mailbox);
        FolderNode *raw = node.get();
        byPath.insert(raw->mailbox.path, raw);
        FolderNode *parent = raw->mailbox.parentPath.isEmpty() ? nullptr : byPath.value(raw->mailbox.parentPath);
        if (!parent && raw->mailbox.space != store::MailboxSpace::Personal && !raw->mailbox.parentPath.isEmpty())
            parent = levelAt(raw->mailbox.parentPath, raw->mailbox, top, byPath);
        // Everything below INBOX on some servers: a level that says nothing.
        if (parent && parent->mailbox.role == store::MailboxRole::Inbox && raw->mailbox.role != store::MailboxRole::None)
            parent = nullptr;
        raw->parent = parent;
        (parent ? parent->children : top).push_back(std::move(node));
    }
    if (!all)
        dropHidden(top);
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    sortTree(top, collator);
    return top;
}

int shownCount(const store::MailboxRecord &mailbox)
{
    switch (mailbox.role) {
    case store::MailboxRole::Drafts: return mailbox.total;
    case store::MailboxRole::Sent:
    case store::MailboxRole::Trash: return 0;
    default: return mailbox.unread;
    }
}

} // namespace tern::ui
