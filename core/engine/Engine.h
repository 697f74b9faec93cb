// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/CertificateBook.h"
#include "core/engine/EngineTypes.h"
#include "core/markup/HtmlSanitizer.h"
#include "core/net/ConnectionTrace.h"
#include "core/net/Endpoint.h"
#include "core/store/StoreReader.h"

#include <filesystem>

namespace tern {
class Clock;
class TraceRing;
namespace accounts {
struct ProviderPreset;
}
namespace crypto {
class SecretStore;
}
}

namespace tern::engine {

class AttachmentDesk;

struct EngineOptions {
    std::filesystem::path profile;
    const Clock *clock = nullptr;                    ///< null: the system's
    std::chrono::milliseconds undoTime{8000};        ///< moves are held that long before they are replayed
    bool syncAutomatically = true;                   ///< false: only syncNow() connects (the CLI)
    std::shared_ptr<crypto::SecretStore> secrets;    ///< null: the system's secret store, else the session
    std::filesystem::path oauthClients;              ///< the file with Tern's client ids (accounts::OAuthDirectory); empty: in the configuration folder
    std::string dnsServer;                           ///< "127.0.0.1:5353" in tests; empty: the system's
    std::function<void(std::uint64_t)> commitHook;   ///< for crash tests
    std::string previewProgram;                      ///< what draws attachments; empty: beside the program
    bool picturesFromAnywhere = false;               ///< for tests: pictures come from this machine too
};

/// The only door that the window and the CLI use. Every call returns at once; work happens on the engine's threads and
/// its outcome arrives by completion or through the observer. What a person asked for is durable before a completion
/// says so and before any row changes.
/// Thread: one owner thread calls it (the UI thread, or the CLI's main thread), unless said otherwise.
class Engine {
public:
    /// Errors: ProfileInUse (detail names the holder), ReadOnly, DiskFull, StorageDamaged.
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(EngineOptions options);
    virtual ~Engine() = default;

    /// Before start(). Not owned; outlives the engine or is cleared with nullptr after stop().
    virtual void setObserver(EngineObserver *observer) = 0;
    /// Starts the lanes of all enabled accounts.
    virtual void start() = 0;
    /// Releases held operations, stops lanes (each within a second), closes the store. Idempotent. Blocks.
    virtual void stop() = 0;

    /// A reader for the calling thread. Thread: any.
    [[nodiscard]] virtual Result<std::unique_ptr<store::StoreReader>> openReader() = 0;
    /// The redacted dialogue with every server, live and for the last minutes. Thread: any.
    [[nodiscard]] virtual TraceRing &trace() = 0;
    [[nodiscard]] virtual std::vector<AccountStatus> accountStatus() const = 0;
    /// What reads stored messages for the search, one for all accounts: how many are still to be read, and what keeps it from that.
    [[nodiscard]] virtual LaneStatus indexStatus() const = 0;

    // accounts
    /// Finds settings and tries them step by step; `step` is called for every change of a line (engine thread).
    /// \return a handle for cancelCheck().
    virtual int checkAccount(AccountSetup setup, std::function<void(CheckStep)> step, Completion<CheckedAccount> done) = 0;
    virtual void cancelCheck(int handle) = 0;
    /// A setting: the address of the public list of providers, to which a domain and ".xml" are appended. Absent: the built-in one; empty: none
    /// is asked.
    static constexpr const char *kDatabaseSetting = "discovery.database";
    /// Goes the way to an account's servers step by step (names, TCP, TLS, greeting, signing in, INBOX; MAIL FROM and RSET to send, so that nothing is
    /// sent); `step` is called as each begins and ends (engine thread). `done`: whether every step went well.
    /// Then the same for each server of an identity's own.
    /// \param account  0: the servers that `email` most likely has, without signing in.  \return a handle for cancelDiagnosis().
    virtual int diagnose(AccountId account, QString email, std::function<void(const DoctorStep &)> step, Completion<bool> done) = 0;
    /// Of diagnose() and checkIdentity(): its completion gets Cancelled within a second.
    virtual void cancelDiagnosis(int handle) = 0;

