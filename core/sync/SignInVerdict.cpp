// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SignInVerdict.h"

#include <algorithm>

namespace tern::sync {
namespace {

constexpr std::chrono::seconds kOutcome{5};     // one lane waits for the other's try

} // namespace

Error SignInVerdict::refused(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_standing = error;
    m_tryAt.reset();
    if (error.retry == Retry::AfterUserAction)
        return error;
    m_doubts = std::min(m_doubts + 1, kMostDoubts);
    const bool isTold = m_doubts == kMostDoubts;
    if (!isTold)
        m_standing = makeError(ErrorKind::ServerBusy, error.where, error.detail);
    m_tryAt = m_clock.steady() + (isTold ? m_pauses.refusal : m_pauses.doubt);
    return *m_standing;
}

std::optional<Error> SignInVerdict::standing()
{
    const std::lock_guard lock(m_mutex);
    if (!m_standing || !m_tryAt)
        return m_standing;
    const auto now = m_clock.steady();
    if (now < *m_tryAt)
        return m_standing;
    m_tryAt = now + kOutcome;
    return std::nullopt;
}

std::chrono::milliseconds SignInVerdict::pause() const
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.steady();
    return m_tryAt && *m_tryAt > now ? std::chrono::ceil<std::chrono::milliseconds>(*m_tryAt - now) : std::chrono::milliseconds(0);
}

void SignInVerdict::worked()
{
    forget();
    const std::lock_guard lock(m_mutex);
    m_doubts = 0;
}

void SignInVerdict::forget()
{
    const std::lock_guard lock(m_mutex);
    m_standing.reset();
    m_tryAt.reset();
}

void SignInVerdict::askedAgain()
{
    const std::lock_guard lock(m_mutex);
    m_doubts = kMostDoubts - 1;
}

} // namespace tern::sync
