// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/AccountSync.h"
#include "core/sync/ConnectionTurns.h"
#include "core/sync/ReplayGate.h"

#include <array>
#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace tern::sync {

using Done = std::function<void(Result<void>)>;

struct BodyRequest {
    PlacementId placement;
    Done done;
    bool retried = false;
};
struct JobRequest {
    ImapJob job;
    Done done;
};
struct SyncRequest {
    SyncScope scope;
    std::function<void(Result<SyncSummary>)> done;
};

/// What the two lanes of an account and its callers share. Only what is asked for crosses here; sessions and readers stay in their lanes.
/// Thread: any.
class SharedLaneState final {
public:
    SharedLaneState(store::AccountRecord theAccount, SyncContext theContext) : account(std::move(theAccount)), context(std::move(theContext)) {}

    const store::AccountRecord account;
    const SyncContext context;
    ReplayGate gate;
    StopSource stop;
    WakeFd foregroundWake;
    WakeFd backgroundWake;
    ConnectionTurns turns{foregroundWake, backgroundWake, context.clock, context.mostConnections};
    std::mutex replayMutex;            ///< one lane replays at a time
    bool automatic = false;            ///< set before the lanes start
    SignInVerdict signIn{context.clock, context.times.signIn};
    std::atomic<bool> isNotified{false};    ///< the foreground connection hears of every mailbox: walks may be rare

    void request(BodyRequest body);
    void request(JobRequest job);
    void request(SyncRequest sync);
    void requestSnippets(std::vector<PlacementId> rows);
    void requestReplay();
    /// The server told of changes in these mailboxes: the background lane looks at them before anything else. Empty: at all of them.
    void requestLook(std::set<std::string> wireNames);
    /// Something may have changed there that nobody was told of: the background lane asks.
    void requestCheck(std::string wireName);
    void setFocus(MailboxId mailbox);
    /// Rows on screen, whose bodies come before others.
    void setVisible(std::vector<PlacementId> rows);
    /// Look again which bodies are wanted.
    void requestBodies();
    void setConditions(const NetworkConditions &conditions);
    void retryNow();
    /// Try now, and make sure that connections still are.
    void networkChanged();
    /// A server was just reached: a lane that backs off need not wait so long. Nothing else changes.
    void serverReached();
    /// The lane has no connection and waits before its next try.
    void setAway(LaneKind lane, bool away) { m_away[lane == LaneKind::Foreground ? 0 : 1].store(away, std::memory_order_relaxed); }
    [[nodiscard]] bool isAway(LaneKind lane) const { return m_away[lane == LaneKind::Foreground ? 0 : 1].load(std::memory_order_relaxed); }

    struct ForegroundWork {
        std::deque<BodyRequest> bodies;
        std::deque<JobRequest> jobs;
        std::vector<PlacementId> snippets;
        bool replay = false;
        bool retry = false;
        bool networkChanged = false;
        bool serverReached = false;
    };
    /// Takes everything that waits for the foreground lane; what can't be done now is put back.
    [[nodiscard]] ForegroundWork takeForegroundWork();
    void putBack(ForegroundWork work);
    [[nodiscard]] bool hasForegroundWork();
    /// While the foreground lane does what can't be interrupted (a large APPEND, a replay), bodies that a person waits for are the background lane's.
    void setForegroundBusy(bool busy);
    [[nodiscard]] std::deque<BodyRequest> takeBodiesForBackground();
    [[nodiscard]] MailboxId focus();

    struct BackgroundWork {
        std::deque<SyncRequest> requests;
        std::set<std::string> look;
        std::set<std::string> check;
        bool walk = false;
        std::vector<MailboxId> opened;     ///< by the person, since the last time
        bool bodies = false;
        bool retry = false;
        bool networkChanged = false;
        bool serverReached = false;
    };
    [[nodiscard]] BackgroundWork takeBackgroundWork();
    void putBack(SyncRequest request);
    [[nodiscard]] bool hasBackgroundWork();
    [[nodiscard]] std::vector<PlacementId> visible();
    [[nodiscard]] NetworkConditions conditions();
    /// Which mailbox the foreground lane watches; the background lane watches the inbox when it is another.
    void setWatched(MailboxId mailbox);
    [[nodiscard]] MailboxId watched() const { return MailboxId{m_watched.load(std::memory_order_relaxed)}; }

    void tell(const LaneStatus &status) const;
    /// Tells connectivity when it changed.
    void setConnectivity(Connectivity::State state, const std::optional<Error> &error);
    void setLastSync(UnixMillis at);
    void setQuota(const std::optional<QuotaUse> &quota);
    /// What was fetched could not be written: tells the person, once until something was written again. Others are not told here.
    void noteWriting(const Result<void> &outcome);

private:
    std::mutex m_mutex;
    ForegroundWork m_foreground;
    bool m_isForegroundBusy = false;
    BackgroundWork m_background;
    MailboxId m_focus;
    bool m_storageTold = false;
    std::vector<PlacementId> m_visible;
    NetworkConditions m_conditions;
    std::atomic<std::int64_t> m_watched{0};
    std::array<std::atomic<bool>, 2> m_away{};
    std::mutex m_connectivityMutex;
    Connectivity m_connectivity;
};

/// The disk's trouble, not the server's: full, read-only, broken.
[[nodiscard]] bool isStorageTrouble(const Error &error);

/// Waits for `wake`, the account's stop, or the deadline (steady; none: for ever). Clears nothing.
void waitFor(const WakeFd &wake, const StopToken &stop, std::optional<std::chrono::milliseconds> longest);

} // namespace tern::sync
