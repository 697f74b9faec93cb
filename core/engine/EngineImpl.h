// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/accounts/ProviderPresets.h"
#include "core/accounts/ServerDoctor.h"
#include "core/crypto/FileSecretStore.h"
#include "core/engine/AccountChecks.h"
#include "core/engine/AttachmentDesk.h"
#include "core/engine/ChangeMerger.h"
#include "core/engine/Engine.h"
#include "core/engine/MailPlan.h"
#include "core/engine/PictureFetcher.h"
#include "core/engine/StoppableJobs.h"
#include "core/engine/SyncHub.h"
#include "core/engine/WorkerPool.h"
#include "core/net/NetworkWatch.h"
#include "core/net/ProtocolTrace.h"
#include "core/outbox/AccountFolders.h"
#include "core/outbox/ImapServerFolders.h"
#include "core/outbox/Outbox.h"
#include "core/outbox/SmtpMailSender.h"
#include "core/sync/BodyIndexer.h"

#include <QLocale>

#include <map>
#include <memory>
#include <mutex>

namespace tern::engine {

struct PreparedMail;

/// Composes store, lanes, outbox and readers behind Engine. Its functions lie in one file per part:
/// EngineAccounts, EngineIdentities, EngineMail, EngineFolders, EngineNetwork, EngineReading, EngineWriting, EngineSync,
/// EngineAudit, EngineCertificates, EngineDoctor.
class EngineImpl final : public Engine, private outbox::OutboxEvents, private SyncHub::Listener {
public:
    static Result<std::unique_ptr<EngineImpl>> make(EngineOptions options);
    ~EngineImpl() override;

    void setObserver(EngineObserver *observer) override;
    void start() override;
    void stop() override;
    Result<std::unique_ptr<store::StoreReader>> openReader() override { return m_store->openReader(); }
    TraceRing &trace() override { return m_trace; }
    std::vector<AccountStatus> accountStatus() const override;
    LaneStatus indexStatus() const override;

    int checkAccount(AccountSetup setup, std::function<void(CheckStep)> step, Completion<CheckedAccount> done) override;
    void cancelCheck(int handle) override;
    int diagnose(AccountId account, QString email, std::function<void(const DoctorStep &)> step, Completion<bool> done) override;
    void cancelDiagnosis(int handle) override;
    std::vector<crypto::CertificateEntry> certificates() const override { return m_net->certificates().entries(); }
    std::optional<crypto::CertificateReport> refusedCertificate(const std::string &host, std::uint16_t port) const override;
    void examineCertificate(Endpoint endpoint, WireProtocol protocol, std::string caFile, Completion<crypto::CertificateReport> done) override;
    void trustCertificate(std::string host, std::uint16_t port, std::string sha256, Completion<void> done) override;
    void distrustCertificate(std::string host, std::uint16_t port, Completion<void> done) override;
    void keepCertificate(std::string host, std::uint16_t port, Completion<void> done) override;
    void setTrustFiles(QString authorities, QString revocations, Completion<void> done) override;
    void addAccount(CheckedAccount account, Completion<AccountId> done) override;
    void updateAccount(store::AccountRecord account, std::optional<QString> newPassword, Completion<void> done) override;
    void repairAccount(AccountId account, CheckedAccount checked, Completion<void> done) override;
    void secretsPlace(Completion<SecretsPlace> done) override;
    void unlockSecrets(QString passphrase, Completion<void> done) override;
    [[nodiscard]] std::string browserProvider(const QString &email) const override;
    void removeAccount(AccountId account, Completion<void> done) override;
    void saveIdentity(store::IdentityRecord identity, IdentityProof proof, Completion<IdentityId> done) override;
    void removeIdentity(IdentityId identity, Completion<void> done) override;
    int checkIdentity(IdentityCheck check, std::function<void(QString)> openPage, Completion<CheckedIdentity> done) override;
    void setSetting(QString key, QString value, Completion<void> done) override;
    void providePassword(AccountId account, QString password, bool remember, Completion<void> done) override;
    const accounts::ProviderPreset *presetFor(const QString &email) const override;

    void changeFlags(std::vector<PlacementId> messages, store::Flags add, store::Flags remove, store::OperationIntent intent,
                     Completion<OperationIds> done) override;
    void move(std::vector<PlacementId> messages, MailboxId target, Completion<OperationIds> done) override;
    void copy(std::vector<PlacementId> messages, MailboxId target, Completion<OperationIds> done) override;
    void archive(std::vector<PlacementId> messages, Completion<OperationIds> done) override;
    void markJunk(std::vector<PlacementId> messages, bool junk, Completion<OperationIds> done) override;
    void remove(std::vector<PlacementId> messages, Completion<OperationIds> done) override;
    void markAllRead(store::ListQuery query, Completion<OperationIds> done) override;
    void emptyTrash(AccountId account, Completion<OperationIds> done) override;
    void undo(OperationIds operations, Completion<void> done) override;
    void retryOperation(OperationId operation, Completion<void> done) override;
    void cancelOperation(OperationId operation, Completion<void> done) override;

