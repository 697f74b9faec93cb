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

/// What an account's lanes need of the rest. The references outlive the AccountSync. Callbacks come on lane threads and must return quickly.
struct SyncContext {
    store::Store &store;
    accounts::AccountNet &net;
    const Clock &clock;
    std::function<void(const LaneStatus &)> laneChanged;
    std::function<void(const Connectivity &)> connectivityChanged;
    std::function<void(const SyncNotice &)> noticed;
    LaneTimes times{};
};

/// Keeps one account in step with its server: a foreground lane (IDLE, what a person waits for, replay of operations) and a background lane (walks
/// the mailboxes, fills bodies). Connections are made when there is something to do.
/// Thread: any, unless said otherwise. No call waits for the network.
class AccountSync final {
public:
    AccountSync(store::AccountRecord account, SyncContext context);
    /// Stops and joins.
    ~AccountSync();
    AccountSync(const AccountSync &) = delete;
    AccountSync &operator=(const AccountSync &) = delete;

    /// \param automatic  keep in step by itself; false: only what is asked for by the calls below (the CLI).
    void start(bool automatic);
    /// Both lanes end within a second of requestStop(), whatever they wait for.
    void requestStop();
    void join();

    /// Something was queued, released, retried: replay.
    void operationsChanged();
    /// The mailbox on screen is watched and kept fresh before others.
    void setFocus(MailboxId mailbox);
    /// Rows on screen: their bodies are filled before others.
    void setVisible(std::vector<PlacementId> rows);
    /// Fetches and stores one body before anything else; interrupts IDLE. `done` exactly once, on a lane thread (Cancelled at stop).
    void fetchBody(PlacementId placement, std::function<void(Result<void>)> done);
    /// First lines for rows on screen. A later call replaces an earlier one.
    void fetchSnippets(std::vector<PlacementId> rows);
    /// Brings the scope up to date; `done` when nothing is left to do, or with the error that keeps it from that.
    void syncNow(SyncScope scope, std::function<void(Result<SyncSummary>)> done);
    /// `done` exactly once, on a lane thread.
    void submitJob(ImapJob job, std::function<void(Result<void>)> done);
    /// The network came back, a password was given, a setting changed: forget back-off, try now.
    void retryNow();

    /// The setting for bodies in the background is another.
    void bodiesWanted();
    /// Another network, or a wake from sleep: as retryNow(), except that a refused password is not tried again; connections are asked for a sign of life.
    /// The NetworkSignal of the AccountNet was told before.
    void networkChanged();
    /// A server was reached, of this account or another: lanes that back off try again soon.
    void serverReached();
    void setConditions(const NetworkConditions &conditions);

    [[nodiscard]] AccountId account() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tern::sync
