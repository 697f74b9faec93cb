// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/SearchPlan.h"
#include "core/store/StoreReader.h"

namespace tern::store {

/// StoreReader over a connection: one of its own, or the writer's.
class Reader final : public StoreReader {
public:
    Reader(std::unique_ptr<Connection> own, QueryParser parser, std::filesystem::path profile)
        : m_own(std::move(own)), m_connection(*m_own), m_parser(std::move(parser)), m_profile(std::move(profile))
    {
    }
    Reader(Connection &shared, QueryParser parser, std::filesystem::path profile)
        : m_connection(shared), m_parser(std::move(parser)), m_profile(std::move(profile))
    {
    }

    Result<std::vector<AccountRecord>> accounts() override;
    Result<AccountRecord> account(AccountId id) override;
    Result<std::vector<IdentityRecord>> identities(AccountId account) override;
    Result<std::optional<QString>> setting(const QString &key) override;

    Result<std::vector<MailboxRecord>> mailboxes(AccountId account) override;
    Result<std::vector<MailboxRecord>> allMailboxes() override;
    Result<MailboxRecord> mailbox(MailboxId id) override;
    Result<std::optional<MailboxRecord>> mailboxByName(AccountId account, const std::string &wireName) override;
    Result<std::optional<MailboxRecord>> mailboxByRole(AccountId account, MailboxRole role) override;

    Result<Page> page(const ListQuery &query, const std::optional<PageKey> &after, int limit) override;
    Result<int> count(const ListQuery &query) override;
    Result<std::vector<std::optional<PageKey>>> pageStarts(const ListQuery &query, int pageSize, const StopToken &stop) override;
    Result<std::vector<PlacementId>> placements(const ListQuery &query) override;
    Result<std::optional<MessageRow>> row(PlacementId placement) override;
    Result<std::vector<MessageRow>> rows(std::span<const PlacementId> placements) override;
    Result<std::vector<ShownPlacement>> shownPlacements(std::span<const PlacementId> placements) override;
    Result<std::vector<MessageRow>> standingRows(const ListQuery &query, std::span<const PlacementId> placements) override;
    Result<std::vector<PlacementId>> standFor(const ListQuery &query, std::span<const PlacementId> placements) override;
    Result<std::vector<MessageRow>> threadRows(ThreadId thread) override;
    Result<Conversation> conversation(PlacementId open, int most) override;

    Result<MessageHead> head(MessageId message) override;
    Result<std::optional<QByteArray>> content(MessageId message) override;
    Result<std::vector<PlacementId>> placementsOf(MessageId message) override;
    Result<std::vector<MessageId>> messagesByHeader(const std::string &messageIdHeader) override;
    Result<std::optional<MessageId>> messageByObject(AccountId account, const std::string &objectId, std::int64_t size) override;

    Result<std::optional<ServerLocation>> serverLocation(PlacementId placement) override;
    Result<std::vector<ServerPlacement>> serverPlacements(MailboxId mailbox) override;
    Result<std::optional<ServerPlacement>> serverPlacement(MailboxId mailbox, Uid uid) override;
    Result<std::vector<MissingBody>> withoutBody(MailboxId mailbox, int limit, UnixMillis since, const MissingBody *after) override;
    Result<std::vector<UnreadBody>> unreadBodies(MessageId before, int limit, std::int64_t bytes) override;
    Result<std::int64_t> unreadBodyCount() override;
    Result<std::int64_t> listedBytes(MailboxId mailbox) override;

    Result<std::vector<KeptMailbox>> keptMailboxes(AccountId account) override;
    Result<std::vector<KeptEntry>> keptEntries(AccountId account, const std::string &wireName) override;
    Result<std::optional<QByteArray>> keptContent(AccountId account, const std::string &wireName, Uid uid) override;
    Result<std::vector<MaildropItem>> maildrop(AccountId account) override;

    Result<AuditedMailbox> auditMailbox(MailboxId mailbox) override;
    Result<ContentAudit> auditContent(const StopToken &stop, const std::function<void(std::int64_t, std::int64_t)> &progress) override;

    Result<std::vector<OperationRecord>> operations() override;
    Result<std::optional<OperationRecord>> operation(OperationId id) override;
    Result<std::vector<OperationMessage>> operationMessages(OperationId id) override;
    Result<std::vector<OutboxRecord>> outbox(bool withFinished) override;
    Result<std::optional<OutboxRecord>> outboxItem(OutboxId id) override;
    Result<std::vector<OutboxRecord>> sentMail(OutboxId before, int limit) override;
    Result<std::vector<OutboxStep>> outboxSteps(OutboxId id) override;
    Result<std::vector<DeliveryReport>> deliveryReports(OutboxId id) override;
    Result<std::optional<OutboxRecord>> outboxItemByMessageId(std::span<const std::string> messageIds) override;
    Result<std::optional<EventRecord>> event(const EventRecord &key) override;
    Result<std::vector<EventRecord>> acceptedEvents(UnixMillis from, UnixMillis to, int limit) override;
    Result<QString> outboxFile(OutboxId id) override;
    Result<std::vector<DraftRecord>> drafts() override;
    Result<std::optional<DraftRecord>> draft(DraftId id) override;

    Result<std::vector<std::pair<QString, QString>>> completeAddress(const QString &prefix, int limit) override;
    Result<Totals> totals() override;

private:
    /// Runs a public method: exceptions become errors, damage is noted for the next start.
    template <typename Work>
    auto look(const char *where, Work &&work) -> decltype(work())
    {
        auto result = guard(where, std::forward<Work>(work));
        if (!result)
            noteDamage(m_profile, result.error());
        return result;
    }
    std::optional<MessageRow> readRow(PlacementId placement);
    Result<std::optional<QByteArray>> keptContentOf(MessageId message);

    std::unique_ptr<Connection> m_own;
    Connection &m_connection;
    QueryParser m_parser;
    std::filesystem::path m_profile;
};

} // namespace tern::store
