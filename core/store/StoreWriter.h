// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/BodyPack.h"
#include "core/store/ChangeSet.h"
#include "core/store/PreparedRow.h"
#include "core/store/StoreReader.h"

namespace tern::store {

/// What one transaction may do. Handed to a function on the store thread; everything it does is committed
/// together when the function returns success, and rolled back when it returns an error. It can read its own
/// writes through `reader()`. Whatever changes server state or operations folds the placements concerned.
/// Thread: store.
class StoreWriter {
public:
    virtual ~StoreWriter() = default;
    [[nodiscard]] virtual StoreReader &reader() = 0;

    // accounts and settings (durable.db)
    [[nodiscard]] virtual Result<AccountId> addAccount(const AccountRecord &account) = 0;
    [[nodiscard]] virtual Result<void> updateAccount(const AccountRecord &account) = 0;
    /// Removes the account with all its mailboxes, messages, operations, outbox items and drafts.
    [[nodiscard]] virtual Result<void> removeAccount(AccountId account) = 0;
    [[nodiscard]] virtual Result<IdentityId> saveIdentity(const IdentityRecord &identity) = 0;
    /// Errors: NotFound, InvalidInput (the only one of its account; where kIdentityInUse: mail of it waits in the Outbox, and would go another way).
    [[nodiscard]] virtual Result<void> removeIdentity(IdentityId identity) = 0;
    [[nodiscard]] virtual Result<void> setSetting(const QString &key, const QString &value) = 0;

    // what the server said
    /// The account's whole folder list. Mailboxes no longer named are removed with their placements.
    [[nodiscard]] virtual Result<void> replaceMailboxes(AccountId account, std::vector<MailboxRecord> mailboxes) = 0;
    /// The server renamed a mailbox and with it those below [RFC 9051 §6.3.6]: they keep their messages, and operations that wait go on under the new
    /// names. \param to  names and path; the rest comes with the next folder list.
    [[nodiscard]] virtual Result<void> mailboxRenamed(AccountId account, const std::string &from, const MailboxRecord &to) = 0;
    /// Another client renamed this one: it keeps its messages, and operations that wait go on under its new name. Nothing when the name is taken.
    /// \param as  names and path; the rest comes with the next folder list.
    [[nodiscard]] virtual Result<void> mailboxFound(MailboxId mailbox, const MailboxRecord &as) = 0;
    /// What the server calls it whatever its name [RFC 8474].
    [[nodiscard]] virtual Result<void> mailboxObjectId(MailboxId mailbox, const std::string &objectId) = 0;
    /// The server removed it; it goes from the list with its placements. Those below it are not touched.
    [[nodiscard]] virtual Result<void> mailboxDeleted(AccountId account, const std::string &wireName) = 0;
    /// After SELECT. A changed UIDVALIDITY drops the mailbox's placements; operations on them become blocked (UidValidityChanged).
    /// \return true if the placements were dropped.
    [[nodiscard]] virtual Result<bool> mailboxSelected(MailboxId mailbox, UidValidity validity, Uid uidNext, int exists) = 0;
    /// New placements (known UIDs are updated). `arrival`: tell new unread ones as `ChangeSet::arrived`.
    [[nodiscard]] virtual Result<void> insertPrepared(MailboxId mailbox, std::span<const PreparedRow> rows, bool arrival) = 0;
    /// The same of rows that are still to be prepared.
    [[nodiscard]] virtual Result<void> insertListed(MailboxId mailbox, std::span<const ListedRow> rows, bool arrival) = 0;
    [[nodiscard]] virtual Result<void> applyFlags(MailboxId mailbox, std::span<const FlagUpdate> updates) = 0;
    /// The server no longer has these.
    [[nodiscard]] virtual Result<void> applyVanished(MailboxId mailbox, std::span<const Uid> uids) = 0;
    /// How large the mailbox is on the server: bytes, 0 or more. \param told  by the server itself [RFC 8438]; else summed up from what is listed.
    [[nodiscard]] virtual Result<void> mailboxBytes(MailboxId mailbox, std::int64_t bytes, bool told) = 0;
    [[nodiscard]] virtual Result<void> mailboxSynced(MailboxId mailbox, Uid uidNext, ModSeq highestModSeq, bool fullyListed) = 0;

