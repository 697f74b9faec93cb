// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/base/Ids.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <map>
#include <vector>

/// The values that go in and out of the store. Plain data: copied freely, cross threads.
namespace tern::store {

/// RFC 6154 special use, or what Tern concluded from a provider's names.
enum class MailboxRole { None, Inbox, Drafts, Sent, Archive, Junk, Trash, All, Flagged, Important };

/// System flags and the two keywords Tern acts on, as a set of bits.
enum Flag : std::uint32_t {
    FlagSeen = 1u << 0,
    FlagAnswered = 1u << 1,
    FlagFlagged = 1u << 2,
    FlagDeleted = 1u << 3,
    FlagDraft = 1u << 4,
    FlagForwarded = 1u << 5, ///< $Forwarded
    FlagJunk = 1u << 6,      ///< $Junk
    FlagNotJunk = 1u << 7    ///< $NotJunk
};
using Flags = std::uint32_t;

/// Whose a mailbox is [RFC 2342].
enum class MailboxSpace { Personal = 0, OtherUsers = 1, Shared = 2 };
/// What the paths of mailboxes that aren't the person's own begin with.
inline constexpr const char *kOtherUsersPath = "Other users";
inline constexpr const char *kSharedPath = "Shared folders";

struct MailboxRecord {
    MailboxId id;
    AccountId account;
    std::string wireName;        ///< the key towards the server, modified UTF-7 or UTF-8 as the server gave it
    QString path;                ///< decoded, levels joined by '/', for people
    QString name;                ///< decoded last level
    QString parentPath;          ///< empty at the top
    char delimiter = 0;          ///< RFC 9051 hierarchy separator; 0 for a flat name
    MailboxRole role = MailboxRole::None;
    bool selectable = true;      ///< false for \Noselect and \NonExistent
    bool subscribed = true;
    UidValidity uidValidity;     ///< 0: never selected
    Uid uidNext;
    ModSeq highestModSeq;
    bool fullyListed = false;    ///< every message the server had is in the store
    int total = 0;               ///< as shown (pending operations folded in)
    int unread = 0;              ///< as shown
    int pending = 0;             ///< placements here with waiting changes
    int serverExists = -1;       ///< last EXISTS/MESSAGES the server told; -1 unknown
    std::int64_t serverBytes = -1;   ///< of all its messages there; -1 unknown
    bool serverBytesTold = false;    ///< by STATUS SIZE [RFC 8438]; else the sum of RFC822.SIZE of what is listed
    MailboxSpace space = MailboxSpace::Personal;
    std::string prefix;          ///< of the namespace it lies in, on the wire ("INBOX."); not part of `path`
    bool isLabel = false;        ///< Gmail's: messages are not in it but carry it, with any others; All Mail has them all
    std::string objectId;        ///< MAILBOXID [RFC 8474]: the same under another name; empty where the server has none
};

/// One row of a message list: a placement as it is shown.
struct MessageRow {
    PlacementId placement;
    MessageId message;
    ThreadId thread;
    AccountId account;
    MailboxId mailbox;           ///< where it is shown
    std::optional<Uid> uid;      ///< none while only a pending operation made it
    QString fromName;            ///< may be empty
    QString fromAddress;
    QString to;                  ///< display form of the To field, for Sent and Drafts
    QString subject;
    QString snippet;
    UnixMillis date = 0;         ///< the list's date: Date header if sane, else INTERNALDATE
    std::int64_t size = 0;       ///< bytes, RFC822.SIZE
    Flags flags = 0;             ///< as shown
    QStringList keywords;
    QStringList labels;          ///< Gmail's, as the server last told them, the folder's own left out; its system labels keep their backslash
    bool hasAttachment = false;
    bool pending = false;        ///< a waiting operation touches it
    bool bodyStored = false;
    int threadCount = 1;         ///< messages of its thread in the store
    bool threadUnread = false;   ///< only where a row stands for its conversation: another message of it in the list is unread
};

/// The messages around one, over all folders and accounts.
struct Conversation {
    std::vector<MessageRow> rows;   ///< oldest first; each message once, however often it lies here
    int older = 0;                  ///< so many are left out, as they are older; about
};

/// Where a placement is shown, without what a list says of it.
struct ShownPlacement {
    PlacementId placement;
    MessageId message;
    AccountId account;
    MailboxId mailbox;           ///< where it is shown
    Flags flags = 0;             ///< as shown
};

/// What the header of a listed message says; what list, search and threading need.
struct MessageHead {
    MessageId id;
    std::string messageIdHeader;          ///< without <>; empty if none
    std::vector<std::string> inReplyTo;   ///< without <>
    std::vector<std::string> references;  ///< without <>, oldest first
    QString subject;
    QString fromName;
    QString fromAddress;
    QString to;                           ///< display form
    QString cc;
    QString replyTo;
    UnixMillis date = 0;
    std::int64_t size = 0;
    bool hasAttachment = false;
    QStringList attachmentNames;
    QByteArray headerBlock;               ///< the fetched header fields, raw
    std::string bodyStructure;            ///< raw BODYSTRUCTURE, for fetching parts
    std::string objectId;                 ///< only when listed: the server's own name for this content in all of the account's mailboxes; may be empty
    std::string threadObjectId;           ///< only when listed: its name for the conversation; may be empty
};

/// One message as a server listed it; input of StoreWriter::insertListed.
struct ListedRow {
    Uid uid;
    Flags flags = 0;
    QStringList keywords;
    QStringList labels;
    ModSeq modSeq;
    UnixMillis internalDate = 0;
    MessageHead head;            ///< id ignored
};

struct FlagUpdate {
    Uid uid;
    Flags flags = 0;
    QStringList keywords;
    ModSeq modSeq;
    std::optional<QStringList> labels = {};  ///< nothing: not told, as they were
};

/// A placement as the server knows it, for sync plans.
struct ServerPlacement {
    PlacementId placement;
    MessageId message;
    Uid uid;
    Flags serverFlags = 0;
    ModSeq modSeq;
    bool bodyStored = false;
    std::int64_t headerHash = 0;          ///< hashHeaderId() of its Message-ID; 0: it has none
};

/// A message on the server whose body is not stored.
struct MissingBody {
    PlacementId placement;
    MessageId message;
    Uid uid;
    UnixMillis date = 0;
    std::int64_t size = 0;                ///< as the server told it
    std::int64_t headerHash = 0;          ///< hashHeaderId() of its Message-ID; 0: it has none
};

/// A stored message whose text was not read yet.
struct UnreadBody {
    MessageId message;
    std::optional<QByteArray> raw;        ///< none: it is damaged or not there, see StoreWriter::forgetBodies()
};

/// A placement with both its sides, for an audit.
struct AuditedPlacement {
    PlacementId placement;
    MessageId message;
    Uid uid;
    bool onServer = true;        ///< false: an operation that was sent may have taken it away
    Flags serverFlags = 0;
    QStringList serverKeywords;
    ModSeq modSeq;
    std::int64_t size = 0;       ///< as lists show it
    std::int64_t messageSize = 0;
    bool shownHere = true;       ///< in the mailbox where the server has it
    QString shownElsewhere;      ///< the path of the other mailbox that shows it; empty if none does
    Flags flags = 0;             ///< as shown
    QStringList keywords;
    bool pending = false;
    bool foldedRight = true;     ///< what is shown is what server state and waiting operations make of it
    bool bodyStored = false;
};

/// A mailbox's rows and counters, for an audit.
struct AuditedMailbox {
    std::vector<AuditedPlacement> placements;  ///< those with a UID, ascending
    struct Counts {
        int total = 0, unread = 0, pending = 0;
        bool operator==(const Counts &) const = default;
    };
    Counts shown;                              ///< the mailbox's counters
    Counts counted;                            ///< what its rows say
};

/// How sound and how complete the stored bodies and the text indexes are.
struct ContentAudit {
    std::int64_t messages = 0, bodies = 0, bodiesIntact = 0, headersIndexed = 0, textsIndexed = 0, bytesOnDisk = 0;
    std::int64_t textsWaiting = 0;             ///< stored, not read yet: neither indexed nor missing
    std::vector<MessageId> bodiesLost;         ///< said to be stored, and missing or damaged
    std::vector<MessageId> headersMissing;     ///< not found by a word of their header
    std::vector<MessageId> textsMissing;       ///< body intact, not found by a word of its text
};

// ---- pending operations -------------------------------------------------------------------------------------------

enum class OperationKind {
    ChangeFlags,
    Move,            ///< also archive, junk, delete to Trash, within an account or to another
    Copy,
    Expunge,         ///< remove for good: delete inside Trash, empty Trash
    CreateMailbox,
    RenameMailbox,
    DeleteMailbox,
    Subscribe,
    Unsubscribe
};

/// Why a person did it; decides the words in the undo bar and in Activity.
enum class OperationIntent { None, Archive, Junk, NotJunk, Delete, Move, Copy, MarkRead, MarkUnread, Flag, Unflag, EmptyTrash };

/// queued → in_flight → gone | waiting(until) | blocked(reason)
enum class OperationState { Queued, InFlight, Waiting, Blocked };

struct NewOperation {
    OperationKind kind = OperationKind::ChangeFlags;
    OperationIntent intent = OperationIntent::None;
    AccountId account;                    ///< for mailbox operations; messages bring their own
    std::vector<PlacementId> placements;  ///< all of one account; the engine splits a mixed selection
    MailboxId target;                     ///< Move, Copy
    Flags addFlags = 0;                   ///< ChangeFlags; also applied with Junk/NotJunk moves
    Flags removeFlags = 0;
    QStringList addKeywords;
    QStringList removeKeywords;
    std::string mailboxName;              ///< wire name, for mailbox operations
    std::string newMailboxName;           ///< RenameMailbox
    UnixMillis notBefore = 0;             ///< held for undo until then; 0: at once
};

struct OperationRecord {
    OperationId id;
    AccountId account;
    OperationKind kind = OperationKind::ChangeFlags;
    OperationIntent intent = OperationIntent::None;
    OperationState state = OperationState::Queued;
    AccountId targetAccount;              ///< differs from account for a move between accounts
    std::string targetMailbox;            ///< wire name
    std::string mailboxName;              ///< source wire name if all messages share it, or the mailbox operated on
    std::string newMailboxName;
    Flags addFlags = 0;
    Flags removeFlags = 0;
    QStringList addKeywords;
    QStringList removeKeywords;
    UnixMillis created = 0;
    UnixMillis notBefore = 0;
    int attempts = 0;
    int messages = 0;                     ///< left to do
    std::optional<Error> reason;          ///< of the last failure
};

/// Progress of one message inside an operation, durable, so that a crash resumes instead of repeating.
enum class OperationStep {
    Todo,
    Sent,        ///< the command went out; look before repeating
    Copied,      ///< COPY/APPEND confirmed; the source is still to be removed
};

struct OperationMessage {
    std::int64_t ordinal = 0;
    PlacementId placement;                ///< 0 if the cache lost it
    std::string mailbox;                  ///< source wire name
    UidValidity uidValidity;
    Uid uid;                              ///< 0: made by an earlier pending operation, no UID yet
    std::string messageIdHeader;
    std::int64_t size = 0;
    OperationStep step = OperationStep::Todo;
    UidValidity targetUidValidity;        ///< noted before an APPEND
    Uid targetUidNext;                    ///< noted before an APPEND/COPY
    Uid targetUid;                        ///< once confirmed
};

// ---- outgoing mail -----------------------------------------------------------------------------------------------

/// The delivery ledger.
enum class OutboxState {
    Queued,
    Sending,
    Accepted,        ///< the server took it; the Sent copy is still to be saved
    SentCopySaved,   ///< done; kept as a record
    Failed,          ///< refused for good; the person decides
    Unknown,         ///< the connection was lost after the final dot: the person decides
    Waiting,         ///< failed for now, tried again at notBefore
    Cancelled
};

struct OutboxRecipient {
    QString address;
    bool done = false;           ///< accepted for this recipient
    bool refused = false;        ///< refused for good
    QString reply;               ///< the server's words
};

struct OutboxRecord {
    OutboxId id;
    AccountId account;
    IdentityId identity;
    OutboxState state = OutboxState::Queued;
    std::string messageIdHeader; ///< without <>
    QString from;                ///< envelope sender
    QString subject;
    std::vector<OutboxRecipient> recipients;
    UnixMillis created = 0;
    UnixMillis notBefore = 0;    ///< undo send, or the next try
    int attempts = 0;
    std::int64_t size = 0;       ///< bytes of the message
    QString serverReply;         ///< the 250 text
    std::string repliedTo;       ///< Message-ID answered; sets \Answered on it after acceptance
    std::string forwarded;       ///< Message-ID forwarded; sets $Forwarded
    DraftId draft;               ///< removed once accepted
    std::optional<Error> reason;
    UnixMillis sendAt = 0;       ///< the time a person chose for it; 0: as soon as can be
    UnixMillis dated = 0;        ///< stands in its Date field in place of what the file says; 0: as the file says
    UnixMillis sent = 0;         ///< when the server took it; 0: it did not yet, or nobody knows
    QString server;              ///< host:port of the last one that was spoken to
    QString tls;                 ///< "TLSv1.3 TLS_AES_256_GCM_SHA384" with it; empty: none
    std::string copyMailbox;     ///< wire name of where the copy was saved or found; empty: nowhere by us
    UnixMillis copied = 0;       ///< when it was
    bool reportDelivery = false; ///< a report is wanted when it is delivered too [RFC 3461]
    bool reportTaken = false;    ///< and the server takes such wishes
    bool requireTls = false;     ///< to be handed on only over verified TLS [RFC 8689]
    bool redirected = false;     ///< somebody's message, sent on as it is [RFC 5322 §3.6.6]: it has another one's Message-ID, and no copy of it is saved
};

/// One step on the way of a message. Equal ones in a row (a server that was away for an hour) are one.
struct OutboxStep {
    OutboxState state = OutboxState::Queued;
    UnixMillis first = 0;
    UnixMillis last = 0;
    int times = 1;
    QString server;              ///< as in OutboxRecord
    QString tls;
    QString reply;               ///< the server's words
    std::optional<Error> reason;
};

/// What a mail server reported about one recipient of a message that was sent from here [RFC 3464]. Anybody can write such a report: it is shown
/// beside what our own server answered, and never changes it.
struct DeliveryReport {
    enum class Action { Failed, Delayed, Delivered, Relayed, Expanded };
    Action action = Action::Failed;
    QString recipient;
    QString status;              ///< "5.1.1"
    QString diagnostic;          ///< the words of the server that refused it
    QString reporter;            ///< name of the server that tells
    UnixMillis arrived = 0;
    std::string source;          ///< Message-ID of the report, without <>
};

/// What is known of an event that somebody invited to [RFC 5546]: the newest version that was read, and what was answered last.
struct EventRecord {
    enum class Answer { None, Accepted, Tentative, Declined };
    AccountId account;
    QString uid;
    QString recurrence;          ///< of one occurrence of a series: its RECURRENCE-ID in UTC; empty for the whole
    QString organizer;           ///< address, lower case: another's invitation with the same UID is another event
    int sequence = 0;
    UnixMillis stamp = 0;        ///< DTSTAMP; 0: not said
    bool cancelled = false;
    UnixMillis starts = 0;       ///< of a series: its next occurrence
    UnixMillis ends = 0;
    QString summary;
    Answer answer = Answer::None;
    UnixMillis answered = 0;
    OutboxId answerItem;         ///< the mail that carries the answer; whether it counts depends on what became of it
};

/// A draft as it is being written; every save is a version.
struct DraftRecord {
    DraftId id;
    AccountId account;
    IdentityId identity;
    int version = 0;
    UnixMillis saved = 0;
    QString from, to, cc, bcc;   ///< header text
    QString subject;
    QString text;
    std::string inReplyTo;       ///< without <>
    std::vector<std::string> references;
    std::string forwarded;
    bool reportDelivery = false; ///< as in OutboxRecord
    bool requireTls = false;
    struct Attachment {
        QString name;
        std::string type;
        QString path;            ///< file in the profile's own attachment folder
        std::int64_t size = 0;
    };
    std::vector<Attachment> attachments;
    // The copy on the server, if any.
    std::string serverMailbox;
    UidValidity serverUidValidity;
    Uid serverUid;
    int serverVersion = 0;       ///< version that the server has; behind `version`: to be uploaded
    bool discarded = false;      ///< deleted or sent; the server copy is still to be removed
};

// ---- accounts ----------------------------------------------------------------------------------------------------

struct ServerSettings {
    std::string host;
    std::uint16_t port = 0;
    int security = 0;            ///< tern::net::Security
    std::string user;

