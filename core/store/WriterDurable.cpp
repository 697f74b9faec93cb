// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Files.h"
#include "core/store/Json.h"
#include "core/store/StoredError.h"
#include "core/store/Writer.h"

namespace tern::store {

namespace {

constexpr int kKeptDraftVersions = 20;
constexpr int kMostReports = 200;       // of one message: anybody can write them

} // namespace

Result<DraftRecord> Writer::saveDraft(DraftRecord draft)
{
    return run("store.save_draft", [&]() -> Result<DraftRecord> {
        draft.saved = now();
        if (draft.id.isValid()) {
            Query known(m_connection, "SELECT version FROM main.draft WHERE id = ?", draft.id);
            if (!known.step())
                return makeError(ErrorKind::NotFound, "store.save_draft");
            draft.version = known.integer(0) + 1;
            Query(m_connection, "UPDATE main.draft SET account = ?, version = ?, discarded = 0 WHERE id = ?", draft.account, draft.version, draft.id).run();
        } else {
            draft.version = 1;
            // A draft begun from a copy on the server knows where that copy lies.
            Query(m_connection,
                  "INSERT INTO main.draft(account, version, server_mailbox, server_uidvalidity, server_uid) VALUES(?, ?, ?, ?, ?)", draft.account,
                  draft.version, draft.serverMailbox, draft.serverUidValidity, draft.serverUid)
                .run();
            draft.id = DraftId{m_connection.lastInsertId()};
        }
        Query(m_connection, "INSERT INTO main.draft_version(draft, version, saved, body) VALUES(?, ?, ?, ?)", draft.id, draft.version, draft.saved,
              draftBodyToJson(draft))
            .run();
        Query(m_connection, "DELETE FROM main.draft_version WHERE draft = ? AND version <= ?", draft.id, draft.version - kKeptDraftVersions).run();
        m_changes.drafts = true;
        auto saved = m_reader.draft(draft.id);
        if (!saved)
            return saved.error();
        return **saved;
    });
}

Result<void> Writer::draftUploaded(DraftId id, int version, const std::string &mailbox, UidValidity validity, Uid uid)
{
    return run("store.draft_uploaded", [&]() -> Result<void> {
        const int changed = Query(m_connection,
                                  "UPDATE main.draft SET server_version = ?, server_mailbox = ?, server_uidvalidity = ?, server_uid = ? WHERE id = ?",
                                  version, mailbox, validity, uid, id)
                                .run();
        if (changed == 0)
            return makeError(ErrorKind::NotFound, "store.draft_uploaded");
        m_changes.drafts = true;
        return {};
    });
}

Result<void> Writer::discardDraft(DraftId id)
{
    return run("store.discard_draft", [&]() -> Result<void> {
        if (Query(m_connection, "UPDATE main.draft SET discarded = 1 WHERE id = ?", id).run() == 0)
            return makeError(ErrorKind::NotFound, "store.discard_draft");
        m_changes.drafts = true;
        if (m_connection.value("SELECT server_mailbox = '' FROM main.draft WHERE id = ?", 0, id) != 0)
            return forgetDraft(id);
        return {};
    });
}

Result<void> Writer::forgetDraft(DraftId id)
{
    return run("store.forget_draft", [&]() -> Result<void> {
        Query versions(m_connection, "SELECT body FROM main.draft_version WHERE draft = ?", id);
        while (versions.step()) {
            DraftRecord draft;
            draftBodyFromJson(versions.string(0), draft);
            for (const DraftRecord::Attachment &attachment : draft.attachments) {
                // Only copies of ours: never a file of the person's own.
                const std::filesystem::path path = std::filesystem::path(attachment.path.toStdString()).lexically_normal();
                const auto inside = path.lexically_relative(m_profile);
                if (path.is_absolute() && !inside.empty() && *inside.begin() != "..")
                    m_unneededFiles.push_back(path);
            }
        }
        Query(m_connection, "DELETE FROM main.draft_version WHERE draft = ?", id).run();
        if (Query(m_connection, "DELETE FROM main.draft WHERE id = ?", id).run() == 0)
            return makeError(ErrorKind::NotFound, "store.forget_draft");
        m_changes.drafts = true;
        return {};
    });
}

Result<OutboxId> Writer::enqueueOutbox(const OutboxRecord &item, const QString &messageFile)
{
    return run("store.enqueue_outbox", [&]() -> Result<OutboxId> {
        const std::filesystem::path from = messageFile.toStdString();
        // The file is complete on disk under its own name before the row that names it can be.
        auto name = takeIntoFolder(from, m_profile / "outbox", ".eml");
        if (!name)
            return name.error();
        std::error_code ignored;
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(m_profile / "outbox" / *name, ignored));
        Query query(m_connection,
                    "INSERT INTO main.outbox(account, identity, state, message_id, sender, subject, recipients, created, not_before, attempts, size,"
                    " server_reply, replied_to, forwarded, draft, file, report_delivery, require_tls, send_at, dated, redirected, reason_kind, reason_retry,"
                    " reason_where, reason_detail) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    item.account, item.identity, item.state, item.messageIdHeader, item.from, item.subject, recipientsToJson(item.recipients),
                    item.created != 0 ? item.created : now(), item.notBefore, item.attempts, size, item.serverReply, item.repliedTo, item.forwarded,
                    item.draft, *name, item.reportDelivery, item.requireTls, item.sendAt, item.dated, item.redirected);
        bindStoredError(query, item.reason);
        query.run();
        OutboxRecord queued = item;
        queued.id = OutboxId{m_connection.lastInsertId()};
        noteStep(queued);
        // The original goes once the row is there.
        m_unneededFiles.push_back(from);
        m_changes.outbox = true;
        return queued.id;
    });
}

