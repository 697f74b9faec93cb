// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/store/Records.h"
#include "core/sync/AuditTypes.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>

/// The values that sync tells about itself.
namespace tern::sync {

enum class LaneKind { Foreground, Background, Send, Index /*reads stored messages for the search; one for all accounts*/ };

/// What a lane does right now, for Activity.
struct LaneStatus {
    LaneKind kind = LaneKind::Foreground;
    enum class State { Idle, Connecting, Working, Watching /*IDLE*/, WaitingForConnection /*the server allows no more*/, Paused, BackingOff, Stopped } state = State::Idle;
    enum class What {
        Nothing,
        SigningIn,
        ListingFolders,
        ListingMessages,
        FetchingBody,
        FetchingBodies,
        Replaying,
        Appending,
        Sending,
        Watching,
        Polling,
        Auditing,
        Indexing
    } what = What::Nothing;
    QString doing;                    ///< the object of `what`: a mailbox's path, a subject; not translated
    int done = 0, total = 0;          ///< total 0: unknown; of Indexing messages, total - done is how far the index is behind
    std::int64_t bytesReceived = 0, bytesSent = 0;   ///< of the protocol
    std::int64_t wireReceived = 0, wireSent = 0;     ///< as they crossed the network: fewer when compressed [RFC 4978]
    UnixMillis retryAt = 0;           ///< with BackingOff
    std::optional<Error> error;       ///< the last one, until the next success
};

struct SyncSummary {
    std::int64_t messages = 0, bodies = 0, bytesReceived = 0, commands = 0;
    std::int64_t wireReceived = 0;    ///< bytesReceived as they crossed the network
    double seconds = 0;
};

/// How much of its allowance on the server an account uses, in bytes.
struct QuotaUse {
    std::int64_t used = 0, limit = 0;
    bool operator==(const QuotaUse &) const = default;
};

/// How an account's connection stands.
struct Connectivity {
    enum class State { Offline, Connecting, Online, NeedsPassword, Problem } state = State::Offline;
    std::optional<Error> error;
    UnixMillis offlineSince = 0;      ///< 0: not offline
    UnixMillis lastSync = 0;          ///< the last time all mailboxes were seen up to date; 0: not yet
    std::optional<QuotaUse> quota;    ///< as the server last told; nothing where it has none
};

/// What the desktop knows of the network and the power.
struct NetworkConditions {
    bool isMetered = false;           ///< bytes cost: bodies come slowly
    bool savesPower = false;          ///< bodies wait
    bool isCaptive = false;           ///< a portal stands before the network: what servers seem to say is its doing

    bool operator==(const NetworkConditions &) const = default;
};

/// Something a person should be told once.
struct SyncNotice {
    enum class Kind { OperationRefused, ServerAlert, StorageProblem /*what came could not be written*/ } kind = Kind::ServerAlert;
    OperationId operation;            ///< OperationRefused
    store::OperationIntent intent = store::OperationIntent::None;
    int messages = 0;
    Error error;
};

/// An audit of one account under way. Shared between who asked and the lane; a lost connection goes on where it ended.
struct AuditScope {
    bool repair = false;
    StopToken stop;                   ///< the asker's
    std::function<void(const AuditFinding &)> found;          ///< lane thread
    std::function<void(const AuditProgress &)> progress;      ///< lane thread
    std::set<MailboxId> finished;
    bool foldersCompared = false;
    std::int64_t compared = 0;        ///< messages
    HeldMail held;                    ///< of these
};

/// What syncNow() is to bring up to date.
struct SyncScope {
    MailboxId mailbox;                ///< 0: all
    bool bodies = false;              ///< also every body
    bool replayOperations = true;
    bool onlyNews = false;            ///< where nothing tells of changed flags, don't ask for them every time
    std::function<void(const SyncSummary &)> progress;   ///< lane thread; now and then
    std::shared_ptr<AuditScope> audit;                   ///< compare with the server instead
};

} // namespace tern::sync
