// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ChangeSet.h"
#include "core/store/Connection.h"

#include <unordered_map>

namespace tern::store {

/// How the server has a placement.
enum class Presence {
    Present,  ///< at its mailbox and UID
    Made,     ///< not yet: a pending copy makes it
    Awaiting, ///< confirmed, its UID unknown until the mailbox is listed
    Gone      ///< not at its UID any more; an operation that was sent may have moved it
};

/// A placement's row: what the server said, and what is shown.
struct PlacementState {
    PlacementId id;
    MessageId message;
    MailboxId mailbox;
    std::optional<Uid> uid;
    Presence presence = Presence::Present;
    Flags serverFlags = 0;
    QString serverKeywords;
    OperationId madeBy;
    std::int64_t madeOrdinal = 0;
    PlacementId shadowOf;          ///< a moved or copied placement that already shows this one
    MailboxId shownIn;             ///< 0: hidden
    Flags flags = 0;
    QString keywords;
    bool pending = false;
};

/// What a server's copy of a message is known again by.
struct MessageKey {
    std::string messageId;         ///< the header's; may be empty
    std::int64_t size = 0;         ///< bytes
};

/// The parts of an operation that change what is shown.
struct FoldOperation {
    OperationId id;
    OperationKind kind = OperationKind::ChangeFlags;
    MailboxId target;              ///< 0 if it is not known (any more)
    AccountId targetAccount;
    std::string targetName;
    bool targetIsLabel = false;    ///< what is in it already is not there twice
    Flags addFlags = 0;
    Flags removeFlags = 0;
    QStringList addKeywords;
    QStringList removeKeywords;
};

struct Shown {
    MailboxId mailbox;             ///< 0: hidden
    Flags flags = 0;
    QString keywords;
    bool pending = false;
    bool expected = false;         ///< shown where the server has not confirmed it
};

/// What is shown = what the server said + what was asked for, in order. Pure.
[[nodiscard]] Shown foldPlacement(const PlacementState &state, std::span<const FoldOperation *const> operations);

[[nodiscard]] Flags applyFlags(Flags flags, const FoldOperation &operation);
[[nodiscard]] QString applyKeywords(const QString &keywords, const FoldOperation &operation);

/// Writes the shown columns, keeps the counters of the mailboxes and notes what changed.
/// Thread: store. Throws SQLite::Exception.
class Fold final {
public:
    Fold(Connection &connection, ChangeSet &changes) : m_connection(connection), m_changes(changes) {}

    [[nodiscard]] std::optional<PlacementState> load(PlacementId id);
    [[nodiscard]] std::optional<std::pair<PlacementState, MessageKey>> loadWithMessage(PlacementId id);
    /// foldPlacement(); and what goes to a label that its message carries already is shown there by the row that is there.
    [[nodiscard]] Shown fold(const PlacementState &state, std::span<const FoldOperation *const> operations);
    /// Another placement of the message that the server has in the mailbox; 0 if there is none.
    [[nodiscard]] PlacementId placedIn(MessageId message, MailboxId mailbox, PlacementId except);
    /// Something of a row changed that isn't folded.
    void noteChanged(MailboxId mailbox, PlacementId placement) { noteChange(mailbox, &ChangeSet::Rows::changed, placement); }
    /// Folds the pending operations of one placement over its server columns, which must be written already.
    void refold(const PlacementState &state);
    void refold(PlacementId id);
    /// For a row known to be touched by exactly these.
    void refold(const PlacementState &state, std::span<const FoldOperation *const> operations);
    /// For the rows of all of an operation's messages, on which nothing else is pending: where all are only shown elsewhere, one statement does it.
    void refoldAll(const FoldOperation &operation, std::span<const PlacementState> states);
    /// Counts a row that was inserted as shown.
    void inserted(MailboxId mailbox, PlacementId placement, bool unread, bool pending);
    /// Takes a placement away: row, pending entries, counters. Its message becomes a candidate for sweeping.
    void remove(const PlacementState &state);

    /// nullptr if there is no such operation. Valid until forgetOperations().
    [[nodiscard]] const FoldOperation *operation(OperationId id);
    /// Operations or mailboxes changed: read them again.
    void forgetOperations() { m_operations.clear(); }
    [[nodiscard]] std::vector<const FoldOperation *> pendingOf(PlacementId id);

    /// Writes the counters gathered. Called before anybody can read them.
    void flushCounters();

private:
    struct Delta {
        int total = 0, unread = 0, pending = 0;
    };
    [[nodiscard]] std::optional<Shown> commonPlace(const FoldOperation &operation, std::span<const PlacementState> states);
    void count(MailboxId mailbox, int sign, Flags flags, bool pending);
    void noteChange(MailboxId mailbox, std::vector<PlacementId> ChangeSet::Rows::*list, PlacementId placement);

    Connection &m_connection;
    ChangeSet &m_changes;
    std::unordered_map<OperationId, std::optional<FoldOperation>> m_operations;
    std::unordered_map<MailboxId, Delta> m_deltas;
};

} // namespace tern::store
