// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/FolderList.h"

#include <vector>

namespace tern::sync {

/// A mailbox that another client renamed.
struct RenamedMailbox {
    MailboxId mailbox;
    std::string wireName;       ///< what it is called now
};

/// Looks for mailboxes that are gone from the list among those that are new in it, so that they keep their messages and bodies.
///
/// By MAILBOXID [RFC 8474] where the server has it, as SELECT tells it. Without it only where no other answer is possible: the same UIDVALIDITY, no UID below
/// the known next one that isn't known, the same Message-IDs in a sample, and only one pair that fits. Whatever is in doubt is listed anew.
/// Asks nothing unless something is gone and something is new. The mailbox that was selected isn't any more. Thread: lane.
[[nodiscard]] Result<std::vector<RenamedMailbox>> findRenamed(imap::ImapSession &session, store::StoreReader &reader, AccountId account,
                                                              const std::vector<imap::ListEntry> &entries);

} // namespace tern::sync
