// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/KnownListing.h"

#include "core/sync/ListedRows.h"

namespace tern::sync {
namespace {

class Identities final : public imap::ListingSink {
public:
    void message(imap::ListedMessage &message) override { found.push_back(std::move(message)); }
    std::vector<imap::ListedMessage> found;
};

} // namespace

bool KnownListing::fits(const imap::ImapSession &session, const store::MailboxRecord &mailbox)
{
    using store::MailboxRole;
    const bool repeats = mailbox.role == MailboxRole::All || mailbox.role == MailboxRole::Flagged || mailbox.role == MailboxRole::Important;
    return repeats && session.hasObjectIds();
}

Result<void> KnownListing::run(const store::MailboxRecord &mailbox, std::span<const imap::SeqRange> pages, ListingWriter &writer)
{
    for (const imap::SeqRange &page : pages) {
        Identities identities;
        writer.asking();
        if (auto fetched = m_session.fetchIdentities(std::span(&page, 1), identities); !fetched)
            return fetched;
        writer.answering();
        std::vector<Uid> strangers;
        for (imap::ListedMessage &message : identities.found) {
            auto known = m_reader.messageByObject(mailbox.account, message.objectId, static_cast<std::int64_t>(message.size));
            if (!known)
                return std::move(known).error();
            auto head = *known ? m_reader.head(**known) : Result<store::MessageHead>(makeError(ErrorKind::NotFound, "sync.known"));
            if (message.objectId.empty() || !head) {
                strangers.push_back(message.uid);
                continue;
            }
            store::ListedRow row = listedRow(message, m_clock.now(), "GB18030");
            const std::string objectId = std::move(row.head.objectId);
            row.head = *std::move(head);
            row.head.objectId = objectId;
            writer.row(row);
        }
        if (strangers.empty())
            continue;
        if (auto listed = m_session.fetchListing(imap::UidSet::of(strangers), writer); !listed)
            return listed;
    }
    return {};
}

} // namespace tern::sync
