// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/store/Fold.h"
#include "core/store/MessageTable.h"
#include "core/store/Reader.h"
#include "core/store/StoreWriter.h"

#include <map>
#include <unordered_map>

namespace tern::store {

/// StoreWriter over the one writing connection. The Store brackets its calls in transactions and takes the changes away.
/// Thread: store.
class Writer final : public StoreWriter {
public:
    Writer(Connection &connection, const Clock &clock, std::filesystem::path profile, QueryParser parser);

    StoreReader &reader() override { return m_reader; }

    Result<AccountId> addAccount(const AccountRecord &account) override;
    Result<void> updateAccount(const AccountRecord &account) override;
    Result<void> removeAccount(AccountId account) override;
    Result<IdentityId> saveIdentity(const IdentityRecord &identity) override;
    Result<void> removeIdentity(IdentityId identity) override;
    Result<void> setSetting(const QString &key, const QString &value) override;

    Result<void> replaceMailboxes(AccountId account, std::vector<MailboxRecord> mailboxes) override;
    Result<void> mailboxRenamed(AccountId account, const std::string &from, const MailboxRecord &to) override;
    Result<void> mailboxDeleted(AccountId account, const std::string &wireName) override;
    Result<void> mailboxFound(MailboxId mailbox, const MailboxRecord &as) override;
    Result<void> mailboxObjectId(MailboxId mailbox, const std::string &objectId) override;
    Result<bool> mailboxSelected(MailboxId mailbox, UidValidity validity, Uid uidNext, int exists) override;
    Result<void> insertPrepared(MailboxId mailbox, std::span<const PreparedRow> rows, bool arrival) override;
    Result<void> insertListed(MailboxId mailbox, std::span<const ListedRow> rows, bool arrival) override;
    Result<void> applyFlags(MailboxId mailbox, std::span<const FlagUpdate> updates) override;
    Result<void> applyVanished(MailboxId mailbox, std::span<const Uid> uids) override;
    Result<void> mailboxBytes(MailboxId mailbox, std::int64_t bytes, bool told) override;
    Result<void> mailboxSynced(MailboxId mailbox, Uid uidNext, ModSeq highestModSeq, bool fullyListed) override;

    Result<void> storeContent(const QByteArray &raw, const ReadBody &read) override;
    Result<void> storeBodies(std::span<const BodyPack> packs) override;
    Result<void> bodiesRead(std::span<const ReadBody> bodies) override;
    Result<void> setSnippet(MessageId message, const QString &snippet) override;

    Result<void> keepMailboxes(AccountId account, std::vector<MailboxRecord> mailboxes) override;
    Result<void> renameKeptMailbox(AccountId account, const std::string &from, const MailboxRecord &to) override;
    Result<void> removeKeptMailbox(AccountId account, const std::string &wireName) override;
    Result<std::vector<Uid>> keepMessages(AccountId account, const std::string &wireName, std::span<PreparedRow> rows, std::span<const KeptBody> bodies,
                                          std::span<const UnixMillis> received, std::span<const MaildropItem> items, bool arrival) override;
    Result<void> storeKeptText(MessageId message, const QString &text, const QString &snippet, const QStringList &attachmentNames) override;
    Result<void> applyKeptOperation(OperationId id) override;
    Result<bool> keptInStep(AccountId account, const std::string &wireName) override;
    Result<void> changeMaildrop(AccountId account, std::span<const MaildropChange> changes) override;

    Result<void> refold(std::span<const PlacementId> placements) override;
    Result<void> recount(MailboxId mailbox) override;
    Result<void> dropRows(MailboxId mailbox, std::span<const Uid> uids) override;
    Result<void> forgetBodies(std::span<const MessageId> messages) override;
    Result<void> indexAgain(std::span<const MessageId> headers, std::span<const MessageId> texts) override;

