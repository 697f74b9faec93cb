// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/KeptLane.h"

#include "core/accounts/ServerEndpoint.h"
#include "core/base/Holding.h"
#include "core/base/Log.h"
#include "core/sync/KeptMail.h"
#include "core/sync/MaildropFetch.h"
#include "core/sync/Replay.h"
#include "core/sync/SessionSource.h"

#include <algorithm>
#include <climits>
#include <poll.h>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;

constexpr int kIndexBatch = 50;
constexpr milliseconds kStoreTroublePause = std::chrono::seconds(30);
constexpr std::int64_t kAwayPause = 60'000;     // ms until a server that can't be reached is tried again

} // namespace

void KeptLane::run()
{
    auto reader = m_shared.context.store.openReader();
    if (!reader) {
        logError("sync", "no reader for the lane: " + reader.error().toString());
        return;
    }
    m_reader = std::move(*reader);
    if (const auto known = m_reader->maildrop(m_shared.account.id))
        m_visitedBefore = !known->empty();
    if (!hasMaildrop())
        m_shared.setConnectivity(Connectivity::State::Online, std::nullopt);
    while (!m_shared.stop.stopRequested())
        step();
    for (BodyRequest &request : m_shared.takeForegroundWork().bodies)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
    for (SyncRequest &request : m_shared.takeBackgroundWork().requests)
        request.done(makeError(ErrorKind::Cancelled, "sync"));
    tell(LaneStatus::State::Stopped, LaneStatus::What::Nothing);
}

void KeptLane::step()
{
    m_shared.foregroundWake.clear();
    m_shared.backgroundWake.clear();
    auto near = m_shared.takeForegroundWork();
    auto far = m_shared.takeBackgroundWork();
    if (near.retry || far.retry) {
        m_shared.signIn.forget();
        m_tries.retryNow();
    }
    if (near.networkChanged || far.networkChanged)
        m_tries.networkChanged();
    if (near.serverReached || far.serverReached)
        m_tries.serverReached();
    if (!m_inStep)
        bringInStep();
    // All that is kept is here: what can't be read can't be fetched either.
    for (BodyRequest &request : near.bodies)
        request.done(indexKeptRows(m_shared.context.store, *m_reader, {request.placement}));
    if (!near.snippets.empty())
        m_shared.noteWriting(indexKeptRows(m_shared.context.store, *m_reader, near.snippets));
    applyOperations();
    for (SyncRequest &request : far.requests)
        serve(std::move(request));
    if (m_shared.stop.stopRequested())
        return;
    if (m_shared.automatic && hasMaildrop() && m_tries.untilNext() == milliseconds(0))
        (void)visit();
    else if (m_shared.automatic && !m_indexed)
        m_indexed = !indexSome();
    if (!m_shared.stop.stopRequested())
        rest();
}

void KeptLane::bringInStep()
{
    const auto done = bringKeptInStep(m_shared.context.store, *m_reader, m_shared.account, m_shared.context.clock.now(), m_shared.stop.token());
    m_inStep = done.ok();
    if (!done && done.error().kind != ErrorKind::Cancelled) {
        logWarning("sync", done.error().toString());
        m_shared.noteWriting(done);
    }
}

