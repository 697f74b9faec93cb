// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"
#include "core/sync/FolderList.h"
#include "core/sync/ReplayGate.h"

#include <set>
#include <span>
#include <vector>

namespace tern::sync {

/// Brings many mailboxes up to date in few round trips: what is asked of one doesn't depend on the answer of another, so all is asked ahead.
/// Only the plain case is settled here (same UIDVALIDITY, some new messages, some changes; or never listed, and small); what needs a second question is MailboxSync's.
/// Thread: the lane's. Blocks.
class FolderVisits final {
public:
    struct Context {
        store::Store &store;
        ReplayGate &gate;
        const Clock &clock;
    };
    FolderVisits(imap::ImapSession &session, Context context) : m_session(session), m_context(context) {}

    /// Whether a mailbox is worth a visit.
    [[nodiscard]] static bool fits(const store::MailboxRecord &mailbox, const imap::MailboxStatus *status);

    struct Outcome {
        std::set<MailboxId> settled;
        std::int64_t listed = 0;        ///< messages
    };
    /// Those that are not settled need MailboxSync. Errors: those that end the session, and the store's.
    /// \param statuses  what LIST or STATUS said of them just now: where no UID is new, none is asked for
    [[nodiscard]] Result<Outcome> run(std::span<const store::MailboxRecord> mailboxes, const MailboxStatuses &statuses);

private:
    [[nodiscard]] imap::ImapSession::Visit visitOf(const store::MailboxRecord &mailbox, const imap::MailboxStatus *status) const;
    Result<bool> settle(const store::MailboxRecord &mailbox, const ReplayGate::Ticket &ticket, imap::ImapSession::Visited visited, Outcome &outcome);

    imap::ImapSession &m_session;
    Context m_context;
};

} // namespace tern::sync
