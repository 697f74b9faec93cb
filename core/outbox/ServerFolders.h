// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/store/Records.h"

#include <functional>
#include <string>
#include <vector>

namespace tern::outbox {

/// What the send lane needs of an account's mailboxes on the server: saving copies and finding them again.
/// Thread: the send lane's; blocks, ends at once on stop. Errors: those of the connection.
class ServerFolders {
public:
    virtual ~ServerFolders() = default;

    struct Found {
        Uid uid;
        std::string messageId;      ///< without <>
    };
    struct Listing {
        UidValidity uidValidity;
        std::vector<Found> messages;
    };
    /// The newest messages of a mailbox, at most `newest` (a SEARCH is never evidence). Errors also: MailboxMissing.
    [[nodiscard]] virtual Result<Listing> newestMessages(AccountId account, const std::string &mailbox, std::uint32_t newest, const StopToken &stop) = 0;

    struct Copy {
        std::string mailbox;        ///< wire name
        std::string file;           ///< CRLF lines
        bool seen = true;
        bool draft = false;
        UnixMillis date = 0;        ///< INTERNALDATE
        UnixMillis dated = 0;       ///< replaces its Date field; 0: it stays
    };
    /// Appends a file; makes the mailbox if the server says it isn't there. Errors also: OutcomeUnknown, QuotaExceeded, MessageTooLarge.
    [[nodiscard]] virtual Result<void> append(AccountId account, const Copy &copy, const StopToken &stop) = 0;

    /// Removes exactly these for good; where the server can't, marks them \Deleted.
    virtual Result<void> remove(AccountId account, const std::string &mailbox, UidValidity validity, const std::vector<Uid> &uids, const StopToken &stop) = 0;
};

} // namespace tern::outbox