/// Equal steps in a row are counted, and of a very long way the middle is left out.
void Writer::noteStep(const OutboxRecord &item)
{
    constexpr int kMostSteps = 100;
    if (item.state == OutboxState::Sending)
        return;     // how it ended is the step
    const auto where = item.reason ? item.reason->detail : std::string();
    Query last(m_connection, "SELECT id, state, server, reason_kind, reason_detail FROM main.outbox_step WHERE outbox = ? ORDER BY id DESC LIMIT 1", item.id);
    if (last.step() && last.integer<OutboxState>(1) == item.state && (item.state != OutboxState::Waiting || (last.text(2) == item.server && last.string(4) == where))) {
        const auto id = last.int64(0);
        Query(m_connection, "UPDATE main.outbox_step SET last = ?, times = times + 1 WHERE id = ?", now(), id).run();
        return;
    }
    Query query(m_connection,
                "INSERT INTO main.outbox_step(outbox, state, first, last, times, server, tls, reply, reason_kind, reason_retry, reason_where, reason_detail)"
                " VALUES(?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)",
                item.id, item.state, now(), now(), item.server, item.tls, item.serverReply);
    bindStoredError(query, item.reason);
    query.run();
    if (m_connection.value("SELECT count(*) FROM main.outbox_step WHERE outbox = ?", 0, item.id) > kMostSteps)
        Query(m_connection, "DELETE FROM main.outbox_step WHERE id = (SELECT id FROM main.outbox_step WHERE outbox = ? ORDER BY id LIMIT 1 OFFSET 1)", item.id).run();
}

