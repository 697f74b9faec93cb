// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/Lane.h"
#include "core/sync/MailboxSync.h"

namespace tern::sync {

/// Sees new mail in the inbox while another mailbox is on screen. Also where the server promised to tell of all (NOTIFY): Dovecot doesn't always tell
/// of its inbox, and the connection that watches is there anyway.
/// Thread: the lane's.
class InboxWatch final {
public:
    InboxWatch(SharedLaneState &shared, LaneConnection &connection, store::StoreReader &reader) : m_shared(shared), m_connection(connection), m_reader(reader) {}

    /// Whether the inbox is known and the foreground lane watches another mailbox.
    [[nodiscard]] bool isNeeded();
    /// One question (STATUS, or NOOP where it is selected), and the inbox is brought up to date if the answer differs.
    /// \return whether something came. Errors: those of session and store.
    [[nodiscard]] Result<bool> look(imap::ImapSession &session);
    /// Selects the inbox, brings it up to date and waits (IDLE) until something has come, `wake`, or `longest`. Without IDLE: look(), then waits.
    [[nodiscard]] Result<void> wait(imap::ImapSession &session, WakeFd &wake, std::chrono::milliseconds longest);

private:
    [[nodiscard]] std::optional<store::MailboxRecord> inbox();
    [[nodiscard]] Result<bool> bringUpToDate(imap::ImapSession &session, const store::MailboxRecord &inbox);
    [[nodiscard]] MailboxSync::Context syncContext();

    SharedLaneState &m_shared;
    LaneConnection &m_connection;
    store::StoreReader &m_reader;
    [[nodiscard]] bool isUpToDate(const imap::ImapSession &session) const { return m_selection != 0 && session.selection() == m_selection; }

    std::uint64_t m_selection = 0;  // the SELECT since which every change came as an event; 0: none
    Uid m_uidNext;
};

} // namespace tern::sync
