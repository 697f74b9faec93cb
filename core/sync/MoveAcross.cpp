// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Hashes.h"
#include "core/sync/BodyFetch.h"
#include "core/sync/KeptMail.h"
#include "core/sync/ListedRows.h"
#include "core/sync/MailboxFinder.h"
#include "core/sync/Replay.h"
#include "core/sync/SessionSource.h"

#include <algorithm>

namespace tern::sync {
namespace {

using store::OperationKind;
using store::OperationMessage;
using store::OperationStep;
using Done = store::StoreWriter::Done;

constexpr std::size_t kTogether = 20;                   // messages in one APPEND: it's all of them or none
constexpr std::int64_t kTogetherBytes = 1'000'000;

} // namespace

/// Some messages after the others: into the other account, confirmed, and only then out of this one.
Result<void> Replay::replayAcross(const store::OperationRecord &operation, Messages messages)
{
    auto account = m_context.reader.account(operation.targetAccount);
    if (!account)
        return std::move(account).error();
    auto target = mailboxNamed(operation.targetAccount, operation.targetMailbox);
    if (!target)
        return std::move(target).error();
    if (store::isKeptHere(account->kind))
        return replayIntoKept(operation, std::move(messages), *target);
    auto other = openSession(m_context.net, *account, m_context.stop, compressionRule(m_context.reader));
    if (!other)
        return std::move(other).error();
    const int total = static_cast<int>(messages.size());
    std::size_t alone = 0;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        OperationMessage &message = messages[i];
        auto source = mailboxNamed(operation.account, message.mailbox);
        if (!source)
            return std::move(source).error();
        if (m_context.progress)
            m_context.progress(target->path, static_cast<int>(i), total);
        const ReplayGate::Replaying replaying(m_context.gate, source->id, target->id);
        if (auto appended = appendNext(operation, *source, *target, **other, std::span(messages).subspan(i), alone); !appended)
            return appended;
        if (operation.kind == OperationKind::Move) {
            // With those behind it that are safe too.
            std::size_t end = i + 1;
            while (end < messages.size() && messages[end].step == OperationStep::Copied && messages[end].mailbox == message.mailbox
                   && messages[end].uidValidity == message.uidValidity)
                ++end;
            if (auto removed = removeSource(operation, *source, std::span(messages).subspan(i, end - i)); !removed)
                return removed;
            i = end - 1;
            continue;
        }
        Done one{message.ordinal, false, std::nullopt, message.targetUidValidity, std::nullopt, std::nullopt};
        if (message.targetUid.value != 0)
            one.targetUid = message.targetUid;
        if (auto written = done(operation.id, std::span(&one, 1)); !written)
            return written;
    }
    (*other)->logout();
    return {};
}

/// From a server into mail that is kept here: kept and noted in one transaction, on disk before the original is removed.
Result<void> Replay::replayIntoKept(const store::OperationRecord &operation, Messages messages, const store::MailboxRecord &target)
{
    for (OperationMessage &message : messages) {
        auto source = mailboxNamed(operation.account, message.mailbox);
        if (!source)
            return std::move(source).error();
        const ReplayGate::Replaying replaying(m_context.gate, source->id, target.id);
        if (message.step != OperationStep::Copied) {
            auto raw = rawMessage(*source, message);
            if (!raw)
                return std::move(raw).error();
            const UnixMillis now = m_context.clock.now();
            auto row = m_context.reader.row(message.placement);
            const bool isShown = row && *row;
            KeptArrival arrival(*raw, isShown ? (*row)->flags & ~static_cast<store::Flags>(store::FlagDeleted) : 0, isShown ? (*row)->keywords : QStringList(),
                                isShown ? (*row)->date : now, now);
            auto kept = m_context.store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
                auto uid = arrival.keep(writer, operation.targetAccount, operation.targetMailbox);
                if (!uid)
                    return uid.error();
                message.step = OperationStep::Copied;
                message.targetUid = *uid;
                message.targetUidValidity = target.uidValidity;
                return writer.operationStep(operation.id, std::span(&message, 1));
            });
            if (!kept)
                return kept;
        }
        if (operation.kind == OperationKind::Move) {
            if (auto removed = removeSource(operation, *source, std::span(&message, 1)); !removed)
                return removed;
            continue;
        }
        const Done one{message.ordinal, false, message.targetUid, message.targetUidValidity, std::nullopt, std::nullopt};
        if (auto written = done(operation.id, std::span(&one, 1)); !written)
            return written;
    }
    return {};
}