    void importMessage(MailboxId target, QByteArray raw, store::Flags flags, UnixMillis date, Completion<void> done) override;

    void createMailbox(AccountId account, QString path, Completion<void> done) override;
    void renameMailbox(MailboxId mailbox, QString newPath, Completion<void> done) override;
    void deleteMailbox(MailboxId mailbox, Completion<void> done) override;
    void setSubscribed(MailboxId mailbox, bool subscribed, Completion<void> done) override;

    void openMessage(PlacementId placement, int slot, Completion<OpenedMessagePtr> done) override;
    void isFirstFromSender(OpenedMessagePtr message, Completion<bool> done) override;
    void checkSignatures(OpenedMessagePtr message, Completion<std::vector<SignatureCheck>> done) override;
    void setVisible(MailboxId mailbox, std::vector<PlacementId> rows) override;
    void prepareHtml(OpenedMessagePtr message, markup::HtmlRules rules, Completion<markup::SafeHtml> done) override;
    void ownPicture(OpenedMessagePtr message, QString contentId, Completion<Picture> done) override;
    void fetchPicture(AccountId account, std::string url, Completion<Picture> done) override;
    void cancelPictures() override { m_pictures->cancel(); }
    void unsubscribe(AccountId account, std::string url, Completion<void> done) override;
    void saveAttachment(OpenedMessagePtr message, std::string part, QString file, Completion<void> done) override;
    void exportAttachment(OpenedMessagePtr message, std::string part, Completion<QString> done) override;
    AttachmentDesk &attachments() override { return *m_attachments; }

    void saveDraft(store::DraftRecord draft, Completion<store::DraftRecord> done) override;
    void discardDraft(DraftId draft, Completion<void> done) override;
    void attachFile(QString file, Completion<store::DraftRecord::Attachment> done) override;
    void send(OutgoingMail mail, Completion<OutboxId> done) override;
    void sendFile(QString file, Sender sender, QStringList recipients, SendOptions options, Completion<OutboxId> done) override;
    void redirect(OutgoingRedirect mail, Completion<OutboxId> done) override;
    void rescheduleOutbox(OutboxId item, UnixMillis at, Completion<void> done) override;
    void retryOutbox(OutboxId item, Completion<void> done) override;
    void cancelOutbox(OutboxId item, Completion<void> done) override;
    void resolveUnknown(OutboxId item, bool arrived, Completion<void> done) override;

    void setNetworkConditions(const NetworkConditions &conditions) override;
    void networkChanged() override;
    void setProxy(AccountId account, ProxyChoice choice, std::optional<QString> password, Completion<void> done) override;
    void setSystemProxy(std::optional<ProxySettings> proxy) override;

    void syncNow(SyncRequest request, Completion<SyncSummary> done) override;
    void whenIndexed(Completion<void> done) override;
    void audit(AuditRequest request, Completion<AuditSummary> done) override;

private:
    explicit EngineImpl(EngineOptions options);
    Result<void> open();
    void cleanFolders();

    // A write whose outcome is a value: told after the commit.
    template <typename T>
    void writeThen(std::function<Result<T>(store::StoreWriter &)> work, Completion<T> done)
    {
        const auto value = std::make_shared<std::optional<T>>();
        m_store->write(
            [work = std::move(work), value](store::StoreWriter &writer) -> Result<void> {
                auto made = work(writer);
                if (!made)
                    return made.error();
                value->emplace(std::move(*made));
                return {};
            },
            [value, done = std::move(done)](Result<void> outcome) {
                if (done)
                    done(outcome ? Result<T>(std::move(**value)) : Result<T>(outcome.error()));
            });
    }

    // mail
    using Planner = std::function<Result<std::vector<store::NewOperation>>(store::StoreWriter &, const Selection &)>;
    void operate(std::vector<PlacementId> messages, Planner planner, Completion<OperationIds> done);
    Result<OperationIds> addOperations(store::StoreWriter &writer, const std::vector<Selection> &selections, const Planner &planner);
    Result<void> remember(store::StoreWriter &writer, std::vector<UndoRecord> records);
    std::optional<UndoRecord> recall(store::StoreReader &reader, OperationId operation);
    Completion<OperationIds> wakingReplay(Completion<OperationIds> done);
    [[nodiscard]] UnixMillis heldUntil() const;
    Result<void> undoAll(store::StoreWriter &writer, const OperationIds &operations);
    void mailboxOperation(MailboxId mailbox, std::function<Result<store::NewOperation>(store::StoreReader &, const store::MailboxRecord &)> plan,
                          Completion<void> done);
    void operationStep(std::function<Result<void>(store::StoreWriter &)> work, Completion<void> done);

