// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MailboxSync.h"

#include "core/sync/KnownListing.h"
#include "core/sync/ListedRows.h"
#include "core/sync/ListingWriter.h"

#include <climits>

namespace tern::sync {
namespace {

constexpr std::uint32_t kFirstPage = 100;     // messages asked for first, so that a screen is there after one round trip
constexpr std::uint32_t kPage = 20'000;       // messages a FETCH
constexpr std::size_t kMostPages = 250;
constexpr std::size_t kFlagBatch = 5'000;     // flag changes a transaction

int asCount(std::uint32_t exists)
{
    return static_cast<int>(std::min<std::uint32_t>(exists, INT_MAX));
}

/// VANISHED may name UIDs by the million that never were: only those that are stored matter.
Result<std::vector<Uid>> storedAmong(store::StoreReader &reader, MailboxId mailbox, const imap::UidSet &uids)
{
    constexpr std::uint64_t kFew = 1'000;
    if (uids.count() <= kFew)
        return uids.uids();
    auto known = reader.serverPlacements(mailbox);
    if (!known)
        return std::move(known).error();
    std::vector<Uid> found;
    for (const auto &placement : *known) {
        if (uids.contains(placement.uid))
            found.push_back(placement.uid);
    }
    return found;
}

} // namespace

Result<MailboxSync::Outcome> MailboxSync::run(const store::MailboxRecord &mailbox, bool firstPageOnly, const imap::MailboxStatus *status)
{
    auto known = m_context.reader.serverPlacements(mailbox.id);
    if (!known)
        return std::move(known).error();
    LocalState local{mailbox.uidValidity, mailbox.uidNext, mailbox.highestModSeq, mailbox.fullyListed, static_cast<std::uint32_t>(known->size())};
    known->clear();
    if (local.uidValidity.value == 0 || (local.messages == 0 && !local.fullyListed))
        return openUnknown(mailbox, firstPageOnly, status);

    const auto ticket = m_context.gate.ticket(mailbox.id);
    imap::SelectOptions options;
    if (local.fullyListed && local.highestModSeq.value > 0 && m_session.hasQResync())
        options.qresync = imap::QResync{local.uidValidity, local.highestModSeq, std::nullopt};
    auto selected = m_session.select(mailbox.wireName, options);
    if (!selected)
        return std::move(selected).error();
    if (local.uidValidity.value != 0 && selected->uidValidity.value == 0)
        return makeError(ErrorKind::ProtocolError, "sync.mailbox", "SELECT did not tell UIDVALIDITY");
    const SyncPlan plan = planMailboxSync(local, *selected);
    m_judged = std::max(local.uidNext, selected->uidNext.value_or(Uid{}));
    if (auto entered = enter(mailbox.id, *selected); !entered)
        return std::move(entered).error();
    if (plan.startOver) {
        ListingWriter writer(m_context.store, m_context.gate, writerOptions(mailbox.id, selected->exists));
        return listFromNothing(mailbox, {*std::move(selected), 0}, writer, firstPageOnly);
    }

    Outcome outcome;
    const Uid next = std::min(local.uidNext, selected->uidNext.value_or(local.uidNext));
    Uid highest{next.value > 0 ? next.value - 1 : 0};
    if (selected->qresynced) {
        std::vector<store::FlagUpdate> flags;
        for (const auto &change : selected->changed)
            flags.push_back(flagUpdate(change));
        auto vanished = storedAmong(m_context.reader, mailbox.id, selected->vanished);
        if (!vanished)
            return std::move(vanished).error();
        auto applied = apply(ticket, std::move(flags), std::move(*vanished));
        if (!applied)
            return std::move(applied).error();
        outcome.again = outcome.again || !*applied;
    }
    Result<void> done = syncFlags(mailbox, plan, *selected, outcome, highest);
    if (done && plan.listNew && !plan.compareUids)
        done = listUids(mailbox.id, imap::UidSet::range(Uid{highest.value + 1}, Uid{UINT32_MAX}), true, outcome, highest);
    if (done)
        done = settleCount(mailbox, outcome, highest);
    if (!done)
        return std::move(done).error();
    return finish(mailbox, *selected, outcome, highest);
}

Result<void> MailboxSync::enter(MailboxId mailbox, const imap::SelectResult &selected)
{
    return m_context.store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto dropped = writer.mailboxSelected(mailbox, selected.uidValidity, selected.uidNext.value_or(Uid{}), asCount(selected.exists));
        if (!dropped)
            return std::move(dropped).error();
        return writer.mailboxObjectId(mailbox, selected.mailboxId);
    });
}

