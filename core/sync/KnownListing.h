// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/StoreReader.h"
#include "core/sync/ListingWriter.h"

#include <span>

namespace tern::sync {

/// Lists a mailbox that repeats others (All Mail, Starred) on a server with object ids: who is known already costs a line and no header.
/// Thread: the lane's. Blocks.
class KnownListing final {
public:
    KnownListing(imap::ImapSession &session, store::StoreReader &reader, const Clock &clock) : m_session(session), m_reader(reader), m_clock(clock) {}

    /// Whether it is worth while here.
    [[nodiscard]] static bool fits(const imap::ImapSession &session, const store::MailboxRecord &mailbox);
    /// The pages of the selected mailbox, into the writer. Errors: those of session and store.
    Result<void> run(const store::MailboxRecord &mailbox, std::span<const imap::SeqRange> pages, ListingWriter &writer);

private:
    imap::ImapSession &m_session;
    store::StoreReader &m_reader;
    const Clock &m_clock;
};

} // namespace tern::sync
