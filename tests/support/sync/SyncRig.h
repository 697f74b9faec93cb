// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"
#include "core/sync/AccountSync.h"
#include "tests/support/Patience.h"
#include "tests/support/TemporaryFolder.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tern::test {

/// A profile with accounts and their lanes, as the engine would hold them, and ways to wait for what they do.
/// A failed step throws std::runtime_error: a test can't go on without it.
/// Thread: the test's.
class SyncRig final {
public:
    static constexpr std::chrono::milliseconds kPatience{10'000 * kSlower};

    /// \param profile  empty: a temporary one of its own that goes with the rig.
    explicit SyncRig(const std::filesystem::path &profile = {});
    ~SyncRig();
    SyncRig(const SyncRig &) = delete;
    SyncRig &operator=(const SyncRig &) = delete;

    /// Called before every commit; set before open().
    std::function<void(std::uint64_t)> commitHook;

    /// Set before open().
    sync::LaneTimes times;
    /// What a provider allows; set before addAccount().
    int mostConnections = 2;

    /// Opens the store; accounts that are in it get their lanes back, not started.
    void open();
    /// Stops the lanes and closes the store, as quitting does.
    void close();

    /// \param host  empty: 127.0.0.1, or localhost with encryption
    AccountId addAccount(const std::string &email, std::uint16_t port, const std::string &password = "secret", const std::string &caFile = {},
                         tern::Security security = tern::Security::Plain, const std::string &host = {});
    void startAll(bool automatic);

    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] store::StoreReader &reader() { return *m_reader; }
    [[nodiscard]] accounts::AccountNet &net() { return *m_net; }
    [[nodiscard]] sync::AccountSync &sync(AccountId account) { return *m_syncs.at(account); }
    [[nodiscard]] std::vector<AccountId> accounts() const;

    /// Brings an account up to date and waits.
    Result<sync::SyncSummary> syncNow(AccountId account, sync::SyncScope scope = {});
    /// Until `condition` holds: looked at after each change and every 20 ms. \return false after the patience.
    [[nodiscard]] bool waitFor(const std::function<bool()> &condition, std::chrono::milliseconds patience = kPatience);

    [[nodiscard]] MailboxId mailbox(AccountId account, const std::string &wireName);
    [[nodiscard]] std::vector<store::MessageRow> rows(MailboxId mailbox);
    /// Subjects shown, sorted, each with its flags: "name seen flagged".
    [[nodiscard]] std::vector<std::string> shown(AccountId account, const std::string &wireName);
    [[nodiscard]] PlacementId placement(AccountId account, const std::string &wireName, const std::string &subject);
    [[nodiscard]] std::size_t operations();

    OperationId add(const store::NewOperation &operation);
    OperationId flag(std::vector<PlacementId> placements, store::Flags add, store::Flags remove = 0);
    OperationId move(std::vector<PlacementId> placements, MailboxId target);
    OperationId copy(std::vector<PlacementId> placements, MailboxId target);
    OperationId expunge(std::vector<PlacementId> placements);
    /// Tells all lanes that something was queued.
    void kick();

    [[nodiscard]] std::vector<sync::SyncNotice> notices();
    [[nodiscard]] sync::Connectivity connectivity(AccountId account);
    [[nodiscard]] sync::LaneStatus lane(AccountId account, sync::LaneKind kind);
    [[nodiscard]] const std::filesystem::path &profile() const { return m_profile; }
    /// The dialogue so far, for the failure of a test.
    [[nodiscard]] std::string traced() const;

private:
    void makeLanes(const store::AccountRecord &account);

    std::optional<TemporaryFolder> m_own;
    std::filesystem::path m_profile;
    SystemClock m_clock;
    TraceRing m_trace;
    std::unique_ptr<accounts::AccountNet> m_net;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<store::StoreReader> m_reader;
    std::map<AccountId, std::unique_ptr<sync::AccountSync>> m_syncs;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<sync::SyncNotice> m_notices;
    std::map<AccountId, sync::Connectivity> m_connectivity;
    std::map<std::pair<AccountId, sync::LaneKind>, sync::LaneStatus> m_lanes;
};

} // namespace tern::test
