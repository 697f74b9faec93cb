// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/ByteSource.h"
#include "core/net/NetContext.h"
#include "core/net/imap/ImapTypes.h"

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tern {
class LineSocket;
}

namespace tern::imap {

class ImapDialogue;

/// A signed-in IMAP connection [RFC 9051, RFC 3501]. Signing in is vmime's; from then on this class speaks.
///
/// Every call blocks, ends at once on stop (Cancelled) and after `replyTimeout` of silence (Timeout). After Cancelled, Timeout,
/// ConnectionLost, ProtocolError or ServerBye the connection is broken (isUsable() is false) and must be dropped; after the others (a NO) it can be used on.
/// A NO becomes: MailboxMissing [NONEXISTENT, TRYCREATE], QuotaExceeded [OVERQUOTA], ServerBusy [LIMIT, UNAVAILABLE, INUSE, SERVERBUG], else ServerRefused
/// with the server's words in detail; a BAD is ServerRefused with "BAD …".
/// Thread: the lane's; one at a time.
class ImapSession final {
public:
    /// Connects, encrypts, signs in, asks CAPABILITY, sends ID (before any SELECT), ENABLE and COMPRESS in one go. Errors also: CertificateInvalid, TlsFailed,
    /// LoginDisabled, AuthenticationFailed, AuthenticationUnavailable, InvalidInput (CR, LF or NUL in user or password).
    [[nodiscard]] static Result<std::unique_ptr<ImapSession>> connect(const ImapConnectOptions &options, const NetContext &context);
    /// A session on a connection that is signed in already; nothing is said on it yet. For fuzzing.
    [[nodiscard]] static std::unique_ptr<ImapSession> adopt(std::unique_ptr<LineSocket> socket, const Capabilities &capabilities);
    ~ImapSession();
    ImapSession(const ImapSession &) = delete;
    ImapSession &operator=(const ImapSession &) = delete;

    [[nodiscard]] const Capabilities &capabilities() const;
    [[nodiscard]] const ServerInfo &serverInfo() const;
    [[nodiscard]] bool isUsable() const;
    [[nodiscard]] bool hasQResync() const;      ///< enabled here
    [[nodiscard]] bool hasCondStore() const;    ///< offered
    /// "TLSv1.3 …", empty when plain.
    [[nodiscard]] std::string tlsDescription() const;
    [[nodiscard]] bool isCompressed() const;
    [[nodiscard]] std::uint64_t bytesRead() const;
    [[nodiscard]] std::uint64_t bytesWritten() const;
    /// As they crossed the network: fewer when compressed.
    [[nodiscard]] std::uint64_t wireBytesRead() const;
    [[nodiscard]] std::uint64_t wireBytesWritten() const;

    // Mailboxes --------------------------------------------------------------------------------------------------------
    /// All mailboxes with roles and subscription, each name once. Uses LIST RETURN (SPECIAL-USE SUBSCRIBED STATUS), XLIST, or LIST and LSUB.
    /// \param withStatus  also counts, when LIST-STATUS is offered (else `status` stays empty: ask status() for those that matter).
    [[nodiscard]] Result<std::vector<ListEntry>> list(bool withStatus = true);
    /// Asked for together with the first list() [RFC 2342]. Nothing when the server can't say.
    [[nodiscard]] const std::optional<Namespaces> &namespaces() const;
    [[nodiscard]] Result<MailboxStatus> status(const std::string &wireName);
    /// Of many, in one round trip. \return in the same order, an error for those that the server refused.
    [[nodiscard]] Result<std::vector<Result<MailboxStatus>>> statuses(std::span<const std::string> wireNames, const StatusOptions &options = {});
    [[nodiscard]] bool canUnselect() const;
    /// Whether STATUS tells the bytes of a mailbox [RFC 8438].
    [[nodiscard]] bool canTellSizes() const;
    /// Nothing where the server has no QUOTA or no limit.
    [[nodiscard]] Result<std::optional<Quota>> quota();
    [[nodiscard]] bool canNotify() const;
    /// Has the server tell of changes in all mailboxes from now on, on this connection, whatever is selected [RFC 5465]. Unsupported without NOTIFY.
    Result<void> notify();
    /// Whether it does.
    [[nodiscard]] bool isNotifying() const;
    /// The longest message the server takes by APPEND in bytes; nothing when it didn't say [RFC 7889].
    [[nodiscard]] std::optional<std::uint64_t> appendLimit() const;
    Result<void> create(const std::string &wireName);
    Result<void> rename(const std::string &wireName, const std::string &newWireName);
    Result<void> remove(const std::string &wireName);
    Result<void> subscribe(const std::string &wireName);
    Result<void> unsubscribe(const std::string &wireName);

