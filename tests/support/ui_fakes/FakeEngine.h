// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/ProviderPreset.h"
#include "core/engine/AttachmentDesk.h"
#include "core/engine/Engine.h"
#include "core/net/ProtocolTrace.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/ui_fakes/FakeReader.h"

namespace tern::test {

/// An engine in memory: it notes what windows ask for and completes at once (still queued to the UI thread by onUi). Errors
/// are set beforehand by the test.
class FakeEngine final : public engine::Engine {
public:
    std::shared_ptr<FakeData> data = std::make_shared<FakeData>();
    engine::EngineObserver *observer = nullptr;
    TraceRing ring;
    std::vector<engine::AccountStatus> statuses;
    engine::LaneStatus index{engine::LaneKind::Index};
    std::optional<accounts::ProviderPreset> preset;     ///< for the addresses of its domains

    // What was asked for.
    QStringList calls;                                  ///< "retryOperation 7"
    std::vector<store::DraftRecord> savedDrafts;
    std::vector<engine::OutgoingMail> sent;
    std::vector<engine::OutgoingRedirect> redirected;
    std::vector<engine::AccountSetup> checksAsked;
    std::optional<QString> newPassword;
    engine::IdentityProof identityProof;             ///< of the last checkIdentity() or saveIdentity()
    std::vector<engine::CheckedAccount> repaired;

