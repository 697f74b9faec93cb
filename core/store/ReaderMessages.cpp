// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"
#include "core/store/Hashes.h"
#include "core/store/MessageDetail.h"
#include "core/store/Reader.h"

namespace tern::store {

namespace {

ServerPlacement readServerPlacement(const Query &query)
{
    ServerPlacement placement;
    placement.placement = query.id<PlacementId>(0);
    placement.message = query.id<MessageId>(1);
    placement.uid = query.id<Uid>(2);
    placement.serverFlags = query.integer<Flags>(3);
    placement.modSeq = query.id<ModSeq>(4);
    placement.bodyStored = query.integer(5) != 0;
    placement.headerHash = query.int64(6);
    return placement;
}

} // namespace

Result<MessageHead> Reader::head(MessageId message)
{
    return look("store.head", [&]() -> Result<MessageHead> {
        const ReadScope scope(m_connection);
        Query query(m_connection,
                    "SELECT id, message_id, subject, from_name, from_address, recipients, date, size, has_attachment, detail FROM cache.message WHERE id = ?",
                    message);
        if (!query.step())
            return makeError(ErrorKind::NotFound, "store.head");
        MessageHead head;
        head.id = query.id<MessageId>(0);
        head.messageIdHeader = query.string(1);
        head.subject = query.text(2);
        head.fromName = query.text(3);
        head.fromAddress = query.text(4);
        head.to = query.text(5);
        head.date = query.int64(6);
        head.size = query.int64(7);
        head.hasAttachment = query.integer(8) != 0;
        if (!DetailReader(m_connection).read(message, query.int64(9), head))
            logWarning("store", "the stored header of message " + std::to_string(message.value) + " is damaged");
        return head;
    });
}

Result<std::vector<PlacementId>> Reader::placementsOf(MessageId message)
{
    return look("store.placements_of", [&]() -> Result<std::vector<PlacementId>> {
        Query query(m_connection, "SELECT id FROM cache.placement WHERE message = ? ORDER BY id", message);
        std::vector<PlacementId> placements;
        while (query.step())
            placements.push_back(query.id<PlacementId>(0));
        return placements;
    });
}

Result<std::vector<MessageId>> Reader::messagesByHeader(const std::string &messageIdHeader)
{
    return look("store.by_header", [&]() -> Result<std::vector<MessageId>> {
        Query query(m_connection,
                    "SELECT id FROM cache.message WHERE id IN (SELECT message FROM cache.header_ref WHERE hash = ?1 UNION ALL"
                    " SELECT message FROM cache.header_new WHERE hash = ?1) AND message_id = ?2 ORDER BY id",
                    hashHeaderId(messageIdHeader), messageIdHeader);
        std::vector<MessageId> messages;
        while (query.step())
            messages.push_back(query.id<MessageId>(0));
        return messages;
    });
}

Result<std::optional<MessageId>> Reader::messageByObject(AccountId account, const std::string &objectId, std::int64_t size)
{
    return guard("store.by_object", [&]() -> Result<std::optional<MessageId>> {
        Query query(m_connection,
                    "SELECT m.id FROM cache.object_message o JOIN cache.message m ON m.id = o.message WHERE o.account = ? AND o.object = ? AND m.size = ?",
                    account, objectId, size);
        return query.step() ? std::optional(query.id<MessageId>(0)) : std::nullopt;
    });
}

Result<std::optional<StoreReader::ServerLocation>> Reader::serverLocation(PlacementId placement)
{
    return look("store.server_location", [&]() -> Result<std::optional<ServerLocation>> {
        Query query(m_connection,
                    "SELECT p.message, p.mailbox, p.uid FROM cache.placement shown JOIN cache.mailbox sm ON sm.id = shown.mailbox"
                    " JOIN cache.placement p ON p.message = shown.message JOIN cache.mailbox pm ON pm.id = p.mailbox"
                    " WHERE shown.id = ?1 AND p.uid IS NOT NULL AND p.presence = 0 AND pm.account = sm.account ORDER BY p.id <> ?1, p.id LIMIT 1",
                    placement);
        if (!query.step())
            return std::optional<ServerLocation>{};
        return std::optional(ServerLocation{query.id<MessageId>(0), query.id<MailboxId>(1), Uid{static_cast<std::uint32_t>(query.int64(2))}});
    });
}

Result<std::vector<ServerPlacement>> Reader::serverPlacements(MailboxId mailbox)
{
    return look("store.server_placements", [&]() -> Result<std::vector<ServerPlacement>> {
        Query query(m_connection,
                    "SELECT p.id, p.message, p.uid, p.server_flags, p.modseq, m.body_stored, m.header_hash FROM cache.placement p INDEXED BY placement_uid"
                    " JOIN cache.message m ON m.id = p.message WHERE p.mailbox = ? AND p.uid IS NOT NULL AND p.presence = 0 ORDER BY p.uid",
                    mailbox);
        std::vector<ServerPlacement> placements;
        while (query.step())
            placements.push_back(readServerPlacement(query));
        return placements;
    });
}

Result<std::optional<ServerPlacement>> Reader::serverPlacement(MailboxId mailbox, Uid uid)
{
    return look("store.server_placement", [&]() -> Result<std::optional<ServerPlacement>> {
        Query query(m_connection,
                    "SELECT p.id, p.message, p.uid, p.server_flags, p.modseq, m.body_stored, m.header_hash FROM cache.placement p"
                    " JOIN cache.message m ON m.id = p.message WHERE p.mailbox = ? AND p.uid = ? AND p.presence = 0",
                    mailbox, uid);
        return query.step() ? std::optional(readServerPlacement(query)) : std::nullopt;
    });
}

} // namespace tern::store
