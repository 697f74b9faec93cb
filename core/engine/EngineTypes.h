// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSetup.h"
#include "core/accounts/ProxyChoice.h"
#include "core/base/Result.h"
#include "core/engine/SpecialMail.h"
#include "core/mime/AuthenticationResults.h"
#include "core/mime/DkimSignature.h"
#include "core/mime/Journey.h"
#include "core/mime/SenderChecks.h"
#include "core/store/ChangeSet.h"
#include "core/store/ListQuery.h"
#include "core/sync/AuditTypes.h"
#include "core/sync/SyncTypes.h"

#include <chrono>
#include <functional>
#include <memory>

/// The values that cross between the engine and whoever drives it (window or CLI).
namespace tern::engine {

/// Called exactly once, on an engine thread; the window's bridge queues it to the UI thread.
template <typename T>
using Completion = std::function<void(Result<T>)>;

// ---- setting up ---------------------------------------------------------------------------------------------------

using accounts::AccountSetup;
using accounts::CheckedAccount;
using accounts::CheckStep;
using accounts::DoctorStep;
using accounts::ProxyChoice;

// ---- what goes on ---------------------------------------------------------------------------------------------------

using sync::LaneKind;
using sync::LaneStatus;
using sync::NetworkConditions;
using sync::SyncSummary;
using sync::AuditFinding;
using sync::AuditProgress;
using sync::AuditSummary;

struct AccountStatus {
    AccountId account;
    QString email;
    enum class State { Offline, Connecting, Online, NeedsPassword, Problem } state = State::Offline;
    std::optional<Error> error;
    UnixMillis offlineSince = 0;      ///< 0: it isn't
    UnixMillis lastSync = 0;
    std::optional<sync::QuotaUse> quota;    ///< of the server's storage; nothing where it has no limit or doesn't say
    std::vector<LaneStatus> lanes;
};

/// A thing to tell the person once, without a box: an operation was refused, a message was sent…
struct Notice {
    enum class Kind { OperationRefused, SendFailed, SendUnknown, Sent, AccountProblem, StorageProblem, ServerAlert };
    Kind kind = Kind::AccountProblem;
    AccountId account;
    OperationId operation;            ///< OperationRefused
    store::OperationIntent intent = store::OperationIntent::None;
    int messages = 0;
    OutboxId outbox;
    QString subject;
    QStringList refused;              ///< SendFailed: only these; the others have it
    Error error;
};

/// Told on engine threads; must return quickly and not call back into the engine synchronously.
class EngineObserver {
public:
    virtual ~EngineObserver() = default;
    /// Merged to at most one per 50 ms; numbered without gaps.
    virtual void storeChanged(const store::ChangeSet &changes) = 0;
    virtual void accountStatusChanged(const AccountStatus &status) = 0;
    virtual void noticed(const Notice &notice) = 0;
    /// What reads stored messages for the search; see Engine::indexStatus(). Few want to know.
    virtual void indexChanged(const LaneStatus &) {}
};

// ---- identities ------------------------------------------------------------------------------------------------------

/// What an identity signs in with at a server of its own, where that is new.
struct IdentityProof {
    std::optional<QString> password;    ///< or the passphrase of its certificate file
    std::optional<accounts::OAuthTokens> tokens;
};

struct IdentityCheck {
    store::IdentityRecord identity;
    IdentityProof proof;
    QString donePage;                   ///< as AccountSetup's
};

struct CheckedIdentity {
    QString tls;                        ///< version and cipher; empty: none
    std::optional<accounts::OAuthTokens> tokens;    ///< after signing in by browser
};

// ---- reading ---------------------------------------------------------------------------------------------------------

/// Who sent a message, really: what is worth a word.
struct SenderLook {
    std::vector<mime::SenderFinding> findings;
    mime::Journey journey;
    std::optional<mime::AuthenticationResults> results;   ///< what the account's own provider found out; nothing if it says nothing
};

/// A DKIM signature of a message, verified by ourselves.
struct SignatureCheck {
    QString domain;                   ///< that signed
    bool isSenders = false;           ///< the domain of the address in From, or one above it
    Result<mime::DkimOutcome> outcome;///< Error: its key could not be had
};

/// For what a person chose how a text is to be decoded.
enum class CharsetScope { Message, Sender };
/// The setting that holds the choice. \param of  the Message-ID without <>, or the sender's address
[[nodiscard]] QString charsetKey(CharsetScope scope, const QString &of);

/// A message opened for reading: parsed off the UI thread, immutable, shared.
struct OpenedMessage {
    MessageId message;
    PlacementId placement;
    store::MessageHead head;
    mime::ParsedMessage parsed;
    SenderLook sender;
    SpecialMail special;
    std::string charset;              ///< a person's choice by which it was decoded; empty: none
    QByteArray raw;
};
using OpenedMessagePtr = std::shared_ptr<const OpenedMessage>;

/// A picture that may be shown in a message.
struct Picture {
    std::string type;                 ///< media type, by its content
    QByteArray content;
};

// ---- writing ---------------------------------------------------------------------------------------------------------

struct OutgoingAttachment {
    QString name;
    std::string type;                 ///< media type; empty: by name
    QString file;                     ///< path; read when queued, so that it may vanish later
};

/// How a message is to go out.
struct SendOptions {
    UnixMillis at = 0;                ///< not before; 0: at once. Tern has to run then; what was missed goes at the next start
    std::chrono::milliseconds undo{0};    ///< held so long, so that it can be taken back
    bool reportDelivery = false;      ///< as in store::OutboxRecord
    bool requireTls = false;
};

/// Whom mail comes from.
struct Sender {
    AccountId account;
    IdentityId identity;              ///< 0: the account's first
};

/// An answer to an invitation, beside a mail's text [RFC 6047].
struct CalendarReply {
    QByteArray text;                  ///< calendar::buildReply()'s; empty: none
    store::EventRecord event;         ///< what is remembered with it, in the same transaction
};

/// A report that a message was read [RFC 8098], in place of a mail's other forms. It goes out with the null reverse-path.
struct ReadingReport {
    std::string fields;               ///< mime::receiptFields()'s; empty: none
    std::string messageId;            ///< what it is about: nobody is asked about it again
};

/// What the composer or the CLI hands over for sending.
struct OutgoingMail {
    AccountId account;
    IdentityId identity;              ///< 0: the account's first
    QString to, cc, bcc;              ///< address lists as typed
    QString subject;
    QString text;
    QString html;                     ///< beside the text; null for none
    std::vector<OutgoingAttachment> attachments;
    std::string inReplyTo;            ///< without <>
    std::vector<std::string> references;
    std::string repliedTo;            ///< Message-ID that gets \Answered
    std::string forwarded;            ///< Message-ID that gets $Forwarded
    DraftId draft;                    ///< discarded once accepted
    SendOptions options;
    CalendarReply calendar;
    ReadingReport report;
};

/// A message that is sent on as it is.
struct OutgoingRedirect {
    PlacementId message;
    Sender sender;                    ///< account 0: the message's
    QString to, cc, bcc;              ///< address lists as typed
    SendOptions options;
};

} // namespace tern::engine
