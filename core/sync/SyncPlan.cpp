// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SyncPlan.h"

#include "core/sync/ListedRows.h"

#include <algorithm>

namespace tern::sync {

SyncPlan planMailboxSync(const LocalState &local, const imap::SelectResult &remote)
{
    SyncPlan plan;
    if (local.uidValidity.value == 0 || local.uidValidity != remote.uidValidity || (local.messages == 0 && !local.fullyListed)) {
        plan.startOver = true;
        return plan;
    }
    plan.listNew = !remote.uidNext || remote.uidNext->value > local.uidNext.value;
    // Numbers that only grow have shrunk: what we were told before, or are told now, is no ground to stand on.
    const bool wentBack = (remote.uidNext && *remote.uidNext < local.uidNext)
        || (remote.highestModSeq.value > 0 && remote.highestModSeq < local.highestModSeq);
    // A listing that was interrupted has holes that only a comparison shows.
    if (!local.fullyListed || wentBack) {
        plan.compareUids = true;
        plan.flags = SyncPlan::Flags::All;
        return plan;
    }
    if (remote.qresynced)
        return plan;
    const bool condstore = remote.highestModSeq.value > 0 && local.highestModSeq.value > 0;
    if (condstore && remote.highestModSeq == local.highestModSeq && !plan.listNew && remote.exists == local.messages)
        return plan;
    // The flags of everything bring the UIDs with them, and their difference is what went and what came.
    plan.flags = condstore ? SyncPlan::Flags::ChangedSince : SyncPlan::Flags::All;
    plan.compareUids = !condstore;
    return plan;
}

FlagDifference compareFlags(std::span<const store::ServerPlacement> local, std::vector<imap::FlagChange> remote)
{
    FlagDifference difference;
    std::sort(remote.begin(), remote.end(), [](const auto &a, const auto &b) { return a.uid < b.uid; });
    auto known = local.begin();
    Uid last{0};
    for (const imap::FlagChange &change : remote) {
        if (change.uid.value == 0 || change.uid == last)
            continue;
        last = change.uid;
        for (; known != local.end() && known->uid < change.uid; ++known)
            difference.vanished.push_back(known->uid);
        if (known == local.end() || known->uid != change.uid) {
            difference.missing.add(change.uid);
            continue;
        }
        // Keywords and labels are not in `local`; with no bit changed they are written only where there are any.
        if (known->serverFlags != storeFlags(change.flags) || !storeKeywords(change.flags).isEmpty() || change.labels || known->modSeq != change.modSeq)
            difference.changed.push_back(flagUpdate(change));
        ++known;
    }
    for (; known != local.end(); ++known)
        difference.vanished.push_back(known->uid);
    return difference;
}

} // namespace tern::sync
