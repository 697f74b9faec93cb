// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"
#include "core/store/Records.h"

#include <span>

namespace tern::sync {

/// What the store knows of a mailbox before it is selected.
struct LocalState {
    UidValidity uidValidity;
    Uid uidNext;
    ModSeq highestModSeq;
    bool fullyListed = false;
    std::uint32_t messages = 0;   ///< placements the server was last known to have
};

/// How to bring a mailbox up to date once it is selected.
struct SyncPlan {
    enum class Flags {
        None,           ///< nothing changed, or SELECT told it all
        ChangedSince,   ///< CONDSTORE
        All
    };
    bool startOver = false;       ///< UIDVALIDITY changed, or nothing is listed yet
    Flags flags = Flags::None;
    bool compareUids = false;     ///< something may be missing or gone: compare the whole UID list
    bool listNew = false;         ///< there are UIDs at and above the local UIDNEXT
    bool operator==(const SyncPlan &) const = default;
};

/// Pure. `condstore`: the server offers it and this mailbox has mod-sequences.
[[nodiscard]] SyncPlan planMailboxSync(const LocalState &local, const imap::SelectResult &remote);

/// The difference between a whole FLAGS listing and the store.
struct FlagDifference {
    std::vector<store::FlagUpdate> changed;
    std::vector<Uid> vanished;    ///< stored, not on the server
    imap::UidSet missing;         ///< on the server, not stored
};
/// Pure. `local` ascending by UID.
[[nodiscard]] FlagDifference compareFlags(std::span<const store::ServerPlacement> local, std::vector<imap::FlagChange> remote);

} // namespace tern::sync
