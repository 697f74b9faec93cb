// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/FolderVisits.h"

#include "core/sync/ListedRows.h"
#include "core/sync/SyncPlan.h"

#include <algorithm>
#include <climits>
#include <optional>

namespace tern::sync {
namespace {

constexpr std::uint32_t kMostUnlisted = 100;    // messages of a mailbox that was never listed; a screen
constexpr std::uint32_t kMostNew = 500;         // messages; more are listed in batches, by MailboxSync
constexpr std::size_t kMostChanges = 5'000;     // flags in one transaction
constexpr std::size_t kVisitsAtOnce = 200;      // mailboxes whose answers may wait in memory

/// What changed, as the store takes it.
struct Changes {
    std::vector<store::FlagUpdate> flags;
    std::vector<Uid> vanished;
    std::vector<store::ListedRow> rows;
};

/// \return nothing when a message below the new ones is missing here: it must be listed first.
std::optional<Changes> changesOf(std::span<const store::ServerPlacement> known, const store::MailboxRecord &mailbox, imap::ImapSession::Visited &visited)
{
    const imap::SelectResult &selected = *visited.selected;
    Changes changes;
    const bool sinceKnown = mailbox.highestModSeq.value > 0 && selected.highestModSeq.value > 0;
    if (selected.qresynced || sinceKnown) {
        for (const imap::FlagChange &change : selected.qresynced ? selected.changed : visited.flags)
            changes.flags.push_back(flagUpdate(change));
        // VANISHED may name UIDs by the million that never were: only those that are stored matter.
        for (const store::ServerPlacement &placement : known) {
            if (selected.vanished.contains(placement.uid))
                changes.vanished.push_back(placement.uid);
        }
        return changes;
    }
    FlagDifference difference = compareFlags(known, std::move(visited.flags));
    const imap::UidSet news = imap::UidSet::range(mailbox.uidNext, Uid{UINT32_MAX});
    for (const Uid uid : difference.missing.uids()) {
        if (!news.contains(uid))
            return std::nullopt;
    }
    changes.flags = std::move(difference.changed);
    changes.vanished = std::move(difference.vanished);
    return changes;
}

} // namespace

bool FolderVisits::fits(const store::MailboxRecord &mailbox, const imap::MailboxStatus *status)
{
    if (!mailbox.fullyListed)
        return status && status->messages && *status->messages <= kMostUnlisted;
    if (mailbox.uidValidity.value == 0 || mailbox.uidNext.value == 0)
        return false;
    if (!status)
        return true;
    const bool same = !status->uidValidity || *status->uidValidity == mailbox.uidValidity;
    const bool few = !status->uidNext || status->uidNext->value < mailbox.uidNext.value || status->uidNext->value - mailbox.uidNext.value <= kMostNew;
    return same && few;
}

imap::ImapSession::Visit FolderVisits::visitOf(const store::MailboxRecord &mailbox, const imap::MailboxStatus *status) const
{
    imap::ImapSession::Visit visit;
    visit.wireName = mailbox.wireName;
    if (!mailbox.fullyListed) {
        visit.listFrom = Uid{1};
        return visit;
    }
    const bool nothingNew = status && status->uidNext && *status->uidNext <= mailbox.uidNext;
    visit.listFrom = nothingNew ? Uid{} : mailbox.uidNext;
    if (mailbox.highestModSeq.value > 0 && m_session.hasQResync()) {
        visit.options.qresync = imap::QResync{mailbox.uidValidity, mailbox.highestModSeq, std::nullopt};
        return visit;
    }
    visit.flags = true;
    if (m_session.hasCondStore())
        visit.flagsSince = mailbox.highestModSeq;
    return visit;
}

Result<FolderVisits::Outcome> FolderVisits::run(std::span<const store::MailboxRecord> mailboxes, const MailboxStatuses &statuses)
{
    Outcome outcome;
    while (!mailboxes.empty()) {
        const auto group = mailboxes.first(std::min(mailboxes.size(), kVisitsAtOnce));
        mailboxes = mailboxes.subspan(group.size());
        std::vector<imap::ImapSession::Visit> visits;
        for (const store::MailboxRecord &mailbox : group)
            visits.push_back(visitOf(mailbox, statusOf(statuses, mailbox.wireName)));
        std::vector<ReplayGate::Ticket> tickets(group.size());
        Result<void> stored;
        auto visited = m_session.visit(
            visits, [&](std::size_t i) { tickets[i] = m_context.gate.ticket(group[i].id); },
            [&](std::size_t i, imap::ImapSession::Visited answer) {
                if (!stored)
                    return;
                auto settled = settle(group[i], tickets[i], std::move(answer), outcome);
                if (!settled)
                    stored = settled.error();
                else if (*settled)
                    outcome.settled.insert(group[i].id);
            });
        if (!visited)
            return visited.error();
        if (!stored)
            return stored.error();
    }
    return outcome;
}

/// \return false when more must be asked.
Result<bool> FolderVisits::settle(const store::MailboxRecord &mailbox, const ReplayGate::Ticket &ticket, imap::ImapSession::Visited visited, Outcome &outcome)
{
    if (!visited.selected || !visited.complete || !visited.events.isQuiet())
        return false;
    const imap::SelectResult &selected = *visited.selected;
    if (mailbox.fullyListed && selected.uidValidity != mailbox.uidValidity)
        return false;
    // Numbers that only grow have shrunk: more must be compared than a visit does.
    if ((selected.uidNext && *selected.uidNext < mailbox.uidNext) || (selected.highestModSeq.value > 0 && selected.highestModSeq < mailbox.highestModSeq))
        return false;
    const Uid firstNew = mailbox.fullyListed ? mailbox.uidNext : Uid{1};
    std::vector<store::ListedRow> rows;
    std::set<Uid> seen;
    Uid uidNext{std::max(firstNew.value, selected.uidNext.value_or(Uid{}).value)};
    for (imap::ListedMessage &message : visited.messages) {
        // A message told twice is one, or the count below would be a lie.
        if (message.uid < firstNew || !seen.insert(message.uid).second)
            continue;
        if (!rows.empty() && message.uid <= rows.back().uid)
            return false;
        uidNext = std::max(uidNext, Uid{message.uid.value + 1});
        rows.push_back(listedRow(message, m_context.clock.now(), "GB18030"));
    }
    // A message above the known ones that was told of and not listed would never be asked for again.
    const auto isUnlisted = [&](const imap::FlagChange &change) { return change.uid >= firstNew && !seen.contains(change.uid); };
    if ((rows.empty() && visited.exists > 0 && uidNext > firstNew) || std::ranges::any_of(visited.flags, isUnlisted) || std::ranges::any_of(selected.changed, isUnlisted))
        return false;
    bool settled = false;
    auto stored = m_context.store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        if (!m_context.gate.isLatest(ticket))
            return {};
        auto known = writer.reader().serverPlacements(mailbox.id);
        if (!known)
            return std::move(known).error();
        // What an interrupted listing left has holes that only a comparison shows.
        if (!mailbox.fullyListed && !known->empty())
            return {};
        auto changes = changesOf(*known, mailbox, visited);
        // With CONDSTORE alone nothing tells what was expunged: when the counts differ, the UIDs do.
        if (!changes || changes->flags.size() > kMostChanges || known->size() - changes->vanished.size() + rows.size() != visited.exists)
            return {};
        if (auto entered = writer.mailboxSelected(mailbox.id, selected.uidValidity, selected.uidNext.value_or(Uid{}), static_cast<int>(std::min<std::uint32_t>(selected.exists, INT_MAX))); !entered)
            return std::move(entered).error();
        if (auto named = writer.mailboxObjectId(mailbox.id, selected.mailboxId); !named)
            return named;
        if (auto gone = writer.applyVanished(mailbox.id, changes->vanished); !gone)
            return gone;
        if (auto flagged = writer.applyFlags(mailbox.id, changes->flags); !flagged)
            return flagged;
        if (auto listed = writer.insertListed(mailbox.id, rows, mailbox.fullyListed); !listed)
            return listed;
        imap::UidSet touched = imap::UidSet::of(changes->vanished);
        for (const store::FlagUpdate &update : changes->flags)
            touched.add(update.uid);
        for (const store::ListedRow &row : rows)
            touched.add(row.uid);
        m_context.gate.wrote(ticket, touched);
        settled = true;
        return writer.mailboxSynced(mailbox.id, uidNext, selected.highestModSeq, true);
    });
    if (!stored)
        return stored.error();
    if (settled)
        outcome.listed += static_cast<std::int64_t>(rows.size());
    return settled;
}

} // namespace tern::sync
