// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/store/ListQuery.h"

#include <functional>
#include <memory>
#include <span>

namespace tern::store {

/// Reads the store on a read-only connection of its own. Sees what was committed when the call began.
/// Thread: the one that made it; make one per thread (cheap to keep, 1 ms to open).
/// Errors: StorageDamaged, Io. Every list is answered from an index; small pages take well under a millisecond.
class StoreReader {
public:
    virtual ~StoreReader() = default;

    // accounts (durable.db)
    [[nodiscard]] virtual Result<std::vector<AccountRecord>> accounts() = 0;
    [[nodiscard]] virtual Result<AccountRecord> account(AccountId id) = 0;
    [[nodiscard]] virtual Result<std::vector<IdentityRecord>> identities(AccountId account) = 0;
    [[nodiscard]] virtual Result<std::optional<QString>> setting(const QString &key) = 0;

    // mailboxes
    [[nodiscard]] virtual Result<std::vector<MailboxRecord>> mailboxes(AccountId account) = 0;
    [[nodiscard]] virtual Result<std::vector<MailboxRecord>> allMailboxes() = 0;
    [[nodiscard]] virtual Result<MailboxRecord> mailbox(MailboxId id) = 0;
    [[nodiscard]] virtual Result<std::optional<MailboxRecord>> mailboxByName(AccountId account, const std::string &wireName) = 0;
    [[nodiscard]] virtual Result<std::optional<MailboxRecord>> mailboxByRole(AccountId account, MailboxRole role) = 0;

    // lists
    /// Rows after `after` (from the top if none), at most `limit`.
    [[nodiscard]] virtual Result<Page> page(const ListQuery &query, const std::optional<PageKey> &after, int limit) = 0;
    /// How many rows the query has. From counters where they are kept, else by counting; a search counts up to 10,000.
    [[nodiscard]] virtual Result<int> count(const ListQuery &query) = 0;
    /// The key before every `pageSize`-th row, the first none: with them any page can be read at once. One index scan.
    [[nodiscard]] virtual Result<std::vector<std::optional<PageKey>>> pageStarts(const ListQuery &query, int pageSize, const StopToken &stop) = 0;
    /// All placements of the query in order (select all, mark all read).
    [[nodiscard]] virtual Result<std::vector<PlacementId>> placements(const ListQuery &query) = 0;
    /// The row as shown now; nullopt when it is shown nowhere any more.
    [[nodiscard]] virtual Result<std::optional<MessageRow>> row(PlacementId placement) = 0;
    [[nodiscard]] virtual Result<std::vector<MessageRow>> rows(std::span<const PlacementId> placements) = 0;
    /// Those that are shown, in the given order: for thousands that are acted on, of which nobody reads a line.
    [[nodiscard]] virtual Result<std::vector<ShownPlacement>> shownPlacements(std::span<const PlacementId> placements) = 0;
    /// For a list of conversations: the rows as page() gives them; those that stand for nothing any more are left out.
    [[nodiscard]] virtual Result<std::vector<MessageRow>> standingRows(const ListQuery &query, std::span<const PlacementId> placements) = 0;
    /// What such rows stand for: all messages of their conversations that lie in the listed mailboxes, conversation by conversation.
    [[nodiscard]] virtual Result<std::vector<PlacementId>> standFor(const ListQuery &query, std::span<const PlacementId> placements) = 0;
    [[nodiscard]] virtual Result<std::vector<MessageRow>> threadRows(ThreadId thread) = 0;
    /// The conversation of a message that is looked at: what References join, and replies without any by their subject (see ConversationCollector). Of
    /// several placements of a message, and of copies with the same Message-ID and date (by a list, and directly), the one in the mailbox of `open` is
    /// taken, else one of its account. What lies in Trash, Junk or Drafts is left out, unless `open` lies in such a one.
    /// \param most  the newest ones, and `open`. \return nothing when `open` is shown nowhere. Some 20 µs a message.
    [[nodiscard]] virtual Result<Conversation> conversation(PlacementId open, int most) = 0;

    // messages
    [[nodiscard]] virtual Result<MessageHead> head(MessageId message) = 0;
    /// The stored message, byte for byte; nullopt if it was not fetched yet. Checks its checksum.
    [[nodiscard]] virtual Result<std::optional<QByteArray>> content(MessageId message) = 0;
    /// Where a message lies: all its placements.
    [[nodiscard]] virtual Result<std::vector<PlacementId>> placementsOf(MessageId message) = 0;
    [[nodiscard]] virtual Result<std::vector<MessageId>> messagesByHeader(const std::string &messageIdHeader) = 0;
    /// The message that the account's server calls `objectId`, if it is listed and has this size.
    [[nodiscard]] virtual Result<std::optional<MessageId>> messageByObject(AccountId account, const std::string &objectId, std::int64_t size) = 0;

