// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/crypto/Secret.h"
#include "core/net/Endpoint.h"
#include "core/net/SignInMethod.h"
#include "core/net/imap/UidSet.h"

#include <QByteArray>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tern::imap {

/// System flags as bits; keywords are beside them as text.
using FlagBits = std::uint32_t;
constexpr FlagBits kSeen = 1U << 0U;
constexpr FlagBits kAnswered = 1U << 1U;
constexpr FlagBits kFlagged = 1U << 2U;
constexpr FlagBits kDeleted = 1U << 3U;
constexpr FlagBits kDraft = 1U << 4U;
constexpr FlagBits kRecent = 1U << 5U;  ///< told by the server, never sent

/// The flags of one message.
struct Flags {
    FlagBits bits = 0;
    std::vector<std::string> keywords;  ///< "$Forwarded", "$Junk"…, as the server wrote them, its order
    bool operator==(const Flags &) const = default;
};

/// When to compress a connection [RFC 4978] where the server offers it.
enum class CompressionRule {
    Automatic,  ///< unless the server is on this machine or its own network: there it only costs time
    Always,
    Never
};

struct ImapConnectOptions {
    Endpoint endpoint;
    std::string user;               ///< UTF-8
    crypto::Secret secret;          ///< password or access token; not used by SignInMethod::External
    SignInMethod method = SignInMethod::Automatic;
    CompressionRule compression = CompressionRule::Automatic;
    /// ID fields [RFC 2971], sent before any SELECT when the server knows ID (or looks like Coremail). Empty: name, version, vendor of Tern.
    std::vector<std::pair<std::string, std::string>> clientId;
};

/// What the server says it can; upper case names.
class Capabilities final {
public:
    void set(std::vector<std::string> names);
    /// Case doesn't matter.
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string> &names() const { return m_names; }
    [[nodiscard]] bool isEmpty() const { return m_names.empty(); }

private:
    std::vector<std::string> m_names;   // sorted
};

/// Who the server says it is.
struct ServerInfo {
    std::string greeting;
    std::vector<std::pair<std::string, std::string>> id;    ///< its ID answer
    bool isCoremail = false;                                ///< NetEase's software, also behind company domains
};

/// What a mailbox is for: SPECIAL-USE [RFC 6154] and XLIST. Names are guessed elsewhere.
enum class MailboxRole { None, Inbox, Drafts, Sent, Trash, Junk, Archive, All, Flagged, Important };

struct MailboxStatus {
    std::optional<std::uint32_t> messages;
    std::optional<std::uint32_t> unseen;
    std::optional<Uid> uidNext;
    std::optional<UidValidity> uidValidity;
    std::optional<ModSeq> highestModSeq;
    std::optional<std::uint64_t> size;          ///< bytes of all messages [RFC 8438]
    std::optional<std::uint64_t> appendLimit;   ///< bytes a message may have here [RFC 7889]
};

struct StatusOptions {
    bool size = false;      ///< also the bytes of all messages, where the server can tell [RFC 8438]
    bool leave = false;     ///< the selected mailbox is left first, where the server can [RFC 3691]: of it STATUS tells what this connection saw last
};

struct ListEntry {
    std::string wireName;               ///< the key, as the server wrote it (INBOX in upper case)
    char delimiter = 0;                 ///< hierarchy separator, 0 for none
    MailboxRole role = MailboxRole::None;
    bool selectable = true;             ///< not \Noselect, not \NonExistent
    bool hasChildren = false;
    bool noInferiors = false;
    bool subscribed = false;
    std::vector<std::string> attributes;    ///< raw, with the backslash
    std::optional<MailboxStatus> status;    ///< when asked for and the server offers LIST-STATUS
};

struct NamespaceEntry {
    std::string prefix;
    char delimiter = 0;
};
struct Namespaces {
    std::vector<NamespaceEntry> personal;
    std::vector<NamespaceEntry> otherUsers;
    std::vector<NamespaceEntry> shared;
};

/// X-GM-LABELS of a message, as the server wrote them: names in modified UTF-7, and `\Inbox`, `\Sent`… for its own. The one that is selected is left out.
using Labels = std::vector<std::string>;

struct FlagChange {
    Uid uid;                ///< 0 when the server gave no UID and it isn't known
    std::uint32_t seq = 0;
    Flags flags;
    ModSeq modSeq;          ///< 0 when unknown
    std::optional<Labels> labels = {};  ///< nothing when the server didn't speak of them
};

/// What a server says of one message besides its header.
struct MessageFacts {
    Uid uid;
    Flags flags;
    ModSeq modSeq;          ///< 0 when unknown
    std::optional<std::uint64_t> size;
};

/// Asks for what changed since a known state [RFC 7162 §3.2.5].
struct QResync {
    UidValidity uidValidity;
    ModSeq modSeq;
    std::optional<UidSet> knownUids;
};
struct SelectOptions {
    bool readOnly = false;              ///< EXAMINE
    bool condstore = true;              ///< when offered
    std::optional<QResync> qresync;     ///< ignored when QRESYNC isn't enabled
    /// The mailbox's STATUS from just before, if there is one: how many messages it has decides where the newest begin.
    std::optional<std::uint32_t> expectedExists;
};
struct SelectResult {
    std::uint32_t exists = 0;
    UidValidity uidValidity;            ///< 0 when the server has none
    std::optional<Uid> uidNext;         ///< some servers leave it out
    ModSeq highestModSeq;               ///< 0: no mod-sequences here
    /// Survives a rename [RFC 8474]; empty where the server has none. Only SELECT is asked for it: Cyrus 3.6 tells nonsense in STATUS.
    std::string mailboxId;
    FlagBits permanentFlags = 0;
    bool keywordsAllowed = false;       ///< PERMANENTFLAGS has \*
    bool readOnly = false;
    bool qresynced = false;             ///< `vanished` and `changed` are the whole difference to the state that was asked for
    UidSet vanished;
    std::vector<FlagChange> changed;
};

