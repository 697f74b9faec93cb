// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Json.h"
#include "core/store/Reader.h"
#include "core/store/StoredError.h"

namespace tern::store {

namespace {

constexpr const char *kOperationColumns =
    "SELECT id, account, kind, intent, state, target_account, target_mailbox, mailbox, new_mailbox, add_flags, remove_flags, add_keywords,"
    " remove_keywords, created, not_before, attempts, remaining, reason_kind, reason_retry, reason_where, reason_detail FROM main.operation ";

OperationRecord readOperation(const Query &query)
{
    OperationRecord operation;
    operation.id = query.id<OperationId>(0);
    operation.account = query.id<AccountId>(1);
    operation.kind = query.integer<OperationKind>(2);
    operation.intent = query.integer<OperationIntent>(3);
    operation.state = query.integer<OperationState>(4);
    operation.targetAccount = query.id<AccountId>(5);
    operation.targetMailbox = query.string(6);
    operation.mailboxName = query.string(7);
    operation.newMailboxName = query.string(8);
    operation.addFlags = query.integer<Flags>(9);
    operation.removeFlags = query.integer<Flags>(10);
    operation.addKeywords = splitKeywords(query.text(11));
    operation.removeKeywords = splitKeywords(query.text(12));
    operation.created = query.int64(13);
    operation.notBefore = query.int64(14);
    operation.attempts = query.integer(15);
    operation.messages = query.integer(16);
    operation.reason = readStoredError(query, 17);
    return operation;
}

constexpr const char *kOutboxColumns =
    "SELECT id, account, identity, state, message_id, sender, subject, recipients, created, not_before, attempts, size, server_reply,"
    " replied_to, forwarded, draft, reason_kind, reason_retry, reason_where, reason_detail, sent, server, tls, copy, report_delivery, require_tls,"
    " send_at, dated, copied, report_taken, redirected FROM main.outbox ";

OutboxRecord readOutbox(const Query &query)
{
    OutboxRecord item;
    item.id = query.id<OutboxId>(0);
    item.account = query.id<AccountId>(1);
    item.identity = query.id<IdentityId>(2);
    item.state = query.integer<OutboxState>(3);
    item.messageIdHeader = query.string(4);
    item.from = query.text(5);
    item.subject = query.text(6);
    item.recipients = recipientsFromJson(query.string(7));
    item.created = query.int64(8);
    item.notBefore = query.int64(9);
    item.attempts = query.integer(10);
    item.size = query.int64(11);
    item.serverReply = query.text(12);
    item.repliedTo = query.string(13);
    item.forwarded = query.string(14);
    item.draft = query.id<DraftId>(15);
    item.reason = readStoredError(query, 16);
    item.sent = query.int64(20);
    item.server = query.text(21);
    item.tls = query.text(22);
    item.copyMailbox = query.string(23);
    item.reportDelivery = query.integer(24) != 0;
    item.requireTls = query.integer(25) != 0;
    item.sendAt = query.int64(26);
    item.dated = query.int64(27);
    item.copied = query.int64(28);
    item.reportTaken = query.integer(29) != 0;
    item.redirected = query.integer(30) != 0;
    return item;
}

constexpr const char *kDraftColumns =
    "SELECT d.id, d.account, d.version, v.saved, v.body, d.server_mailbox, d.server_uidvalidity, d.server_uid, d.server_version, d.discarded"
    " FROM main.draft d JOIN main.draft_version v ON v.draft = d.id AND v.version = d.version ";

DraftRecord readDraft(const Query &query)
{
    DraftRecord draft;
    draft.id = query.id<DraftId>(0);
    draft.account = query.id<AccountId>(1);
    draft.version = query.integer(2);
    draft.saved = query.int64(3);
    draftBodyFromJson(query.string(4), draft);
    draft.serverMailbox = query.string(5);
    draft.serverUidValidity = query.id<UidValidity>(6);
    draft.serverUid = query.id<Uid>(7);
    draft.serverVersion = query.integer(8);
    draft.discarded = query.integer(9) != 0;
    return draft;
}

} // namespace

Result<std::vector<OperationRecord>> Reader::operations()
{
    return look("store.operations", [&]() -> Result<std::vector<OperationRecord>> {
        Query query(m_connection, std::string(kOperationColumns) + "ORDER BY id");
        std::vector<OperationRecord> operations;
        while (query.step())
            operations.push_back(readOperation(query));
        return operations;
    });
}

Result<std::optional<OperationRecord>> Reader::operation(OperationId id)
{
    return look("store.operation", [&]() -> Result<std::optional<OperationRecord>> {
        Query query(m_connection, std::string(kOperationColumns) + "WHERE id = ?", id);
        return query.step() ? std::optional(readOperation(query)) : std::nullopt;
    });
}

Result<std::vector<OperationMessage>> Reader::operationMessages(OperationId id)
{
    return look("store.operation_messages", [&]() -> Result<std::vector<OperationMessage>> {
        Query query(m_connection,
                    "SELECT ordinal, placement, mailbox, uidvalidity, uid, message_id, size, step, target_uidvalidity, target_uidnext, target_uid"
                    " FROM main.operation_message WHERE operation = ? ORDER BY ordinal",
                    id);
        std::vector<OperationMessage> messages;
        while (query.step()) {
            OperationMessage message;
            message.ordinal = query.int64(0);
            message.placement = query.id<PlacementId>(1);
            message.mailbox = query.string(2);
            message.uidValidity = query.id<UidValidity>(3);
            message.uid = query.id<Uid>(4);
            message.messageIdHeader = query.string(5);
            message.size = query.int64(6);
            message.step = query.integer<OperationStep>(7);
            message.targetUidValidity = query.id<UidValidity>(8);
            message.targetUidNext = query.id<Uid>(9);
            message.targetUid = query.id<Uid>(10);
            messages.push_back(std::move(message));
        }
        return messages;
    });
}

Result<std::vector<OutboxRecord>> Reader::outbox(bool withFinished)
{
    return look("store.outbox", [&]() -> Result<std::vector<OutboxRecord>> {
        // Asked for by what is open, not by what isn't, so that the index serves.
        Query query(m_connection, std::string(kOutboxColumns) + (withFinished ? "ORDER BY id" : "WHERE state IN (?, ?, ?, ?, ?, ?) ORDER BY id"));
        if (!withFinished) {
            for (const OutboxState open : {OutboxState::Queued, OutboxState::Sending, OutboxState::Accepted, OutboxState::Failed, OutboxState::Unknown, OutboxState::Waiting})
                query.bind(open);
        }
        std::vector<OutboxRecord> items;
        while (query.step())
            items.push_back(readOutbox(query));
        return items;
    });
}

Result<std::optional<OutboxRecord>> Reader::outboxItem(OutboxId id)
{
    return look("store.outbox_item", [&]() -> Result<std::optional<OutboxRecord>> {
        Query query(m_connection, std::string(kOutboxColumns) + "WHERE id = ?", id);
        return query.step() ? std::optional(readOutbox(query)) : std::nullopt;
    });
}

Result<std::optional<OutboxRecord>> Reader::outboxItemByMessageId(std::span<const std::string> messageIds)
{
    return look("store.outbox_item", [&]() -> Result<std::optional<OutboxRecord>> {
        for (const std::string &messageId : messageIds) {
            Query query(m_connection, std::string(kOutboxColumns) + "WHERE message_id = ? AND state <> ? ORDER BY id DESC LIMIT 1", messageId, OutboxState::Cancelled);
            if (!messageId.empty() && query.step())
                return std::optional(readOutbox(query));
        }
        return std::optional<OutboxRecord>();
    });
}

Result<std::vector<OutboxRecord>> Reader::sentMail(OutboxId before, int limit)
{
    return look("store.sent_mail", [&]() -> Result<std::vector<OutboxRecord>> {
        Query query(m_connection, std::string(kOutboxColumns) + "WHERE id < ? AND state IN (?, ?) ORDER BY id DESC LIMIT ?");
        query.bind(before.isValid() ? before.value : INT64_MAX).bind(OutboxState::Accepted).bind(OutboxState::SentCopySaved).bind(limit);
        std::vector<OutboxRecord> items;
        while (query.step())
            items.push_back(readOutbox(query));
        return items;
    });
}

Result<std::vector<OutboxStep>> Reader::outboxSteps(OutboxId id)
{
    return look("store.outbox_steps", [&]() -> Result<std::vector<OutboxStep>> {
        Query query(m_connection,
                    "SELECT state, first, last, times, server, tls, reply, reason_kind, reason_retry, reason_where, reason_detail"
                    " FROM main.outbox_step WHERE outbox = ? ORDER BY id",
                    id);
        std::vector<OutboxStep> steps;
        while (query.step()) {
            steps.push_back({query.integer<OutboxState>(0), query.int64(1), query.int64(2), query.integer(3), query.text(4), query.text(5), query.text(6),
                             readStoredError(query, 7)});
        }
        return steps;
    });
}

Result<std::vector<DeliveryReport>> Reader::deliveryReports(OutboxId id)
{
    return look("store.delivery_reports", [&]() -> Result<std::vector<DeliveryReport>> {
        Query query(m_connection,
                    "SELECT action, recipient, status, diagnostic, reporter, arrived, source FROM main.delivery_report WHERE outbox = ? ORDER BY id", id);
        std::vector<DeliveryReport> reports;
        while (query.step()) {
            reports.push_back({query.integer<DeliveryReport::Action>(0), query.text(1), query.text(2), query.text(3), query.text(4), query.int64(5),
                               query.string(6)});
        }
        return reports;
    });
}

Result<QString> Reader::outboxFile(OutboxId id)
{
    return look("store.outbox_file", [&]() -> Result<QString> {
        Query query(m_connection, "SELECT file FROM main.outbox WHERE id = ?", id);
        if (!query.step())
            return makeError(ErrorKind::NotFound, "store.outbox_file");
        return QString::fromStdString((m_profile / "outbox" / query.string(0)).string());
    });
}

Result<std::vector<DraftRecord>> Reader::drafts()
{
    return look("store.drafts", [&]() -> Result<std::vector<DraftRecord>> {
        Query query(m_connection, std::string(kDraftColumns) + "ORDER BY d.id");
        std::vector<DraftRecord> drafts;
        while (query.step())
            drafts.push_back(readDraft(query));
        return drafts;
    });
}

Result<std::optional<DraftRecord>> Reader::draft(DraftId id)
{
    return look("store.draft", [&]() -> Result<std::optional<DraftRecord>> {
        Query query(m_connection, std::string(kDraftColumns) + "WHERE d.id = ?", id);
        return query.step() ? std::optional(readDraft(query)) : std::nullopt;
    });
}

} // namespace tern::store