    // sync
    /// Where the server has a message that is shown as `placement` (a pending move shows it elsewhere): this placement, else another of the same
    /// message in the same account. nullopt when the server is not known to have it.
    struct ServerLocation {
        MessageId message;
        MailboxId mailbox;
        Uid uid;
    };
    [[nodiscard]] virtual Result<std::optional<ServerLocation>> serverLocation(PlacementId placement) = 0;
    [[nodiscard]] virtual Result<std::vector<ServerPlacement>> serverPlacements(MailboxId mailbox) = 0;
    [[nodiscard]] virtual Result<std::optional<ServerPlacement>> serverPlacement(MailboxId mailbox, Uid uid) = 0;
    /// Newest first: listed messages with no stored body, dated `since` or later, at most `limit`.
    /// \param after  goes on behind this one.
    [[nodiscard]] virtual Result<std::vector<MissingBody>> withoutBody(MailboxId mailbox, int limit, UnixMillis since, const MissingBody *after = nullptr) = 0;
    /// Stored bodies whose text was not read yet, newest first, below `before` (from the top if 0): at most `limit`, and no more after `bytes`.
    [[nodiscard]] virtual Result<std::vector<UnreadBody>> unreadBodies(MessageId before, int limit, std::int64_t bytes) = 0;
    /// How many they are.
    [[nodiscard]] virtual Result<std::int64_t> unreadBodyCount() = 0;
    /// The sum of RFC822.SIZE of what the mailbox is known to have on the server.
    [[nodiscard]] virtual Result<std::int64_t> listedBytes(MailboxId mailbox) = 0;

    // mail that is kept here alone (durable.db)
    [[nodiscard]] virtual Result<std::vector<KeptMailbox>> keptMailboxes(AccountId account) = 0;
    /// Ascending by UID.
    [[nodiscard]] virtual Result<std::vector<KeptEntry>> keptEntries(AccountId account, const std::string &wireName) = 0;
    /// Byte for byte; nullopt if there is no such message. Errors also: StorageDamaged (its checksum is wrong).
    [[nodiscard]] virtual Result<std::optional<QByteArray>> keptContent(AccountId account, const std::string &wireName, Uid uid) = 0;
    /// All that is known of a POP3 account's maildrop.
    [[nodiscard]] virtual Result<std::vector<MaildropItem>> maildrop(AccountId account) = 0;

    // audit
    [[nodiscard]] virtual Result<AuditedMailbox> auditMailbox(MailboxId mailbox) = 0;
    /// Reads every body and looks every message up in the indexes: seconds for ten thousand. Errors also: Cancelled.
    [[nodiscard]] virtual Result<ContentAudit> auditContent(const StopToken &stop, const std::function<void(std::int64_t done, std::int64_t total)> &progress) = 0;

    // operations, outbox, drafts (durable.db)
    [[nodiscard]] virtual Result<std::vector<OperationRecord>> operations() = 0;
    [[nodiscard]] virtual Result<std::optional<OperationRecord>> operation(OperationId id) = 0;
    [[nodiscard]] virtual Result<std::vector<OperationMessage>> operationMessages(OperationId id) = 0;
    [[nodiscard]] virtual Result<std::vector<OutboxRecord>> outbox(bool withFinished) = 0;
    [[nodiscard]] virtual Result<std::optional<OutboxRecord>> outboxItem(OutboxId id) = 0;
    /// What a server took, newest first, page by page. \param before  0: from the newest.
    [[nodiscard]] virtual Result<std::vector<OutboxRecord>> sentMail(OutboxId before, int limit) = 0;
    /// The way of a message so far, oldest first.
    [[nodiscard]] virtual Result<std::vector<OutboxStep>> outboxSteps(OutboxId id) = 0;
    /// In the order in which they came.
    [[nodiscard]] virtual Result<std::vector<DeliveryReport>> deliveryReports(OutboxId id) = 0;
    /// What left under one of these Message-IDs, or is about to; the first that is known.
    [[nodiscard]] virtual Result<std::optional<OutboxRecord>> outboxItemByMessageId(std::span<const std::string> messageIds) = 0;
    /// What is known of an event; `key` is told by its account, uid, recurrence and organizer.
    [[nodiscard]] virtual Result<std::optional<EventRecord>> event(const EventRecord &key) = 0;
    /// Events that were accepted, perhaps or for sure, and take place between the two times, soonest first; at most `limit`. An answer that was taken back
    /// or refused doesn't count.
    [[nodiscard]] virtual Result<std::vector<EventRecord>> acceptedEvents(UnixMillis from, UnixMillis to, int limit) = 0;
    /// The message file queued for sending (a path in the profile), complete on disk until the item is SentCopySaved; then it is gone.
    [[nodiscard]] virtual Result<QString> outboxFile(OutboxId id) = 0;
    [[nodiscard]] virtual Result<std::vector<DraftRecord>> drafts() = 0;
    [[nodiscard]] virtual Result<std::optional<DraftRecord>> draft(DraftId id) = 0;

    /// Known correspondents whose name or address begins with `prefix`, most used first.
    [[nodiscard]] virtual Result<std::vector<std::pair<QString, QString>>> completeAddress(const QString &prefix, int limit) = 0;

    /// How much is here: messages, bodies, indexed, bytes on disk; for Activity and the CLI.
    struct Totals {
        std::int64_t messages = 0, bodies = 0, indexed = 0, bytesOnDisk = 0;
    };
    [[nodiscard]] virtual Result<Totals> totals() = 0;
};

} // namespace tern::store