/// The other way: the session is the other account's.
Result<void> Replay::replayFromKept(const store::OperationRecord &operation, Messages messages)
{
    auto target = mailboxNamed(operation.targetAccount, operation.targetMailbox);
    if (!target)
        return std::move(target).error();
    std::size_t alone = 0;
    for (std::size_t i = 0; i < messages.size();) {
        const OperationMessage &message = messages[i];
        auto source = mailboxNamed(operation.account, message.mailbox);
        if (!source)
            return std::move(source).error();
        const ReplayGate::Replaying replaying(m_context.gate, source->id, target->id);
        if (auto appended = appendNext(operation, *source, *target, m_session, std::span(messages).subspan(i), alone); !appended)
            return appended;
        // What is kept goes in the transaction that settles it, with those behind it that are safe too.
        std::vector<Done> safe;
        for (; i < messages.size() && messages[i].step == OperationStep::Copied; ++i) {
            Done one{messages[i].ordinal, operation.kind == OperationKind::Move, std::nullopt, messages[i].targetUidValidity, std::nullopt, std::nullopt};
            if (messages[i].targetUid.value != 0)
                one.targetUid = messages[i].targetUid;
            safe.push_back(one);
        }
        if (auto written = done(operation.id, safe); !written)
            return written;
    }
    return {};
}

/// The first of them, with those behind it that go in the same command. \param alone  how many go by themselves, as they were refused together
Result<void> Replay::appendNext(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                                imap::ImapSession &other, std::span<OperationMessage> rest, std::size_t &alone)
{
    OperationMessage &message = rest.front();
    if (message.step == OperationStep::Todo && alone == 0 && other.canAppendTogether()) {
        const auto isLike = [&](const OperationMessage &next) {
            return next.step == OperationStep::Todo && next.mailbox == message.mailbox && next.uidValidity == message.uidValidity;
        };
        const auto end = std::find_if_not(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(rest.size(), kTogether)), isLike);
        auto refused = appendTogether(operation, source, target, other, std::span(rest.begin(), end));
        if (!refused)
            return std::move(refused).error();
        alone = *refused;
    }
    if (alone > 0)
        --alone;
    return message.step == OperationStep::Copied ? Result<void>() : appendAcross(operation, source, target, other, message);
}

Result<void> Replay::appendAcross(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                                  imap::ImapSession &other, OperationMessage &message)
{
    const auto find = [&]() -> Result<bool> {
        const std::vector<MailboxFinder::Wanted> wanted{{message.ordinal, message.messageIdHeader, message.size}};
        auto found = MailboxFinder::find(other, operation.targetMailbox, {message.targetUidValidity, message.targetUidNext}, wanted);
        if (!found)
            return std::move(found).error();
        if (found->empty())
            return false;
        message.targetUid = found->begin()->second;
        return true;
    };
    // An APPEND whose answer was lost: look before repeating.
    bool there = false;
    if (message.step == OperationStep::Sent) {
        auto found = find();
        if (!found)
            return std::move(found).error();
        there = *found;
    }
    if (!there) {
        auto raw = rawMessage(source, message);
        if (!raw)
            return std::move(raw).error();
        auto status = other.status(operation.targetMailbox);
        if (!status)
            return std::move(status).error();
        message.step = OperationStep::Sent;
        message.size = raw->size();
        message.targetUidValidity = status->uidValidity.value_or(UidValidity{});
        message.targetUidNext = firstFreeUid(target, *status);
        if (auto noted = step(operation.id, std::span(&message, 1)); !noted)
            return noted;
        auto location = m_context.reader.row(message.placement);
        imap::AppendRequest request;
        request.wireName = operation.targetMailbox;
        if (location && *location) {
            request.flags = wireFlags((*location)->flags & ~(store::FlagDeleted), (*location)->keywords);
            request.internalDate = (*location)->date;
        }
        request.size = static_cast<std::uint64_t>(raw->size());
        MemorySource bytes({raw->constData(), static_cast<std::size_t>(raw->size())});
        auto appended = other.append(request, bytes);
        if (!appended)
            return std::move(appended).error();
        // A UID that was given before is another message's.
        const bool isNew = message.targetUidNext.value > 0 && appended->uid && appended->uid->value >= message.targetUidNext.value;
        if (isNew && appended->uidValidity == message.targetUidValidity) {
            message.targetUid = *appended->uid;
        } else {
            auto found = find();
            if (!found)
                return std::move(found).error();
            if (!*found)
                return makeError(ErrorKind::ProtocolError, "sync.append", "the copy can't be found in the other account; the original is kept");
        }
    }
    message.step = OperationStep::Copied;
    return step(operation.id, std::span(&message, 1));
}

