// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AttachmentFiles.h"
#include "core/engine/EngineImpl.h"
#include "core/engine/MailBuilding.h"
#include "core/outbox/Acceptance.h"
#include "core/outbox/LedgerRules.h"

#include <QFile>

namespace tern::engine {

void EngineImpl::wakeOutbox(AccountId account, bool now)
{
    if (!m_options.syncAutomatically || !m_running)
        return;
    if (now)
        m_outbox->retryNow(account);
    else
        m_outbox->wake(account);
}

void EngineImpl::saveDraft(store::DraftRecord draft, Completion<store::DraftRecord> done)
{
    const AccountId account = draft.account;
    writeThen<store::DraftRecord>([draft = std::move(draft)](store::StoreWriter &writer) { return writer.saveDraft(draft); },
                                  [this, account, done = std::move(done)](Result<store::DraftRecord> saved) {
                                      if (saved)
                                          wakeOutbox(account, false);
                                      if (done)
                                          done(std::move(saved));
                                  });
}

void EngineImpl::discardDraft(DraftId draft, Completion<void> done)
{
    writeThen<AccountId>(
        [draft](store::StoreWriter &writer) -> Result<AccountId> {
            auto found = writer.reader().draft(draft);
            if (!found)
                return found.error();
            if (!*found)
                return makeError(ErrorKind::NotFound, "engine.discard_draft");
            auto discarded = writer.discardDraft(draft);
            return discarded ? Result<AccountId>((*found)->account) : Result<AccountId>(discarded.error());
        },
        [this, done = std::move(done)](Result<AccountId> account) {
            if (account)
                wakeOutbox(*account, false);
            if (done)
                done(account ? Result<void>() : Result<void>(account.error()));
        });
}

void EngineImpl::attachFile(QString file, Completion<store::DraftRecord::Attachment> done)
{
    m_tasks->post([this, file = std::move(file), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        done(adoptFile(m_options.profile / "attachments", file));
    });
}

/// Builds off the owner's thread, then makes it durable: the file first, the row behind it.
void EngineImpl::enqueue(std::function<Result<PreparedMail>(store::StoreReader &)> prepare, Completion<OutboxId> done)
{
    m_tasks->post([this, prepare = std::move(prepare), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        auto prepared = prepare(**reader);
        if (!prepared)
            return done(prepared.error());
        OutboxId id;
        const auto written = m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            auto queued = writer.enqueueOutbox(prepared->item, prepared->file);
            if (!queued)
                return queued.error();
            id = *queued;
            if (prepared->answers) {
                prepared->answers->answerItem = id;
                if (auto answered = writer.answerEvent(*prepared->answers); !answered)
                    return answered;
            }
            return prepared->setting.isEmpty() ? Result<void>() : writer.setSetting(prepared->setting, prepared->value);
        });
        if (!written) {
            QFile::remove(prepared->file);
            return done(written.error());
        }
        wakeOutbox(prepared->item.account, false);
        done(id);
    });
}

void EngineImpl::send(OutgoingMail mail, Completion<OutboxId> done)
{
    enqueue([this, mail = std::move(mail)](store::StoreReader &reader) { return prepareMail(reader, mail, m_options.profile / "tmp", m_clock->now()); },
            std::move(done));
}

void EngineImpl::sendFile(QString file, Sender sender, QStringList recipients, SendOptions options, Completion<OutboxId> done)
{
    enqueue(
        [this, file = std::move(file), sender, recipients = std::move(recipients), options](store::StoreReader &reader) {
            auto prepared = prepareFile(reader, file, sender, recipients, m_options.profile / "tmp", m_clock->now());
            if (prepared)
                applyOptions(prepared->item, options);
            return prepared;
        },
        std::move(done));
}

void EngineImpl::redirect(OutgoingRedirect mail, Completion<OutboxId> done)
{
    openMessage(mail.message, kNoSlot, [this, mail = std::move(mail), done = std::move(done)](Result<OpenedMessagePtr> opened) {
        if (!opened)
            return done(opened.error());
        enqueue(
            [this, mail, message = *opened](store::StoreReader &reader) { return prepareRedirect(reader, mail, *message, m_options.profile / "tmp", m_clock->now()); }, done);
    });
}

void EngineImpl::changeOutbox(OutboxId item, std::function<Result<store::OutboxRecord>(store::OutboxRecord)> change, Completion<void> done)
{
    writeThen<AccountId>(
        [item, change = std::move(change)](store::StoreWriter &writer) -> Result<AccountId> {
            auto current = writer.reader().outboxItem(item);
            if (!current)
                return current.error();
            if (!*current)
                return makeError(ErrorKind::NotFound, "engine.outbox");
            auto changed = change(**current);
            if (!changed)
                return changed.error();
            const bool isAcceptance = changed->state == store::OutboxState::Accepted;
            auto written = isAcceptance ? outbox::recordAcceptance(writer, *changed, false) : writer.updateOutbox(*changed);
            return written ? Result<AccountId>(changed->account) : Result<AccountId>(written.error());
        },
        [this, done = std::move(done)](Result<AccountId> account) {
            if (account)
                wakeOutbox(*account, false);
            if (done)
                done(account ? Result<void>() : Result<void>(account.error()));
        });
}

void EngineImpl::retryOutbox(OutboxId item, Completion<void> done)
{
    changeOutbox(
        item,
        [now = m_clock->now()](store::OutboxRecord record) {
            const bool waitsForItsTime = record.state == store::OutboxState::Queued && record.sendAt > 0;
            return waitsForItsTime ? outbox::rescheduled(std::move(record), 0, now) : outbox::retried(std::move(record));
        },
        std::move(done));
}

void EngineImpl::rescheduleOutbox(OutboxId item, UnixMillis at, Completion<void> done)
{
    changeOutbox(
        item, [at, now = m_clock->now()](store::OutboxRecord record) { return outbox::rescheduled(std::move(record), at, now); }, std::move(done));
}

void EngineImpl::cancelOutbox(OutboxId item, Completion<void> done)
{
    changeOutbox(item, [](store::OutboxRecord record) { return outbox::cancelled(std::move(record)); }, std::move(done));
}

void EngineImpl::resolveUnknown(OutboxId item, bool arrived, Completion<void> done)
{
    changeOutbox(
        item,
        [arrived](store::OutboxRecord record) -> Result<store::OutboxRecord> {
            if (record.state != store::OutboxState::Unknown)
                return makeError(ErrorKind::InvalidInput, "engine.resolve", "state");
            return outbox::resolved(std::move(record), arrived);
        },
        std::move(done));
}

} // namespace tern::engine
