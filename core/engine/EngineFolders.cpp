// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineImpl.h"
#include "core/net/imap/MailboxName.h"
#include "core/sync/KeptMail.h"
#include "core/sync/ListedRows.h"

namespace tern::engine {
namespace {

using store::NewOperation;
using store::OperationKind;

Result<bool> keptAccount(store::StoreReader &reader, AccountId account)
{
    auto record = reader.account(account);
    return record ? Result<bool>(store::isKeptHere(record->kind)) : Result<bool>(record.error());
}

/// There is no server to wait for: it happens now.
Result<void> changeKeptMailbox(store::StoreWriter &writer, const store::MailboxRecord &mailbox, const NewOperation &operation)
{
    switch (operation.kind) {
    case OperationKind::RenameMailbox: return sync::renameKeptMailbox(writer, mailbox, operation.newMailboxName);
    case OperationKind::DeleteMailbox: return sync::removeKeptMailbox(writer, mailbox);
    default: return {};     // nobody else lists them: there is nothing to subscribe to
    }
}

NewOperation operationOn(const store::MailboxRecord &mailbox, OperationKind kind)
{
    NewOperation operation;
    operation.kind = kind;
    operation.account = mailbox.account;
    operation.mailboxName = mailbox.wireName;
    return operation;
}

} // namespace

void EngineImpl::mailboxOperation(MailboxId mailbox, std::function<Result<NewOperation>(store::StoreReader &, const store::MailboxRecord &)> plan,
                                  Completion<void> done)
{
    operationStep(
        [mailbox, plan = std::move(plan)](store::StoreWriter &writer) -> Result<void> {
            auto record = writer.reader().mailbox(mailbox);
            if (!record)
                return record.error();
            auto operation = plan(writer.reader(), *record);
            if (!operation)
                return operation.error();
            auto kept = keptAccount(writer.reader(), record->account);
            if (!kept)
                return kept.error();
            if (*kept)
                return changeKeptMailbox(writer, *record, *operation);
            auto added = writer.addOperation(*operation);
            return added ? Result<void>() : Result<void>(added.error());
        },
        std::move(done));
}

void EngineImpl::createMailbox(AccountId account, QString path, Completion<void> done)
{
    operationStep(
        [account, path = std::move(path)](store::StoreWriter &writer) -> Result<void> {
            auto made = makeMailbox(writer, account, path);
            return made ? Result<void>() : Result<void>(made.error());
        },
        std::move(done));
}

void EngineImpl::renameMailbox(MailboxId mailbox, QString newPath, Completion<void> done)
{
    mailboxOperation(
        mailbox,
        [newPath = std::move(newPath)](store::StoreReader &reader, const store::MailboxRecord &record) -> Result<NewOperation> {
            auto mailboxes = reader.mailboxes(record.account);
            if (!mailboxes)
                return mailboxes.error();
            auto wireName = wireNameFor(*mailboxes, newPath);
            if (!wireName)
                return wireName.error();
            const bool taken = std::any_of(mailboxes->begin(), mailboxes->end(), [&](const auto &one) { return one.wireName == *wireName; });
            // RENAME INBOX moves its mail instead [RFC 9051 §6.3.6]: never what a person means.
            if (taken || imap::isInbox(record.wireName))
                return makeError(ErrorKind::InvalidInput, "engine.rename", taken ? "exists" : "inbox");
            NewOperation operation = operationOn(record, OperationKind::RenameMailbox);
            operation.newMailboxName = *wireName;
            return operation;
        },
        std::move(done));
}

void EngineImpl::deleteMailbox(MailboxId mailbox, Completion<void> done)
{
    mailboxOperation(
        mailbox,
        [](store::StoreReader &, const store::MailboxRecord &record) -> Result<NewOperation> {
            if (imap::isInbox(record.wireName))
                return makeError(ErrorKind::InvalidInput, "engine.delete_mailbox", "inbox");
            return operationOn(record, OperationKind::DeleteMailbox);
        },
        std::move(done));
}

void EngineImpl::setSubscribed(MailboxId mailbox, bool subscribed, Completion<void> done)
{
    mailboxOperation(
        mailbox,
        [subscribed](store::StoreReader &, const store::MailboxRecord &record) -> Result<NewOperation> {
            return operationOn(record, subscribed ? OperationKind::Subscribe : OperationKind::Unsubscribe);
        },
        std::move(done));
}

void EngineImpl::importMessage(MailboxId target, QByteArray raw, store::Flags flags, UnixMillis date, Completion<void> done)
{
    m_readers->post([this, target, raw = std::move(raw), flags, date, done = std::move(done)](Result<store::StoreReader *> reader) {
        auto mailbox = reader ? (*reader)->mailbox(target) : Result<store::MailboxRecord>(reader.error());
        if (!mailbox)
            return done(mailbox.error());
        auto kept = keptAccount(**reader, mailbox->account);
        if (!kept)
            return done(kept.error());
        if (*kept) {
            const UnixMillis now = m_clock->now();
            sync::KeptArrival arrival(raw, flags, {}, date != 0 ? date : now, now);
            return done(m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
                auto uid = arrival.keep(writer, mailbox->account, mailbox->wireName);
                return uid ? Result<void>() : Result<void>(uid.error());
            }));
        }
        const auto append = [raw, flags, date, name = mailbox->wireName](imap::ImapSession &session) -> Result<void> {
            imap::AppendRequest request;
            request.wireName = name;
            request.flags = sync::wireFlags(flags, {});
            if (date != 0)
                request.internalDate = date;
            request.size = static_cast<std::uint64_t>(raw.size());
            MemorySource source({raw.constData(), static_cast<std::size_t>(raw.size())});
            auto appended = session.append(request, source);
            return appended ? Result<void>() : Result<void>(appended.error());
        };
        m_hub->submitJob(mailbox->account, append, done);
    });
}

} // namespace tern::engine