Result<void> Writer::updateOutbox(const OutboxRecord &item)
{
    return run("store.update_outbox", [&]() -> Result<void> {
        Query query(m_connection,
                    "UPDATE main.outbox SET account = ?, identity = ?, state = ?, message_id = ?, sender = ?, subject = ?, recipients = ?,"
                    " not_before = ?, attempts = ?, server_reply = ?, replied_to = ?, forwarded = ?, draft = ?, sent = ?, server = ?, tls = ?, copy = ?,"
                    " report_delivery = ?, require_tls = ?, send_at = ?, dated = ?, copied = ?, report_taken = ?,"
                    " reason_kind = ?, reason_retry = ?, reason_where = ?, reason_detail = ? WHERE id = ?",
                    item.account, item.identity, item.state, item.messageIdHeader, item.from, item.subject, recipientsToJson(item.recipients),
                    item.notBefore, item.attempts, item.serverReply, item.repliedTo, item.forwarded, item.draft, item.sent, item.server, item.tls,
                    item.copyMailbox, item.reportDelivery, item.requireTls, item.sendAt, item.dated, item.copied, item.reportTaken);
        bindStoredError(query, item.reason);
        if (query.bind(item.id).run() == 0)
            return makeError(ErrorKind::NotFound, "store.update_outbox");
        noteStep(item);
        m_changes.outbox = true;
        // It is in Sent, or with a provider that keeps it there: the record stays, the bytes need not lie here twice.
        if (item.state == OutboxState::SentCopySaved) {
            Query file(m_connection, "SELECT file FROM main.outbox WHERE id = ?", item.id);
            if (file.step())
                m_unneededFiles.push_back(m_profile / "outbox" / file.string(0));
        }
        return {};
    });
}

Result<void> Writer::removeOutbox(OutboxId id)
{
    return run("store.remove_outbox", [&]() -> Result<void> {
        Query file(m_connection, "SELECT file FROM main.outbox WHERE id = ?", id);
        if (!file.step())
            return makeError(ErrorKind::NotFound, "store.remove_outbox");
        m_unneededFiles.push_back(m_profile / "outbox" / file.string(0));
        Query(m_connection, "DELETE FROM main.outbox WHERE id = ?", id).run();
        Query(m_connection, "DELETE FROM main.delivery_report WHERE outbox = ?", id).run();
        Query(m_connection, "DELETE FROM main.outbox_step WHERE outbox = ?", id).run();
        m_changes.outbox = true;
        return {};
    });
}

/// What left under one of these Message-IDs, the first that is known; invalid for none.
OutboxId Writer::sentItem(std::span<const std::string> messageIds)
{
    for (const std::string &messageId : messageIds) {
        // What never left has no report.
        Query item(m_connection, "SELECT id FROM main.outbox WHERE message_id = ? AND attempts > 0 AND state <> ? ORDER BY id DESC LIMIT 1", messageId,
                   OutboxState::Cancelled);
        if (!messageId.empty() && item.step())
            return item.id<OutboxId>(0);
    }
    return {};
}

Result<int> Writer::addDeliveryReports(std::span<const std::string> sentMessageIds, std::span<const DeliveryReport> reports)
{
    return run("store.add_delivery_reports", [&]() -> Result<int> {
        const OutboxId id = reports.empty() ? OutboxId{} : sentItem(sentMessageIds);
        if (!id.isValid())
            return 0;
        int added = 0;
        bool isUndelivered = false;
        for (const DeliveryReport &report : reports) {
            if (m_connection.value("SELECT count(*) FROM main.delivery_report WHERE outbox = ?", 0, id) >= kMostReports)
                break;
            const int isNew = Query(m_connection,
                                    "INSERT OR IGNORE INTO main.delivery_report(outbox, source, arrived, action, recipient, status, diagnostic, reporter)"
                                    " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                                    id, report.source, report.arrived != 0 ? report.arrived : now(), report.action, report.recipient, report.status, report.diagnostic,
                                    report.reporter)
                                  .run();
            added += isNew;
            isUndelivered = isUndelivered || (isNew > 0 && report.action == DeliveryReport::Action::Failed);
        }
        m_changes.outbox = m_changes.outbox || added > 0;
        if (isUndelivered)
            m_changes.undelivered.push_back(id);
        return added;
    });
}

} // namespace tern::store
