// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"

#include <map>
#include <string>
#include <vector>

namespace tern::sync {

/// What lies in a mailbox at and above a UID, to be compared by ourselves: a server's SEARCH is never evidence.
class MailboxFinder final {
public:
    struct Wanted {
        std::int64_t ordinal = 0;
        std::string messageId;     ///< without <>; may be empty
        std::int64_t size = 0;
    };
    struct From {
        UidValidity uidValidity;   ///< in which `uid` was noted; in another the whole mailbox is looked at
        Uid uid;
    };
    /// Selects `wireName` and looks at every message from `from` on. \return ordinal → UID of those found; each UID is given once.
    /// A message without a Message-ID is found by its size alone only if exactly one has it. Thread: lane.
    [[nodiscard]] static Result<std::map<std::int64_t, Uid>> find(imap::ImapSession &session, const std::string &wireName, const From &from,
                                                                 const std::vector<Wanted> &wanted);
};

} // namespace tern::sync