    // certificates
    /// A setting: what is known of the servers' certificates (crypto::CertificateBook).
    static constexpr const char *kCertificatesSetting = "tls.certificates";
    /// Settings: PEM files of authorities, and of revocation lists, that count for every account.
    static constexpr const char *kAuthoritiesSetting = "tls.authorities";
    static constexpr const char *kRevocationsSetting = "tls.revocations";
    /// What was pinned or seen, per server; and what was refused there last, in this process. Immediate.
    [[nodiscard]] virtual std::vector<crypto::CertificateEntry> certificates() const = 0;
    [[nodiscard]] virtual std::optional<crypto::CertificateReport> refusedCertificate(const std::string &host, std::uint16_t port) const = 0;
    /// Looks at a server's certificate, without signing in. \param caFile  as AccountRecord's.  Errors: those of the connection but CertificateInvalid.
    virtual void examineCertificate(Endpoint endpoint, WireProtocol protocol, std::string caFile, Completion<crypto::CertificateReport> done) = 0;
    /// The person's decision to trust this certificate at this server, durable before `done`. \param sha256  of one that the server has shown: "AB:CD:…".
    /// Errors: InvalidInput (it has shown no such one), Unsupported (it was revoked, or anybody can forge it).
    virtual void trustCertificate(std::string host, std::uint16_t port, std::string sha256, Completion<void> done) = 0;
    /// Back to the authorities alone. Errors: NotFound (nothing was trusted there).
    virtual void distrustCertificate(std::string host, std::uint16_t port, Completion<void> done) = 0;
    /// After another certificate was shown: the one trusted before stays the only one, and the account tries again. Errors: NotFound.
    virtual void keepCertificate(std::string host, std::uint16_t port, Completion<void> done) = 0;
    /// For every account, from the next connection on; empty: none. Errors: those of crypto::TrustStore; then all stays as it was.
    virtual void setTrustFiles(QString authorities, QString revocations, Completion<void> done) = 0;

    virtual void addAccount(CheckedAccount account, Completion<AccountId> done) = 0;
    virtual void updateAccount(store::AccountRecord account, std::optional<QString> newPassword, Completion<void> done) = 0;
    virtual void removeAccount(AccountId account, Completion<void> done) = 0;
    /// \param proof  at its own server, kept as an account's, and for all who send through it as the same user; without one it is as it was, or in the
    ///               file that `secretSource` names ("file:/path").
    /// Errors: InvalidInput (no address, or a server without encryption that is not on this machine).
    virtual void saveIdentity(store::IdentityRecord identity, IdentityProof proof, Completion<IdentityId> done) = 0;
    /// With its password. Errors: those of store::StoreWriter::removeIdentity.
    virtual void removeIdentity(IdentityId identity, Completion<void> done) = 0;
    /// Signs in at an identity's own server, and out. Where that is by the page of a provider and no sign-in is kept, `openPage` gets its address (engine
    /// thread). \return a handle for cancelDiagnosis(). Errors: those of the connection and of accounts::signInByBrowser; InvalidInput as above.
    virtual int checkIdentity(IdentityCheck check, std::function<void(QString)> openPage, Completion<CheckedIdentity> done) = 0;
    virtual void setSetting(QString key, QString value, Completion<void> done = {}) = 0;
    /// Answers AccountStatus::State::NeedsPassword.
    virtual void providePassword(AccountId account, QString password, bool remember, Completion<void> done = {}) = 0;
    /// Gives an account what a check found: its settings, and the password or the tokens. For an account that exists.
    virtual void repairAccount(AccountId account, CheckedAccount checked, Completion<void> done) = 0;
    /// The provider at whose page an address can sign in, as Tern has a client id there; empty: none. Reads a small file.
    [[nodiscard]] virtual std::string browserProvider(const QString &email) const = 0;
    /// Where passwords can be kept here.
    enum class SecretsPlace {
        KeyRing,        ///< the system's
        Nowhere,        ///< asked once per start, unless unlockSecrets() makes a file
        LockedFile,     ///< a file that a passphrase opens
        OpenFile
    };
    virtual void secretsPlace(Completion<SecretsPlace> done) = 0;
    /// Opens the profile's encrypted file of passwords, or makes one with this passphrase; then accounts that wait for it go on.
    /// Errors: AuthenticationFailed (the wrong passphrase), InvalidInput (none), those of the disk.
    virtual void unlockSecrets(QString passphrase, Completion<void> done) = 0;
    /// The preset for an address's domain; null if there is none. Immediate.
    [[nodiscard]] virtual const accounts::ProviderPreset *presetFor(const QString &email) const = 0;