    bool operator==(const ServerSettings &) const = default;
};

/// Somebody whom a person writes as: an address of an account.
struct IdentityRecord {
    IdentityId id;
    AccountId account;
    QString name;
    QString address;
    QString signature;           ///< plain text
    ServerSettings smtp;         ///< a server of its own that its mail is handed to; host empty: the account's
    std::string secretSource;    ///< of that server's password, as AccountRecord's
    std::string auth{};          ///< how to sign in there, as AccountRecord's
};
/// Where an error comes from that says: mail of an identity still waits in the Outbox.
inline constexpr const char *kIdentityInUse = "store.identity_in_use";

/// Where an account's mail is.
enum class AccountKind {
    Imap,            ///< on the server; what is here is a copy
    Pop3,            ///< here alone: fetched from a maildrop, filed and changed only here
    Local            ///< here alone, without a server
};
/// Whether the mail of such an account can't be had again from anywhere.
[[nodiscard]] constexpr bool isKeptHere(AccountKind kind) { return kind != AccountKind::Imap; }

/// Bounds of MaildropPolicy::visitMinutes: no burden to a server, and once a day at least.
inline constexpr int kLeastVisitMinutes = 1;
inline constexpr int kMostVisitMinutes = 24 * 60;

/// How often a POP3 server's maildrop is visited, and what becomes of a message there once it is durably here.
struct MaildropPolicy {
    bool leave = true;           ///< false: it goes at once
    int days = 0;                ///< it goes after so many days; 0: never for that
    bool untilDeleted = true;    ///< it goes when it is deleted here
    int visitMinutes = 5;        ///< between two visits, unless the server asks for more

