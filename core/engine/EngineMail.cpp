// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineImpl.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tern::engine {
namespace {

using store::MailboxRole;
using store::NewOperation;
using store::OperationIntent;
using store::OperationKind;

constexpr std::size_t kRememberedOperations = 200;
constexpr std::size_t kRememberedOnDisk = 2'000;        // messages
const auto kLastSetting = QString::fromLatin1(Engine::kLastOperationsSetting);

NewOperation operationFor(const Selection &selection, OperationKind kind, OperationIntent intent)
{
    NewOperation operation;
    operation.kind = kind;
    operation.intent = intent;
    operation.account = selection.account;
    operation.placements = selection.placements;
    return operation;
}

Result<MailboxRole> roleOf(store::StoreReader &reader, MailboxId mailbox)
{
    auto record = reader.mailbox(mailbox);
    if (!record)
        return record.error();
    return record->role;
}

} // namespace

UnixMillis EngineImpl::heldUntil() const
{
    return m_options.undoTime.count() > 0 ? m_clock->now() + m_options.undoTime.count() : 0;
}

Completion<Engine::OperationIds> EngineImpl::wakingReplay(Completion<OperationIds> done)
{
    return [this, done = std::move(done)](Result<OperationIds> outcome) {
        if (outcome)
            m_hub->operationsChanged();
        if (done)
            done(std::move(outcome));
    };
}

void EngineImpl::operate(std::vector<PlacementId> messages, Planner planner, Completion<OperationIds> done)
{
    writeThen<OperationIds>(
        [this, messages = std::move(messages), planner = std::move(planner)](store::StoreWriter &writer) -> Result<OperationIds> {
            auto selections = splitSelection(writer.reader(), messages);
            if (!selections)
                return selections.error();
            return addOperations(writer, *selections, planner);
        },
        wakingReplay(std::move(done)));
}

Result<Engine::OperationIds> EngineImpl::addOperations(store::StoreWriter &writer, const std::vector<Selection> &selections, const Planner &planner)
{
    OperationIds ids;
    std::vector<UndoRecord> records;
    for (const Selection &selection : selections) {
        auto operations = planner(writer, selection);
        if (!operations)
            return operations.error();
        for (const NewOperation &operation : *operations) {
            auto added = writer.addOperation(operation);
            if (!added)
                return added.error();
            ids.push_back(*added);
            records.push_back({*added, operation.kind, selection.mailbox, operation.target, operation.addFlags, operation.removeFlags, selection.messages,
                               selection.flags});
        }
    }
    if (!ids.empty()) {
        if (auto kept = remember(writer, std::move(records)); !kept)
            return kept.error();
    }
    return ids;
}

/// In memory for this process; the last act on disk too, for `tern-cli undo`.
Result<void> EngineImpl::remember(store::StoreWriter &writer, std::vector<UndoRecord> records)
{
    QJsonArray onDisk;
    std::size_t messages = 0;
    for (const UndoRecord &record : records) {
        messages += record.messages.size();
        if (messages <= kRememberedOnDisk)
            onDisk.append(record.toJson());
    }
    auto written = writer.setSetting(kLastSetting, QString::fromUtf8(QJsonDocument(onDisk).toJson(QJsonDocument::Compact)));
    const std::lock_guard lock(m_stateMutex);
    for (UndoRecord &record : records)
        m_undo[record.operation] = std::move(record);
    while (m_undo.size() > kRememberedOperations)
        m_undo.erase(m_undo.begin());
    return written;
}

std::optional<UndoRecord> EngineImpl::recall(store::StoreReader &reader, OperationId operation)
{
    {
        const std::lock_guard lock(m_stateMutex);
        if (const auto found = m_undo.find(operation); found != m_undo.end())
            return found->second;
    }
    const auto setting = reader.setting(kLastSetting);
    if (!setting || !*setting)
        return std::nullopt;
    for (const QJsonValue &entry : QJsonDocument::fromJson((*setting)->toUtf8()).array()) {
        UndoRecord record = UndoRecord::fromJson(entry.toObject());
        if (record.operation == operation)
            return record;
    }
    return std::nullopt;
}