    // mail: each makes one or more operations (one per account and source) and tells their ids once they are durable and folded
    using OperationIds = std::vector<OperationId>;
    virtual void changeFlags(std::vector<PlacementId> messages, store::Flags add, store::Flags remove, store::OperationIntent intent, Completion<OperationIds> done = {}) = 0;
    virtual void move(std::vector<PlacementId> messages, MailboxId target, Completion<OperationIds> done = {}) = 0;
    virtual void copy(std::vector<PlacementId> messages, MailboxId target, Completion<OperationIds> done = {}) = 0;
    /// To each account's Archive, Junk, Inbox. Errors: MailboxMissing when an account has none and it can't be made.
    virtual void archive(std::vector<PlacementId> messages, Completion<OperationIds> done = {}) = 0;
    virtual void markJunk(std::vector<PlacementId> messages, bool junk, Completion<OperationIds> done = {}) = 0;
    /// To Trash; what is in Trash already is removed for good.
    virtual void remove(std::vector<PlacementId> messages, Completion<OperationIds> done = {}) = 0;
    virtual void markAllRead(store::ListQuery query, Completion<OperationIds> done = {}) = 0;
    virtual void emptyTrash(AccountId account, Completion<OperationIds> done = {}) = 0;
    /// A setting with the last act's operations as JSON, kept for undo() in another process.
    static constexpr const char *kLastOperationsSetting = "engine.last_operations";
    /// Cancels what was not sent yet; what was is undone by new operations the other way.
    virtual void undo(OperationIds operations, Completion<void> done = {}) = 0;
    virtual void retryOperation(OperationId operation, Completion<void> done = {}) = 0;
    virtual void cancelOperation(OperationId operation, Completion<void> done = {}) = 0;

    /// Puts a message file into a mailbox on the server, now; nothing of it is kept for later. Errors: those of the connection, QuotaExceeded,
    /// MessageTooLarge, MailboxMissing, OutcomeUnknown (the connection broke after the last byte).
    /// \param date  the server's date for it; 0: now
    virtual void importMessage(MailboxId target, QByteArray raw, store::Flags flags, UnixMillis date, Completion<void> done) = 0;

    // folders: `path` is the decoded name, levels joined by '/'
    virtual void createMailbox(AccountId account, QString path, Completion<void> done = {}) = 0;
    virtual void renameMailbox(MailboxId mailbox, QString newPath, Completion<void> done = {}) = 0;
    virtual void deleteMailbox(MailboxId mailbox, Completion<void> done = {}) = 0;
    virtual void setSubscribed(MailboxId mailbox, bool subscribed, Completion<void> done = {}) = 0;

    // reading
    /// From the store, else fetched by the foreground lane. Parsed on the reader pool. A later call with the same `slot`
    /// cancels an earlier one that was not answered (its completion gets Cancelled): the reader uses one slot.
    virtual void openMessage(PlacementId placement, int slot, Completion<OpenedMessagePtr> done) = 0;
    /// Whether nothing else in the profile is from this sender, and nobody here ever wrote to them.
    virtual void isFirstFromSender(OpenedMessagePtr message, Completion<bool> done) = 0;
    /// Verifies a message's DKIM signatures, topmost first, at most five, with keys from DNS: the sender's name servers can learn that it is read, so only where
    /// the person wants it (ADR 027). Within 10 s. Errors: Unsupported (its account goes through a proxy, so no name server is asked), Cancelled (after stop()).
    virtual void checkSignatures(OpenedMessagePtr message, Completion<std::vector<SignatureCheck>> done) = 0;
    /// Rows on screen without a snippet, and the mailbox they are in: fetched before anything else.
    virtual void setVisible(MailboxId mailbox, std::vector<PlacementId> rows) = 0;
    /// A message's HTML, made safe on the reader pool.
    virtual void prepareHtml(OpenedMessagePtr message, markup::HtmlRules rules, Completion<markup::SafeHtml> done) = 0;
    /// A picture that the message brings along, by its Content-ID. Errors: NotFound (none, or no picture).
    virtual void ownPicture(OpenedMessagePtr message, QString contentId, Completion<Picture> done) = 0;
    /// A picture on another machine, after the person asked for it: by HTTPS (http:// too), with the account's proxy and authorities; without cookies, a
    /// referrer or a client certificate; from public addresses only. A few at a time. Errors: those of http::fetch; Unsupported (no picture).
    virtual void fetchPicture(AccountId account, std::string url, Completion<Picture> done) = 0;
    /// Those that were not fetched yet get Cancelled.
    virtual void cancelPictures() = 0;
    /// Leaves a list by the sender's one-click address, because the person asked for it; the way is that of pictures. See unsubscribeByPost() for the errors.
    virtual void unsubscribe(AccountId account, std::string url, Completion<void> done) = 0;
    /// Writes the decoded part to `file` (not over an existing one; never executable).
    virtual void saveAttachment(OpenedMessagePtr message, std::string part, QString file, Completion<void> done) = 0;
    /// A private read-only copy for another program. \return its path.
    virtual void exportAttachment(OpenedMessagePtr message, std::string part, Completion<QString> done) = 0;
    /// All else that is done with attached files. Thread: any.
    [[nodiscard]] virtual AttachmentDesk &attachments() = 0;

