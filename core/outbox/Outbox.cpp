// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/Outbox.h"

namespace tern::outbox {

std::shared_ptr<OutboxLane> Outbox::lane(AccountId account)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped)
        return nullptr;
    auto &lane = m_lanes[account];
    if (!lane)
        lane = std::make_shared<OutboxLane>(account, m_parts);
    return lane;
}

void Outbox::wake(AccountId account)
{
    if (const auto found = lane(account))
        found->wake();
}

void Outbox::retryNow(AccountId account)
{
    if (const auto found = lane(account))
        found->retryNow();
}

void Outbox::runPass(AccountId account, std::function<void()> done)
{
    if (const auto found = lane(account))
        found->runPass(std::move(done));
    else
        done();
}

void Outbox::drop(AccountId account)
{
    std::shared_ptr<OutboxLane> ended;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_lanes.find(account);
        if (found == m_lanes.end())
            return;
        ended = found->second;
        m_lanes.erase(found);
    }
    ended->stop();
}

void Outbox::stop()
{
    std::map<AccountId, std::shared_ptr<OutboxLane>> lanes;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        lanes = std::exchange(m_lanes, {});
    }
    for (const auto &[account, lane] : lanes)
        lane->stop();
}

} // namespace tern::outbox
