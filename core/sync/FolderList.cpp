// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/FolderList.h"

#include "core/sync/RenamedElsewhere.h"
#include "core/sync/Roles.h"

#include <algorithm>
#include <set>

namespace tern::sync {
namespace {

/// Whether something is still to be done in this mailbox.
Result<bool> isNeeded(store::StoreReader &reader, const store::OperationRecord &operation, AccountId account, const std::string &wireName)
{
    if (operation.kind == store::OperationKind::CreateMailbox)
        return operation.account == account && operation.mailboxName == wireName;
    const AccountId targetAccount = operation.targetAccount.isValid() ? operation.targetAccount : operation.account;
    if (targetAccount == account && operation.targetMailbox == wireName)
        return true;
    if (operation.account != account)
        return false;
    auto messages = reader.operationMessages(operation.id);
    if (!messages)
        return std::move(messages).error();
    return std::any_of(messages->begin(), messages->end(), [&](const store::OperationMessage &message) { return message.mailbox == wireName; });
}

/// A mailbox that a person made and that the server doesn't know yet stays in view; so does one that a person's changes wait for: if it is really gone, the
/// server says so when they are carried out, and then they are told of instead of forgotten.
Result<void> keepThoseNeeded(store::StoreReader &reader, AccountId account, std::vector<store::MailboxRecord> &records)
{
    auto operations = reader.operations();
    if (!operations)
        return operations.error();
    if (operations->empty())
        return {};
    auto known = reader.mailboxes(account);
    if (!known)
        return known.error();
    std::set<std::string> listed;
    for (const store::MailboxRecord &record : records)
        listed.insert(record.wireName);
    for (const store::MailboxRecord &mailbox : *known) {
        bool needed = false;
        for (auto operation = operations->begin(); !needed && !listed.contains(mailbox.wireName) && operation != operations->end(); ++operation) {
            auto answer = isNeeded(reader, *operation, account, mailbox.wireName);
            if (!answer)
                return answer.error();
            needed = *answer;
        }
        if (needed)
            records.push_back(mailbox);
    }
    return {};
}

} // namespace

const imap::MailboxStatus *statusOf(const MailboxStatuses &statuses, const std::string &wireName)
{
    const auto found = statuses.find(wireName);
    return found == statuses.end() ? nullptr : &found->second;
}

Result<MailboxStatuses> syncFolderList(imap::ImapSession &session, store::Store &store, store::StoreReader &reader, const store::AccountRecord &account,
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
    auto renamed = findRenamed(session, reader, account.id, *entries);
    if (!renamed)
        return std::move(renamed).error();
    auto records = mailboxRecords(*entries, account.roles, session.namespaces());
    for (store::MailboxRecord &record : records)
        record.isLabel = session.hasLabels();
    auto stored = store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        for (const RenamedMailbox &one : *renamed) {
            const auto as = std::ranges::find(records, one.wireName, &store::MailboxRecord::wireName);
            if (as == records.end())
                continue;
            if (auto found = writer.mailboxFound(one.mailbox, *as); !found)
                return found;
        }
        if (auto kept = keepThoseNeeded(writer.reader(), account.id, records); !kept)
            return kept;
        return writer.replaceMailboxes(account.id, records);
    });
    if (!stored)
        return std::move(stored).error();
    return statuses;
}

Result<void> addStatuses(imap::ImapSession &session, std::span<const store::MailboxRecord> mailboxes, MailboxStatuses &statuses, bool withSize)
{
    // Of a selected mailbox STATUS tells what this connection last saw [RFC 9051 §6.3.11], and some servers refuse it.
    const auto lacks = [&statuses](const store::MailboxRecord &mailbox) { return mailbox.selectable && !statuses.contains(mailbox.wireName); };
    std::vector<std::string> names;
    for (const store::MailboxRecord &mailbox : mailboxes) {
        if (lacks(mailbox) && (session.canUnselect() || mailbox.wireName != session.selected()))
            names.push_back(mailbox.wireName);
    }
    auto told = session.statuses(names, {.size = withSize, .leave = true});
    if (!told)
        return told.error();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if ((*told)[i])
            statuses[names[i]] = *std::move((*told)[i]);
    }
    return {};
}

} // namespace tern::sync
