// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"

#include <map>
#include <span>
#include <string>

namespace tern::sync {

/// What LIST said of one mailbox's content, if it said anything.
using MailboxStatuses = std::map<std::string, imap::MailboxStatus>;

[[nodiscard]] const imap::MailboxStatus *statusOf(const MailboxStatuses &statuses, const std::string &wireName);

/// LISTs and stores the folder list with roles; mailboxes that were renamed elsewhere keep their messages. \return the statuses that LIST-STATUS brought along, if they were wanted. Thread: lane.
[[nodiscard]] Result<MailboxStatuses> syncFolderList(imap::ImapSession &session, store::Store &store, store::StoreReader &reader,
                                                    const store::AccountRecord &account, bool withStatus = true);

/// STATUS of these mailboxes in one round trip, for servers without LIST-STATUS; those it refuses are left out. Thread: lane.
/// \param withSize  also their bytes, where the server can tell [RFC 8438]
Result<void> addStatuses(imap::ImapSession &session, std::span<const store::MailboxRecord> mailboxes, MailboxStatuses &statuses, bool withSize = false);

} // namespace tern::sync
