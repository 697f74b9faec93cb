// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Lane.h"

#include "core/base/Log.h"
#include "core/sync/SessionSource.h"

#include <array>
#include <random>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;

constexpr std::array<int, 7> kBackoffSeconds{1, 2, 4, 8, 15, 30, 60};

/// What a network in between can be the cause of, as well as the server: worth another try by itself, though not soon.
bool mayBeTheNetworks(ErrorKind kind)
{
    return kind == ErrorKind::CertificateInvalid || kind == ErrorKind::TlsFailed;
}
constexpr int kDoubtfulPauseSeconds = 30;
constexpr milliseconds kReachedPause{2'000};   // between tries, though other servers are reached

/// Up to a fifth more, so that many accounts don't knock at once.
milliseconds withJitter(int seconds)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    return milliseconds(seconds * 1'000 + static_cast<int>(random() % static_cast<unsigned>(seconds * 200 + 1)));
}

} // namespace

Result<imap::ImapSession *> LaneConnection::session()
{
    const int route = m_shared.context.net.route();
    if (imap::ImapSession *usable = current(); usable && m_route == route)
        return usable;
    close();
    m_route = route;
    m_waitsForTurn = !m_shared.turns.take(m_kind);
    if (m_waitsForTurn) {
        tell(LaneStatus::State::WaitingForConnection, LaneStatus::What::Nothing);
        return makeError(ErrorKind::ServerBusy, "sync.turn", m_error ? m_error->detail : std::string());
    }
    if (const auto refused = m_shared.signIn.standing()) {
        backOff(*refused);
        return *refused;
    }
    tell(LaneStatus::State::Connecting, LaneStatus::What::SigningIn);
    connectivity(Connectivity::State::Connecting);
    auto reader = m_shared.context.store.openReader();
    const auto compression = reader ? compressionRule(**reader) : imap::CompressionRule::Automatic;
    auto made = openSession(m_shared.context.net, m_shared.account, m_shared.stop.token(), compression);
    if (!made) {
        m_waitsForTurn = m_shared.turns.refused(m_kind, made.error());
        if (m_waitsForTurn) {
            logInfo("sync", m_shared.account.email.toStdString() + " allows one connection: " + made.error().toString());
            m_error = made.error();
            tell(LaneStatus::State::WaitingForConnection, LaneStatus::What::Nothing);
            connectivity(Connectivity::State::Online);
            return std::move(made).error();
        }
        failed(made.error());
        return m_error && made.error().kind == ErrorKind::AuthenticationFailed ? *m_error : std::move(made).error();
    }
    m_session = std::move(*made);
    m_shared.turns.connected(m_kind);
    m_shared.signIn.worked();
    m_failures = 0;
    m_error.reset();
    m_waitsForPerson = false;
    m_shared.setAway(m_kind, false);
    m_shared.serverReached();
    connectivity(Connectivity::State::Online);
    return m_session.get();
}

void LaneConnection::failed(const Error &told)
{
    if (told.kind == ErrorKind::Cancelled || m_shared.stop.stopRequested())
        return;
    if (current() != nullptr)
        return; // a refusal; the connection is fine
    end();
    Error error = told;
    if (m_shared.conditions().isCaptive && told.kind != ErrorKind::AuthenticationFailed && told.kind != ErrorKind::PasswordNeeded)
        error = makeError(ErrorKind::CaptivePortal, told.where, told.toString());
    if (error.kind == ErrorKind::AuthenticationFailed) {
        // Who asked for one sync is told what the server said; who goes on by itself finds out what it meant.
        if (!m_shared.automatic)
            error.retry = Retry::AfterUserAction;
        error = m_shared.signIn.refused(error);
    }
    backOff(error);
}

