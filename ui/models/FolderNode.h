// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/store/ListQuery.h"

#include <QString>

#include <memory>
#include <vector>

namespace tern::ui {

/// One line of the sidebar.
struct FolderNode {
    enum class Kind { AllInboxes, Flagged, Outbox, Account, Folder };
    Kind kind = Kind::Folder;
    FolderNode *parent = nullptr;
    std::vector<std::unique_ptr<FolderNode>> children;
    store::AccountRecord account;         ///< of Account
    store::MailboxRecord mailbox;         ///< of Folder
    engine::AccountStatus::State state = engine::AccountStatus::State::Offline;
    QString problem;                      ///< an account's trouble as a sentence
    int count = 0;                        ///< what stands at the right; 0: nothing

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString icon() const;
    /// More of it than its line says: an account's trouble; how much of a folder lies on its server.
    [[nodiscard]] QString toolTip() const;
    /// Stays the same when everything is read again.
    [[nodiscard]] QString key() const;
    /// What the list shows for it; nullopt for an account, the Outbox or a folder that holds no mail.
    [[nodiscard]] std::optional<store::ListQuery> query() const;
    /// 0 for the smart folders and an account's own folders.
    [[nodiscard]] int depth() const;
    [[nodiscard]] int rowInParent() const;
};

/// An account's folders as a tree: those with a role first, in the usual order, then by name. Folders that a person did not
/// subscribe to are left out unless they have a role, or something subscribed is inside them, or `all`.
[[nodiscard]] std::vector<std::unique_ptr<FolderNode>> folderTree(std::vector<store::MailboxRecord> mailboxes, bool all);
/// Unread mail, or all mail where everything waits for the person (Drafts).
[[nodiscard]] int shownCount(const store::MailboxRecord &mailbox);

} // namespace tern::ui
