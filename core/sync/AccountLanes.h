// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/base/Clock.h"
#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"
#include "core/sync/SignInVerdict.h"
#include "core/sync/SyncTypes.h"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace tern::sync {

/// Runs on a signed-in connection of an account, in its foreground lane. It may select another mailbox.
using ImapJob = std::function<Result<void>(imap::ImapSession &)>;

/// How often lanes do what nothing calls them to.
struct LaneTimes {
    std::chrono::milliseconds walk{std::chrono::minutes(2)};            ///< a look at every mailbox
    std::chrono::milliseconds poll{std::chrono::seconds(60)};           ///< the watched mailbox, where the server has no IDLE
    std::chrono::milliseconds lookAtInbox{std::chrono::seconds(30)};    ///< one STATUS, where the only connection watches another mailbox
    std::chrono::milliseconds busyLook{std::chrono::seconds(10)};       ///< the same while bodies come in
    SignInVerdict::Pauses signIn;                                       ///< after a refusal that may not be about the password
};

/// What an account's lanes need of the rest. The references outlive the lanes. Callbacks come on lane threads and must return quickly.
struct SyncContext {
    store::Store &store;
    accounts::AccountNet &net;
    const Clock &clock;
    std::function<void(const LaneStatus &)> laneChanged;
    std::function<void(const Connectivity &)> connectivityChanged;
    std::function<void(const SyncNotice &)> noticed;
    LaneTimes times{};
    int mostConnections = 2;    ///< that the provider is known to allow the account
};

/// The threads that look after one account. Thread: any, unless said otherwise. No call waits for the network.
class AccountLanes {
public:
    /// Those for this kind of account.
    [[nodiscard]] static std::unique_ptr<AccountLanes> make(store::AccountRecord account, SyncContext context);
    /// Stops and joins.
    virtual ~AccountLanes() = default;

    /// \param automatic  keep in step by itself; false: only what is asked for by the calls below (the CLI).
    virtual void start(bool automatic) = 0;
    /// All lanes end within a second of requestStop(), whatever they wait for.
    virtual void requestStop() = 0;
    virtual void join() = 0;

    /// Something was queued, released, retried: replay.
    virtual void operationsChanged() = 0;
    /// The mailbox on screen is watched and kept fresh before others.
    virtual void setFocus(MailboxId mailbox) = 0;
    /// Rows on screen: their bodies are filled before others.
    virtual void setVisible(std::vector<PlacementId> rows) = 0;
    /// Fetches and stores one body before anything else. `done` exactly once, on a lane thread (Cancelled at stop).
    virtual void fetchBody(PlacementId placement, std::function<void(Result<void>)> done) = 0;
    /// First lines for rows on screen. A later call replaces an earlier one.
    virtual void fetchSnippets(std::vector<PlacementId> rows) = 0;
    /// Brings the scope up to date; `done` when nothing is left to do, or with the error that keeps it from that.
    virtual void syncNow(SyncScope scope, std::function<void(Result<SyncSummary>)> done) = 0;
    /// `done` exactly once, on a lane thread. Unsupported where there is no IMAP server.
    virtual void submitJob(ImapJob job, std::function<void(Result<void>)> done) = 0;
    /// The network came back, a password was given, a setting changed: forget back-off, try now.
    virtual void retryNow() = 0;
    /// The setting for bodies in the background is another.
    virtual void bodiesWanted() = 0;
    /// Another network, or a wake from sleep: as retryNow(), except that a refused password is not tried again; connections are asked for a sign of life.
    /// The NetworkSignal of the AccountNet was told before.
    virtual void networkChanged() = 0;
    /// A server was reached, of this account or another: lanes that back off try again soon.
    virtual void serverReached() = 0;
    virtual void setConditions(const NetworkConditions &conditions) = 0;

    [[nodiscard]] virtual AccountId account() const = 0;
};

} // namespace tern::sync