void EngineImpl::changeFlags(std::vector<PlacementId> messages, store::Flags add, store::Flags remove, OperationIntent intent, Completion<OperationIds> done)
{
    operate(
        std::move(messages),
        [add, remove, intent](store::StoreWriter &, const Selection &selection) -> Result<std::vector<NewOperation>> {
            NewOperation operation = operationFor(selection, OperationKind::ChangeFlags, intent);
            operation.addFlags = add;
            operation.removeFlags = remove;
            return std::vector{operation};
        },
        std::move(done));
}

void EngineImpl::move(std::vector<PlacementId> messages, MailboxId target, Completion<OperationIds> done)
{
    operate(
        std::move(messages),
        [this, target](store::StoreWriter &writer, const Selection &selection) -> Result<std::vector<NewOperation>> {
            if (selection.mailbox == target)
                return std::vector<NewOperation>{};
            auto stays = keepsWhatMoves(writer.reader(), selection.mailbox, target);
            if (!stays)
                return stays.error();
            NewOperation operation = operationFor(selection, *stays ? OperationKind::Copy : OperationKind::Move, OperationIntent::Move);
            operation.target = target;
            operation.notBefore = heldUntil();
            return std::vector{operation};
        },
        std::move(done));
}

void EngineImpl::copy(std::vector<PlacementId> messages, MailboxId target, Completion<OperationIds> done)
{
    operate(
        std::move(messages),
        [target](store::StoreWriter &, const Selection &selection) -> Result<std::vector<NewOperation>> {
            NewOperation operation = operationFor(selection, OperationKind::Copy, OperationIntent::Copy);
            operation.target = target;
            return std::vector{operation};
        },
        std::move(done));
}

void EngineImpl::archive(std::vector<PlacementId> messages, Completion<OperationIds> done)
{
    writeThen<OperationIds>(
        [this, messages = std::move(messages)](store::StoreWriter &writer) -> Result<OperationIds> {
            auto taken = toArchive(writer.reader(), messages);
            if (!taken)
                return taken.error();
            auto selections = splitSelection(writer.reader(), *taken);
            if (!selections)
                return selections.error();
            return addOperations(writer, *selections, [this](store::StoreWriter &within, const Selection &selection) -> Result<std::vector<NewOperation>> {
                auto target = archiveOf(within, selection.account);
                if (!target)
                    return target.error();
                if (*target == selection.mailbox)
                    return std::vector<NewOperation>{};
                NewOperation operation = operationFor(selection, OperationKind::Move, OperationIntent::Archive);
                operation.target = *target;
                operation.notBefore = heldUntil();
                return std::vector{operation};
            });
        },
        wakingReplay(std::move(done)));
}

void EngineImpl::markJunk(std::vector<PlacementId> messages, bool junk, Completion<OperationIds> done)
{
    operate(
        std::move(messages),
        [this, junk](store::StoreWriter &writer, const Selection &selection) -> Result<std::vector<NewOperation>> {
            auto target = mailboxOfRole(writer, selection.account, junk ? MailboxRole::Junk : MailboxRole::Inbox);
            if (!target)
                return target.error();
            const auto intent = junk ? OperationIntent::Junk : OperationIntent::NotJunk;
            NewOperation operation = operationFor(selection, *target == selection.mailbox ? OperationKind::ChangeFlags : OperationKind::Move, intent);
            operation.addFlags = junk ? store::FlagJunk : store::FlagNotJunk;
            operation.removeFlags = junk ? store::FlagNotJunk : store::FlagJunk;
            if (operation.kind == OperationKind::Move) {
                operation.target = *target;
                operation.notBefore = heldUntil();
            }
            return std::vector{operation};
        },
        std::move(done));
}

