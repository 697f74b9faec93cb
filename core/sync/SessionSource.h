// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/net/imap/ImapSession.h"
#include "core/store/StoreReader.h"

namespace tern::sync {

/// A signed-in IMAP connection of an account. Blocks. Errors: those of ImapSession::connect, PasswordNeeded, and of the account's CA file. Thread: lane.
[[nodiscard]] Result<std::unique_ptr<imap::ImapSession>> openSession(accounts::AccountNet &net, const store::AccountRecord &account, const StopToken &stop,
                                                                     imap::CompressionRule compression);

/// The setting "network/compression": "always", "never"; else automatic.
[[nodiscard]] imap::CompressionRule compressionRule(store::StoreReader &reader);

} // namespace tern::sync