    // content
    /// What a stored message says: for the index and its row.
    struct ReadBody {
        MessageId message;
        QString text;
        QString snippet;
        QStringList attachmentNames;
        std::vector<std::string> reportedIds;   ///< of a delivery report: Message-IDs of what it is about, the surest first
        std::vector<DeliveryReport> reports;    ///< `arrived` 0: now
    };
    /// A message's bytes and what they say; content is committed before the row that refers to it.
    [[nodiscard]] virtual Result<void> storeContent(const QByteArray &raw, const ReadBody &read) = 0;
    /// Many messages' bytes. Their text waits to be read: StoreReader::unreadBodies().
    [[nodiscard]] virtual Result<void> storeBodies(std::span<const BodyPack> packs) = 0;
    /// Messages that are gone meanwhile are left out.
    [[nodiscard]] virtual Result<void> bodiesRead(std::span<const ReadBody> bodies) = 0;
    [[nodiscard]] virtual Result<void> setSnippet(MessageId message, const QString &snippet) = 0;

    // mail that is kept here alone (durable.db): of accounts of AccountKind::Pop3 and Local
    /// Makes those that are not there; the others stay. The cache's list follows.
    [[nodiscard]] virtual Result<void> keepMailboxes(AccountId account, std::vector<MailboxRecord> mailboxes) = 0;
    /// Renames one and those below it. Errors: InvalidInput (the name is taken), NotFound.
    [[nodiscard]] virtual Result<void> renameKeptMailbox(AccountId account, const std::string &from, const MailboxRecord &to) = 0;
    /// Takes an empty one away. Errors: InvalidInput (something is in it, or below it), NotFound.
    [[nodiscard]] virtual Result<void> removeKeptMailbox(AccountId account, const std::string &wireName) = 0;
    /// Keeps messages in a mailbox and lists them. The UIDs of `rows` are given here. With `items`, one beside each row, the maildrop is noted in the
    /// same transaction: what is said to be fetched is here. \param arrival  as insertPrepared's. \return the UIDs, in order.
    [[nodiscard]] virtual Result<std::vector<Uid>> keepMessages(AccountId account, const std::string &wireName, std::span<PreparedRow> rows,
                                                                std::span<const KeptBody> bodies, std::span<const UnixMillis> received,
                                                                std::span<const MaildropItem> items, bool arrival) = 0;
    /// Text for the index and the first line of a message that is kept; its bytes stay where they are.
    [[nodiscard]] virtual Result<void> storeKeptText(MessageId message, const QString &text, const QString &snippet, const QStringList &attachmentNames) = 0;
    /// Carries out an operation on kept mail (and into kept mail) as far as its messages are known: nothing is left for later.
    /// Errors: Unsupported when it leads to a server, NotFound.
    [[nodiscard]] virtual Result<void> applyKeptOperation(OperationId id) = 0;
    /// The cache was brought in step with what is kept in this mailbox: every kept message is listed with its flags, and no other.
    /// \return false if it is not so; nothing is noted then.
    [[nodiscard]] virtual Result<bool> keptInStep(AccountId account, const std::string &wireName) = 0;
    /// What became of items that are known: `gone` and `key` (from → to; to empty: forgotten).
    struct MaildropChange {
        std::string key;
        std::optional<UnixMillis> gone;
        std::optional<std::string> newKey;
    };
    [[nodiscard]] virtual Result<void> changeMaildrop(AccountId account, std::span<const MaildropChange> changes) = 0;

    // repair (an audit's)
    /// Folds these anew from server state and waiting operations.
    [[nodiscard]] virtual Result<void> refold(std::span<const PlacementId> placements) = 0;
    /// Counts the mailbox's rows anew.
    [[nodiscard]] virtual Result<void> recount(MailboxId mailbox) = 0;
    /// Drops these rows so that a listing brings them anew; those with waiting operations stay.
    [[nodiscard]] virtual Result<void> dropRows(MailboxId mailbox, std::span<const Uid> uids) = 0;
    /// The stored bodies are no good: they count as not fetched.
    [[nodiscard]] virtual Result<void> forgetBodies(std::span<const MessageId> messages) = 0;
    /// Puts the headers of some into the index, which doesn't hold them; the texts of others wait to be read again.
    [[nodiscard]] virtual Result<void> indexAgain(std::span<const MessageId> headers, std::span<const MessageId> texts) = 0;