/// \return how many the server refused to take together.
Result<std::size_t> Replay::appendTogether(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                                    imap::ImapSession &other, std::span<OperationMessage> chunk)
{
    std::vector<QByteArray> raws;
    std::int64_t bytes = 0;
    for (const OperationMessage &message : chunk) {
        // A size that is known and large ends it before the message is fetched.
        if (bytes + message.size > kTogetherBytes)
            break;
        auto raw = rawMessage(source, message);
        if (!raw && !m_session.isUsable())
            return raw.error();
        if (!raw)
            break;
        bytes += raw->size();
        raws.push_back(*std::move(raw));
    }
    if (raws.size() < 2)
        return std::size_t{0};
    chunk = chunk.first(raws.size());
    auto status = other.status(operation.targetMailbox);
    if (!status)
        return std::move(status).error();
    std::vector<imap::ImapSession::TogetherItem> items;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
        chunk[i].step = OperationStep::Sent;
        chunk[i].size = raws[i].size();
        chunk[i].targetUidValidity = status->uidValidity.value_or(UidValidity{});
        chunk[i].targetUidNext = firstFreeUid(target, *status);
        imap::ImapSession::TogetherItem item;
        if (const auto row = m_context.reader.row(chunk[i].placement); row && *row) {
            item.flags = wireFlags((*row)->flags & ~static_cast<store::Flags>(store::FlagDeleted), (*row)->keywords);
            item.internalDate = (*row)->date;
        }
        item.bytes = std::string_view(raws[i].constData(), static_cast<std::size_t>(raws[i].size()));
        items.push_back(std::move(item));
    }
    if (auto noted = step(operation.id, chunk); !noted)
        return std::move(noted).error();
    if (auto appended = other.appendTogether(operation.targetMailbox, items); !appended) {
        if (!other.isUsable())
            return std::move(appended).error();
        // None of them is there: one at a time tells which it is about.
        for (OperationMessage &message : chunk)
            message.step = OperationStep::Todo;
        auto noted = step(operation.id, chunk);
        return noted ? Result<std::size_t>(chunk.size()) : std::move(noted).error();
    }
    // Found again by what they are: UIDs that a server pairs wrongly would have a later command act on another message.
    std::vector<MailboxFinder::Wanted> wanted;
    for (const OperationMessage &message : chunk)
        wanted.push_back({message.ordinal, message.messageIdHeader, message.size});
    auto found = MailboxFinder::find(other, operation.targetMailbox, {chunk.front().targetUidValidity, chunk.front().targetUidNext}, wanted);
    if (!found)
        return std::move(found).error();
    for (OperationMessage &message : chunk) {
        const auto copy = found->find(message.ordinal);
        if (copy == found->end())
            return makeError(ErrorKind::ProtocolError, "sync.append", "the copies can't be found in the other account; the originals are kept");
        message.targetUid = copy->second;
        message.step = OperationStep::Copied;
    }
    auto noted = step(operation.id, chunk);
    return noted ? Result<std::size_t>(0) : std::move(noted).error();
}

Result<QByteArray> Replay::rawMessage(const store::MailboxRecord &source, const OperationMessage &message)
{
    if (store::isKeptHere(m_context.account.kind)) {
        auto kept = m_context.reader.keptContent(source.account, source.wireName, message.uid);
        if (!kept)
            return kept.error();
        return *kept ? Result<QByteArray>(**kept) : Result<QByteArray>(makeError(ErrorKind::MessageMissing, "sync.append", source.wireName));
    }
    auto location = m_context.reader.serverPlacement(source.id, message.uid);
    if (location && *location) {
        auto content = m_context.reader.content((*location)->message);
        if (content && *content)
            return **content;
    }
    if (auto entered = enter(source, message.uidValidity); !entered)
        return std::move(entered).error();
    auto raw = m_session.fetchBody(message.uid);
    if (!raw)
        return raw;
    // Its copy takes the place of the original, which is then removed.
    const std::int64_t told = location && *location ? (*location)->headerHash : store::hashHeaderId(message.messageIdHeader);
    if (raw->isEmpty() || (!message.messageIdHeader.empty() && !BodyFetch::isMessage(*raw, told)))
        return makeError(ErrorKind::ProtocolError, "sync.append", "the server sent another message than the one that was asked for");
    return raw;
}

} // namespace tern::sync