    // How it answers.
    std::optional<Error> sendError, saveError, attachError, addError;
    std::vector<engine::CheckStep> checkSteps;          ///< told in order
    std::optional<Error> removeIdentityError;
    Result<engine::CheckedIdentity> checkedIdentity = engine::CheckedIdentity{QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384"), {}};
    QString identityPage;                            ///< that checkIdentity() opens; empty: none
    std::optional<Error> checkError;                    ///< null: the check succeeds
    std::vector<crypto::CertificateEntry> entries;
    std::optional<crypto::CertificateReport> refused;
    SecretsPlace place = SecretsPlace::KeyRing;
    QStringList passphrases;
    std::optional<Error> unlockError;
    bool isFirst = false;                               ///< everybody is a stranger
    Result<std::vector<engine::SignatureCheck>> signatures = std::vector<engine::SignatureCheck>();
    bool browser = false;                               ///< every address can sign in by browser
    std::optional<accounts::OAuthTokens> tokens;        ///< that a check brings
    bool holdCheck = false;                             ///< steps are told, the end is not

    void changed(const store::ChangeSet &changes);

    void setObserver(engine::EngineObserver *to) override { observer = to; }
    void start() override {}
    void stop() override {}
    Result<std::unique_ptr<store::StoreReader>> openReader() override { return std::unique_ptr<store::StoreReader>(std::make_unique<FakeReader>(data)); }
    TraceRing &trace() override { return ring; }
    std::vector<engine::AccountStatus> accountStatus() const override { return statuses; }
    engine::LaneStatus indexStatus() const override { return index; }

    int checkAccount(engine::AccountSetup setup, std::function<void(engine::CheckStep)> step, engine::Completion<engine::CheckedAccount> done) override;
    void cancelCheck(int handle) override { note("cancelCheck", handle); }
    void addAccount(engine::CheckedAccount account, engine::Completion<AccountId> done) override;
    void updateAccount(store::AccountRecord account, std::optional<QString> password, engine::Completion<void> done) override;
    void repairAccount(AccountId account, engine::CheckedAccount checked, engine::Completion<void> done) override;
    void secretsPlace(engine::Completion<SecretsPlace> done) override { done(place); }
    void unlockSecrets(QString passphrase, engine::Completion<void> done) override
    {
        passphrases << passphrase;
        done(unlockError ? Result<void>(*unlockError) : Result<void>());
    }
    std::string browserProvider(const QString &) const override { return browser ? "google" : std::string(); }
    std::vector<crypto::CertificateEntry> certificates() const override { return entries; }
    std::optional<crypto::CertificateReport> refusedCertificate(const std::string &, std::uint16_t) const override { return refused; }
    void examineCertificate(Endpoint, WireProtocol, std::string, engine::Completion<crypto::CertificateReport> done) override
    {
        done(refused.value_or(crypto::CertificateReport()));
    }
    void trustCertificate(std::string, std::uint16_t port, std::string, engine::Completion<void> done) override { plain("trustCertificate", port, done); }
    void distrustCertificate(std::string, std::uint16_t port, engine::Completion<void> done) override { plain("distrustCertificate", port, done); }
    void keepCertificate(std::string, std::uint16_t port, engine::Completion<void> done) override { plain("keepCertificate", port, done); }
    void setTrustFiles(QString, QString, engine::Completion<void> done) override { plain("setTrustFiles", 0, done); }
    void removeAccount(AccountId account, engine::Completion<void> done) override;
    void saveIdentity(store::IdentityRecord identity, engine::IdentityProof proof, engine::Completion<IdentityId> done) override;
    void removeIdentity(IdentityId identity, engine::Completion<void> done) override;
    int checkIdentity(engine::IdentityCheck check, std::function<void(QString)> openPage, engine::Completion<engine::CheckedIdentity> done) override;
    void setSetting(QString key, QString value, engine::Completion<void> done) override;
    void providePassword(AccountId account, QString, bool, engine::Completion<void> done) override { plain("providePassword", account.value, done); }
    const accounts::ProviderPreset *presetFor(const QString &email) const override;

    void changeFlags(std::vector<PlacementId>, store::Flags, store::Flags, store::OperationIntent, engine::Completion<OperationIds> done) override { none("changeFlags", done); }
    void move(std::vector<PlacementId>, MailboxId, engine::Completion<OperationIds> done) override { none("move", done); }
    void copy(std::vector<PlacementId>, MailboxId, engine::Completion<OperationIds> done) override { none("copy", done); }
    void archive(std::vector<PlacementId>, engine::Completion<OperationIds> done) override { none("archive", done); }
    void markJunk(std::vector<PlacementId>, bool, engine::Completion<OperationIds> done) override { none("markJunk", done); }
    void remove(std::vector<PlacementId>, engine::Completion<OperationIds> done) override { none("remove", done); }
    void markAllRead(store::ListQuery, engine::Completion<OperationIds> done) override { none("markAllRead", done); }
    void emptyTrash(AccountId, engine::Completion<OperationIds> done) override { none("emptyTrash", done); }
    void undo(OperationIds, engine::Completion<void> done) override { plain("undo", 0, done); }
    void retryOperation(OperationId operation, engine::Completion<void> done) override { plain("retryOperation", operation.value, done); }
    void cancelOperation(OperationId operation, engine::Completion<void> done) override { plain("cancelOperation", operation.value, done); }
    void createMailbox(AccountId, QString, engine::Completion<void> done) override { plain("createMailbox", 0, done); }
    void renameMailbox(MailboxId, QString, engine::Completion<void> done) override { plain("renameMailbox", 0, done); }
    void deleteMailbox(MailboxId, engine::Completion<void> done) override { plain("deleteMailbox", 0, done); }
    void setSubscribed(MailboxId, bool, engine::Completion<void> done) override { plain("setSubscribed", 0, done); }

    void openMessage(PlacementId placement, int slot, engine::Completion<engine::OpenedMessagePtr> done) override;
    void setVisible(MailboxId, std::vector<PlacementId>) override {}
    void prepareHtml(engine::OpenedMessagePtr message, markup::HtmlRules rules, engine::Completion<markup::SafeHtml> done) override
    {
        done(markup::sanitizeHtml(message->parsed.html.toUtf8().toStdString(), rules));
    }
    void ownPicture(engine::OpenedMessagePtr, QString, engine::Completion<engine::Picture> done) override { done(makeError(ErrorKind::NotFound, "fake")); }
    void fetchPicture(AccountId, std::string, engine::Completion<engine::Picture> done) override { done(makeError(ErrorKind::NotFound, "fake")); }
    void cancelPictures() override {}
    std::vector<std::string> unsubscribed;
    std::optional<Error> unsubscribeError;
    void unsubscribe(AccountId, std::string url, engine::Completion<void> done) override
    {
        unsubscribed.push_back(std::move(url));
        done(unsubscribeError ? Result<void>(*unsubscribeError) : Result<void>());
    }
    void isFirstFromSender(engine::OpenedMessagePtr, engine::Completion<bool> done) override { done(isFirst); }
    void checkSignatures(engine::OpenedMessagePtr, engine::Completion<std::vector<engine::SignatureCheck>> done) override { done(signatures); }
    void saveAttachment(engine::OpenedMessagePtr, std::string, QString, engine::Completion<void> done) override { plain("saveAttachment", 0, done); }
    void exportAttachment(engine::OpenedMessagePtr message, std::string part, engine::Completion<QString> done) override;
    /// The real one; copies go to a folder that is gone with the engine.
    engine::AttachmentDesk &attachments() override;
    void saveDraft(store::DraftRecord draft, engine::Completion<store::DraftRecord> done) override;
    void discardDraft(DraftId draft, engine::Completion<void> done) override;
    void attachFile(QString file, engine::Completion<store::DraftRecord::Attachment> done) override;
    void send(engine::OutgoingMail mail, engine::Completion<OutboxId> done) override;
    void sendFile(QString, engine::Sender, QStringList, engine::SendOptions, engine::Completion<OutboxId> done) override { done(OutboxId{1}); }
    void retryOutbox(OutboxId item, engine::Completion<void> done) override { plain("retryOutbox", item.value, done); }
    void redirect(engine::OutgoingRedirect mail, engine::Completion<OutboxId> done) override
    {
        redirected.push_back(std::move(mail));
        done(sendError ? Result<OutboxId>(*sendError) : Result<OutboxId>(OutboxId{1}));
    }
    void rescheduleOutbox(OutboxId item, UnixMillis, engine::Completion<void> done) override { plain("rescheduleOutbox", item.value, done); }
    void cancelOutbox(OutboxId item, engine::Completion<void> done) override { plain("cancelOutbox", item.value, done); }
    void resolveUnknown(OutboxId item, bool arrived, engine::Completion<void> done) override { plain(arrived ? "arrived" : "sendAgain", item.value, done); }
    void setNetworkConditions(const engine::NetworkConditions &) override {}
    void networkChanged() override {}
    /// Noted as "setProxy 0 {…} password".
    void setProxy(AccountId account, engine::ProxyChoice choice, std::optional<QString> password, engine::Completion<void> done) override
    {
        calls.push_back(QStringLiteral("setProxy %1 %2 %3").arg(account.value).arg(choice.toSetting(), password.value_or(QStringLiteral("-"))));
        if (done)
            done({});
    }
    void setSystemProxy(std::optional<ProxySettings>) override {}
    void syncNow(SyncRequest, engine::Completion<engine::SyncSummary> done) override { done(engine::SyncSummary{}); }
    /// Tells `auditFindings`, then `auditSummary`.
    std::vector<engine::AuditFinding> auditFindings;
    engine::AuditSummary auditSummary;
    bool holdAudit = false;                             ///< it is kept for the test to tell and end
    std::optional<AuditRequest> heldAudit;
    engine::Completion<engine::AuditSummary> heldAuditDone;
    void whenIndexed(engine::Completion<void> done) override { done({}); }
    void audit(AuditRequest request, engine::Completion<engine::AuditSummary> done) override;
    void importMessage(MailboxId, QByteArray, store::Flags, UnixMillis, engine::Completion<void> done) override { done({}); }
    /// Tells `doctorSteps`; then `doctorOutcome`, unless `holdDoctor`.
    std::vector<engine::DoctorStep> doctorSteps;
    Result<bool> doctorOutcome = true;
    bool holdDoctor = false;
    int diagnose(AccountId account, QString, std::function<void(const engine::DoctorStep &)> step, engine::Completion<bool> done) override
    {
        note("diagnose", account.value);
        for (const engine::DoctorStep &one : doctorSteps)
            step(one);
        if (!holdDoctor)
            done(doctorOutcome);
        return 7;
    }
    void cancelDiagnosis(int handle) override { note("cancelDiagnosis", handle); }

private:
    void note(const char *call, std::int64_t id) { calls.push_back(QString::fromLatin1(call) + QLatin1Char(' ') + QString::number(id)); }
    void plain(const char *call, std::int64_t id, const engine::Completion<void> &done);
    void none(const char *call, const engine::Completion<OperationIds> &done);

    std::int64_t m_nextId = 100;
    std::unique_ptr<TemporaryFolder> m_copies;
    std::unique_ptr<engine::AttachmentDesk> m_desk;
};

/// Two accounts with identities, folders, correspondents: enough for every window.
void fillWithSampleAccounts(FakeEngine &engine);

} // namespace tern::test
