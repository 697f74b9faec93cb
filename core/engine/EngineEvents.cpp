// SPDX-License-Identifier: GPL-3.0-or-later
// What lanes and outbox tell, as the observer gets it.
#include "core/engine/EngineImpl.h"

namespace tern::engine {

void EngineImpl::tell(Notice notice)
{
    withObserver([&](EngineObserver &observer) { observer.noticed(notice); });
}

void EngineImpl::noticed(const Notice &notice)
{
    tell(notice);
}

void EngineImpl::noteSendLane(AccountStatus &status) const
{
    const std::lock_guard lock(m_stateMutex);
    const auto lane = m_sendLanes.find(status.account);
    if (lane != m_sendLanes.end())
        status.lanes.push_back(lane->second);
}

std::vector<AccountStatus> EngineImpl::accountStatus() const
{
    auto statuses = m_hub->status();
    for (AccountStatus &status : statuses)
        noteSendLane(status);
    return statuses;
}

LaneStatus EngineImpl::indexStatus() const
{
    const std::lock_guard lock(m_stateMutex);
    return m_indexLane;
}

void EngineImpl::indexChanged(const LaneStatus &status)
{
    {
        const std::lock_guard lock(m_stateMutex);
        m_indexLane = status;
    }
    withObserver([&](EngineObserver &observer) { observer.indexChanged(status); });
}

void EngineImpl::accountChanged(const AccountStatus &told)
{
    AccountStatus status = told;
    noteSendLane(status);
    bool isBack = false;
    {
        const std::lock_guard lock(m_stateMutex);
        const auto before = std::exchange(m_lastStates[status.account], status.state);
        isBack = status.state == AccountStatus::State::Online && before != AccountStatus::State::Online;
    }
    withObserver([&](EngineObserver &observer) { observer.accountStatusChanged(status); });
    if (!isBack)
        return;
    // The server answers again: what waits in the Outbox needs not wait for its time, nor do other accounts.
    wakeOutbox(status.account, true);
    m_hub->serverReached();
}

void EngineImpl::laneChanged(AccountId account, const outbox::LaneState &state)
{
    LaneStatus lane;
    lane.kind = LaneKind::Send;
    lane.doing = state.subject;
    lane.done = static_cast<int>(std::min<std::uint64_t>(state.done / 1024, INT_MAX));
    lane.total = static_cast<int>(std::min<std::uint64_t>(state.total / 1024, INT_MAX));
    lane.bytesSent = static_cast<std::int64_t>(state.done);
    lane.retryAt = state.retryAt;
    lane.error = state.error;
    switch (state.what) {
    case outbox::LaneState::What::Idle: lane.state = LaneStatus::State::Idle; break;
    case outbox::LaneState::What::Sending:
        lane.state = LaneStatus::State::Working;
        lane.what = LaneStatus::What::Sending;
        break;
    case outbox::LaneState::What::Appending:
        lane.state = LaneStatus::State::Working;
        lane.what = LaneStatus::What::Appending;
        break;
    case outbox::LaneState::What::BackingOff: lane.state = LaneStatus::State::BackingOff; break;
    case outbox::LaneState::What::Stopped: lane.state = LaneStatus::State::Stopped; break;
    }
    {
        const std::lock_guard lock(m_stateMutex);
        m_sendLanes[account] = lane;
    }
    for (AccountStatus &status : m_hub->status()) {
        if (status.account != account)
            continue;
        status.lanes.push_back(lane);
        withObserver([&](EngineObserver &observer) { observer.accountStatusChanged(status); });
    }
}

void EngineImpl::sent(const store::OutboxRecord &item)
{
    Notice notice;
    notice.kind = item.reason ? Notice::Kind::SendFailed : Notice::Kind::Sent;
    notice.account = item.account;
    notice.outbox = item.id;
    notice.subject = item.subject;
    if (item.reason) {
        notice.error = *item.reason;
        for (const auto &recipient : item.recipients) {
            if (recipient.refused)
                notice.refused << recipient.address;
        }
    }
    tell(notice);
    if (!item.repliedTo.empty() || !item.forwarded.empty())
        m_hub->operationsChanged();     // \Answered on the source waits now
    m_hub->serverReached();
}

void EngineImpl::failed(const store::OutboxRecord &item)
{
    Notice notice;
    notice.kind = Notice::Kind::SendFailed;
    notice.account = item.account;
    notice.outbox = item.id;
    notice.subject = item.subject;
    notice.error = item.reason.value_or(Error{});
    tell(std::move(notice));
}

void EngineImpl::unknown(const store::OutboxRecord &item)
{
    Notice notice;
    notice.kind = Notice::Kind::SendUnknown;
    notice.account = item.account;
    notice.outbox = item.id;
    notice.subject = item.subject;
    notice.error = item.reason.value_or(Error{});
    tell(std::move(notice));
}

void EngineImpl::copyFailed(AccountId account, const QString &subject, const Error &error)
{
    Notice notice;
    notice.kind = Notice::Kind::AccountProblem;
    notice.account = account;
    notice.subject = subject;
    notice.error = error;
    tell(std::move(notice));
}

} // namespace tern::engine