    Result<OperationId> addOperation(const NewOperation &operation) override;
    Result<OperationRecord> cancelOperation(OperationId id) override;
    Result<void> operationInFlight(OperationId id) override;
    Result<void> operationStep(OperationId id, std::span<const OperationMessage> messages) override;
    Result<void> operationDone(OperationId id, std::span<const Done> messages) override;
    Result<void> operationFinished(OperationId id) override;
    Result<void> operationRefused(OperationId id, const Error &reason) override;
    Result<void> operationWaiting(OperationId id, UnixMillis until, const Error &reason) override;
    Result<void> operationBlocked(OperationId id, const Error &reason) override;
    Result<void> operationRetry(OperationId id) override;
    Result<void> releaseHeldOperations() override;

    Result<DraftRecord> saveDraft(DraftRecord draft) override;
    Result<void> draftUploaded(DraftId id, int version, const std::string &mailbox, UidValidity validity, Uid uid) override;
    Result<void> discardDraft(DraftId id) override;
    Result<void> forgetDraft(DraftId id) override;
    Result<OutboxId> enqueueOutbox(const OutboxRecord &item, const QString &messageFile) override;
    Result<void> noteEvent(const EventRecord &event) override;
    Result<void> answerEvent(const EventRecord &event) override;
    Result<void> updateOutbox(const OutboxRecord &item) override;
    Result<void> removeOutbox(OutboxId id) override;
    Result<int> addDeliveryReports(std::span<const std::string> sentMessageIds, std::span<const DeliveryReport> reports) override;
    Result<void> noteCorrespondents(std::span<const std::pair<QString, QString>> nameAndAddress, bool sentTo) override;

    // for the Store
    /// At start: in-flight operations are queued again, and every pending one is folded anew.
    /// Folds every pending operation anew, in a transaction.
    void refoldOperations();
    void resume();
    /// Reads again what is kept in memory beside the files; after a rollback.
    void reload();
    /// Takes out one chunk of what nothing refers to. \return true if there may be more.
    [[nodiscard]] bool sweep();
    /// Puts one chunk of rows into the indexes of the orders other than by date. \return true if there may be more.
    [[nodiscard]] bool file();
    /// Fills the header index from the rows (it was made anew, with this tokenizer).
    void fillHeaderIndex(const std::string &tokenizer);
    [[nodiscard]] ChangeSet takeChanges();
    /// Files in the profile that the committed rows no longer need.
    [[nodiscard]] std::vector<std::filesystem::path> takeUnneededFiles();

private:
    void noteStep(const OutboxRecord &item);
    [[nodiscard]] OutboxId sentItem(std::span<const std::string> messageIds);

    /// One message of an operation as it is stored.
    struct StoredMessage {
        OperationId operation;
        std::int64_t ordinal = 0;
        PlacementId placement;
        AccountId account;
        std::string mailbox;
        UidValidity uidValidity;
        Uid uid;
        OperationStep step = OperationStep::Todo;
        Uid targetUid;
        UidValidity targetUidValidity;
    };
    /// Where a placement can be found by an operation: the server's place, or "what that earlier operation makes".
    struct Address {
        AccountId account;
        std::string mailbox;
        UidValidity uidValidity;
        Uid uid;
        OperationId viaOperation;
        std::int64_t viaOrdinal = 0;
    };
    using Unresolved = std::unordered_map<std::uint32_t, std::vector<std::pair<OperationId, std::int64_t>>>;

    /// Runs a public method: exceptions become errors, counters are written.
    template <typename Work>
    auto run(const char *where, Work &&work) -> decltype(work())
    {
        return guard(where, [&]() -> decltype(work()) {
            auto result = work();
            m_fold.flushCounters();
            return result;
        });
    }
    [[nodiscard]] UnixMillis now() const { return m_clock.now(); }

