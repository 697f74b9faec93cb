// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"

#include <map>
#include <string>

namespace tern::sync {

/// What LIST said of one mailbox's content, if it said anything.
using MailboxStatuses = std::map<std::string, imap::MailboxStatus>;

/// LISTs, stores the folder list with roles, and returns the statuses that came along (LIST-STATUS). Thread: lane.
[[nodiscard]] Result<MailboxStatuses> syncFolderList(imap::ImapSession &session, store::Store &store, const store::AccountRecord &account);

} // namespace tern::sync