    // reading
    struct Opening;
    void noteEvent(store::StoreReader &reader, AccountId account, const calendar::Invitation &invitation);
    Result<NetContext> wayToPictures(AccountId id, const StopToken &stop);
    void openStored(std::shared_ptr<Opening> opening, store::StoreReader &reader, bool fetched);

    // audit
    class Auditing;

    // writing
    void enqueue(std::function<Result<PreparedMail>(store::StoreReader &)> prepare, Completion<OutboxId> done);
    void changeOutbox(OutboxId item, std::function<Result<store::OutboxRecord>(store::OutboxRecord)> change, Completion<void> done);
    void wakeOutbox(AccountId account, bool now);

    // the doctor
    [[nodiscard]] Result<CheckedIdentity> signInAs(const IdentityCheck &check, const std::function<void(QString)> &openPage, const StopToken &stop);
    void keepProof(store::IdentityRecord &identity, const IdentityProof &proof, bool remember);
    [[nodiscard]] Result<bool> examine(accounts::ServerDoctor::Patient patient, const std::vector<DoctorStep::Server> &servers,
                                       const std::function<void(const DoctorStep &)> &step, const StopToken &stop);
    [[nodiscard]] Result<bool> examine(AccountId account, const QString &email, const std::function<void(const DoctorStep &)> &step, const StopToken &stop);

    // the network
    void loadProxies(store::StoreReader &reader, const std::vector<store::AccountRecord> &accounts);

    // certificates
    void loadCertificates(store::StoreReader &reader);
    void certificatesChanged();
    void decideCertificate(std::function<Result<void>()> decision, Completion<void> done);

    // accounts
    std::string keepSecrets(AccountId account, const CheckedAccount &checked);
    void applyAccount(AccountId account);

    // what the parts tell
    void laneChanged(AccountId account, const outbox::LaneState &state) override;
    void sent(const store::OutboxRecord &item) override;
    void failed(const store::OutboxRecord &item) override;
    void unknown(const store::OutboxRecord &item) override;
    void copyFailed(AccountId account, const QString &subject, const Error &error) override;
    void accountChanged(const AccountStatus &status) override;
    void noticed(const Notice &notice) override;
    void tell(Notice notice);
    void withObserver(const std::function<void(EngineObserver &)> &call);
    void noteSendLane(AccountStatus &status) const;
    void indexChanged(const LaneStatus &status);

    EngineOptions m_options;
    SystemClock m_systemClock;
    const Clock *m_clock;
    TraceRing m_trace;
    std::mutex m_observerMutex;
    EngineObserver *m_observer = nullptr;
    mutable std::mutex m_stateMutex;                    ///< guards what is below
    std::map<AccountId, LaneStatus> m_sendLanes;
    LaneStatus m_indexLane;
    std::map<AccountId, AccountStatus::State> m_lastStates;
    std::map<OperationId, UndoRecord> m_undo;           ///< the newest, in this process
    static constexpr int kNoSlot = -1;      ///< of openMessage(): nothing cancels it
    std::map<int, std::shared_ptr<Opening>> m_slots;
    std::atomic<bool> m_running{false};                 ///< between start() and stop()
    bool m_stopped = false;                             ///< owner thread

    std::unique_ptr<ChangeMerger> m_merger;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<accounts::AccountNet> m_net;
    std::unique_ptr<WorkerPool> m_readers;              ///< two: parse, export
    std::unique_ptr<WorkerPool> m_tasks;                ///< one: what may wait for a key ring or copy a great file
    std::unique_ptr<SyncHub> m_hub;
    std::unique_ptr<sync::BodyIndexer> m_indexer;
    std::unique_ptr<NetworkWatch> m_networkWatch;
    std::unique_ptr<outbox::SmtpMailSender> m_sender;
    std::unique_ptr<outbox::ImapServerFolders> m_serverFolders;
    std::unique_ptr<outbox::AccountFolders> m_folders;
    std::unique_ptr<outbox::Outbox> m_outbox;
    std::shared_ptr<crypto::SecretStore> m_keyRing;
    std::shared_ptr<crypto::FileSecretStore> m_secretFile;
    std::unique_ptr<AccountChecks> m_checks;
    StoppableJobs m_diagnoses;
    StoppableJobs m_signatureChecks;
    const QString m_locale = QLocale().name();      ///< what mail without a charset is likely in
    std::unique_ptr<PictureFetcher> m_pictures;
    std::unique_ptr<AttachmentDesk> m_attachments;
    std::atomic<int> m_disputes{0};                     ///< certificates that wait for the person
};

} // namespace tern::engine
