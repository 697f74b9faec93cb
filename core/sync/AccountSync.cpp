// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/AccountSync.h"

#include "core/sync/BackgroundLane.h"
#include "core/sync/ForegroundLane.h"
#include "core/sync/SharedLaneState.h"

#include <thread>

namespace tern::sync {

class AccountSync::Impl {
public:
    Impl(store::AccountRecord account, SyncContext context) : shared(std::move(account), std::move(context)) {}

    SharedLaneState shared;
    std::thread foreground;
    std::thread background;
    std::mutex joinMutex;
    std::atomic<bool> started{false};
};

AccountSync::AccountSync(store::AccountRecord account, SyncContext context) : m_impl(std::make_unique<Impl>(std::move(account), std::move(context)))
{
}

AccountSync::~AccountSync()
{
    requestStop();
    join();
}

void AccountSync::start(bool automatic)
{
    if (m_impl->started.exchange(true))
        return;
    m_impl->shared.automatic = automatic;
    m_impl->foreground = std::thread([this] { ForegroundLane(m_impl->shared).run(); });
    m_impl->background = std::thread([this] { BackgroundLane(m_impl->shared).run(); });
}

void AccountSync::requestStop()
{
    m_impl->shared.stop.requestStop();
    m_impl->shared.foregroundWake.signal();
    m_impl->shared.backgroundWake.signal();
}

void AccountSync::join()
{
    const std::lock_guard lock(m_impl->joinMutex);
    if (m_impl->foreground.joinable())
        m_impl->foreground.join();
    if (m_impl->background.joinable())
        m_impl->background.join();
    // What came after the lanes had ended.
    auto late = m_impl->shared.takeForegroundWork();
    for (BodyRequest &request : late.bodies)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
    for (JobRequest &request : late.jobs)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
    for (SyncRequest &request : m_impl->shared.takeBackgroundWork().requests)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
}

void AccountSync::operationsChanged()
{
    m_impl->shared.requestReplay();
}

void AccountSync::setFocus(MailboxId mailbox)
{
    m_impl->shared.setFocus(mailbox);
}

void AccountSync::fetchBody(PlacementId placement, std::function<void(Result<void>)> done)
{
    m_impl->shared.request(BodyRequest{placement, std::move(done)});
}

void AccountSync::fetchSnippets(std::vector<PlacementId> rows)
{
    m_impl->shared.requestSnippets(std::move(rows));
}

void AccountSync::syncNow(SyncScope scope, std::function<void(Result<SyncSummary>)> done)
{
    m_impl->shared.request(SyncRequest{std::move(scope), std::move(done)});
}

void AccountSync::submitJob(ImapJob job, std::function<void(Result<void>)> done)
{
    m_impl->shared.request(JobRequest{std::move(job), std::move(done)});
}

void AccountSync::retryNow()
{
    m_impl->shared.retryNow();
}

void AccountSync::setVisible(std::vector<PlacementId> rows)
{
    m_impl->shared.setVisible(std::move(rows));
}

void AccountSync::bodiesWanted()
{
    m_impl->shared.requestBodies();
}

void AccountSync::networkChanged()
{
    m_impl->shared.networkChanged();
}

void AccountSync::serverReached()
{
    m_impl->shared.serverReached();
}

void AccountSync::setConditions(const NetworkConditions &conditions)
{
    m_impl->shared.setConditions(conditions);
}

AccountId AccountSync::account() const
{
    return m_impl->shared.account.id;
}

} // namespace tern::sync
