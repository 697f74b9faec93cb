// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/Records.h"

#include <unordered_map>
#include <unordered_set>

namespace tern::store {

/// Tells which rows of a list stand for their conversations: of each the newest one in the mailboxes that are listed.
/// A walk over the whole list, newest first, only has to know what it met; a page from the middle asks for each conversation once.
/// Thread: the connection's, within one ReadScope. Throws SQLite::Exception.
class ThreadGate final {
public:
    /// \param fromTop  every row of the list is asked about, newest first.
    ThreadGate(Connection &connection, std::vector<MailboxId> mailboxes, bool fromTop);

    [[nodiscard]] bool lets(MessageId message, PlacementId placement);
    /// Whether another message of its conversation is unread here.
    [[nodiscard]] bool isOtherUnread(MessageId message, PlacementId placement);
    /// All messages here of its conversation; nothing if it was asked about before.
    [[nodiscard]] std::vector<PlacementId> membersOf(MessageId message);

private:
    struct Standing {
        PlacementId newest;
        int unread = 0;
        PlacementId lastUnread;     ///< one of them
    };
    [[nodiscard]] std::int64_t threadOf(MessageId message);
    template <typename Member>
    void forEach(std::int64_t thread, Member member);
    const Standing &standing(std::int64_t thread);

    Connection &m_connection;
    std::vector<MailboxId> m_mailboxes;     ///< sorted
    bool m_fromTop;
    std::unordered_set<std::int64_t> m_met;
    std::unordered_map<std::int64_t, Standing> m_known;
};

} // namespace tern::store
