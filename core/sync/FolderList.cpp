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

const imap::MailboxStatus *statusOf(const MailboxStatuses &statuses, const std::string &wireName)
{
    const auto found = statuses.find(wireName);
    return found == statuses.end() ? nullptr : &found->second;
}

Result<MailboxStatuses> syncFolderList(imap::ImapSession &session, store::Store &store, const store::AccountRecord &account,
                                       bool withStatus)
{
    // STATUS of the selected mailbox tells what this connection last saw [RFC 9051 §6.3.11]: let it look first.
    if (withStatus && !session.selected().empty()) {
        if (auto seen = session.noop(); !seen)
            return seen.error();
    }
    auto entries = session.list(withStatus);
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

Result<void> addStatuses(imap::ImapSession &session, const std::vector<store::MailboxRecord> &mailboxes, MailboxStatuses &statuses)
{
    // Of a selected mailbox STATUS tells what this connection last saw [RFC 9051 §6.3.11], and some servers refuse it.
    const auto lacks = [&statuses](const store::MailboxRecord &mailbox) { return mailbox.selectable && !statuses.contains(mailbox.wireName); };
    const bool canLeave = session.capabilities().has("UNSELECT") || session.capabilities().has("IMAP4rev2");
    if (canLeave && std::any_of(mailboxes.begin(), mailboxes.end(), lacks)) {
        if (auto left = session.unselect(); !left)
            return left;
    }
    std::vector<std::string> names;
    for (const store::MailboxRecord &mailbox : mailboxes) {
        if (lacks(mailbox) && mailbox.wireName != session.selected())
            names.push_back(mailbox.wireName);
    }
    auto told = session.statuses(names);
    if (!told)
        return told.error();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if ((*told)[i])
            statuses[names[i]] = *std::move((*told)[i]);
    }
    return {};
}

} // namespace tern::sync