    bool operator==(const MaildropPolicy &) const = default;
};

struct AccountRecord {
    AccountId id;
    AccountKind kind = AccountKind::Imap;
    QString email;
    QString name;                ///< the person's display name
    ServerSettings imap;         ///< where mail is received; with AccountKind::Pop3 a POP3 server
    ServerSettings smtp;
    std::string secretSource;    ///< "keychain", "session", "passphrase", or "file:/path"
    std::string auth;            ///< empty: by password; "oauth:ID": by the page of that provider; "certificate:/path": by the certificate in that file
    std::string caFile;          ///< an extra CA, PEM; empty: the system's only
    std::string provider;        ///< preset id, or empty
    bool saveSentCopy = true;    ///< false where the provider keeps one
    bool enabled = true;
    int position = 0;
    std::map<std::string, std::string> roles; ///< role name → wire name, when a person chose
    MaildropPolicy maildrop;     ///< of AccountKind::Pop3
};

// ---- mail that is kept here alone ---------------------------------------------------------------------------------

/// A message to be kept, with everything that can be worked out before the store thread looks at it.
struct KeptBody {
    std::int64_t size = 0;               ///< bytes of the message
    std::vector<QByteArray> segments;    ///< packed, in order
    std::vector<std::int64_t> sizes;     ///< of each, unpacked
};

/// A message that is kept, without its bytes.
struct KeptEntry {
    std::int64_t id = 0;
    Uid uid;
    Flags flags = 0;
    QStringList keywords;
    UnixMillis received = 0;
    std::int64_t size = 0;
};

struct KeptMailbox {
    std::string wireName;
    UidValidity uidValidity;
    Uid uidNext;
    bool inStep = false;                 ///< the cache shows what is kept
};

/// What is known of one message of a POP3 maildrop.
struct MaildropItem {
    enum class Here { Kept, InTrash, Gone };
    std::string key;                     ///< its UIDL, or what stands for one
    std::int64_t fingerprint = 0;        ///< of its header and size; 0: not known
    std::int64_t size = 0;               ///< as it was fetched
    UnixMillis fetched = 0;
    UnixMillis gone = 0;                 ///< since when the server no longer tells of it; 0: it does
    Here here = Here::Gone;              ///< what became of it here; only when read
};

} // namespace tern::store
