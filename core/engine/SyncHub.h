// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/sync/AccountLanes.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace tern::engine {

/// The lanes of all accounts and what they tell of themselves.
/// Thread: any. Nothing waits for the network; apply() and remove() wait up to a second for lanes that end.
class SyncHub final {
public:
    /// Told on lane threads; must return quickly.
    class Listener {
    public:
        virtual ~Listener() = default;
        virtual void accountChanged(const AccountStatus &status) = 0;
        virtual void noticed(const Notice &notice) = 0;
    };
    struct Parts {
        store::Store &store;
        accounts::AccountNet &net;
        const Clock &clock;
        Listener &listener;
    };
    explicit SyncHub(Parts parts) : m_parts(parts) {}
    ~SyncHub() { stop(); }

    /// Before the first apply(). \param automatic  lanes keep in step by themselves.
    void start(bool automatic);
    /// Takes an account in, or as it is now; a disabled one is dropped. Lanes are made anew only when what they work with changed.
    void apply(const store::AccountRecord &account);
    void remove(AccountId account);
    /// Ends all lanes at once and joins them.
    void stop();

    void operationsChanged();
    void setFocus(AccountId account, MailboxId mailbox);
    void setVisible(const std::map<AccountId, std::vector<PlacementId>> &rows);
    void fetchSnippets(AccountId account, std::vector<PlacementId> rows);
    void fetchBody(const store::MessageRow &row, std::function<void(Result<void>)> done);
    void submitJob(AccountId account, sync::ImapJob job, std::function<void(Result<void>)> done);
    void syncNow(AccountId account, sync::SyncScope scope, std::function<void(Result<SyncSummary>)> done);
    void retryNow();
    void bodiesWanted();
    void networkChanged();
    /// Some server was reached: accounts that back off try again soon.
    void serverReached();
    void setConditions(const sync::NetworkConditions &conditions);

    [[nodiscard]] std::vector<AccountStatus> status() const;
    [[nodiscard]] std::vector<AccountId> accounts() const;
    /// Why nothing can be asked of an account that has no lanes: Cancelled (stopped), InvalidInput (not started, or switched off; `where` says which),
    /// NotFound. What takes a request answers with it.
    [[nodiscard]] Error whyAbsent(AccountId account) const;

private:
    struct Entry {
        store::AccountRecord record;
        std::shared_ptr<sync::AccountLanes> sync;
        AccountStatus status;
    };
    std::shared_ptr<sync::AccountLanes> make(const store::AccountRecord &account);
    std::shared_ptr<sync::AccountLanes> find(AccountId account) const;
    std::vector<std::shared_ptr<sync::AccountLanes>> all() const;
    void change(AccountId account, const std::function<void(AccountStatus &)> &edit);
    void tell(AccountId account, const sync::SyncNotice &notice);

    const Parts m_parts;
    mutable std::mutex m_mutex;
    bool m_automatic = false;
    bool m_started = false;
    bool m_stopped = false;
    sync::NetworkConditions m_conditions;
    std::map<AccountId, Entry> m_entries;
};

} // namespace tern::engine
