// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MailPlan.h"

#include <QJsonArray>

namespace tern::engine {
namespace {

using store::OperationKind;

QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

Result<void> moveBack(store::StoreWriter &writer, const UndoRecord &record, UnixMillis notBefore)
{
    store::NewOperation back;
    auto stays = keepsWhatMoves(writer.reader(), record.target, record.source);
    if (!stays)
        return stays.error();
    back.kind = *stays ? OperationKind::Copy : OperationKind::Move;
    back.intent = store::OperationIntent::Move;
    back.target = record.source;
    back.notBefore = notBefore;
    back.addFlags = record.removed;
    back.removeFlags = record.added;
    for (const MessageId message : record.messages) {
        auto rows = shownIn(writer.reader(), record.target, message);
        if (!rows)
            return rows.error();
        if (!rows->empty())
            back.placements.push_back(rows->front().placement);
    }
    if (back.placements.empty())
        return makeError(ErrorKind::MessageMissing, "engine.undo");
    auto added = writer.addOperation(back);
    return added ? Result<void>() : Result<void>(added.error());
}

Result<void> removeCopies(store::StoreWriter &writer, const UndoRecord &record, UnixMillis notBefore)
{
    store::NewOperation remove;
    remove.kind = OperationKind::Expunge;
    remove.notBefore = notBefore;
    for (const MessageId message : record.messages) {
        auto rows = shownIn(writer.reader(), record.target, message);
        if (!rows)
            return rows.error();
        // With an older copy beside the new one nobody can tell which to remove.
        if (rows->size() == 1)
            remove.placements.push_back(rows->front().placement);
    }
    if (remove.placements.empty())
        return makeError(ErrorKind::MessageMissing, "engine.undo");
    auto added = writer.addOperation(remove);
    return added ? Result<void>() : Result<void>(added.error());
}

/// Only what really changed goes back: a message that had the flag before keeps it.
Result<void> flagsBack(store::StoreWriter &writer, const UndoRecord &record)
{
    std::map<std::pair<store::Flags, store::Flags>, std::vector<PlacementId>> groups;
    for (std::size_t i = 0; i < record.messages.size(); ++i) {
        auto rows = shownIn(writer.reader(), record.source, record.messages[i]);
        if (!rows)
            return rows.error();
        const store::Flags before = i < record.before.size() ? record.before[i] : 0;
        const std::pair change{record.removed & before, record.added & ~before};
        if (!rows->empty() && (change.first != 0 || change.second != 0))
            groups[change].push_back(rows->front().placement);
    }
    for (auto &[change, placements] : groups) {
        store::NewOperation back;
        back.kind = OperationKind::ChangeFlags;
        back.addFlags = change.first;
        back.removeFlags = change.second;
        back.placements = std::move(placements);
        if (auto added = writer.addOperation(back); !added)
            return added.error();
    }
    return {};
}

} // namespace

Result<void> undoOperation(store::StoreWriter &writer, OperationId operation, const std::optional<UndoRecord> &record, UnixMillis notBefore)
{
    auto cancelled = writer.cancelOperation(operation);
    if (cancelled)
        return {};
    if (cancelled.error().kind != ErrorKind::NotFound && cancelled.error().kind != ErrorKind::InvalidInput)
        return cancelled.error();
    if (!record)
        return cancelled.error();
    switch (record->kind) {
    case OperationKind::Move: return moveBack(writer, *record, notBefore);
    case OperationKind::Copy: return removeCopies(writer, *record, notBefore);
    case OperationKind::ChangeFlags: return flagsBack(writer, *record);
    default: return makeError(ErrorKind::Unsupported, "engine.undo", "removed for good");
    }
}

QJsonObject UndoRecord::toJson() const
{
    QJsonArray ids;
    for (std::size_t i = 0; i < messages.size(); ++i)
        ids.append(QJsonArray{number(messages[i].value), number(i < before.size() ? before[i] : 0)});
    return {{QStringLiteral("operation"), number(operation.value)}, {QStringLiteral("kind"), static_cast<int>(kind)},
            {QStringLiteral("source"), number(source.value)},       {QStringLiteral("target"), number(target.value)},
            {QStringLiteral("added"), number(added)},               {QStringLiteral("removed"), number(removed)},
            {QStringLiteral("messages"), ids}};
}

UndoRecord UndoRecord::fromJson(const QJsonObject &json)
{
    const auto integer = [&](QLatin1String key) { return json.value(key).toInteger(); };
    UndoRecord record;
    record.operation = OperationId{integer(QLatin1String("operation"))};
    record.kind = static_cast<OperationKind>(integer(QLatin1String("kind")));
    record.source = MailboxId{integer(QLatin1String("source"))};
    record.target = MailboxId{integer(QLatin1String("target"))};
    record.added = static_cast<store::Flags>(integer(QLatin1String("added")));
    record.removed = static_cast<store::Flags>(integer(QLatin1String("removed")));
    for (const QJsonValue &entry : json.value(QLatin1String("messages")).toArray()) {
        record.messages.push_back(MessageId{entry.toArray().at(0).toInteger()});
        record.before.push_back(static_cast<store::Flags>(entry.toArray().at(1).toInteger()));
    }
    return record;
}

} // namespace tern::engine