Result<MailboxSync::Outcome> MailboxSync::finish(const store::MailboxRecord &mailbox, const imap::SelectResult &selected, Outcome outcome, Uid highest)
{
    outcome.uidNext = Uid{std::max(selected.uidNext.value_or(Uid{}).value, highest.value + 1)};
    // Without a mod-sequence the next look compares everything: what doesn't add up is not settled.
    const ModSeq modSeq = outcome.again ? mailbox.highestModSeq : outcome.mismatched ? ModSeq{} : selected.highestModSeq;
    auto stored = m_context.store.writeAndWait(
        [&](store::StoreWriter &writer) { return writer.mailboxSynced(mailbox.id, outcome.uidNext, modSeq, !outcome.again); });
    if (!stored)
        return std::move(stored).error();
    return outcome;
}

ListingWriter::Options MailboxSync::writerOptions(MailboxId mailbox, std::uint32_t total) const
{
    ListingWriter::Options options;
    options.mailbox = mailbox;
    options.now = m_context.clock.now();
    options.listed = [this, total](std::int64_t count) {
        if (m_context.progress)
            m_context.progress(static_cast<int>(count), asCount(total));
    };
    return options;
}

/// SELECT with the first screen in the same round trip, then the rest.
Result<MailboxSync::Outcome> MailboxSync::openUnknown(const store::MailboxRecord &mailbox, bool firstPageOnly, const imap::MailboxStatus *status)
{
    imap::SelectOptions options;
    if (status)
        options.expectedExists = status->messages;
    ListingWriter writer(m_context.store, m_context.gate, writerOptions(mailbox.id, options.expectedExists.value_or(0)));
    writer.asking();
    auto opened = m_session.selectAndListNewest(mailbox.wireName, kFirstPage, options, [&](const imap::SelectResult &selected) -> Result<imap::ListingSink *> {
        if (auto entered = enter(mailbox.id, selected); !entered)
            return std::move(entered).error();
        writer.answering();
        return &writer;
    });
    if (!opened)
        return std::move(opened).error();
    return listFromNothing(mailbox, *std::move(opened), writer, firstPageOnly);
}

Result<MailboxSync::Outcome> MailboxSync::listFromNothing(const store::MailboxRecord &mailbox, imap::ImapSession::Opened opened, ListingWriter &writer,
                                                          bool firstPageOnly)
{
    const imap::SelectResult &selected = opened.selected;
    m_judged = selected.uidNext.value_or(Uid{});
    std::vector<imap::SeqRange> pages;
    std::uint32_t last = opened.listedFrom > 0 ? opened.listedFrom - 1 : selected.exists;
    std::uint32_t page = opened.listedFrom > 0 ? kPage : kFirstPage;
    // A server may count more messages than it has: what lies behind the pages comes by UID.
    while (last > 0 && pages.size() < kMostPages && !(firstPageOnly && (opened.listedFrom > 0 || !pages.empty()))) {
        const std::uint32_t first = last > page ? last - page + 1 : 1;
        pages.push_back({first, last});
        last = first - 1;
        page = kPage;
    }
    auto fetched = KnownListing::fits(m_session, mailbox) ? KnownListing(m_session, m_context.reader, m_context.clock).run(mailbox, pages, writer)
                                                          : m_session.fetchListingPages(pages, writer);
    if (!fetched)
        return std::move(fetched).error();
    if (auto finished = writer.finish(); !finished)
        return std::move(finished).error();
    Outcome outcome;
    outcome.listed = writer.count();
    outcome.again = writer.isStale();
    Uid highest = writer.highest();
    if (last > 0 && firstPageOnly) {
        outcome.uidNext = Uid{std::max(selected.uidNext.value_or(Uid{}).value, highest.value + 1)};
        return outcome;
    }
    // Sequence numbers move when somebody expunges meanwhile: what was skipped shows in the UIDs.
    const imap::MailboxEvents &events = m_session.events();
    if (!events.vanished.isEmpty() || events.unknownExpunges || writer.distinct() < selected.exists) {
        const auto ticket = m_context.gate.ticket(mailbox.id);
        auto remote = m_session.fetchFlags(imap::UidSet::all());
        if (!remote)
            return std::move(remote).error();
        if (auto compared = compareAll(mailbox, std::move(*remote), ticket, outcome, highest); !compared)
            return std::move(compared).error();
        if (auto noted = noteMismatch(mailbox, outcome); !noted)
            return std::move(noted).error();
    }
    return finish(mailbox, selected, outcome, highest);
}

