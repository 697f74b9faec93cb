// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"

#include <map>
#include <memory>

namespace tern::test {

/// What the fake engine and its readers share.
struct FakeData {
    std::vector<store::AccountRecord> accounts;
    std::vector<store::IdentityRecord> identities;
    std::vector<store::MailboxRecord> mailboxes;
    std::map<QString, QString> settings;
    std::vector<store::OperationRecord> operations;
    std::vector<store::OutboxRecord> outbox;
    std::map<OutboxId, std::vector<store::OutboxStep>> outboxSteps;
    std::map<OutboxId, std::vector<store::DeliveryReport>> deliveryReports;
    std::vector<store::EventRecord> events;
    std::map<DraftId, store::DraftRecord> drafts;
    std::vector<store::MessageRow> rows;
    std::vector<std::pair<QString, QString>> correspondents;
};

/// Answers from memory. Lists and messages are empty: the windows tested with it show none.
class FakeReader final : public store::StoreReader {
public:
    explicit FakeReader(std::shared_ptr<FakeData> data) : m_data(std::move(data)) {}

    Result<std::vector<store::AccountRecord>> accounts() override { return m_data->accounts; }
    Result<store::AccountRecord> account(AccountId id) override;
    Result<std::vector<store::IdentityRecord>> identities(AccountId account) override;
    Result<std::optional<QString>> setting(const QString &key) override;
    Result<std::vector<store::MailboxRecord>> mailboxes(AccountId account) override;
    Result<std::vector<store::MailboxRecord>> allMailboxes() override { return m_data->mailboxes; }
    Result<store::MailboxRecord> mailbox(MailboxId id) override;
    Result<std::optional<store::MailboxRecord>> mailboxByName(AccountId account, const std::string &wireName) override;
    Result<std::optional<store::MailboxRecord>> mailboxByRole(AccountId account, store::MailboxRole role) override;
    Result<store::Page> page(const store::ListQuery &, const std::optional<store::PageKey> &, int) override { return store::Page{}; }
    Result<int> count(const store::ListQuery &) override { return 0; }
    Result<std::vector<std::optional<store::PageKey>>> pageStarts(const store::ListQuery &, int, const StopToken &) override
    {
        return std::vector<std::optional<store::PageKey>>{};
    }
    Result<std::vector<PlacementId>> placements(const store::ListQuery &) override { return std::vector<PlacementId>{}; }
    Result<std::optional<store::MessageRow>> row(PlacementId placement) override;
    Result<std::vector<store::MessageRow>> rows(std::span<const PlacementId> placements) override;
    Result<std::vector<store::ShownPlacement>> shownPlacements(std::span<const PlacementId> placements) override;
    Result<std::vector<store::MessageRow>> standingRows(const store::ListQuery &, std::span<const PlacementId> placements) override { return rows(placements); }
    Result<std::vector<PlacementId>> standFor(const store::ListQuery &, std::span<const PlacementId>) override { return std::vector<PlacementId>{}; }
    Result<std::vector<store::MessageRow>> threadRows(ThreadId) override { return std::vector<store::MessageRow>{}; }
    Result<store::Conversation> conversation(PlacementId, int) override { return store::Conversation{}; }
    Result<store::MessageHead> head(MessageId) override { return missing(); }
    Result<std::optional<QByteArray>> content(MessageId) override { return std::optional<QByteArray>{}; }
    Result<std::vector<store::KeptMailbox>> keptMailboxes(AccountId) override { return std::vector<store::KeptMailbox>{}; }
    Result<std::vector<store::KeptEntry>> keptEntries(AccountId, const std::string &) override { return std::vector<store::KeptEntry>{}; }
    Result<std::optional<QByteArray>> keptContent(AccountId, const std::string &, Uid) override { return std::optional<QByteArray>{}; }
    Result<std::vector<store::MaildropItem>> maildrop(AccountId) override { return std::vector<store::MaildropItem>{}; }
    Result<std::vector<PlacementId>> placementsOf(MessageId) override { return std::vector<PlacementId>{}; }
    Result<std::vector<MessageId>> messagesByHeader(const std::string &) override { return std::vector<MessageId>{}; }
    Result<std::optional<MessageId>> messageByObject(AccountId, const std::string &, std::int64_t) override { return std::optional<MessageId>{}; }
    Result<std::vector<store::ServerPlacement>> serverPlacements(MailboxId) override { return std::vector<store::ServerPlacement>{}; }
    Result<std::optional<store::ServerPlacement>> serverPlacement(MailboxId, Uid) override { return std::optional<store::ServerPlacement>{}; }
    Result<std::optional<ServerLocation>> serverLocation(PlacementId) override { return std::optional<ServerLocation>{}; }
    Result<std::vector<store::MissingBody>> withoutBody(MailboxId, int, UnixMillis, const store::MissingBody *) override { return std::vector<store::MissingBody>{}; }
    Result<std::vector<store::UnreadBody>> unreadBodies(MessageId, int, std::int64_t) override { return std::vector<store::UnreadBody>{}; }
    Result<std::int64_t> unreadBodyCount() override { return std::int64_t{0}; }
    Result<std::int64_t> listedBytes(MailboxId) override { return std::int64_t{0}; }
    Result<store::AuditedMailbox> auditMailbox(MailboxId) override { return store::AuditedMailbox{}; }
    Result<store::ContentAudit> auditContent(const StopToken &, const std::function<void(std::int64_t, std::int64_t)> &) override { return store::ContentAudit{}; }
    Result<std::vector<store::OperationRecord>> operations() override { return m_data->operations; }
    Result<std::optional<store::OperationRecord>> operation(OperationId id) override;
    Result<std::vector<store::OperationMessage>> operationMessages(OperationId) override { return std::vector<store::OperationMessage>{}; }
    Result<std::vector<store::OutboxRecord>> outbox(bool withFinished) override;
    Result<std::optional<store::OutboxRecord>> outboxItem(OutboxId id) override;
    Result<std::vector<store::OutboxRecord>> sentMail(OutboxId before, int limit) override;
    Result<std::vector<store::OutboxStep>> outboxSteps(OutboxId id) override { return m_data->outboxSteps[id]; }
    Result<std::vector<store::DeliveryReport>> deliveryReports(OutboxId id) override { return m_data->deliveryReports[id]; }
    Result<std::optional<store::OutboxRecord>> outboxItemByMessageId(std::span<const std::string> messageIds) override;
    Result<std::optional<store::EventRecord>> event(const store::EventRecord &key) override;
    Result<std::vector<store::EventRecord>> acceptedEvents(UnixMillis from, UnixMillis to, int limit) override;
    Result<QString> outboxFile(OutboxId) override { return missing(); }
    Result<std::vector<store::DraftRecord>> drafts() override;
    Result<std::optional<store::DraftRecord>> draft(DraftId id) override;
    Result<std::vector<std::pair<QString, QString>>> completeAddress(const QString &prefix, int limit) override;
    Result<Totals> totals() override { return Totals{}; }

private:
    static Error missing() { return makeError(ErrorKind::NotFound, "fake"); }

    std::shared_ptr<FakeData> m_data;
};

} // namespace tern::test
