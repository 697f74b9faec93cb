// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/BodyFill.h"
#include "core/sync/InboxWatch.h"
#include "core/sync/Lane.h"
#include "core/sync/MailboxWalk.h"

namespace tern::sync {

/// Walks the folders: lists what is new everywhere, then fills bodies, batch by batch, and watches the inbox while the foreground lane watches
/// another mailbox. In between it does what syncNow() asks for.
/// Thread: its own, from run() to its end.
class BackgroundLane final {
public:
    explicit BackgroundLane(SharedLaneState &shared) : m_shared(shared), m_connection(shared, LaneKind::Background, !shared.automatic) {}

    /// Until stop.
    void run();

private:
    void step();
    void takeNews(const SharedLaneState::BackgroundWork &work);
    void serveBodies();
    void serve(SyncRequest request, bool kept);
    void keepInStep();
    void walkAll();
    void fillBodies();
    void watchInbox(imap::ImapSession &session, std::chrono::milliseconds longest);
    void rest();
    Result<SyncSummary> sync(const SyncScope &scope);
    Result<void> replay(imap::ImapSession &session);
    Result<void> audit(imap::ImapSession &session, const SyncScope &scope);
    [[nodiscard]] bool look(const SharedLaneState::BackgroundWork &work);
    [[nodiscard]] BodyPolicy bodyPolicy();
    [[nodiscard]] bool wantsBodiesNow();
    [[nodiscard]] std::chrono::steady_clock::time_point nextBodies();
    [[nodiscard]] std::chrono::milliseconds until(std::chrono::steady_clock::time_point when) const;

    SharedLaneState &m_shared;
    LaneConnection m_connection;
    std::unique_ptr<store::StoreReader> m_reader;
    std::optional<MailboxWalk> m_walk;      // with the reader, in run()
    std::optional<BodyFill> m_bodies;
    std::optional<InboxWatch> m_inbox;
    std::chrono::steady_clock::time_point m_nextWalk;
    std::chrono::steady_clock::time_point m_lastBodies;
    std::chrono::steady_clock::time_point m_nextInbox;
    std::chrono::steady_clock::time_point m_nextRound;
    std::chrono::steady_clock::time_point m_turnBegan;     // of using the connection, where it is shared
};

} // namespace tern::sync