    // pending operations
    /// Makes the operation durable and folds it: rows change with this commit. Errors: NotFound, InvalidInput.
    [[nodiscard]] virtual Result<OperationId> addOperation(const NewOperation &operation) = 0;
    /// Takes it back: only Queued (or Waiting/Blocked) with nothing sent. Errors: NotFound, InvalidInput (already in flight or partly done).
    [[nodiscard]] virtual Result<OperationRecord> cancelOperation(OperationId id) = 0;
    /// Queued or due Waiting → InFlight, attempts + 1.
    [[nodiscard]] virtual Result<void> operationInFlight(OperationId id) = 0;
    /// Progress of single messages (step and target fields), durable.
    [[nodiscard]] virtual Result<void> operationStep(OperationId id, std::span<const OperationMessage> messages) = 0;

    /// What the server confirmed for one message of an operation.
    struct Done {
        std::int64_t ordinal = 0;
        bool sourceGone = false;              ///< its source placement no longer exists on the server
        std::optional<Uid> targetUid;         ///< where it is now, in the target mailbox (COPYUID, APPENDUID)
        UidValidity targetUidValidity;
        std::optional<Flags> flags;           ///< server flags after a STORE
        std::optional<QStringList> keywords;
    };
    /// These messages are done: server state is written, they leave the operation, the operation goes when none is left.
    [[nodiscard]] virtual Result<void> operationDone(OperationId id, std::span<const Done> messages) = 0;
    /// A mailbox operation, or all that is left of a message operation, is done.
    [[nodiscard]] virtual Result<void> operationFinished(OperationId id) = 0;
    /// Refused for good: deleted and folded away (that is the undo). The caller tells the person.
    [[nodiscard]] virtual Result<void> operationRefused(OperationId id, const Error &reason) = 0;
    [[nodiscard]] virtual Result<void> operationWaiting(OperationId id, UnixMillis until, const Error &reason) = 0;
    [[nodiscard]] virtual Result<void> operationBlocked(OperationId id, const Error &reason) = 0;
    /// Waiting or blocked → queued, now.
    [[nodiscard]] virtual Result<void> operationRetry(OperationId id) = 0;
    /// Undo time ends now for everything held (at quit, or when the CLI runs).
    [[nodiscard]] virtual Result<void> releaseHeldOperations() = 0;

    // drafts and outbox (durable.db)
    /// A new version of the draft (a new draft if id is 0). \return id and version.
    [[nodiscard]] virtual Result<DraftRecord> saveDraft(DraftRecord draft) = 0;
    [[nodiscard]] virtual Result<void> draftUploaded(DraftId id, int version, const std::string &mailbox, UidValidity validity, Uid uid) = 0;
    [[nodiscard]] virtual Result<void> discardDraft(DraftId id) = 0;
    /// The server copy is gone too: forget it.
    [[nodiscard]] virtual Result<void> forgetDraft(DraftId id) = 0;
    /// Queues a message whose bytes are complete in `messageFile` (moved into the profile, fsynced, before the row).
    [[nodiscard]] virtual Result<OutboxId> enqueueOutbox(const OutboxRecord &item, const QString &messageFile) = 0;
    /// A version of an event was read: it is kept if it is newer than what is known [RFC 5546 §2.1.5] (or the same, in another message).
    [[nodiscard]] virtual Result<void> noteEvent(const EventRecord &event) = 0;
    /// The same, and what the person answered.
    [[nodiscard]] virtual Result<void> answerEvent(const EventRecord &event) = 0;
    /// One step of the ledger with everything that belongs to it; durable before the next step begins.
    [[nodiscard]] virtual Result<void> updateOutbox(const OutboxRecord &item) = 0;
    [[nodiscard]] virtual Result<void> removeOutbox(OutboxId id) = 0;
    /// Notes reports at the message they are about; nothing else of it changes, whatever they say. \param sentMessageIds  what they name, the surest first.
    /// \return how many are new: 0 when no such message left here, or the same were noted already.
    [[nodiscard]] virtual Result<int> addDeliveryReports(std::span<const std::string> sentMessageIds, std::span<const DeliveryReport> reports) = 0;
    /// Remembers correspondents for completion.
    [[nodiscard]] virtual Result<void> noteCorrespondents(std::span<const std::pair<QString, QString>> nameAndAddress, bool sentTo) = 0;
};

} // namespace tern::store
