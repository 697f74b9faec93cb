// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/BodyPolicy.h"
#include "core/sync/Lane.h"
#include "core/sync/WalkOrder.h"

namespace tern::sync {

/// Fills bodies in, a batch at a time: what is on screen, the mailbox on screen, then all others in the order of a walk.
/// Thread: the lane's.
class BodyFill final {
public:
    BodyFill(SharedLaneState &shared, LaneConnection &connection, store::StoreReader &reader) : m_shared(shared), m_connection(connection), m_reader(reader) {}

    /// From the first mailbox again: something came, or more is wanted.
    void begin(const RecentMailboxes &recent);
    [[nodiscard]] bool isDone() const { return m_isDone; }
    /// Until the next begin(): the disk takes no more.
    void giveUp() { m_isDone = true; }
    /// One batch, or as many as fit into a turn where the pace lets them follow each other. \return how many bodies were stored; 0 with isDone(): none
    /// is missing any more. Errors: those of session and store.
    [[nodiscard]] Result<int> next(imap::ImapSession &session, const BodyPolicy &policy, const BodyPace &pace);

private:
    [[nodiscard]] bool mayGoOn(std::chrono::steady_clock::time_point begun);
    [[nodiscard]] bool hasUntriedVisible();
    [[nodiscard]] Result<int> fillVisible(imap::ImapSession &session);

    SharedLaneState &m_shared;
    LaneConnection &m_connection;
    store::StoreReader &m_reader;
    std::vector<store::MailboxRecord> m_mailboxes;   // still to fill, the next one first
    std::vector<PlacementId> m_triedVisible;
    int m_filledHere = 0;
    bool m_isDone = true;
};

} // namespace tern::sync