void KeptLane::serve(SyncRequest request)
{
    const auto begun = m_shared.context.clock.steady();
    const std::int64_t before = m_received;
    SyncSummary summary;
    const auto end = [&](const std::optional<Error> &error) {
        summary.bytesReceived = summary.wireReceived = m_received - before;
        summary.seconds = std::chrono::duration<double>(m_shared.context.clock.steady() - begun).count();
        request.done(error ? Result<SyncSummary>(*error) : Result<SyncSummary>(summary));
    };
    if (const auto &audit = request.scope.audit) {
        // There is no server to compare with; what the lists show is compared with what is kept.
        m_inStep = false;
        bringInStep();
        if (auto mailboxes = m_reader->mailboxes(m_shared.account.id)) {
            for (const store::MailboxRecord &mailbox : *mailboxes) {
                audit->finished.insert(mailbox.id);
                audit->compared += mailbox.total;
            }
        }
        return end(std::nullopt);
    }
    std::optional<Error> error;
    bool isForServer = hasMaildrop();
    if (request.scope.mailbox.isValid()) {
        const auto mailbox = m_reader->mailbox(request.scope.mailbox);
        isForServer = isForServer && mailbox && mailbox->role == store::MailboxRole::Inbox;
    }
    if (isForServer) {
        m_tries.retryNow();
        auto fetched = visit();
        if (fetched)
            summary.messages = *fetched;
        else
            error = fetched.error();
    }
    if (!error && request.scope.bodies) {
        auto indexed = indexAll();
        if (indexed)
            summary.bodies = *indexed;
        else
            error = indexed.error();
    }
    end(error);
}

void KeptLane::applyOperations()
{
    std::set<OperationId> tried;
    while (!m_shared.stop.stopRequested()) {
        auto operations = m_reader->operations();
        if (!operations)
            return;
        m_nextDue = 0;
        const store::OperationRecord *next = nullptr;
        for (const store::OperationRecord &operation : *operations) {
            if (operation.account != m_shared.account.id || operation.state == store::OperationState::Blocked || tried.contains(operation.id))
                continue;
            if (isHeld(operation.notBefore, m_shared.context.clock.now(), kLongestHold))
                m_nextDue = m_nextDue == 0 ? operation.notBefore : std::min(m_nextDue, operation.notBefore);
            else if (next == nullptr)
                next = &operation;
        }
        if (next == nullptr)
            return;
        tried.insert(next->id);
        if (auto applied = applyOne(*next); !applied && applied.error().kind != ErrorKind::Cancelled)
            m_shared.noteWriting(applied);
    }
}

Result<void> KeptLane::applyOne(const store::OperationRecord &operation)
{
    auto applied = m_shared.context.store.writeAndWait([&](store::StoreWriter &writer) { return writer.applyKeptOperation(operation.id); });
    if (applied || applied.error().kind == ErrorKind::NotFound)
        return {};      // done, or taken back meanwhile
    if (applied.error().kind == ErrorKind::Unsupported)
        return carryAway(operation);
    if (!isStorageTrouble(applied.error()) && applied.error().kind != ErrorKind::Cancelled)
        refuse(operation, applied.error());
    return applied;
}

/// To another account's server.
Result<void> KeptLane::carryAway(const store::OperationRecord &operation)
{
    auto target = m_reader->account(operation.targetAccount);
    if (!target)
        return target.error();
    tell(LaneStatus::State::Working, LaneStatus::What::Replaying, QString::fromStdString(operation.targetMailbox));
    auto session = openSession(m_shared.context.net, *target, m_shared.stop.token(), compressionRule(*m_reader));
    if (!session) {
        const Error &error = session.error();
        if (error.kind == ErrorKind::Cancelled)
            return error;
        const UnixMillis later = m_shared.context.clock.now() + kAwayPause;
        m_nextDue = m_nextDue == 0 ? later : std::min(m_nextDue, later);
        const bool needsPerson = error.kind == ErrorKind::AuthenticationFailed || error.kind == ErrorKind::PasswordNeeded;
        return m_shared.context.store.writeAndWait([&](store::StoreWriter &writer) {
            return needsPerson ? writer.operationBlocked(operation.id, error) : writer.operationWaiting(operation.id, later, error);
        });
    }
    Replay replay(**session, {m_shared.context.store, *m_reader, m_shared.gate, m_shared.context.clock, m_shared.context.net, m_shared.account,
                              m_shared.stop.token(), m_shared.context.noticed, {}});
    auto outcome = replay.runOne(operation);
    if (outcome && outcome->nextDue != 0)
        m_nextDue = m_nextDue == 0 ? outcome->nextDue : std::min(m_nextDue, outcome->nextDue);
    (*session)->logout();
    return outcome ? Result<void>() : Result<void>(outcome.error());
}

