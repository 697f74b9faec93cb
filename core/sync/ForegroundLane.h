// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/InboxWatch.h"
#include "core/sync/Lane.h"
#include "core/sync/MailboxSync.h"
#include "core/sync/Replay.h"

namespace tern::sync {

/// What a person waits for: bodies, first lines, jobs, replay of operations; in between it watches the mailbox on screen (IDLE, else it asks now and then).
/// Thread: its own, from run() to its end.
class ForegroundLane final {
public:
    explicit ForegroundLane(SharedLaneState &shared) : m_shared(shared), m_connection(shared, LaneKind::Foreground, true) {}

    /// Until stop.
    void run();

private:
    void step();
    void work(imap::ImapSession &session, SharedLaneState::ForegroundWork work);
    void fetchBodies(imap::ImapSession &session, SharedLaneState::ForegroundWork &work);
    void runJobs(imap::ImapSession &session, SharedLaneState::ForegroundWork &work);
    void replay(imap::ImapSession &session);
    void listAwaited(imap::ImapSession &session, const Replay::Outcome &outcome);
    void watch(imap::ImapSession &session);
    [[nodiscard]] Result<void> beginWatching(imap::ImapSession &session, const store::MailboxRecord &mailbox);
    [[nodiscard]] Result<void> waitForNews(imap::ImapSession &session);
    [[nodiscard]] Result<void> listenToAll(imap::ImapSession &session);
    void passOn(imap::MailboxEvents &events);
    [[nodiscard]] std::optional<store::MailboxRecord> watched();
    /// A server that always has news, or that ends each wait at once, is not asked without end. \return false if somebody wants something meanwhile.
    [[nodiscard]] bool pace();
    void tellAlerts(const imap::MailboxEvents &events);
    void failAll(SharedLaneState::ForegroundWork &work, const Error &error);
    void sleep(std::optional<std::chrono::milliseconds> longest);
    [[nodiscard]] bool replayIsDue() const;
    [[nodiscard]] MailboxSync::Context syncContext();

    SharedLaneState &m_shared;
    LaneConnection m_connection;
    std::unique_ptr<store::StoreReader> m_reader;
    std::optional<InboxWatch> m_inbox;       // with the reader, in run()
    bool m_replayWanted = true;        // what an earlier run left
    UnixMillis m_nextReplay = 0;       // 0: nothing is held
    bool m_foldersRead = false;
    int m_roundsLeft = 0;              // of looking for news; see pace()
    std::chrono::steady_clock::time_point m_pacedAt;
    bool m_notifyRefused = false;      // of the session at hand
    bool m_kept = false;               // the connection was made in an earlier step
    MailboxId m_watching;
    std::uint64_t m_watchingSelection = 0;   // the SELECT after which m_watching was brought in step
    Uid m_uidNext;
    std::chrono::steady_clock::time_point m_nextLook;
};

} // namespace tern::sync
