// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <chrono>
#include <mutex>
#include <optional>

namespace tern::sync {

/// What the lanes of an account make of a refused sign-in. With a code that says so [RFC 5530] (Retry::AfterUserAction) it is a verdict on the password:
/// the person is asked, and no lane tries again, as providers lock accounts out. Without one (Retry::WithBackoff) it may as well be a server that is
/// just starting: it counts as busy at first, is tried again after a while by one lane, and the person is asked only when it stays so; even then
/// it is tried now and then.
/// Thread: any.
class SignInVerdict final {
public:
    struct Pauses {
        std::chrono::milliseconds doubt{std::chrono::seconds(30)};
        std::chrono::milliseconds refusal{std::chrono::minutes(15)};
    };
    /// Refusals without a code in a row before the person is asked.
    static constexpr int kMostDoubts = 3;

    SignInVerdict(const Clock &clock, const Pauses &pauses) : m_clock(clock), m_pauses(pauses) {}

    /// A lane was refused (AuthenticationFailed). \return what it means: that, or ServerBusy with the server's words.
    [[nodiscard]] Error refused(const Error &error);
    /// Before signing in: the verdict that stands, if it is not time to try again. Nothing: go on; the other lane waits for the outcome.
    [[nodiscard]] std::optional<Error> standing();
    /// How long until it is time; 0 without a doubtful verdict.
    [[nodiscard]] std::chrono::milliseconds pause() const;
    void worked();
    /// Something wants to try again now.
    void forget();
    /// The person wants to, perhaps with another password: the next refusal is told at once.
    void askedAgain();

private:
    const Clock &m_clock;
    const Pauses m_pauses;
    mutable std::mutex m_mutex;
    int m_doubts = 0;
    std::optional<Error> m_standing;
    std::optional<std::chrono::steady_clock::time_point> m_tryAt;     // a doubtful one only
};

} // namespace tern::sync
