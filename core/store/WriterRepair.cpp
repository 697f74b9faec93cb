// SPDX-License-Identifier: GPL-3.0-or-later
// What an audit's repair writes. Nothing of it becomes an operation: the server's mail is not touched.
#include "core/store/Hashes.h"
#include "core/store/Writer.h"

namespace tern::store {

Result<void> Writer::refold(std::span<const PlacementId> placements)
{
    return run("store.refold", [&]() -> Result<void> {
        m_fold.forgetOperations();
        for (const PlacementId placement : placements)
            m_fold.refold(placement);
        return {};
    });
}

Result<void> Writer::recount(MailboxId mailbox)
{
    return run("store.recount", [&]() -> Result<void> {
        m_fold.flushCounters();
        Query(m_connection,
              "UPDATE cache.mailbox SET (total, unread, pending) ="
              " (SELECT count(*), coalesce(sum(unread), 0), coalesce(sum(pending), 0) FROM cache.placement WHERE shown_in = ?1) WHERE id = ?1",
              mailbox)
            .run();
        m_changes.counts.insert(mailbox);
        return {};
    });
}

Result<void> Writer::dropRows(MailboxId mailbox, std::span<const Uid> uids)
{
    return run("store.drop_rows", [&]() -> Result<void> {
        for (const Uid uid : uids) {
            const PlacementId placement{m_connection.value("SELECT id FROM cache.placement WHERE mailbox = ? AND uid = ?", 0, mailbox, uid)};
            const auto state = placement.isValid() ? m_fold.load(placement) : std::nullopt;
            if (state && m_connection.value("SELECT 1 FROM cache.pending WHERE placement = ? LIMIT 1", 0, placement) == 0)
                removePlacement(*state);
        }
        return {};
    });
}

Result<void> Writer::forgetBodies(std::span<const MessageId> messages)
{
    return run("store.forget_bodies", [&]() -> Result<void> {
        // The row in content.body stays: it says that the index holds the text already.
        for (const MessageId message : messages) {
            Query(m_connection, "UPDATE cache.message SET body_stored = 0 WHERE id = ?", message).run();
            m_changes.bodies.push_back(message);
        }
        return {};
    });
}

Result<void> Writer::indexAgain(std::span<const MessageId> headers, std::span<const MessageId> texts)
{
    return run("store.index_again", [&]() -> Result<void> {
        for (const MessageId message : headers) {
            const auto head = m_reader.head(message);
            if (!head)
                return head.error();
            Query(m_connection, "INSERT INTO cache.header_index(rowid, sender, recipients, subject, attachments) VALUES(?, ?, ?, ?, ?)", message,
                  head->fromName + kBetween + head->fromAddress, head->to + kBetween + head->cc, head->subject, head->attachmentNames.join(kBetween))
                .run();
        }
        for (const MessageId message : texts) {
            Query(m_connection, "UPDATE content.body SET probe = NULL WHERE message = ?", message).run();
            Query(m_connection, "UPDATE cache.message SET body_stored = 1 WHERE id = ? AND body_stored = 2", message).run();
            m_changes.bodies.push_back(message);
        }
        return {};
    });
}

} // namespace tern::store
