// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MaildropTries.h"

#include <algorithm>
#include <array>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::array<int, 7> kPauses{2, 5, 15, 30, 60, 120, 300};   // seconds
constexpr int kBusyPause = 60;       // another program has the maildrop, or we come too soon: it is locked for minutes rather than seconds
constexpr int kDoubtfulPause = 30;   // a network in between may be the cause
constexpr milliseconds kReachedPause{2'000};

bool mayBeTheNetworks(ErrorKind kind)
{
    return kind == ErrorKind::CertificateInvalid || kind == ErrorKind::TlsFailed;
}

} // namespace

milliseconds visitInterval(const store::MaildropPolicy &policy)
{
    return std::chrono::minutes(std::clamp(policy.visitMinutes, store::kLeastVisitMinutes, store::kMostVisitMinutes));
}

void MaildropTries::succeeded(milliseconds atLeast)
{
    m_error.reset();
    m_failures = 0;
    m_waitsForPerson = false;
    m_next = m_clock.steady() + std::max(m_every, atLeast);
}

std::optional<milliseconds> MaildropTries::failed(const Error &error, milliseconds atLeast)
{
    m_error = error;
    m_waitsForPerson = error.retry == Retry::AfterUserAction && !mayBeTheNetworks(error.kind);
    int pause = kPauses[static_cast<std::size_t>(std::min<int>(m_failures, static_cast<int>(kPauses.size()) - 1))];
    if (error.kind == ErrorKind::ServerBusy)
        pause = std::max(pause, kBusyPause);
    if (mayBeTheNetworks(error.kind))
        pause = std::max(pause, kDoubtfulPause);
    ++m_failures;
    m_failedAt = m_clock.steady();
    const milliseconds wait = std::max<milliseconds>(seconds(pause), atLeast);
    m_next = m_failedAt + wait;
    return m_waitsForPerson ? std::nullopt : std::optional(wait);
}

void MaildropTries::retryNow()
{
    m_waitsForPerson = false;
    m_failures = 0;
    m_next = m_clock.steady();
}

void MaildropTries::networkChanged()
{
    if (!m_waitsForPerson && m_error)
        retryNow();
}

void MaildropTries::serverReached()
{
    if (m_error && !m_waitsForPerson && m_error->kind != ErrorKind::ServerBusy && m_error->kind != ErrorKind::AuthenticationFailed && !mayBeTheNetworks(m_error->kind))
        m_next = std::min(m_next, m_failedAt + kReachedPause);
}

std::optional<milliseconds> MaildropTries::untilNext() const
{
    if (m_waitsForPerson)
        return std::nullopt;
    const auto now = m_clock.steady();
    return now >= m_next ? milliseconds(0) : std::chrono::ceil<milliseconds>(m_next - now);
}

} // namespace tern::sync
