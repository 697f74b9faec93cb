// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AccountChecks.h"

namespace tern::engine {

int AccountChecks::start(accounts::AccountSetup setup, accounts::AccountChecker::StepListener step, Done done)
{
    return m_jobs.start([this, setup = std::move(setup), step = std::move(step), done = std::move(done)](const StopToken &stop) {
        accounts::CheckerOptions options = m_options;
        if (m_prepare && !stop.stopRequested())
            m_prepare(options);
        accounts::AccountChecker checker(std::move(options), stop, step);
        auto outcome = checker.run(setup);
        if (stop.stopRequested())
            outcome = makeError(ErrorKind::Cancelled, "accounts.check");
        done(std::move(outcome));
    });
}

} // namespace tern::engine
