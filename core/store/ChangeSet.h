// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <map>
#include <set>

namespace tern::store {

/// What one or more commits changed, told after the COMMIT. Merged to one per 50 ms by the engine.
struct ChangeSet {
    struct Rows {
        std::vector<PlacementId> inserted;
        std::vector<PlacementId> changed;
        std::vector<PlacementId> removed;
        bool reset = false;               ///< too many to name: read again
    };
    std::uint64_t number = 0;             ///< rises by one; who misses one reads everything again
    std::map<MailboxId, Rows> mailboxes;
    bool mailboxList = false;             ///< mailboxes came, went or were renamed
    std::set<MailboxId> counts;           ///< total/unread/pending changed
    bool accounts = false;
    bool operations = false;
    bool outbox = false;
    bool drafts = false;
    bool settings = false;
    std::vector<MessageId> bodies;        ///< content or snippet came
    std::vector<PlacementId> arrived;     ///< new unread mail in an inbox, for notifications
    std::vector<OutboxId> undelivered;    ///< of mail that was sent a report came that it failed

    [[nodiscard]] bool empty() const;
    /// Takes in a later one.
    void merge(const ChangeSet &later);
};

} // namespace tern::store
