// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/BodyFill.h"
#include "core/sync/FolderList.h"
#include "core/sync/InboxWatch.h"
#include "core/sync/Lane.h"
#include "core/sync/WalkOrder.h"

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
    Result<void> walk(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary);
    Result<void> syncMailboxes(imap::ImapSession &session, const std::vector<store::MailboxRecord> &due, const MailboxStatuses &statuses, const SyncScope &scope,
                               SyncSummary &summary);
    Result<void> syncMailbox(imap::ImapSession &session, const store::MailboxRecord &mailbox, const imap::MailboxStatus *status, const SyncScope &scope,
                             SyncSummary &summary);
    Result<void> readQuota(imap::ImapSession &session);
    [[nodiscard]] bool look(const SharedLaneState::BackgroundWork &work);
    void noteSeen(const store::MailboxRecord &before, const imap::MailboxStatus &status);
    [[nodiscard]] bool wasSeen(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status) const;
    Result<void> fetchBodies(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary);
    [[nodiscard]] Result<std::vector<store::MailboxRecord>> inOrder();
    void noteUse(const store::MailboxRecord &mailbox);
    void saveUse();
    [[nodiscard]] BodyPolicy bodyPolicy();
    [[nodiscard]] bool wantsBodiesNow();
    [[nodiscard]] std::chrono::steady_clock::time_point nextBodies();
    [[nodiscard]] std::chrono::milliseconds until(std::chrono::steady_clock::time_point when) const;
    void report(const SyncScope &scope, SyncSummary &summary);

    SharedLaneState &m_shared;
    LaneConnection m_connection;
    std::unique_ptr<store::StoreReader> m_reader;
    struct Seen {
        imap::MailboxStatus status;
        std::chrono::steady_clock::time_point at;
    };
    std::map<std::string, Seen> m_seen;     // by wire name: how a mailbox stood when it was last brought up to date
    std::optional<BodyFill> m_bodies;       // with the reader, in run()
    std::optional<InboxWatch> m_inbox;
    RecentMailboxes m_recent;
    bool m_useChanged = false;
    std::chrono::steady_clock::time_point m_nextWalk;
    std::chrono::steady_clock::time_point m_nextQuota;
    std::chrono::steady_clock::time_point m_lastBodies;
    std::chrono::steady_clock::time_point m_nextInbox;
    std::chrono::steady_clock::time_point m_nextRound;
    std::chrono::steady_clock::time_point m_turnBegan;     // of using the connection, where it is shared
    std::chrono::steady_clock::time_point m_began;
    LaneConnection::Traffic m_trafficBegan;
};

} // namespace tern::sync
