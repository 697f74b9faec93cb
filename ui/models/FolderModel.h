// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ChangeSet.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/ReaderThread.h"
#include "ui/models/FolderNode.h"

#include <QAbstractItemModel>
#include <QTimer>

namespace tern::ui {

/// The sidebar: All inboxes, Flagged, Outbox, then each account with its folders. Messages can be dropped on folders.
/// Thread: UI.
class FolderModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole + 1, CountRole };

    FolderModel(store::StoreReader &reader, ReaderThread &thread, QObject *parent = nullptr);

    /// Reads everything again; aboutToRebuild and rebuilt let a view keep what is open and current.
    void rebuild();
    void applyChanges(const store::ChangeSet &changes);
    void setAccountStatus(const engine::AccountStatus &status, const QString &problem);
    /// Whether folders that a person did not subscribe to are shown too.
    void setShowAll(bool all);
    [[nodiscard]] bool showsAll() const { return m_showAll; }

    [[nodiscard]] const FolderNode *node(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &key) const;
    [[nodiscard]] QModelIndex indexOf(MailboxId mailbox) const;
    [[nodiscard]] int accountCount() const;
    [[nodiscard]] int outboxCount() const { return m_outbox; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    void aboutToRebuild();
    void rebuilt();
    void outboxCountChanged(int waiting);
    /// `messages` empty: what is selected in the list.
    void messagesDropped(const std::vector<tern::PlacementId> &messages, tern::MailboxId target, bool copy);

private:
    [[nodiscard]] FolderNode *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const FolderNode *node) const;
    template <typename Predicate>
    [[nodiscard]] FolderNode *find(FolderNode *below, const Predicate &matches) const;
    void setCount(FolderNode *node, int count);
    void countInboxes();
    void countFlagged();
    void countOutbox();

    store::StoreReader &m_reader;
    ReaderThread &m_thread;
    std::unique_ptr<FolderNode> m_root;
    std::map<AccountId, std::pair<engine::AccountStatus::State, QString>> m_status;
    QTimer m_flaggedTimer;
    bool m_showAll = false;
    int m_flagged = 0;
    int m_outbox = 0;
};

} // namespace tern::ui
