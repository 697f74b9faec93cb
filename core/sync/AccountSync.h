// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/AccountLanes.h"

namespace tern::sync {

/// Keeps one account in step with its server: a foreground lane (IDLE, what a person waits for, replay of operations) and a background lane (walks
/// the mailboxes, fills bodies). Connections are made when there is something to do.
/// Thread: any, unless said otherwise. No call waits for the network.
class AccountSync final : public AccountLanes {
public:
    AccountSync(store::AccountRecord account, SyncContext context);
    /// Stops and joins.
    ~AccountSync() override;
    AccountSync(const AccountSync &) = delete;
    AccountSync &operator=(const AccountSync &) = delete;

    void start(bool automatic) override;
    void requestStop() override;
    void join() override;
    void operationsChanged() override;
    void setFocus(MailboxId mailbox) override;
    void setVisible(std::vector<PlacementId> rows) override;
    void fetchBody(PlacementId placement, std::function<void(Result<void>)> done) override;
    void fetchSnippets(std::vector<PlacementId> rows) override;
    void syncNow(SyncScope scope, std::function<void(Result<SyncSummary>)> done) override;
    void submitJob(ImapJob job, std::function<void(Result<void>)> done) override;
    void retryNow() override;
    void bodiesWanted() override;
    void networkChanged() override;
    void serverReached() override;
    void setConditions(const NetworkConditions &conditions) override;
    [[nodiscard]] AccountId account() const override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tern::sync