Result<void> MailboxSync::listUids(MailboxId mailbox, const imap::UidSet &uids, bool arrival, Outcome &outcome, Uid &highest)
{
    ListingWriter::Options options;
    options.mailbox = mailbox;
    options.arrival = arrival;
    options.now = m_context.clock.now();
    ListingWriter writer(m_context.store, m_context.gate, std::move(options));
    // By the length of the command alone: an open range counts billions of UIDs that are not there.
    auto pieces = uids.split();
    // Newest first.
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        if (auto fetched = m_session.fetchListing(*piece, writer); !fetched)
            return fetched;
    }
    if (auto finished = writer.finish(); !finished)
        return finished;
    outcome.listed += writer.count();
    outcome.again = outcome.again || writer.isStale();
    highest = std::max(highest, writer.highest());
    return {};
}

Result<bool> MailboxSync::listAgain(MailboxId mailbox, const imap::UidSet &uids)
{
    Outcome outcome;
    Uid highest;
    if (auto listed = listUids(mailbox, uids, false, outcome, highest); !listed)
        return std::move(listed).error();
    return !outcome.again;
}

Result<void> MailboxSync::syncFlags(const store::MailboxRecord &mailbox, const SyncPlan &plan, const imap::SelectResult &selected, Outcome &outcome, Uid &highest)
{
    if (plan.flags == SyncPlan::Flags::None)
        return {};
    const auto ticket = m_context.gate.ticket(mailbox.id);
    const bool all = plan.flags == SyncPlan::Flags::All;
    if (selected.exists == 0)
        return compareAll(mailbox, {}, ticket, outcome, highest);
    auto remote = m_session.fetchFlags(imap::UidSet::all(), all ? ModSeq{} : mailbox.highestModSeq);
    if (!remote)
        return std::move(remote).error();
    if (all)
        return compareAll(mailbox, std::move(*remote), ticket, outcome, highest);
    std::vector<store::FlagUpdate> flags;
    for (const imap::FlagChange &change : *remote)
        flags.push_back(flagUpdate(change));
    auto applied = apply(ticket, std::move(flags), {});
    if (!applied)
        return std::move(applied).error();
    outcome.again = outcome.again || !*applied;
    return {};
}

Result<void> MailboxSync::compareAll(const store::MailboxRecord &mailbox, std::vector<imap::FlagChange> remote, const ReplayGate::Ticket &ticket, Outcome &outcome,
                                     Uid &highest)
{
    auto known = m_context.reader.serverPlacements(mailbox.id);
    if (!known)
        return std::move(known).error();
    // The other lane may have listed newer messages since this connection was last told of any: that it doesn't name them means nothing.
    for (const imap::FlagChange &change : remote)
        m_judged = std::max(m_judged, Uid{change.uid.value + 1});
    const bool isShort = remote.size() < m_session.exists();
    FlagDifference difference = compareFlags(*known, std::move(remote));
    std::erase_if(difference.vanished, [this](Uid uid) { return uid >= m_judged; });
    if (isShort && !difference.vanished.empty()) {
        // It told of fewer messages than it says it has. What is missing is asked for once more before it counts as gone.
        auto present = m_session.uidsOf(imap::UidSet::of(difference.vanished));
        if (!present)
            return std::move(present).error();
        std::erase_if(difference.vanished, [&present](Uid uid) { return present->contains(uid); });
    }
    auto applied = apply(ticket, std::move(difference.changed), std::move(difference.vanished));
    if (!applied)
        return std::move(applied).error();
    outcome.again = outcome.again || !*applied;
    if (difference.missing.isEmpty())
        return {};
    return listUids(mailbox.id, difference.missing, mailbox.fullyListed, outcome, highest);
}