void LaneConnection::backOff(const Error &error)
{
    m_shared.turns.closed(m_kind);
    m_error = error;
    m_waitsForPerson = error.retry == Retry::AfterUserAction && !mayBeTheNetworks(error.kind);
    auto seconds = kBackoffSeconds[static_cast<std::size_t>(std::min<int>(m_failures, static_cast<int>(kBackoffSeconds.size()) - 1))];
    if (mayBeTheNetworks(error.kind))
        seconds = std::max(seconds, kDoubtfulPauseSeconds);
    ++m_failures;
    const milliseconds pause = std::max(withJitter(seconds), m_shared.signIn.pause());
    m_failedAt = m_shared.context.clock.steady();
    m_retryAt = m_failedAt + pause;
    m_shared.setAway(m_kind, true);
    logInfo("sync", m_shared.account.email.toStdString() + ": " + error.toString());

    LaneStatus status;
    status.kind = m_kind;
    status.state = LaneStatus::State::BackingOff;
    status.error = error;
    status.retryAt = m_waitsForPerson ? 0 : m_shared.context.clock.now() + pause.count();
    addTraffic(status);
    m_shared.tell(status);
    if (error.kind == ErrorKind::PasswordNeeded || error.kind == ErrorKind::AuthenticationFailed)
        connectivity(Connectivity::State::NeedsPassword);
    else
        connectivity(m_waitsForPerson || mayBeTheNetworks(error.kind) ? Connectivity::State::Problem : Connectivity::State::Offline);
}

void LaneConnection::close()
{
    end();
    m_ended.reset();
}

/// The object stays until the next session(): whoever reported the failure may still hold a reference and ask isUsable().
void LaneConnection::end()
{
    if (!m_session)
        return;
    m_session->logout();
    m_before = traffic();
    m_ended = std::move(m_session);
    m_shared.turns.closed(m_kind);
}

void LaneConnection::giveUpTurn()
{
    if (!m_session)
        m_shared.turns.closed(m_kind);
}

void LaneConnection::retryNow()
{
    m_shared.signIn.forget();
    m_waitsForPerson = false;
    m_failures = 0;
    m_retryAt = {};
}

void LaneConnection::networkChanged()
{
    const bool isAboutPasswords = m_waitsForPerson;
    if (imap::ImapSession *session = current()) {
        if (auto alive = session->noop(); !alive)
            failed(alive.error());
    }
    if (!isAboutPasswords)
        retryNow();
}

void LaneConnection::serverReached()
{
    const bool isAboutSignIn = m_waitsForPerson || m_shared.signIn.pause() > milliseconds(0);
    if (current() == nullptr && !isAboutSignIn && !(m_error && mayBeTheNetworks(m_error->kind)))
        m_retryAt = std::min(m_retryAt, m_failedAt + kReachedPause);
}

std::optional<milliseconds> LaneConnection::untilRetry() const
{
    if (m_waitsForPerson)
        return std::nullopt;
    const auto now = m_shared.context.clock.steady();
    if (m_failures == 0 || now >= m_retryAt)
        return milliseconds(0);
    return std::chrono::ceil<milliseconds>(m_retryAt - now);
}

void LaneConnection::tell(LaneStatus::State state, LaneStatus::What what, const QString &doing, int done, int total)
{
    LaneStatus status;
    status.kind = m_kind;
    status.state = state;
    status.what = what;
    status.doing = doing;
    status.done = done;
    status.total = total;
    addTraffic(status);
    status.error = m_error;
    m_shared.tell(status);
}

LaneConnection::Traffic LaneConnection::traffic() const
{
    Traffic sum = m_before;
    if (m_session) {
        sum.received += static_cast<std::int64_t>(m_session->bytesRead());
        sum.sent += static_cast<std::int64_t>(m_session->bytesWritten());
        sum.wireReceived += static_cast<std::int64_t>(m_session->wireBytesRead());
        sum.wireSent += static_cast<std::int64_t>(m_session->wireBytesWritten());
    }
    return sum;
}

void LaneConnection::addTraffic(LaneStatus &status) const
{
    const Traffic sum = traffic();
    status.bytesReceived = sum.received;
    status.bytesSent = sum.sent;
    status.wireReceived = sum.wireReceived;
    status.wireSent = sum.wireSent;
}

void LaneConnection::connectivity(Connectivity::State state)
{
    if (m_tellsConnectivity)
        m_shared.setConnectivity(state, m_error);
}

} // namespace tern::sync
