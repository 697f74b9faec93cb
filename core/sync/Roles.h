// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"
#include "core/store/Records.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tern::sync {

/// The folder list of an account as records (ids 0), with roles: a person's choice first, then SPECIAL-USE or XLIST, then well-known names in English and
/// Chinese, decoded before they are compared. A role is given once; what looks like Sent is never taken for Trash. Names that a server tells twice,
/// or in two spellings of INBOX, are one. Pure. \param chosen  role name ("sent") → wire name.
/// \param namespaces  as the server told them; else all that lies below INBOX is taken for what INBOX is the prefix of, if nothing lies elsewhere.
/// The personal prefix is left out of paths; what is other people's or everybody's has no role and begins with kOtherUsersPath or kSharedPath.
[[nodiscard]] std::vector<store::MailboxRecord> mailboxRecords(const std::vector<imap::ListEntry> &entries, const std::map<std::string, std::string> &chosen,
                                                               const std::optional<imap::Namespaces> &namespaces = {});

/// The same of a mailbox that is to stand where `like` does in its namespace.
[[nodiscard]] store::MailboxRecord recordNamed(const std::string &wireName, const store::MailboxRecord &like);

/// "sent", "trash"…; empty for None.
[[nodiscard]] std::string_view roleName(store::MailboxRole role);

/// What a decoded last level is called for, or None.
[[nodiscard]] store::MailboxRole roleOfName(const QString &leaf);

} // namespace tern::sync
