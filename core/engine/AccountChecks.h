// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountChecker.h"
#include "core/engine/StoppableJobs.h"

#include <functional>

namespace tern::engine {

/// Account checks under way, each on a thread of its own.
/// Thread: any.
class AccountChecks final {
public:
    using Done = std::function<void(Result<accounts::CheckedAccount>)>;

    /// Completes the options on a check's own thread: with what a person set meanwhile. May be empty.
    using Prepare = std::function<void(accounts::CheckerOptions &)>;

    AccountChecks(accounts::CheckerOptions options, Prepare prepare) : m_options(std::move(options)), m_prepare(std::move(prepare)) {}

    /// \return a handle for cancel().
    int start(accounts::AccountSetup setup, accounts::AccountChecker::StepListener step, Done done);
    /// Its completion gets Cancelled, soon.
    void cancel(int handle) { m_jobs.cancel(handle); }
    /// Cancels and joins all.
    void stop() { m_jobs.stop(); }

private:
    const accounts::CheckerOptions m_options;
    const Prepare m_prepare;
    StoppableJobs m_jobs;       ///< the last: its threads use the others
};

} // namespace tern::engine