/// \return false if a replay came between and nothing was written, or the other lane wrote some of these meanwhile and they were left out.
Result<bool> MailboxSync::apply(const ReplayGate::Ticket &ticket, std::vector<store::FlagUpdate> flags, std::vector<Uid> vanished)
{
    bool valid = true;
    bool complete = true;
    for (std::size_t at = 0; valid && (at < flags.size() || (at == 0 && !vanished.empty())); at += kFlagBatch) {
        auto written = m_context.store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            valid = m_context.gate.isValid(ticket);
            if (!valid)
                return {};
            const imap::UidSet overtaken = m_context.gate.overtaken(ticket);
            std::vector<store::FlagUpdate> batch;
            std::vector<Uid> touched;
            for (std::size_t i = at; i < std::min(at + kFlagBatch, flags.size()); ++i) {
                if (overtaken.contains(flags[i].uid))
                    continue;
                touched.push_back(flags[i].uid);
                batch.push_back(std::move(flags[i]));
            }
            complete = complete && batch.size() == std::min(kFlagBatch, flags.size() - std::min(at, flags.size()));
            if (at == 0 && !vanished.empty()) {
                complete = std::erase_if(vanished, [&](Uid uid) { return overtaken.contains(uid); }) == 0 && complete;
                touched.insert(touched.end(), vanished.begin(), vanished.end());
                if (auto gone = writer.applyVanished(ticket.mailbox, vanished); !gone)
                    return gone;
            }
            m_context.gate.wrote(ticket, imap::UidSet::of(touched));
            return batch.empty() ? Result<void>() : writer.applyFlags(ticket.mailbox, batch);
        });
        if (!written)
            return std::move(written).error();
    }
    return valid && complete;
}

/// With CONDSTORE alone nothing tells what was expunged: when the counts differ, the UIDs do.
Result<void> MailboxSync::settleCount(const store::MailboxRecord &mailbox, Outcome &outcome, Uid &highest)
{
    auto known = m_context.reader.serverPlacements(mailbox.id);
    if (!known)
        return std::move(known).error();
    if (known->size() == m_session.exists())
        return {};
    const auto ticket = m_context.gate.ticket(mailbox.id);
    std::vector<imap::FlagChange> all;
    if (m_session.exists() > 0) {
        auto remote = m_session.fetchFlags(imap::UidSet::all());
        if (!remote)
            return std::move(remote).error();
        all = std::move(*remote);
    }
    if (auto compared = compareAll(mailbox, std::move(all), ticket, outcome, highest); !compared)
        return compared;
    return noteMismatch(mailbox, outcome);
}

Result<void> MailboxSync::noteMismatch(const store::MailboxRecord &mailbox, Outcome &outcome)
{
    auto known = m_context.reader.serverPlacements(mailbox.id);
    if (!known)
        return std::move(known).error();
    outcome.mismatched = known->size() != m_session.exists();
    return {};
}

Result<MailboxSync::Outcome> MailboxSync::catchUp(MailboxId mailbox, const imap::MailboxEvents &events, Uid &uidNext, bool arrival)
{
    Outcome outcome;
    auto record = m_context.reader.mailbox(mailbox);
    if (!record)
        return std::move(record).error();
    const auto ticket = m_context.gate.ticket(mailbox);
    std::vector<store::FlagUpdate> flags;
    for (const imap::FlagChange &change : events.flags) {
        if (change.uid.value != 0)
            flags.push_back(flagUpdate(change));
    }
    auto vanished = storedAmong(m_context.reader, mailbox, events.vanished);
    if (!vanished)
        return std::move(vanished).error();
    auto applied = apply(ticket, std::move(flags), std::move(*vanished));
    if (!applied)
        return std::move(applied).error();
    Uid highest{uidNext.value > 0 ? uidNext.value - 1 : 0};
    m_judged = uidNext;
    const bool unnamed = std::any_of(events.flags.begin(), events.flags.end(), [](const auto &change) { return change.uid.value == 0; });
    if (events.unknownExpunges || unnamed || !*applied) {
        const auto fresh = m_context.gate.ticket(mailbox);
        auto remote = m_session.fetchFlags(imap::UidSet::all());
        if (!remote)
            return std::move(remote).error();
        if (auto compared = compareAll(*record, std::move(*remote), fresh, outcome, highest); !compared)
            return std::move(compared).error();
    } else if (events.exists) {
        if (auto listed = listUids(mailbox, imap::UidSet::range(Uid{highest.value + 1}, Uid{UINT32_MAX}), arrival, outcome, highest); !listed)
            return std::move(listed).error();
        // Nothing at and above what was told to be the next UID: perhaps that was no truth.
        if (outcome.listed == 0) {
            if (auto settled = settleCount(*record, outcome, highest); !settled)
                return std::move(settled).error();
        }
    }
    uidNext = Uid{highest.value + 1};
    // Raised only here where everything below is known to be listed; the mod-sequence waits for the next SELECT.
    if (record->fullyListed && uidNext.value > record->uidNext.value && !outcome.again) {
        auto stored = m_context.store.writeAndWait(
            [&](store::StoreWriter &writer) { return writer.mailboxSynced(mailbox, uidNext, record->highestModSeq, true); });
        if (!stored)
            return std::move(stored).error();
    }
    return outcome;
}

} // namespace tern::sync
