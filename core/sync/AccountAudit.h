// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"
#include "core/sync/AuditPlan.h"
#include "core/sync/ReplayGate.h"
#include "core/sync/SyncTypes.h"

namespace tern::sync {

/// Compares one account's local copy with its server, folder by folder, and repairs the local copy where that is asked for. The server's mail is only
/// read: EXAMINE, LIST and FETCH of flags, sizes and headers are all it sends (and SELECT where a folder must be listed anew).
/// Thread: the lane's. Blocks; ends at once on the session's stop, and between folders on the scope's.
class AccountAudit final {
public:
    struct Context {
        store::Store &store;
        store::StoreReader &reader;
        ReplayGate &gate;
        const Clock &clock;
        const store::AccountRecord &account;
        AuditScope &scope;
    };
    AccountAudit(imap::ImapSession &session, Context context) : m_session(session), m_context(context) {}

    /// \param only  0: all. Errors: those of session and store; Cancelled by the scope's stop. A folder that the server won't open is passed over.
    Result<void> run(MailboxId only);

private:
    Result<void> compareFolders();
    Result<void> auditOne(const store::MailboxRecord &mailbox);
    Result<bool> compareMessages(const store::MailboxRecord &mailbox, const imap::SelectResult &selected);
    Result<bool> repair(const store::MailboxRecord &mailbox, const ReplayGate::Ticket &ticket, const MailboxAuditResult &result);
    Result<void> syncAgain(const store::MailboxRecord &mailbox);
    void tell(AuditFinding finding, const store::MailboxRecord &mailbox) const;

    imap::ImapSession &m_session;
    Context m_context;
};

} // namespace tern::sync