void KeptLane::refuse(const store::OperationRecord &operation, const Error &error)
{
    auto refused = m_shared.context.store.writeAndWait([&](store::StoreWriter &writer) { return writer.operationRefused(operation.id, error); });
    if (!refused || !m_shared.context.noticed)
        return;
    SyncNotice notice;
    notice.kind = SyncNotice::Kind::OperationRefused;
    notice.operation = operation.id;
    notice.intent = operation.intent;
    notice.messages = operation.messages;
    notice.error = error;
    m_shared.context.noticed(notice);
}

Result<std::unique_ptr<pop3::Pop3Session>> KeptLane::connect()
{
    const store::AccountRecord &account = m_shared.account;
    auto context = m_shared.context.net.context(account, m_shared.stop.token());
    if (!context)
        return context.error();
    pop3::Pop3ConnectOptions options;
    options.endpoint = accounts::endpointOf(account.imap);
    options.user = account.imap.user.empty() ? account.email.toStdString() : account.imap.user;
    return m_shared.context.net.signIn(account, *context, [&](const accounts::Credentials &credentials) {
        options.secret = credentials.secret;
        options.method = credentials.method;
        return pop3::Pop3Session::connect(options, *context);
    });
}

/// \return how many messages came
Result<int> KeptLane::visit()
{
    // What is kept must be shown before more comes: else the inbox would not be in step for as long as mail comes.
    if (!m_inStep)
        bringInStep();
    tell(LaneStatus::State::Connecting, LaneStatus::What::SigningIn);
    m_shared.setConnectivity(Connectivity::State::Connecting, m_tries.lastError());
    auto session = connect();
    if (!session) {
        visitFailed(session.error());
        return session.error();
    }
    m_shared.signIn.worked();
    m_shared.setAway(LaneKind::Background, false);
    m_shared.serverReached();
    m_shared.setConnectivity(Connectivity::State::Online, std::nullopt);
    tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, QStringLiteral("INBOX"));
    const std::int64_t received = m_received;
    const std::int64_t sent = m_sent;
    const auto count = [&] {
        m_received = received + static_cast<std::int64_t>((*session)->bytesRead());
        m_sent = sent + static_cast<std::int64_t>((*session)->bytesWritten());
    };
    MaildropFetch fetch(**session, {m_shared.context.store, *m_reader, m_shared.context.clock, m_shared.account, "INBOX", m_visitedBefore,
                                    [&](int done, int total) {
                                        count();
                                        tell(LaneStatus::State::Working, LaneStatus::What::FetchingBodies, QStringLiteral("INBOX"), done, total);
                                    },
                                    &m_refused});
    auto outcome = fetch.run();
    count();
    m_indexed = false;
    if (!outcome) {
        m_inStep = m_inStep && !isStorageTrouble(outcome.error());
        m_shared.noteWriting(outcome.error());
        visitFailed(outcome.error());
        return outcome.error();
    }
    m_shared.noteWriting({});
    m_visitedBefore = true;
    m_tries.succeeded(std::chrono::seconds((*session)->capabilities().loginDelay.value_or(0)));
    m_shared.setLastSync(m_shared.context.clock.now());
    return outcome->fetched;
}

