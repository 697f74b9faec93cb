// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/Acceptance.h"

#include "core/base/Log.h"
#include "core/outbox/Delivery.h"

namespace tern::outbox {
namespace {

/// Flags every placement of a message in this account. A message that isn't here any more is no error.
Result<void> flagSource(store::StoreWriter &writer, AccountId account, const std::string &messageId, store::Flags flag)
{
    if (messageId.empty())
        return {};
    auto &reader = writer.reader();
    auto messages = reader.messagesByHeader(messageId);
    if (!messages)
        return messages.error();
    store::NewOperation operation;
    operation.kind = store::OperationKind::ChangeFlags;
    operation.account = account;
    operation.addFlags = flag;
    for (const MessageId message : *messages) {
        auto placements = reader.placementsOf(message);
        if (!placements)
            return placements.error();
        auto rows = reader.rows(*placements);
        if (!rows)
            return rows.error();
        for (const store::MessageRow &row : *rows) {
            if (row.account == account && (row.flags & flag) == 0)
                operation.placements.push_back(row.placement);
        }
    }
    if (operation.placements.empty())
        return {};
    auto added = writer.addOperation(operation);
    if (!added && added.error().kind != ErrorKind::NotFound && added.error().kind != ErrorKind::InvalidInput)
        return added.error();
    return {};
}

} // namespace

Result<void> recordAcceptance(store::StoreWriter &writer, store::OutboxRecord item, bool copyFound)
{
    auto account = writer.reader().account(item.account);
    if (!account)
        return account.error();
    auto identities = writer.reader().identities(item.account);
    if (!identities)
        return identities.error();
    // A provider keeps copies of what went through its own server alone.
    const bool isKeptThere = !account->saveSentCopy && !withOwnServer(*identities, item.identity);
    if (copyFound || isKeptThere || item.redirected)
        item.state = store::OutboxState::SentCopySaved;
    if (auto written = writer.updateOutbox(item); !written)
        return written;
    if (item.draft.isValid()) {
        auto discarded = writer.discardDraft(item.draft);
        if (!discarded && discarded.error().kind != ErrorKind::NotFound)
            return discarded;
    }
    if (auto flagged = flagSource(writer, item.account, item.repliedTo, store::FlagAnswered); !flagged)
        return flagged;
    if (auto flagged = flagSource(writer, item.account, item.forwarded, store::FlagForwarded); !flagged)
        return flagged;
    std::vector<std::pair<QString, QString>> known;
    for (const auto &recipient : item.recipients)
        known.emplace_back(QString(), recipient.address);
    return writer.noteCorrespondents(known, true);
}

Result<void> keepItem(store::StoreWriter &writer, const store::OutboxRecord &item)
{
    auto current = writer.reader().outboxItem(item.id);
    if (!current)
        return current.error();
    if (!*current || (*current)->state == store::OutboxState::Cancelled || (*current)->sendAt != item.sendAt)
        return makeError(ErrorKind::NotFound, "outbox.keep");
    return writer.updateOutbox(item);
}

Result<void> recordItem(store::StoreWriter &writer, const store::OutboxRecord &item, bool copyFound)
{
    return item.state == store::OutboxState::Accepted ? recordAcceptance(writer, item, copyFound) : keepItem(writer, item);
}

} // namespace tern::outbox
