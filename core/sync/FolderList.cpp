// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/FolderList.h"

#include "core/sync/Roles.h"

namespace tern::sync {

Result<MailboxStatuses> syncFolderList(imap::ImapSession &session, store::Store &store, const store::AccountRecord &account)
{
    auto entries = session.list(true);
    if (!entries)
        return std::move(entries).error();
    // An answer without an INBOX is no folder list [RFC 9051 §5.1]; taking it at its word would drop everything.
    const bool hasInbox = std::any_of(entries->begin(), entries->end(), [](const imap::ListEntry &entry) { return entry.wireName == "INBOX"; });
    if (!hasInbox)
        return makeError(ErrorKind::ProtocolError, "sync.folders", "LIST did not name INBOX");
    MailboxStatuses statuses;
    for (const imap::ListEntry &entry : *entries) {
        if (entry.status)
            statuses[entry.wireName] = *entry.status;
    }
    auto stored = store.writeAndWait([&, records = mailboxRecords(*entries, account.roles)](store::StoreWriter &writer) {
        return writer.replaceMailboxes(account.id, records);
    });
    if (!stored)
        return std::move(stored).error();
    return statuses;
}

} // namespace tern::sync