void KeptLane::visitFailed(const Error &told)
{
    if (told.kind == ErrorKind::Cancelled || m_shared.stop.stopRequested())
        return;
    Error error = told;
    const auto isAboutPasswords = [&] { return error.kind == ErrorKind::PasswordNeeded || error.kind == ErrorKind::AuthenticationFailed; };
    if (m_shared.conditions().isCaptive && !isAboutPasswords())
        error = makeError(ErrorKind::CaptivePortal, told.where, told.toString());
    if (error.kind == ErrorKind::AuthenticationFailed) {
        // Who asked for one sync is told what the server said; who goes on by itself finds out what it meant.
        if (!m_shared.automatic)
            error.retry = Retry::AfterUserAction;
        error = m_shared.signIn.refused(error);
    }
    const auto pause = m_tries.failed(error, m_shared.signIn.pause());
    m_shared.setAway(LaneKind::Background, true);
    logInfo("sync", m_shared.account.email.toStdString() + ": " + error.toString());
    LaneStatus status;
    status.kind = LaneKind::Background;
    status.state = LaneStatus::State::BackingOff;
    status.error = error;
    status.retryAt = pause ? m_shared.context.clock.now() + pause->count() : 0;
    status.bytesReceived = status.wireReceived = m_received;
    status.bytesSent = status.wireSent = m_sent;
    m_shared.tell(status);
    if (isAboutPasswords())
        m_shared.setConnectivity(Connectivity::State::NeedsPassword, error);
    else
        m_shared.setConnectivity(!pause || error.kind == ErrorKind::CertificateInvalid ? Connectivity::State::Problem : Connectivity::State::Offline, error);
}

bool KeptLane::indexSome()
{
    auto mailboxes = m_reader->mailboxes(m_shared.account.id);
    if (!mailboxes)
        return false;
    for (const store::MailboxRecord &mailbox : *mailboxes) {
        auto indexed = indexKept(m_shared.context.store, *m_reader, mailbox, kIndexBatch);
        if (!indexed) {
            m_shared.noteWriting(indexed.error());
            return false;
        }
        if (*indexed > 0)
            return true;
    }
    return false;
}

Result<int> KeptLane::indexAll()
{
    auto mailboxes = m_reader->mailboxes(m_shared.account.id);
    if (!mailboxes)
        return mailboxes.error();
    int sum = 0;
    for (const store::MailboxRecord &mailbox : *mailboxes) {
        for (;;) {
            if (m_shared.stop.stopRequested())
                return makeError(ErrorKind::Cancelled, "sync.index");
            auto indexed = indexKept(m_shared.context.store, *m_reader, mailbox, 4 * kIndexBatch);
            if (!indexed)
                return indexed.error();
            if (*indexed == 0)
                break;
            sum += *indexed;
        }
    }
    return sum;
}

void KeptLane::rest()
{
    std::optional<milliseconds> longest;
    const auto atMost = [&](milliseconds wait) { longest = longest ? std::min(*longest, wait) : wait; };
    if (m_shared.automatic && hasMaildrop()) {
        if (const auto next = m_tries.untilNext())
            atMost(*next);
    }
    if (m_shared.automatic && !m_indexed)
        atMost(milliseconds(0));
    if (!m_inStep)
        atMost(kStoreTroublePause);
    if (m_nextDue != 0)
        atMost(std::clamp(milliseconds(m_nextDue - m_shared.context.clock.now()), milliseconds(0), std::chrono::duration_cast<milliseconds>(kLongestWallSleep)));
    if (!m_tries.lastError())
        tell(LaneStatus::State::Idle, LaneStatus::What::Nothing);
    pollfd fds[3] = {{m_shared.foregroundWake.fd(), POLLIN, 0}, {m_shared.backgroundWake.fd(), POLLIN, 0}, {m_shared.stop.token().fd(), POLLIN, 0}};
    const int timeout = longest ? static_cast<int>(std::min<std::int64_t>(longest->count(), INT_MAX)) : -1;
    (void)::poll(fds, 3, timeout);
}

void KeptLane::tell(LaneStatus::State state, LaneStatus::What what, const QString &doing, int done, int total)
{
    LaneStatus status;
    status.kind = LaneKind::Background;
    status.state = state;
    status.what = what;
    status.doing = doing;
    status.done = done;
    status.total = total;
    status.bytesReceived = status.wireReceived = m_received;
    status.bytesSent = status.wireSent = m_sent;
    status.error = m_tries.lastError();
    m_shared.tell(status);
}

} // namespace tern::sync
