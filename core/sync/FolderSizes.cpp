// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/FolderSizes.h"

#include "core/sync/FolderList.h"

#include <map>

namespace tern::sync {
namespace {

struct Size {
    std::int64_t bytes = 0;
    bool told = false;
};
using Sizes = std::map<MailboxId, Size>;

Result<void> addTold(imap::ImapSession &session, std::span<const store::MailboxRecord> mailboxes, Sizes &sizes)
{
    MailboxStatuses statuses;
    if (auto added = addStatuses(session, mailboxes, statuses, true); !added)
        return added;
    for (const store::MailboxRecord &mailbox : mailboxes) {
        const imap::MailboxStatus *status = statusOf(statuses, mailbox.wireName);
        // No mailbox has more than 63 bits of mail [RFC 8438 §3].
        if (status != nullptr && status->size && *status->size <= INT64_MAX)
            sizes[mailbox.id] = {static_cast<std::int64_t>(*status->size), true};
    }
    return {};
}

Result<void> addSums(store::StoreReader &reader, std::span<const store::MailboxRecord> mailboxes, Sizes &sizes)
{
    for (const store::MailboxRecord &mailbox : mailboxes) {
        if (!mailbox.selectable || sizes.contains(mailbox.id))
            continue;
        // As it is now: the listing may have come after the record.
        auto current = reader.mailbox(mailbox.id);
        if (!current && current.error().kind == ErrorKind::NotFound)
            continue;
        if (!current)
            return std::move(current).error();
        if (!current->fullyListed)
            continue;
        auto sum = reader.listedBytes(mailbox.id);
        if (!sum)
            return std::move(sum).error();
        sizes[mailbox.id] = {*sum, false};
    }
    return {};
}

} // namespace

Result<void> readSizes(imap::ImapSession &session, store::Store &store, store::StoreReader &reader, std::span<const store::MailboxRecord> mailboxes)
{
    Sizes sizes;
    if (session.canTellSizes()) {
        if (auto told = addTold(session, mailboxes, sizes); !told)
            return told;
    }
    if (auto summed = addSums(reader, mailboxes, sizes); !summed)
        return summed;
    if (sizes.empty())
        return {};
    return store.writeAndWait([&sizes](store::StoreWriter &writer) -> Result<void> {
        for (const auto &[mailbox, size] : sizes) {
            if (auto written = writer.mailboxBytes(mailbox, size.bytes, size.told); !written)
                return written;
        }
        return {};
    });
}

} // namespace tern::sync
