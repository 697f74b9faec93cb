// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Clock.h"
#include "core/outbox/Delivery.h"
#include "core/outbox/DraftSync.h"
#include "core/outbox/LedgerRules.h"
#include "core/outbox/OutboxEvents.h"
#include "core/outbox/ServerFolders.h"
#include "core/store/Store.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace tern::outbox {

/// What a lane works with; everything outlives it.
struct LaneParts {
    store::Store &store;
    const Clock &clock;
    MailSender &sender;
    ServerFolders &folders;
    OutboxEvents &events;
    DraftWriter draftWriter;
    std::chrono::milliseconds draftPause{10'000};   ///< a draft is uploaded when it was left alone that long
};

/// One account's send lane: works through its Outbox and its drafts, step by durable step. Its thread runs while something waits.
/// Thread: any may call it.
class OutboxLane final {
public:
    OutboxLane(AccountId account, LaneParts parts);
    ~OutboxLane();

    /// Something may be to do; the thread is started when it isn't running.
    void wake();
    /// The network or a password is back: everything that waits for its time is tried now.
    void retryNow();
    /// One pass over everything, waiting times ignored; `done` is called on the lane's thread when it is over.
    void runPass(std::function<void()> done);
    /// Ends within a second; joins.
    void stop();

private:
    void start(std::unique_lock<std::mutex> &lock);
    void run();
    /// \return when to look again; nothing when nothing waits.
    std::optional<UnixMillis> pass(bool ignoreWaiting);
    [[nodiscard]] bool recoverLeftovers();
    [[nodiscard]] bool recordUnwritten();
    /// Everything of the account that is due goes out, server by server.
    void deliverDue(bool ignoreWaiting);
    void deliverTo(const Submission &to, std::vector<OutboxId> items, const std::function<bool(const store::OutboxRecord &)> &isDue);
    void holdBack(const std::vector<OutboxId> &items, const Error &error);
    void noteOutcome(const store::OutboxRecord &item, bool recorded);
    /// What follows a delivery: looking for a copy, saving one.
    std::optional<UnixMillis> follow(store::OutboxRecord item, bool ignoreWaiting);
    [[nodiscard]] std::uint64_t wakes();

    // Each works on `item` and leaves it as it is on disk. \return false when it can't go on now.
    [[nodiscard]] bool lookForCopy(store::OutboxRecord &item);
    [[nodiscard]] bool saveCopy(store::OutboxRecord &item);
    [[nodiscard]] bool refresh(store::OutboxRecord &item);
    [[nodiscard]] bool record(const store::OutboxRecord &item, bool copyFound = false);
    void postpone(const store::OutboxRecord &item, const Error &error);
    void tellProgress(const store::OutboxRecord &item, std::uint64_t done, std::uint64_t total);
    void tell(LaneState::What what, const QString &subject = {}, std::uint64_t done = 0, std::uint64_t total = 0);

    const AccountId m_account;
    LaneParts m_parts;
    DraftSync m_drafts;
    std::unique_ptr<StopSource> m_stop;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::thread m_thread;
    bool m_running = false;
    bool m_stopped = false;
    bool m_woken = false;
    std::uint64_t m_wakes = 0;
    bool m_ignoreWaiting = false;
    std::vector<std::function<void()>> m_waitingForPass;

    // Lane thread only.
    std::unique_ptr<store::StoreReader> m_reader;
    bool m_recovered = false;
    struct CopyTry {
        int attempts = 0;
        UnixMillis next = 0;
        bool look = true;       ///< an earlier try may have left a copy
        ErrorKind lastError = ErrorKind::Internal;
    };
    std::map<OutboxId, CopyTry> m_copies;
    std::map<OutboxId, store::OutboxRecord> m_unwritten;    ///< what a full disk kept from being recorded
    LaneState m_state;
    std::chrono::steady_clock::time_point m_toldProgress;
};

} // namespace tern::outbox
