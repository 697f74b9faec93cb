// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AccountChecks.h"

namespace tern::engine {

int AccountChecks::start(accounts::AccountSetup setup, accounts::AccountChecker::StepListener step, Done done)
{
    reap();
    const auto check = std::make_shared<Check>();
    const std::lock_guard lock(m_mutex);
    const int handle = m_nextHandle++;
    m_checks.emplace(handle, check);
    // The Check stays in the map until its thread was joined.
    check->thread = std::thread([this, check = check.get(), setup = std::move(setup), step = std::move(step), done = std::move(done)] {
        accounts::CheckerOptions options = m_options;
        if (m_prepare)
            m_prepare(options);
        accounts::AccountChecker checker(std::move(options), check->stop.token(), step);
        auto outcome = checker.run(setup);
        if (check->stop.stopRequested())
            outcome = makeError(ErrorKind::Cancelled, "accounts.check");
        done(std::move(outcome));
        check->finished.store(true, std::memory_order_release);
    });
    return handle;
}

void AccountChecks::cancel(int handle)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_checks.find(handle); found != m_checks.end())
        found->second->stop.requestStop();
}

void AccountChecks::reap()
{
    std::vector<std::shared_ptr<Check>> ended;
    {
        const std::lock_guard lock(m_mutex);
        for (auto entry = m_checks.begin(); entry != m_checks.end();) {
            if (!entry->second->finished.load(std::memory_order_acquire)) {
                ++entry;
                continue;
            }
            ended.push_back(entry->second);
            entry = m_checks.erase(entry);
        }
    }
    for (const auto &check : ended)
        check->thread.join();
}

void AccountChecks::stop()
{
    std::map<int, std::shared_ptr<Check>> checks;
    {
        const std::lock_guard lock(m_mutex);
        checks = std::exchange(m_checks, {});
    }
    for (const auto &[handle, check] : checks)
        check->stop.requestStop();
    for (const auto &[handle, check] : checks)
        check->thread.join();
}

} // namespace tern::engine