    // The selected mailbox ---------------------------------------------------------------------------------------------
    [[nodiscard]] Result<SelectResult> select(const std::string &wireName, const SelectOptions &options = {});
    /// SELECT and, in the same round trip, the listing of the newest messages: with PARTIAL [RFC 9394], or where `options.expectedExists` tells how many
    /// there are; else only SELECT.
    /// \param begin  called with what SELECT said before the first message; the sink, or null to throw the messages away.
    struct Opened {
        SelectResult selected;
        std::uint32_t listedFrom = 0;   ///< this sequence number and all above it were asked for and answered; 0: none
    };
    using BeginListing = std::function<Result<ListingSink *>(const SelectResult &)>;
    [[nodiscard]] Result<Opened> selectAndListNewest(const std::string &wireName, std::uint32_t newest, const SelectOptions &options,
                                                     const BeginListing &begin);
    /// Opens many mailboxes one after the other without waiting in between, and learns what is new in each: SELECT, flags, and the messages from a UID on.
    struct Visit {
        std::string wireName;
        SelectOptions options;
        bool flags = false;                 ///< of all messages, unless SELECT told by QRESYNC; with `flagsSince` > 0 only what changed
        ModSeq flagsSince;
        Uid listFrom;                       ///< 0: list nothing
    };
    struct Visited {
        Result<SelectResult> selected = makeError(ErrorKind::Internal, "SELECT", "not answered");
        std::vector<FlagChange> flags;
        std::vector<ListedMessage> messages;
        bool complete = false;              ///< every command was answered OK
        std::uint32_t exists = 0;           ///< at the end
        MailboxEvents events;               ///< what came unasked meanwhile
    };
    /// \param visited  called for each in order while the next ones are on their way; it must not use this session.
    Result<void> visit(std::span<const Visit> visits, const std::function<void(std::size_t)> &asking, const std::function<void(std::size_t, Visited)> &visited);
    /// UNSELECT where offered, else the mailbox only counts as closed here. Never CLOSE: it expunges.
    Result<void> unselect();
    /// Empty when none.
    [[nodiscard]] const std::string &selected() const;
    /// Of the selected mailbox; 0 when none is, or the server has none.
    [[nodiscard]] UidValidity selectedUidValidity() const;
    /// Differs for every SELECT of every connection: whether the mailbox is still selected by the SELECT that one remembers. 0 when none is.
    [[nodiscard]] std::uint64_t selection() const;
    /// What EXISTS says now.
    [[nodiscard]] std::uint32_t exists() const;

    /// Lists messages with headers. The server's order; ask ranges newest first.
    Result<void> fetchListing(const UidSet &uids, ListingSink &sink);
    /// By sequence numbers, 1 ≤ first ≤ last ≤ exists.
    Result<void> fetchListingBySeq(std::uint32_t first, std::uint32_t last, ListingSink &sink) { return fetchListingPages(std::vector{SeqRange{first, last}}, sink); }
    /// One FETCH a range, the next sent while the one before is read. Ends with the first that fails.
    Result<void> fetchListingPages(std::span<const SeqRange> pages, ListingSink &sink);
    /// Flags of `uids`; with `changedSince` > 0 only those changed after it (CONDSTORE needed, else all).
    [[nodiscard]] Result<std::vector<FlagChange>> fetchFlags(const UidSet &uids, ModSeq changedSince = {});
    /// Flags and sizes of `uids`, in the server's order.
    [[nodiscard]] Result<std::vector<MessageFacts>> fetchFacts(const UidSet &uids);
    /// The UIDs that exist among `uids`, by UID FETCH (UID): a SEARCH is never evidence.
    [[nodiscard]] Result<UidSet> uidsOf(const UidSet &uids);
    /// A whole message, BODY.PEEK[]. MessageMissing when the server sends none; MessageTooLarge over `cap` bytes (the connection stays usable).
    [[nodiscard]] Result<QByteArray> fetchBody(Uid uid, std::uint64_t cap = 200'000'000);
    /// Whole messages, one command per piece of the set, streamed. Those that are gone are simply not reported.
    Result<void> fetchBodies(const UidSet &uids, BodySink &sink);
    /// The same, asked for bit by bit ahead of the answers. \param next  what to ask for next; empty: no more.
    /// \param mostAhead  commands whose answers may be outstanding
    Result<void> fetchBodies(const std::function<UidSet()> &next, std::size_t mostAhead, BodySink &sink);
    /// One section ("1.2", "1.MIME", "HEADER"), whole or a part of it, still encoded.
    [[nodiscard]] Result<QByteArray> fetchSection(Uid uid, const std::string &section, std::optional<PartialRange> range = {},
                                                  std::uint64_t cap = 200'000'000);
    /// The same section of many messages (snippets): one command.
    [[nodiscard]] Result<std::vector<std::pair<Uid, QByteArray>>> fetchSections(const UidSet &uids, const std::string &section,
                                                                               std::optional<PartialRange> range = {});
    [[nodiscard]] bool canPreview() const;
    /// The server's own first lines, UTF-8 [RFC 8970]; messages without one are not named. Unsupported without PREVIEW.
    [[nodiscard]] Result<std::vector<std::pair<Uid, std::string>>> fetchPreviews(const UidSet &uids);
    /// Whether messages have ids that hold in every mailbox (ListedMessage::objectId).
    [[nodiscard]] bool hasObjectIds() const;
    /// Whether mailboxes are labels of Gmail [X-GM-EXT-1]: what is in one is in All Mail as well, with any other labels.
    [[nodiscard]] bool hasLabels() const;
    /// Only what tells which messages these are and how they are flagged: UID, flags, labels, date, size, objectId. One FETCH a range.
    Result<void> fetchIdentities(std::span<const SeqRange> pages, ListingSink &sink);

