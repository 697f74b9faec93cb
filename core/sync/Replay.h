// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"
#include "core/sync/ReplayGate.h"
#include "core/sync/SyncTypes.h"

#include <functional>
#include <future>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace tern::sync {

/// No operation is held for undo, or put off after a failure, for longer.
constexpr std::chrono::milliseconds kLongestHold = std::chrono::minutes{15};

/// Carries an account's pending operations to the server, in order. Each step is durable before the next command is sent, so that a crash resumes by
/// looking instead of repeating.
/// Thread: a lane's, one at a time for an account. Blocks; ends at once on the session's stop.
class Replay final {
public:
    struct Context {
        store::Store &store;
        store::StoreReader &reader;
        ReplayGate &gate;
        const Clock &clock;
        accounts::AccountNet &net;
        store::AccountRecord account;
        StopToken stop;
        std::function<void(const SyncNotice &)> noticed;
        std::function<void(const QString &what, int done, int total)> progress;
    };
    Replay(imap::ImapSession &session, Context context) : m_session(session), m_context(std::move(context)) {}

    struct Outcome {
        int finished = 0;                    ///< operations that left the queue
        UnixMillis nextDue = 0;              ///< when one that is held or waits comes due; 0: none
        bool foldersChanged = false;         ///< the folder list must be read again
        std::set<MailboxId> toList;          ///< mailboxes that got messages whose UIDs are not known yet
    };
    /// Until nothing is due. An error is the connection's: the operation at hand is queued again, and a new session goes on.
    [[nodiscard]] Result<Outcome> run();
    /// One operation, of an account whose mail is kept here: its messages go to the session's server, and are gone from here with its confirmation.
    [[nodiscard]] Result<Outcome> runOne(const store::OperationRecord &operation);

private:
    using Messages = std::vector<store::OperationMessage>;

    // Replay.cpp: the queue
    Result<void> replayOne(const store::OperationRecord &operation);
    Result<void> replayMailboxOperation(const store::OperationRecord &operation);
    [[nodiscard]] Result<bool> isFoundElsewhere(const store::OperationRecord &operation, const Error &missing);
    Result<void> settleFailure(const store::OperationRecord &operation, const Error &error);
    [[nodiscard]] static bool isBegunByStep(const store::OperationRecord &operation, const Messages &messages);
    /// Notes that the operation at hand is in flight. Errors: NotFound when it was taken back; those of the store.
    Result<void> takeOff();
    [[nodiscard]] bool isReady(const store::OperationRecord &operation, const Messages &messages) const;

    // ReplayMessages.cpp: within the account
    Result<void> replayMessages(const store::OperationRecord &operation, Messages messages);
    Result<void> replayChunk(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<store::OperationMessage> chunk);
    Result<void> changeFlags(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<store::OperationMessage> chunk);
    Result<void> expunge(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<store::OperationMessage> chunk);
    Result<void> copyOrMove(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<store::OperationMessage> chunk);
    enum class Missing { SendAgain, IsAnError };
    Result<void> resumeCopyOrMove(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                                  std::span<store::OperationMessage> chunk, Missing missing);
    Result<void> removeSource(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<store::OperationMessage> chunk);
    Result<void> enter(const store::MailboxRecord &mailbox, UidValidity expected);

    // MoveAcross.cpp: to another account
    Result<void> replayAcross(const store::OperationRecord &operation, Messages messages);
    Result<void> appendNext(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                            imap::ImapSession &other, std::span<store::OperationMessage> rest, std::size_t &alone);
    Result<void> appendAcross(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                              imap::ImapSession &other, store::OperationMessage &message);
    Result<void> replayIntoKept(const store::OperationRecord &operation, Messages messages, const store::MailboxRecord &target);
    Result<void> replayFromKept(const store::OperationRecord &operation, Messages messages);
    /// Puts those that were not begun yet into the other account with one command. Those that it did are Copied; the others are appendAcross()'s.
    Result<std::size_t> appendTogether(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                                imap::ImapSession &other, std::span<store::OperationMessage> chunk);
    Result<QByteArray> rawMessage(const store::MailboxRecord &source, const store::OperationMessage &message);

    /// The first UID that no message of `mailbox` had before now; 0 when that can't be told. What we listed ourselves counts against a server that forgot.
    [[nodiscard]] static Uid firstFreeUid(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status);
    /// Durable when it is told, and that is waited for before a command goes out. With the first one the operation is in flight.
    /// \param messages  live until then, as does this
    std::future<Result<void>> beginStep(OperationId operation, std::span<const store::OperationMessage> messages);
    Result<void> step(OperationId operation, std::span<const store::OperationMessage> messages);
    Result<void> done(OperationId operation, std::span<const store::StoreWriter::Done> messages);
    Result<store::MailboxRecord> mailboxNamed(AccountId account, const std::string &wireName);
    [[nodiscard]] std::int64_t nextBackoff(int attempts) const;

    imap::ImapSession &m_session;
    Context m_context;
    Outcome m_outcome;
    std::optional<OperationId> m_notInFlight;   ///< the operation at hand, until that is noted
    struct Entered {                 // what `enter` selected last
        std::string wireName;
        UidValidity uidValidity;
        bool readOnly = false;
        bool keywordsAllowed = true;
    };
    Entered m_entered;
};

} // namespace tern::sync
