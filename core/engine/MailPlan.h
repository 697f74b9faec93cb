// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreWriter.h"

#include <QJsonObject>

#include <span>
#include <vector>

/// From "these rows" to operations: splitting, targets by role, and what undo would take. Runs inside a transaction.
namespace tern::engine {

/// Messages of one account shown in one mailbox.
struct Selection {
    AccountId account;
    MailboxId mailbox;
    std::vector<PlacementId> placements;
    std::vector<MessageId> messages;        ///< beside placements
    std::vector<store::Flags> flags;        ///< as shown before, beside placements
};

/// Splits rows by account and mailbox, in their order; what is shown nowhere any more is left out.
[[nodiscard]] Result<std::vector<Selection>> splitSelection(store::StoreReader &reader, std::span<const PlacementId> placements);

/// The account's mailbox of a role; makes one of the role's usual name (here at once, on the server by an operation) if there is none.
/// Errors: MailboxMissing when the account's folders are not known yet.
[[nodiscard]] Result<MailboxId> mailboxOfRole(store::StoreWriter &writer, AccountId account, store::MailboxRole role);

/// Where archived mail goes: the account's mailbox of that role; on Gmail All Mail, unless a person chose another. Errors: as mailboxOfRole().
[[nodiscard]] Result<MailboxId> archiveOf(store::StoreWriter &writer, AccountId account);

/// How one message is shown now in one mailbox.
[[nodiscard]] Result<std::vector<store::MessageRow>> shownIn(store::StoreReader &reader, MailboxId mailbox, MessageId message);

/// What archiving takes, and from where. On Gmail it takes a message out of the inbox, wherever it was picked; what is not there is archived already.
/// Out of Trash and Junk it goes as elsewhere. \return each placement once
[[nodiscard]] Result<std::vector<PlacementId>> toArchive(store::StoreReader &reader, std::span<const PlacementId> placements);

/// Whether what is moved from here to there stays here as well: Gmail's All Mail loses a message to Trash and Junk alone. Moving is adding a label then.
[[nodiscard]] Result<bool> keepsWhatMoves(store::StoreReader &reader, MailboxId source, MailboxId target);

/// Shows a mailbox that is to be made on the server, and notes the operation. Errors: InvalidInput (no name, or it exists).
struct MadeMailbox {
    OperationId operation;
    MailboxId mailbox;
};
[[nodiscard]] Result<MadeMailbox> makeMailbox(store::StoreWriter &writer, AccountId account, const QString &path, store::MailboxRole role = store::MailboxRole::None);

/// The wire name for a path of an account: its hierarchy separator, its personal prefix. Errors: InvalidInput.
[[nodiscard]] Result<std::string> wireNameFor(const std::vector<store::MailboxRecord> &mailboxes, const QString &path);

/// What an operation was, kept so that it can be undone after the server has done it. Survives the process as JSON.
struct UndoRecord {
    OperationId operation;
    store::OperationKind kind = store::OperationKind::ChangeFlags;
    MailboxId source;
    MailboxId target;
    store::Flags added = 0;
    store::Flags removed = 0;
    std::vector<MessageId> messages;
    std::vector<store::Flags> before;       ///< beside messages

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static UndoRecord fromJson(const QJsonObject &json);
};

/// Takes an operation back: cancels it, or adds the operations the other way. Removing for good can't be undone (Unsupported).
Result<void> undoOperation(store::StoreWriter &writer, OperationId operation, const std::optional<UndoRecord> &record, UnixMillis notBefore);

} // namespace tern::engine
