// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/FolderList.h"
#include "core/sync/Lane.h"
#include "core/sync/WalkOrder.h"

namespace tern::sync {

/// Brings mailboxes up to date, those in use first: all that may have changed, or those that something was told of.
/// Thread: the lane's.
class MailboxWalk final {
public:
    MailboxWalk(SharedLaneState &shared, LaneConnection &connection, store::StoreReader &reader);

    /// What `report` tells counts from here.
    void begin();
    /// Time and bytes since begin(), to the one who asked.
    void report(const SyncScope &scope, SyncSummary &summary);

    /// The scope: list of folders, what is new in them, quota, and the bodies if they are wanted. Errors: those of session and store.
    [[nodiscard]] Result<void> run(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary);
    /// Where the server told of changes, and where STATUS tells of them.
    [[nodiscard]] Result<void> look(imap::ImapSession &session, const SharedLaneState::BackgroundWork &work, SyncSummary &summary);

    void noteUse(MailboxId mailbox);
    /// Keeps what noteUse() noted for the next start.
    void saveUse();
    [[nodiscard]] const RecentMailboxes &recent() const { return m_recent; }

private:
    [[nodiscard]] Result<std::vector<store::MailboxRecord>> inOrder();
    [[nodiscard]] Result<void> syncMailboxes(imap::ImapSession &session, const std::vector<store::MailboxRecord> &due, const MailboxStatuses &statuses,
                                             const SyncScope &scope, SyncSummary &summary);
    [[nodiscard]] Result<void> syncMailbox(imap::ImapSession &session, const store::MailboxRecord &mailbox, const imap::MailboxStatus *status,
                                           const SyncScope &scope, SyncSummary &summary);
    [[nodiscard]] Result<void> fetchBodies(imap::ImapSession &session, const SyncScope &scope, SyncSummary &summary);
    [[nodiscard]] Result<void> readQuota(imap::ImapSession &session);
    /// \param due  what may have changed; all of them now and then, the unknown ones at the start.
    [[nodiscard]] Result<void> readSizes(imap::ImapSession &session, const SyncScope &scope, std::span<const store::MailboxRecord> mailboxes,
                                         std::span<const store::MailboxRecord> due);
    void noteSeen(const store::MailboxRecord &before, const imap::MailboxStatus &status);
    [[nodiscard]] bool wasSeen(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status) const;
    void noteUse(const store::MailboxRecord &mailbox);

    SharedLaneState &m_shared;
    LaneConnection &m_connection;
    store::StoreReader &m_reader;
    struct Seen {
        imap::MailboxStatus status;
        std::chrono::steady_clock::time_point at;
    };
    std::map<std::string, Seen> m_seen;     // by wire name: how a mailbox stood when it was last brought up to date
    RecentMailboxes m_recent;
    bool m_useChanged = false;
    std::chrono::steady_clock::time_point m_nextQuota;
    std::chrono::steady_clock::time_point m_nextSizes;
    std::chrono::steady_clock::time_point m_began;
    LaneConnection::Traffic m_trafficBegan;
};

} // namespace tern::sync