/// A file name parameter of a body structure as the server sent it.
struct RawFileName {
    std::string value;      ///< raw bytes; may hold RFC 2047 words or 8-bit
    bool extended = false;  ///< RFC 2231: charset'language'percent-encoded, continuations joined
};
/// One leaf of a BODYSTRUCTURE.
struct BodyPart {
    std::string section;    ///< "1", "1.2"
    std::string mimeType;   ///< lower case: "text/plain"
    std::string charset;    ///< as written; may be empty
    std::string encoding;   ///< lower case: "base64"
    std::string contentId;
    std::uint64_t size = 0; ///< bytes, encoded
    std::optional<RawFileName> fileName;
    bool isAttachment = false;  ///< Content-Disposition attachment, or named, or neither text nor an inline picture
};
struct BodySummary {
    std::vector<BodyPart> parts;        ///< leaves in order, at most 1,000
    bool hasAttachment = false;
    /// Index in `parts` of the first text/plain (else text/html) that is no attachment; for snippets.
    std::optional<std::size_t> firstText;
};

struct ListedMessage {
    Uid uid;
    std::uint32_t seq = 0;
    Flags flags;
    UnixMillis internalDate = 0;        ///< 0 when unreadable
    std::uint64_t size = 0;             ///< RFC822.SIZE
    ModSeq modSeq;
    std::string bodyStructure;          ///< raw, literals written as quoted strings; empty when the server's was unreadable
    BodySummary body;
    std::string headerBlock;            ///< the header fields asked for, CRLF lines, without the empty line at the end
    std::string objectId;               ///< what the server calls this content in every mailbox: EMAILID [RFC 8474] or X-GM-MSGID; may be empty
    std::string threadId;               ///< THREADID or X-GM-THRID; may be empty
    std::optional<Labels> labels;
};

/// Takes a listing, message by message, in the server's order.
class ListingSink {
public:
    virtual ~ListingSink() = default;
    /// May move out of `message`.
    virtual void message(ListedMessage &message) = 0;
    /// A command goes out whose answer will bring messages. Several may be ahead of their answers.
    virtual void asking() {}
    /// From here on the messages are those of the oldest command that is not answered yet.
    virtual void answering() {}
};

/// Sequence numbers, 1 ≤ first ≤ last.
struct SeqRange {
    std::uint32_t first = 1;
    std::uint32_t last = 1;
};

/// Takes bodies as they stream in.
class BodySink {
public:
    virtual ~BodySink() = default;
    virtual void begin(Uid uid, std::uint64_t size) = 0;
    /// An error ends the transfer and the connection.
    virtual Result<void> data(std::string_view bytes) = 0;
    virtual void end() = 0;
};

struct PartialRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// How much of its allowance a person uses [RFC 9208]; the first root of the INBOX that limits storage.
struct Quota {
    std::uint64_t usedBytes = 0;
    std::uint64_t limitBytes = 0;
    bool operator==(const Quota &) const = default;
};

enum class StoreAction { Add, Remove, Replace };

/// Where copied or moved messages went [RFC 4315], already checked: equal counts, no zero, no duplicate.
struct CopyUid {
    UidValidity uidValidity;                        ///< of the target
    std::vector<std::pair<Uid, Uid>> pairs;         ///< source → target
};

struct AppendRequest {
    std::string wireName;
    Flags flags;
    std::optional<UnixMillis> internalDate;
    std::uint64_t size = 0;                         ///< exact number of bytes the source gives, CRLF lines
};
struct AppendResult {
    std::optional<UidValidity> uidValidity;         ///< both or none
    std::optional<Uid> uid;
};

/// What the server told without being asked, gathered since the last takeEvents().
struct MailboxEvents {
    std::optional<std::uint32_t> exists;    ///< the newest EXISTS
    UidSet vanished;                        ///< by VANISHED, or EXPUNGE when the sequence number was known
    bool unknownExpunges = false;           ///< something went that couldn't be named: list the UIDs again
    std::vector<FlagChange> flags;
    ModSeq highestModSeq;
    std::vector<std::string> alerts;        ///< [ALERT] texts, to be shown
    std::optional<std::string> bye;
    std::map<std::string, MailboxStatus> others;    ///< told by NOTIFY [RFC 5465] of mailboxes that aren't selected
    bool foldersChanged = false;            ///< NOTIFY: a mailbox came, went or got another name
    bool notifyEnded = false;               ///< the server gave up telling [NOTIFICATIONOVERFLOW]
    /// Nothing about the selected mailbox.
    [[nodiscard]] bool isQuiet() const { return !exists && vanished.isEmpty() && !unknownExpunges && flags.empty() && alerts.empty() && !bye; }
    [[nodiscard]] bool isEmpty() const { return isQuiet() && others.empty() && !foldersChanged && !notifyEnded; }
};

enum class IdleEnd {
    Woken,      ///< by the WakeFd
    TimedOut,   ///< after the longest time; idle again
    Satisfied   ///< the callback wanted no more
};

} // namespace tern::imap