    // Changes ----------------------------------------------------------------------------------------------------------
    /// \return what the server reported of the changed messages (with CONDSTORE the new mod-sequences); may be empty. UIDs that failed
    /// UNCHANGEDSINCE are in `modified`.
    struct StoreResult {
        std::vector<FlagChange> changed;
        UidSet modified;
    };
    [[nodiscard]] Result<StoreResult> store(const UidSet &uids, StoreAction action, const Flags &flags, std::optional<ModSeq> unchangedSince = {});
    /// \return the mapping when the server gave one that holds together, else nothing.
    [[nodiscard]] Result<std::optional<CopyUid>> copy(const UidSet &uids, const std::string &targetWireName);
    /// UID MOVE; Unsupported without MOVE (then copy, store \Deleted, expungeUids).
    [[nodiscard]] Result<std::optional<CopyUid>> move(const UidSet &uids, const std::string &targetWireName);
    /// UID EXPUNGE of exactly these; Unsupported without UIDPLUS.
    Result<void> expungeUids(const UidSet &uids);
    /// EXPUNGE: removes everything marked \Deleted. Only when a person asked to clean up.
    Result<void> expungeAll();
    /// Errors also: MessageTooLarge, QuotaExceeded, OutcomeUnknown (the connection broke after the last byte was sent).
    [[nodiscard]] Result<AppendResult> append(const AppendRequest &request, ByteSource &source, const TransferProgress &progress = {});

    /// Whether several messages go in one APPEND [RFC 3502].
    [[nodiscard]] bool canAppendTogether() const;
    struct TogetherItem {
        Flags flags;
        std::optional<UnixMillis> internalDate;
        std::string_view bytes;                 ///< CRLF lines, not empty
    };
    /// All of them or none. What is big is better appended alone: the server takes everything before it says anything. Errors: those of append(),
    /// Unsupported without MULTIAPPEND.
    Result<void> appendTogether(const std::string &wireName, std::span<const TogetherItem> items);

    // Waiting ----------------------------------------------------------------------------------------------------------
    Result<void> noop();
    [[nodiscard]] bool canIdle() const;
    /// IDLE [RFC 2177] until `wake` is signalled, `longest` has passed, or `onEvents` returns false. `onEvents` gets what came, on this
    /// thread, while idling. Unsupported without IDLE. Does not clear `wake`.
    [[nodiscard]] Result<IdleEnd> idle(const WakeFd &wake, std::chrono::milliseconds longest, const std::function<bool(MailboxEvents)> &onEvents);
    /// What came unasked since the last call.
    [[nodiscard]] MailboxEvents takeEvents();
    [[nodiscard]] const MailboxEvents &events() const;
    /// LOGOUT, at most two seconds; then closes. Never fails.
    void logout();

private:
    explicit ImapSession(std::unique_ptr<ImapDialogue> dialogue);
    Result<void> introduce(const ImapConnectOptions &options);
    void addNamespaces(class ImapFlight &flight);
    [[nodiscard]] bool wantsCompression(CompressionRule rule) const;
    [[nodiscard]] bool wantsModSeq() const;
    [[nodiscard]] std::uint64_t immediateLiteral() const;
    [[nodiscard]] std::string listingItems(bool withModSeq) const;
    [[nodiscard]] std::string identityItems(bool withModSeq) const;
    [[nodiscard]] std::string flagItems(bool withModSeq) const;
    Result<void> fetchPages(std::span<const SeqRange> pages, const std::string &items, ListingSink &sink);
    [[nodiscard]] Result<std::optional<CopyUid>> copyOrMove(const char *verb, const UidSet &uids, const std::string &targetWireName);
    Result<void> simpleCommand(const char *words, const std::string &wireName);

    std::unique_ptr<ImapDialogue> m_dialogue;
};

} // namespace tern::imap