    // writing
    virtual void saveDraft(store::DraftRecord draft, Completion<store::DraftRecord> done) = 0;
    virtual void discardDraft(DraftId draft, Completion<void> done = {}) = 0;
    /// Copies a file into the profile for a draft. \return the attachment with its path in the profile.
    virtual void attachFile(QString file, Completion<store::DraftRecord::Attachment> done) = 0;
    /// Builds the message, makes it durable in the Outbox, then delivers it. Errors: InvalidInput (the address or field is named in detail).
    virtual void send(OutgoingMail mail, Completion<OutboxId> done) = 0;
    /// A ready message file; sender (Sender{}) and recipients (none given) from its fields.
    virtual void sendFile(QString file, Sender sender, QStringList recipients, SendOptions options, Completion<OutboxId> done) = 0;
    /// Sends a message on as it is, under a block of Resent fields [RFC 5322 §3.6.6]; fetched first if need be. Errors: InvalidInput as send(), and those of
    /// openMessage().
    virtual void redirect(OutgoingRedirect mail, Completion<OutboxId> done) = 0;
    /// Another time for what waits for its time. \param at  0 or past: now. Errors: InvalidInput (it is on its way, or was tried).
    virtual void rescheduleOutbox(OutboxId item, UnixMillis at, Completion<void> done = {}) = 0;
    virtual void retryOutbox(OutboxId item, Completion<void> done = {}) = 0;
    virtual void cancelOutbox(OutboxId item, Completion<void> done = {}) = 0;
    /// For an item in state Unknown: it did arrive (true: no second try), or send it again (false).
    virtual void resolveUnknown(OutboxId item, bool arrived, Completion<void> done = {}) = 0;

    // sync
    struct SyncRequest {
        AccountId account;            ///< 0: all
        MailboxId mailbox;            ///< 0: all
        bool mailboxes = true;        ///< false: only what is asked for below
        bool bodies = false;          ///< also every body
        bool replayOperations = true;
        bool sendOutbox = true;
        std::function<void(const SyncSummary &)> progress;
    };
    // the network
    /// What the desktop says of it; at start nothing is metered and power is no matter.
    virtual void setNetworkConditions(const NetworkConditions &conditions) = 0;
    /// Another network or a wake from sleep, which the desktop tells of. The engine notices most of it by itself.
    virtual void networkChanged() = 0;
    /// The way to the servers of one account, or (AccountId{}) of all that inherit: durable, at once for new connections; the others are made anew.
    /// \param password  none: as it was; empty: forget it. It goes to the secret store.
    virtual void setProxy(AccountId account, ProxyChoice choice, std::optional<QString> password, Completion<void> done = {}) = 0;
    /// The desktop's own proxy, for ProxyChoice::Mode::System; none: what the environment says counts.
    virtual void setSystemProxy(std::optional<ProxySettings> proxy) = 0;

    /// Until nothing is left to do for the request. Errors: InvalidInput before start() and for an account that is switched off (`where` says which), Cancelled
    /// after stop(), NotFound, those of the connection.
    virtual void syncNow(SyncRequest request, Completion<SyncSummary> done) = 0;

    /// Told when the text of every stored body is in the index, which follows their arrival by some seconds. Errors: those of the store, Cancelled.
    virtual void whenIndexed(Completion<void> done) = 0;

    // audit
    struct AuditRequest {
        AccountId account;            ///< 0: all
        MailboxId mailbox;            ///< 0: all
        bool repair = false;          ///< of the local copy; the server's mail is never touched
        bool content = true;          ///< also reads every stored body and looks every message up in the text indexes
        StopToken stop;               ///< ends it early; its completion gets Cancelled
        std::function<void(const AuditFinding &)> found;         ///< engine threads, one at a time
        std::function<void(const AuditProgress &)> progress;     ///< engine threads, one at a time
    };
    /// Compares the local copy with the servers (UIDs, flags, sizes, folders) and within itself. An account whose server can't be reached is named in
    /// the summary and the others go on. Errors: InvalidInput before start(), Cancelled, and those of the store.
    virtual void audit(AuditRequest request, Completion<AuditSummary> done) = 0;
};

} // namespace tern::engine
