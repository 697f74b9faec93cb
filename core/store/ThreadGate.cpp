// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ThreadGate.h"

#include <algorithm>

namespace tern::store {

ThreadGate::ThreadGate(Connection &connection, std::vector<MailboxId> mailboxes, bool fromTop)
    : m_connection(connection), m_mailboxes(std::move(mailboxes)), m_fromTop(fromTop)
{
    std::sort(m_mailboxes.begin(), m_mailboxes.end());
}

/// A message without company is its own.
std::int64_t ThreadGate::threadOf(MessageId message)
{
    return m_connection.value("SELECT thread FROM cache.message WHERE id = ?", message.value, message);
}

template <typename Member>
void ThreadGate::forEach(std::int64_t thread, Member member)
{
    // The index holds only messages with company; the others are one by themselves.
    Query members(m_connection,
                  "SELECT p.id, p.shown_in, p.date, p.unread FROM cache.message m INDEXED BY message_thread CROSS JOIN cache.placement p INDEXED BY placement_message"
                  " ON p.message = m.id WHERE m.thread = ?1 AND p.shown_in IS NOT NULL"
                  " UNION ALL SELECT p.id, p.shown_in, p.date, p.unread FROM cache.message m CROSS JOIN cache.placement p INDEXED BY placement_message"
                  " ON p.message = m.id WHERE m.id = ?1 AND m.thread IS NULL AND p.shown_in IS NOT NULL",
                  thread);
    while (members.step()) {
        if (std::binary_search(m_mailboxes.begin(), m_mailboxes.end(), members.id<MailboxId>(1)))
            member(members.id<PlacementId>(0), members.int64(2), members.integer(3) != 0);
    }
}

const ThreadGate::Standing &ThreadGate::standing(std::int64_t thread)
{
    const auto [known, isNew] = m_known.try_emplace(thread);
    if (!isNew)
        return known->second;
    Standing &standing = known->second;
    UnixMillis newest = 0;
    forEach(thread, [&](PlacementId placement, UnixMillis date, bool unread) {
        if (!standing.newest.isValid() || std::pair(date, placement) > std::pair(newest, standing.newest)) {
            standing.newest = placement;
            newest = date;
        }
        if (unread) {
            ++standing.unread;
            standing.lastUnread = placement;
        }
    });
    return standing;
}

bool ThreadGate::lets(MessageId message, PlacementId placement)
{
    const std::int64_t thread = threadOf(message);
    return m_fromTop ? m_met.insert(thread).second : standing(thread).newest == placement;
}

bool ThreadGate::isOtherUnread(MessageId message, PlacementId placement)
{
    const Standing &here = standing(threadOf(message));
    return here.unread > 1 || (here.unread == 1 && here.lastUnread != placement);
}

std::vector<PlacementId> ThreadGate::membersOf(MessageId message)
{
    const std::int64_t thread = threadOf(message);
    std::vector<PlacementId> members;
    if (m_met.insert(thread).second)
        forEach(thread, [&](PlacementId placement, UnixMillis, bool) { members.push_back(placement); });
    return members;
}

} // namespace tern::store