    // listing
    struct ExpectedRow;
    using ExpectedRows = std::unordered_multimap<std::int64_t, ExpectedRow>;
    [[nodiscard]] ExpectedRows expectedIn(MailboxId mailbox, std::span<const PreparedRow> listed);
    [[nodiscard]] bool matchExpected(ExpectedRows &expected, const MailboxRecord &mailbox, const PreparedRow &row, PlacementId &shadowOf);
    [[nodiscard]] PlacementState insertPlacement(PlacementState state, const PlacementFacts &facts, ModSeq modSeq = {});
    void attachWaiting(Unresolved &waiting, const MailboxRecord &mailbox, Uid uid, PlacementId placement);
    [[nodiscard]] bool isToMe(std::string_view recipients) const;
    void serverSaid(const PlacementState &state, Flags flags, const QString &keywords, ModSeq modSeq);
    void setLabels(const PlacementState &state, const QString &labels);
    /// So that a search knows which there are.
    void noteLabels(AccountId account, const QString &labels);
    void dropMailbox(MailboxId mailbox);
    void renameInOperations(AccountId account, const std::string &from, const std::string &to);
    void noteUnresolved();

    // kept mail
    [[nodiscard]] bool isKept(AccountId account) const { return m_keptAccounts.contains(account); }
    [[nodiscard]] std::int64_t keptMailboxId(AccountId account, const std::string &wireName);
    [[nodiscard]] std::int64_t makeKeptMailbox(AccountId account, const std::string &wireName);
    [[nodiscard]] Uid nextKeptUid(std::int64_t mailbox);
    void keptChanged(std::int64_t mailbox);
    void numberKeptMailboxes(AccountId account);
    void forgetKept(AccountId account);
    void removeKept(std::int64_t id);
    [[nodiscard]] std::optional<Done> applyKeptTo(const FoldOperation &operation, const StoredMessage &message);
    void keptDone(const FoldOperation &operation, const StoredMessage &message, const Done &done);

    // operations
    [[nodiscard]] Result<OperationId> addMailboxOperation(const NewOperation &operation);
    [[nodiscard]] Address addressOf(const PlacementState &state, OperationKind kind);
    void attach(const StoredMessage &message, PlacementId placement, std::set<PlacementId> &touched);
    [[nodiscard]] PlacementId makeCopy(const FoldOperation &operation, std::int64_t ordinal, const PlacementState &source);
    [[nodiscard]] std::vector<StoredMessage> messagesOf(OperationId id);
    [[nodiscard]] std::optional<StoredMessage> messageOf(OperationId id, std::int64_t ordinal);
    [[nodiscard]] PlacementId madeBy(OperationId id, std::int64_t ordinal);
    void resolveOperations();
    void dropOperation(OperationId id);
    void dropMessage(const StoredMessage &message);
    void detachDependents(const FoldOperation &operation, const StoredMessage &message, std::set<PlacementId> &touched);
    void settle(const FoldOperation &operation, const StoredMessage &message, const Done &done);
    void settleInTarget(const FoldOperation &operation, const StoredMessage &message, const Done &done, PlacementState state);
    void moveAddresses(PlacementId placement, OperationId except, const Address &address);
    void countRemaining(OperationId id);
    void removePlacement(const PlacementState &state);
    void setState(OperationId id, OperationState state, UnixMillis notBefore, const std::optional<Error> &reason);

    void loadIdentities();

    Connection &m_connection;
    const Clock &m_clock;
    const std::filesystem::path m_profile;
    ChangeSet m_changes;
    Fold m_fold;
    BodyTable m_bodies;
    MessageTable m_messages;
    Reader m_reader;
    std::int64_t m_lastPlacement = 0;
    std::set<AccountId> m_keptAccounts;
    std::set<QString> m_ownAddresses;                                        ///< lower case
    std::vector<std::string> m_ownAddressBytes;                              ///< the same in UTF-8
    std::map<std::pair<AccountId, std::string>, Unresolved> m_unresolved;    ///< by mailbox, then UID
    std::set<OperationId> m_renamed;                                         ///< operations whose common source may have changed
    std::vector<std::filesystem::path> m_unneededFiles;
};

} // namespace tern::store
