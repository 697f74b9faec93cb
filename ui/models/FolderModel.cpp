// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/FolderModel.h"

#include "ui/models/MessageDrag.h"

#include <algorithm>

namespace tern::ui {

namespace {

constexpr int kCountFlaggedAfterMs = 150;
constexpr int kSlotFlagged = 900;

std::unique_ptr<FolderNode> makeNode(FolderNode::Kind kind, FolderNode *parent, int count)
{
    auto node = std::make_unique<FolderNode>();
    node->kind = kind;
    node->parent = parent;
    node->count = count;
    return node;
}

bool waits(const store::OutboxRecord &item)
{
    using State = store::OutboxState;
    return item.state != State::SentCopySaved && item.state != State::Cancelled && item.state != State::Accepted;
}

} // namespace

FolderModel::FolderModel(store::StoreReader &reader, ReaderThread &thread, QObject *parent)
    : QAbstractItemModel(parent), m_reader(reader), m_thread(thread), m_root(makeNode(FolderNode::Kind::Account, nullptr, 0))
{
    m_flaggedTimer.setSingleShot(true);
    m_flaggedTimer.setInterval(kCountFlaggedAfterMs);
    connect(&m_flaggedTimer, &QTimer::timeout, this, &FolderModel::countFlagged);
    rebuild();
}

void FolderModel::rebuild()
{
    auto root = makeNode(FolderNode::Kind::Account, nullptr, 0);
    const auto accounts = m_reader.accounts();
    if (accounts && !accounts->empty()) {
        for (const auto kind : {FolderNode::Kind::AllInboxes, FolderNode::Kind::Flagged, FolderNode::Kind::Outbox})
            root->children.push_back(makeNode(kind, root.get(), 0));
        for (const auto &account : *accounts) {
            auto node = makeNode(FolderNode::Kind::Account, root.get(), 0);
            node->account = account;
            if (const auto status = m_status.find(account.id); status != m_status.end())
                std::tie(node->state, node->problem) = status->second;
            if (auto mailboxes = m_reader.mailboxes(account.id))
                node->children = folderTree(std::move(mailboxes).value(), m_showAll);
            for (const auto &child : node->children)
                child->parent = node.get();
            root->children.push_back(std::move(node));
        }
    }
    Q_EMIT aboutToRebuild();
    beginResetModel();
    m_root = std::move(root);
    endResetModel();
    Q_EMIT rebuilt();
    countInboxes();
    countOutbox();
    countFlagged();
}

void FolderModel::applyChanges(const store::ChangeSet &changes)
{
    if (changes.accounts || changes.mailboxList)
        return rebuild();
    bool inboxes = false;
    for (const MailboxId id : changes.counts) {
        FolderNode *node = find(m_root.get(), [id](const FolderNode &n) { return n.kind == FolderNode::Kind::Folder && n.mailbox.id == id; });
        const auto record = m_reader.mailbox(id);
        if (!node || !record)
            continue;
        node->mailbox = *record;
        inboxes = inboxes || record->role == store::MailboxRole::Inbox;
        setCount(node, shownCount(*record));
    }
    if (inboxes)
        countInboxes();
    if (changes.outbox)
        countOutbox();
    if (!changes.mailboxes.empty() && !m_flaggedTimer.isActive())
        m_flaggedTimer.start();
}

void FolderModel::setAccountStatus(const engine::AccountStatus &status, const QString &problem)
{
    m_status[status.account] = {status.state, problem};
    FolderNode *node = find(m_root.get(), [&status](const FolderNode &n) { return n.kind == FolderNode::Kind::Account && n.account.id == status.account; });
    if (!node || (node->state == status.state && node->problem == problem))
        return;
    node->state = status.state;
    node->problem = problem;
    Q_EMIT dataChanged(indexOf(node), indexOf(node));
}

void FolderModel::setShowAll(bool all)
{
    if (m_showAll == all)
        return;
    m_showAll = all;
    rebuild();
}

void FolderModel::setCount(FolderNode *node, int count)
{
    if (node->count == count)
        return;
    node->count = count;
    Q_EMIT dataChanged(indexOf(node), indexOf(node));
}

void FolderModel::countInboxes()
{
    int unread = 0;
    for (const auto &account : m_root->children) {
        for (const auto &folder : account->children)
            unread += folder->mailbox.role == store::MailboxRole::Inbox ? folder->mailbox.unread : 0;
    }
    if (FolderNode *node = find(m_root.get(), [](const FolderNode &n) { return n.kind == FolderNode::Kind::AllInboxes; }))
        setCount(node, unread);
}

void FolderModel::countFlagged()
{
    m_thread.post(this, kSlotFlagged, [this](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
        const auto flagged = reader.count({.scope = store::AllFlagged{}});
        if (!flagged)
            return {};
        return [this, count = *flagged] {
            if (FolderNode *node = find(m_root.get(), [](const FolderNode &n) { return n.kind == FolderNode::Kind::Flagged; }))
                setCount(node, count);
        };
    });
}

void FolderModel::countOutbox()
{
    const auto items = m_reader.outbox(false);
    const int waiting = items ? static_cast<int>(std::count_if(items->begin(), items->end(), waits)) : 0;
    if (FolderNode *node = find(m_root.get(), [](const FolderNode &n) { return n.kind == FolderNode::Kind::Outbox; }))
        setCount(node, waiting);
    if (waiting != m_outbox) {
        m_outbox = waiting;
        Q_EMIT outboxCountChanged(waiting);
    }
}

template <typename Predicate>
FolderNode *FolderModel::find(FolderNode *below, const Predicate &matches) const
{
    for (const auto &child : below->children) {
        if (matches(*child))
            return child.get();
        if (FolderNode *found = find(child.get(), matches))
            return found;
    }
    return nullptr;
}

FolderNode *FolderModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<FolderNode *>(index.internalPointer()) : m_root.get();
}

