// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/FolderList.h"

#include "core/sync/Roles.h"

namespace tern::sync {
namespace {

/// A mailbox that a person made and that the server doesn't know yet stays in view.
Result<void> keepThoseToBeMade(store::StoreReader &reader, AccountId account, std::vector<store::MailboxRecord> &records)
{
    auto operations = reader.operations();
    if (!operations)
        return operations.error();
    for (const store::OperationRecord &operation : *operations) {
        if (operation.account != account || operation.kind != store::OperationKind::CreateMailbox)
            continue;
        const bool listed = std::any_of(records.begin(), records.end(), [&](const store::MailboxRecord &one) { return one.wireName == operation.mailboxName; });
        auto shown = reader.mailboxByName(account, operation.mailboxName);
        if (!shown)
            return shown.error();
        if (!listed && *shown)
            records.push_back(**shown);
    }
    return {};
}

} // namespace

Result<MailboxStatuses> syncFolderList(imap::ImapSession &session, store::Store &store, const store::AccountRecord &account)
{
    // STATUS of the selected mailbox tells what this connection last saw [RFC 9051 §6.3.11]: let it look first.
    if (!session.selected().empty()) {
        if (auto seen = session.noop(); !seen)
            return seen.error();
    }
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
    auto stored = store.writeAndWait([&, records = mailboxRecords(*entries, account.roles)](store::StoreWriter &writer) mutable -> Result<void> {
        if (auto kept = keepThoseToBeMade(writer.reader(), account.id, records); !kept)
            return kept;
        return writer.replaceMailboxes(account.id, records);
    });
    if (!stored)
        return std::move(stored).error();
    return statuses;
}

} // namespace tern::sync