void EngineImpl::remove(std::vector<PlacementId> messages, Completion<OperationIds> done)
{
    operate(
        std::move(messages),
        [this](store::StoreWriter &writer, const Selection &selection) -> Result<std::vector<NewOperation>> {
            auto role = roleOf(writer.reader(), selection.mailbox);
            if (!role)
                return role.error();
            NewOperation operation = operationFor(selection, OperationKind::Expunge, OperationIntent::Delete);
            operation.notBefore = heldUntil();
            if (*role == MailboxRole::Trash)
                return std::vector{operation};
            auto trash = mailboxOfRole(writer, selection.account, MailboxRole::Trash);
            if (!trash)
                return trash.error();
            // A folder named like Trash that told no role: what lies there goes for good as well.
            if (*trash == selection.mailbox)
                return std::vector{operation};
            operation.kind = OperationKind::Move;
            operation.target = *trash;
            return std::vector{operation};
        },
        std::move(done));
}

void EngineImpl::markAllRead(store::ListQuery query, Completion<OperationIds> done)
{
    query.unreadOnly = true;
    writeThen<OperationIds>(
        [this, query = std::move(query)](store::StoreWriter &writer) -> Result<OperationIds> {
            auto unread = writer.reader().placements(query);
            if (!unread)
                return unread.error();
            auto selections = splitSelection(writer.reader(), *unread);
            if (!selections)
                return selections.error();
            return addOperations(writer, *selections, [](store::StoreWriter &, const Selection &selection) -> Result<std::vector<NewOperation>> {
                NewOperation operation = operationFor(selection, OperationKind::ChangeFlags, OperationIntent::MarkRead);
                operation.addFlags = store::FlagSeen;
                return std::vector{operation};
            });
        },
        wakingReplay(std::move(done)));
}

void EngineImpl::emptyTrash(AccountId account, Completion<OperationIds> done)
{
    writeThen<OperationIds>(
        [this, account](store::StoreWriter &writer) -> Result<OperationIds> {
            auto trash = writer.reader().mailboxByRole(account, MailboxRole::Trash);
            if (!trash)
                return trash.error();
            if (!*trash)
                return makeError(ErrorKind::MailboxMissing, "engine.empty_trash");
            store::ListQuery query;
            query.scope = store::InMailbox{(*trash)->id};
            auto all = writer.reader().placements(query);
            if (!all)
                return all.error();
            auto selections = splitSelection(writer.reader(), *all);
            if (!selections)
                return selections.error();
            return addOperations(writer, *selections, [this](store::StoreWriter &, const Selection &selection) -> Result<std::vector<NewOperation>> {
                NewOperation operation = operationFor(selection, OperationKind::Expunge, OperationIntent::EmptyTrash);
                operation.notBefore = heldUntil();
                return std::vector{operation};
            });
        },
        wakingReplay(std::move(done)));
}

Result<void> EngineImpl::undoAll(store::StoreWriter &writer, const OperationIds &operations)
{
    // The last one first: what was done on top of another comes off before it.
    for (auto id = operations.rbegin(); id != operations.rend(); ++id) {
        if (auto undone = undoOperation(writer, *id, recall(writer.reader(), *id), 0); !undone)
            return undone;
    }
    return {};
}

void EngineImpl::undo(OperationIds operations, Completion<void> done)
{
    m_store->write([this, operations = std::move(operations)](store::StoreWriter &writer) { return undoAll(writer, operations); },
                   [this, done = std::move(done)](Result<void> outcome) {
                       m_hub->operationsChanged();
                       if (done)
                           done(std::move(outcome));
                   });
}

void EngineImpl::operationStep(std::function<Result<void>(store::StoreWriter &)> work, Completion<void> done)
{
    m_store->write(std::move(work), [this, done = std::move(done)](Result<void> outcome) {
        if (outcome)
            m_hub->operationsChanged();
        if (done)
            done(std::move(outcome));
    });
}

void EngineImpl::retryOperation(OperationId operation, Completion<void> done)
{
    operationStep([operation](store::StoreWriter &writer) { return writer.operationRetry(operation); }, std::move(done));
}

void EngineImpl::cancelOperation(OperationId operation, Completion<void> done)
{
    operationStep(
        [operation](store::StoreWriter &writer) -> Result<void> {
            auto cancelled = writer.cancelOperation(operation);
            return cancelled ? Result<void>() : Result<void>(cancelled.error());
        },
        std::move(done));
}

} // namespace tern::engine
