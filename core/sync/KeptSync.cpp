// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/KeptSync.h"

#include "core/sync/KeptLane.h"
#include "core/sync/SharedLaneState.h"

#include <thread>

namespace tern::sync {

class KeptSync::Impl {
public:
    Impl(store::AccountRecord account, SyncContext context) : shared(std::move(account), std::move(context)) {}

    SharedLaneState shared;
    std::thread lane;
    std::mutex joinMutex;
    std::atomic<bool> started{false};
};

KeptSync::KeptSync(store::AccountRecord account, SyncContext context) : m_impl(std::make_unique<Impl>(std::move(account), std::move(context))) {}

KeptSync::~KeptSync()
{
    KeptSync::requestStop();
    KeptSync::join();
}

void KeptSync::start(bool automatic)
{
    if (m_impl->started.exchange(true))
        return;
    m_impl->shared.automatic = automatic;
    m_impl->lane = std::thread([this] { KeptLane(m_impl->shared).run(); });
}

void KeptSync::requestStop()
{
    m_impl->shared.stop.requestStop();
    m_impl->shared.foregroundWake.signal();
}

void KeptSync::join()
{
    const std::lock_guard lock(m_impl->joinMutex);
    if (m_impl->lane.joinable())
        m_impl->lane.join();
    // What came after the lane had ended.
    for (BodyRequest &request : m_impl->shared.takeForegroundWork().bodies)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
    for (SyncRequest &request : m_impl->shared.takeBackgroundWork().requests)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
}

void KeptSync::operationsChanged()
{
    m_impl->shared.requestReplay();
}

void KeptSync::setFocus(MailboxId) {}

void KeptSync::setVisible(std::vector<PlacementId> rows)
{
    m_impl->shared.setVisible(std::move(rows));
}

void KeptSync::fetchBody(PlacementId placement, std::function<void(Result<void>)> done)
{
    m_impl->shared.request(BodyRequest{placement, std::move(done)});
}

void KeptSync::fetchSnippets(std::vector<PlacementId> rows)
{
    m_impl->shared.requestSnippets(std::move(rows));
}

void KeptSync::syncNow(SyncScope scope, std::function<void(Result<SyncSummary>)> done)
{
    m_impl->shared.request(SyncRequest{std::move(scope), std::move(done)});
}

void KeptSync::submitJob(ImapJob, std::function<void(Result<void>)> done)
{
    done(makeError(ErrorKind::Unsupported, "sync.job", "the account has no IMAP server"));
}

void KeptSync::retryNow()
{
    m_impl->shared.retryNow();
}

void KeptSync::bodiesWanted() {}

void KeptSync::networkChanged()
{
    m_impl->shared.networkChanged();
}

void KeptSync::serverReached()
{
    m_impl->shared.serverReached();
}

void KeptSync::setConditions(const NetworkConditions &conditions)
{
    m_impl->shared.setConditions(conditions);
}

AccountId KeptSync::account() const
{
    return m_impl->shared.account.id;
}

} // namespace tern::sync
