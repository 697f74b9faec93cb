// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"

#include <span>

namespace tern::sync {

/// Learns and stores how large mailboxes are on the server: by STATUS SIZE [RFC 8438] in one round trip, where it is offered; else what is listed is summed
/// up, of mailboxes that are listed whole. To be called behind a listing: a server that has to work its answer out has done so by then.
/// A mailbox that the server refuses to speak of is left as it was. Errors: those of session and store. Thread: lane.
Result<void> readSizes(imap::ImapSession &session, store::Store &store, store::StoreReader &reader, std::span<const store::MailboxRecord> mailboxes);

} // namespace tern::sync
