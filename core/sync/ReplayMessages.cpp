// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ListedRows.h"
#include "core/sync/MailboxFinder.h"
#include "core/sync/Replay.h"

#include <algorithm>

namespace tern::sync {
namespace {

using store::OperationKind;
using store::OperationMessage;
using store::OperationStep;
using Done = store::StoreWriter::Done;

constexpr std::uint32_t kMostNewer = 100'000; // UIDs that others may have taken between STATUS and COPY
constexpr std::size_t kChunk = 20'000; // messages a command; UidSet splits further by length

imap::UidSet uidsOf(std::span<const OperationMessage> messages)
{
    std::vector<Uid> uids;
    uids.reserve(messages.size());
    for (const OperationMessage &message : messages)
        uids.push_back(message.uid);
    return imap::UidSet::of(uids);
}

bool belongTogether(const OperationMessage &a, const OperationMessage &b)
{
    return a.mailbox == b.mailbox && a.uidValidity == b.uidValidity && a.step == b.step;
}

/// Whether a server that copied or moved `chunk` said so of every message of it, and of no place where something lay before.
bool isConfirmed(const std::optional<imap::CopyUid> &mapping, std::span<const OperationMessage> chunk)
{
    if (!mapping || mapping->pairs.size() != chunk.size() || mapping->uidValidity != chunk.front().targetUidValidity)
        return false;
    return std::all_of(mapping->pairs.begin(), mapping->pairs.end(), [&](const auto &pair) { return pair.second.value >= chunk.front().targetUidNext.value; });
}

} // namespace

/// Messages grouped by source mailbox, in chunks, each done and written before the next.
Result<void> Replay::replayMessages(const store::OperationRecord &operation, Messages messages)
{
    std::stable_sort(messages.begin(), messages.end(), [](const auto &a, const auto &b) {
        return std::tie(a.mailbox, a.uidValidity.value, a.step) < std::tie(b.mailbox, b.uidValidity.value, b.step);
    });
    const int total = static_cast<int>(messages.size());
    std::size_t at = 0;
    while (at < messages.size()) {
        std::size_t end = at + 1;
        while (end < messages.size() && end - at < kChunk && belongTogether(messages[at], messages[end]))
            ++end;
        auto source = mailboxNamed(operation.account, messages[at].mailbox);
        if (!source)
            return std::move(source).error();
        if (m_context.progress)
            m_context.progress(source->path, static_cast<int>(at), total);
        if (auto outcome = replayChunk(operation, *source, std::span(messages).subspan(at, end - at)); !outcome)
            return outcome;
        at = end;
    }
    return {};
}

Result<void> Replay::enter(const store::MailboxRecord &mailbox, UidValidity expected)
{
    if (m_session.selected() != mailbox.wireName || m_entered.wireName != mailbox.wireName) {
        auto selected = m_session.select(mailbox.wireName);
        if (!selected)
            return std::move(selected).error();
        m_entered = {mailbox.wireName, selected->uidValidity, selected->readOnly, selected->keywordsAllowed};
    }
    if (expected.value != 0 && m_entered.uidValidity.value == 0)
        return makeError(ErrorKind::ServerBusy, "sync.replay", "SELECT did not tell UIDVALIDITY");
    // Each time anew: another operation may still speak of UIDs that the mailbox had before.
    if (expected.value != 0 && m_entered.uidValidity != expected)
        return makeError(ErrorKind::UidValidityChanged, "sync.replay", mailbox.wireName);
    if (m_entered.readOnly)
        return makeError(ErrorKind::ServerRefused, "sync.replay", "the mailbox can only be read");
    return {};
}

Result<void> Replay::replayChunk(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<OperationMessage> chunk)
{
    switch (operation.kind) {
    case OperationKind::ChangeFlags: return changeFlags(operation, source, chunk);
    case OperationKind::Expunge: return expunge(operation, source, chunk);
    default: return copyOrMove(operation, source, chunk);
    }
}

Result<void> Replay::changeFlags(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<OperationMessage> chunk)
{
    // Flags are idempotent: nothing to look at before a repetition.
    const ReplayGate::Replaying replaying(m_context.gate, source.id);
    if (auto entered = enter(source, chunk.front().uidValidity); !entered)
        return entered;
    const imap::UidSet uids = uidsOf(chunk);
    for (const auto &[action, bits, keywords] : {std::tuple{imap::StoreAction::Add, operation.addFlags, operation.addKeywords},
                                                 std::tuple{imap::StoreAction::Remove, operation.removeFlags, operation.removeKeywords}}) {
        imap::Flags flags = wireFlags(bits, keywords);
        // Where the server keeps no keywords of ours they stay here.
        if (!m_entered.keywordsAllowed)
            flags.keywords.clear();
        if (flags.bits == 0 && flags.keywords.empty())
            continue;
        if (auto stored = m_session.store(uids, action, flags); !stored)
            return std::move(stored).error();
    }
    std::vector<Done> dones;
    for (const OperationMessage &message : chunk)
        dones.push_back(Done{message.ordinal, false, std::nullopt, {}, std::nullopt, std::nullopt});
    return done(operation.id, dones);
}

Result<void> Replay::expunge(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<OperationMessage> chunk)
{
    return removeSource(operation, source, chunk);
}

/// \Deleted and UID EXPUNGE of exactly these; without UIDPLUS they stay, marked and hidden.
Result<void> Replay::removeSource(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<OperationMessage> chunk)
{
    const ReplayGate::Replaying replaying(m_context.gate, source.id);
    if (auto entered = enter(source, chunk.front().uidValidity); !entered)
        return entered;
    const imap::UidSet uids = uidsOf(chunk);
    imap::Flags deleted;
    deleted.bits = imap::kDeleted;
    if (auto stored = m_session.store(uids, imap::StoreAction::Add, deleted); !stored)
        return std::move(stored).error();
    const bool canExpunge = m_session.capabilities().has("UIDPLUS");
    if (canExpunge) {
        if (auto expunged = m_session.expungeUids(uids); !expunged)
            return expunged;
    }
    std::vector<Done> dones;
    for (const OperationMessage &message : chunk) {
        Done one{message.ordinal, canExpunge, std::nullopt, message.targetUidValidity, std::nullopt, std::nullopt};
        if (message.targetUid.value != 0)
            one.targetUid = message.targetUid;
        dones.push_back(one);
    }
    return done(operation.id, dones);
}

Result<void> Replay::copyOrMove(const store::OperationRecord &operation, const store::MailboxRecord &source, std::span<OperationMessage> chunk)
{
    if (chunk.front().step == OperationStep::Copied)
        return removeSource(operation, source, chunk);
    auto target = mailboxNamed(operation.account, operation.targetMailbox);
    if (!target)
        return std::move(target).error();
    const ReplayGate::Replaying replaying(m_context.gate, source.id, target->id);
    if (chunk.front().step == OperationStep::Sent)
        return resumeCopyOrMove(operation, source, *target, chunk, Missing::SendAgain);

    // Noted before the command goes out, so that a lost answer can be looked up.
    auto status = m_session.status(target->wireName);
    if (!status)
        return std::move(status).error();
    for (OperationMessage &message : chunk) {
        message.step = OperationStep::Sent;
        message.targetUidValidity = status->uidValidity.value_or(UidValidity{});
        message.targetUidNext = firstFreeUid(*target, *status);
    }
    auto noting = beginStep(operation.id, chunk);
    const imap::UidSet uids = uidsOf(chunk);
    const auto entered = enter(source, chunk.front().uidValidity);
    if (auto noted = noting.get(); !noted)
        return noted;
    if (!entered)
        return entered;
    const bool move = operation.kind == OperationKind::Move;
    const bool native = move && m_session.capabilities().has("MOVE");
    auto mapping = native ? m_session.move(uids, target->wireName) : m_session.copy(uids, target->wireName);
    if (!mapping)
        return std::move(mapping).error();

    // Some servers pair the wrong ones when they copy several at once (Yahoo), and a wrong UID would have a later command act on the wrong message. So only
    // the mapping of one message is believed, and no UID below what was next before; the others are told by the listing, which brings their Message-IDs.
    const bool confirmed = isConfirmed(*mapping, chunk);
    const Uid to = confirmed && chunk.size() == 1 ? (*mapping)->pairs.front().second : Uid{};
    const Uid next = chunk.front().targetUidNext;
    const bool serverCounts = status->uidNext && *status->uidNext == next;
    if (serverCounts && to >= next && to.value - next.value < kMostNewer)
        chunk.front().targetUid = to;
    else
        m_outcome.toList.insert(target->id);
    if (move && !native) {
        // Originals go for good only when their copies are known to be there.
        if (!confirmed && m_session.capabilities().has("UIDPLUS"))
            return resumeCopyOrMove(operation, source, *target, chunk, Missing::IsAnError);
        for (OperationMessage &message : chunk)
            message.step = OperationStep::Copied;
        if (auto noted = step(operation.id, chunk); !noted)
            return noted;
        return removeSource(operation, source, chunk);
    }
    std::vector<Done> dones;
    for (const OperationMessage &message : chunk) {
        Done one{message.ordinal, move, std::nullopt, *mapping ? (*mapping)->uidValidity : UidValidity{}, std::nullopt, std::nullopt};
        if (message.targetUid.value != 0)
            one.targetUid = message.targetUid;
        dones.push_back(one);
    }
    return done(operation.id, dones);
}

/// The command went out and its answer was lost. What is still in the source, and what lies in the target, tells how far the server came.
Result<void> Replay::resumeCopyOrMove(const store::OperationRecord &operation, const store::MailboxRecord &source, const store::MailboxRecord &target,
                                      std::span<OperationMessage> chunk, Missing missing)
{
    std::vector<MailboxFinder::Wanted> wanted;
    for (const OperationMessage &message : chunk)
        wanted.push_back({message.ordinal, message.messageIdHeader, message.size});
    auto found = MailboxFinder::find(m_session, target.wireName, {chunk.front().targetUidValidity, chunk.front().targetUidNext}, wanted);
    if (!found)
        return std::move(found).error();
    (void)m_session.unselect();
    if (auto entered = enter(source, chunk.front().uidValidity); !entered)
        return entered;
    auto present = m_session.uidsOf(uidsOf(chunk));
    if (!present)
        return std::move(present).error();

    Messages again;
    Messages toRemove;
    std::vector<Done> dones;
    const bool move = operation.kind == OperationKind::Move;
    for (OperationMessage &message : chunk) {
        const auto copy = found->find(message.ordinal);
        const bool copied = copy != found->end();
        const bool inSource = present->contains(message.uid);
        if (copied)
            message.targetUid = copy->second;
        if (!copied && inSource) {
            message.step = OperationStep::Todo;
            again.push_back(message);
        } else if (copied && inSource && move) {
            message.step = OperationStep::Copied;
            toRemove.push_back(message);
        } else {
            // Moved; or gone from the source by another hand, which a listing of the target will show.
            Done one{message.ordinal, !inSource, std::nullopt, message.targetUidValidity, std::nullopt, std::nullopt};
            if (copied)
                one.targetUid = message.targetUid;
            else
                m_outcome.toList.insert(target.id);
            dones.push_back(one);
        }
    }
    if (!dones.empty()) {
        if (auto written = done(operation.id, dones); !written)
            return written;
    }
    if (!toRemove.empty()) {
        if (auto noted = step(operation.id, toRemove); !noted)
            return noted;
        if (auto removed = removeSource(operation, source, toRemove); !removed)
            return removed;
    }
    if (again.empty())
        return {};
    if (missing == Missing::IsAnError)
        return makeError(ErrorKind::ProtocolError, "sync.copy", "the server said that it copied, but the copies can't be found; the originals are kept");
    return copyOrMove(operation, source, again);
}

} // namespace tern::sync
