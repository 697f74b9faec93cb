// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/outbox/OutboxLane.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace tern::outbox {

/// The send lanes of all accounts.
/// Thread: any.
class Outbox final {
public:
    explicit Outbox(LaneParts parts) : m_parts(std::move(parts)) {}
    ~Outbox() { stop(); }

    /// Looks at the account's Outbox and drafts; starts its lane if something waits.
    void wake(AccountId account);
    /// The network or a password is back.
    void retryNow(AccountId account);
    /// One pass over the account, waiting times ignored. `done` is called once, on the lane's thread or at stop().
    void runPass(AccountId account, std::function<void()> done);
    /// Ends the account's lane (it was removed or disabled); blocks up to a second.
    void drop(AccountId account);
    /// Ends all lanes; each within a second. Idempotent.
    void stop();

private:
    std::shared_ptr<OutboxLane> lane(AccountId account);

    LaneParts m_parts;
    std::mutex m_mutex;
    bool m_stopped = false;
    std::map<AccountId, std::shared_ptr<OutboxLane>> m_lanes;
};

} // namespace tern::outbox