const FolderNode *FolderModel::node(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index) : nullptr;
}

QModelIndex FolderModel::indexOf(const FolderNode *node) const
{
    return node && node != m_root.get() ? createIndex(node->rowInParent(), 0, node) : QModelIndex();
}

QModelIndex FolderModel::indexOf(const QString &key) const
{
    return indexOf(find(m_root.get(), [&key](const FolderNode &node) { return node.key() == key; }));
}

QModelIndex FolderModel::indexOf(MailboxId mailbox) const
{
    return indexOf(find(m_root.get(), [mailbox](const FolderNode &n) { return n.kind == FolderNode::Kind::Folder && n.mailbox.id == mailbox; }));
}

int FolderModel::accountCount() const
{
    return static_cast<int>(std::count_if(m_root->children.begin(), m_root->children.end(), [](const auto &n) { return n->kind == FolderNode::Kind::Account; }));
}

QModelIndex FolderModel::index(int row, int column, const QModelIndex &parent) const
{
    const FolderNode *above = nodeOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[static_cast<std::size_t>(row)].get());
}

QModelIndex FolderModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const FolderNode *above = nodeOf(index)->parent;
    return above && above != m_root.get() ? createIndex(above->rowInParent(), 0, above) : QModelIndex();
}

int FolderModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(nodeOf(parent)->children.size());
}

int FolderModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FolderModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const FolderNode *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return node->title();
    case Qt::AccessibleTextRole: return node->count > 0 ? tr("%1, %2").arg(node->title(), QLocale().toString(node->count)) : node->title();
    case Qt::ToolTipRole: return node->toolTip();
    case KeyRole: return node->key();
    case CountRole: return node->count;
    default: return {};
    }
}

Qt::ItemFlags FolderModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const FolderNode *node = nodeOf(index);
    if (node->kind == FolderNode::Kind::Account)
        return Qt::ItemIsEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled;
    if (node->kind != FolderNode::Kind::Folder || node->mailbox.selectable)
        flags |= Qt::ItemIsSelectable;
    if (node->kind == FolderNode::Kind::Folder && node->mailbox.selectable)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList FolderModel::mimeTypes() const
{
    return {messageDragType()};
}

Qt::DropActions FolderModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

bool FolderModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent) const
{
    return data->hasFormat(messageDragType()) && (flags(parent) & Qt::ItemIsDropEnabled);
}

bool FolderModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const auto messages = messagesFromDrag(data);
    if (!messages)
        return false;
    Q_EMIT messagesDropped(*messages, nodeOf(parent)->mailbox.id, action == Qt::CopyAction);
    // The store tells which rows go; a view must not remove them by itself.
    return action == Qt::CopyAction;
}

} // namespace tern::ui
