// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Error.h"
#include "core/store/Records.h"

#include <chrono>
#include <optional>

namespace tern::sync {

/// Between two visits: as the person chose, within what is no burden to a server.
[[nodiscard]] std::chrono::milliseconds visitInterval(const store::MaildropPolicy &policy);

/// When a maildrop is visited next: regularly, and after a failure sooner, then ever more rarely. Thread: the lane's.
class MaildropTries final {
public:
    MaildropTries(const Clock &clock, std::chrono::milliseconds every) : m_clock(clock), m_every(every), m_next(clock.steady()) {}

    /// \param atLeast  what the server wants between two visits
    void succeeded(std::chrono::milliseconds atLeast);
    /// \return how long the next try waits; none: until the person has done something
    std::optional<std::chrono::milliseconds> failed(const Error &error, std::chrono::milliseconds atLeast = {});
    /// Something has changed: try now.
    void retryNow();
    /// As retryNow(), except for what only the person can mend.
    void networkChanged();
    /// Another server was reached.
    void serverReached();

    /// 0: now; none: until retryNow().
    [[nodiscard]] std::optional<std::chrono::milliseconds> untilNext() const;
    [[nodiscard]] const std::optional<Error> &lastError() const { return m_error; }

private:
    const Clock &m_clock;
    std::chrono::milliseconds m_every;
    std::chrono::steady_clock::time_point m_next;
    std::chrono::steady_clock::time_point m_failedAt;
    std::optional<Error> m_error;
    int m_failures = 0;
    bool m_waitsForPerson = false;
};

} // namespace tern::sync
