// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/AccountLanes.h"

namespace tern::sync {

/// Looks after an account whose mail is kept here: one lane, which visits the POP3 server (if there is one), carries out what was held or leads to
/// another account's server, and puts text into the index.
class KeptSync final : public AccountLanes {
public:
    KeptSync(store::AccountRecord account, SyncContext context);
    ~KeptSync() override;
    KeptSync(const KeptSync &) = delete;
    KeptSync &operator=(const KeptSync &) = delete;

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
