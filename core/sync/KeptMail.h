// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Cancellation.h"
#include "core/store/Store.h"

#include <QByteArray>

#include <string>
#include <vector>

namespace tern::sync {

/// The mailboxes of an account whose mail is kept here, as the cache wants them: those that are kept and those named beside them. Pure.
[[nodiscard]] std::vector<store::MailboxRecord> keptMailboxRecords(const store::AccountRecord &account, const std::vector<store::KeptMailbox> &kept,
                                                                   const std::vector<std::string> &more = {});

/// Makes what such an account begins with (of POP3: INBOX, Drafts, Sent, Archive, Junk, Trash; else Trash), and lists what is kept. Within a write.
[[nodiscard]] Result<void> prepareKeptMailboxes(store::StoreWriter &writer, AccountId account);
/// Makes one more, if it is not there. \param role  None: by its name
[[nodiscard]] Result<MailboxId> makeKeptMailbox(store::StoreWriter &writer, AccountId account, const std::string &wireName);
/// Renames one, and those below it.
[[nodiscard]] Result<void> renameKeptMailbox(store::StoreWriter &writer, const store::MailboxRecord &mailbox, const std::string &newName);
/// Takes one away; what is in it goes to Trash. Errors: InvalidInput (something is below it; it is the inbox or Trash itself).
[[nodiscard]] Result<void> removeKeptMailbox(store::StoreWriter &writer, const store::MailboxRecord &mailbox);

/// A message that comes from here: a copy of what was sent, a draft, an import, one moved from a server. Packed on the calling thread, kept in the write.
class KeptArrival final {
public:
    KeptArrival(const QByteArray &message, store::Flags flags, const QStringList &keywords, UnixMillis received, UnixMillis now);
    /// \return its UID
    [[nodiscard]] Result<Uid> keep(store::StoreWriter &writer, AccountId account, const std::string &wireName);

private:
    store::PreparedRow m_row;
    store::KeptBody m_body;
    UnixMillis m_received;
};

/// Lists again what the cache has lost or missed of an account's kept mail, and takes out what it has too much. Costs nothing where nothing is amiss.
/// Thread: a lane's. Errors: Cancelled, those of the store.
[[nodiscard]] Result<void> bringKeptInStep(store::Store &store, store::StoreReader &reader, const store::AccountRecord &account, UnixMillis now, const StopToken &stop);

/// Text and first lines of messages that have none yet: a batch of a mailbox, newest first. \return how many.
[[nodiscard]] Result<int> indexKept(store::Store &store, store::StoreReader &reader, const store::MailboxRecord &mailbox, int batch);
/// Of these rows.
[[nodiscard]] Result<void> indexKeptRows(store::Store &store, store::StoreReader &reader, const std::vector<PlacementId> &rows);

} // namespace tern::sync
