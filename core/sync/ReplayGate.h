// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/net/imap/UidSet.h"

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>

namespace tern::sync {

/// Keeps what was read from being written over what is newer. A reader takes a ticket before it asks the server.
/// Before a replay and after it: an older FETCH can't undo a newer STORE; the result counts only while the ticket is valid.
/// Between the lanes, where both look at one mailbox: without mod-sequences nothing tells which of two answers is the newer one. Of a message that was
/// written with another ticket since this one was taken, the answer doesn't count, and the reader must ask again. Nobody waits.
/// Thread: any.
class ReplayGate final {
public:
    struct Ticket {
        MailboxId mailbox;
        std::uint64_t epoch = 0;
        std::uint64_t order = 0;        ///< of all tickets and writes
    };
    [[nodiscard]] Ticket ticket(MailboxId mailbox);
    /// Still true inside the store transaction that writes what was read: replays mark themselves before they send and after they wrote.
    [[nodiscard]] bool isValid(const Ticket &ticket);
    /// Inside that transaction: messages that were written with another ticket meanwhile. Mostly empty.
    [[nodiscard]] imap::UidSet overtaken(const Ticket &ticket);
    /// isValid(), and nothing is overtaken.
    [[nodiscard]] bool isLatest(const Ticket &ticket) { return isValid(ticket) && overtaken(ticket).isEmpty(); }
    /// Inside that transaction: these were written.
    void wrote(const Ticket &ticket, const imap::UidSet &uids);

    /// While it lives, and from before it on, tickets of these mailboxes are void.
    class Replaying {
    public:
        Replaying(ReplayGate &gate, MailboxId source, MailboxId target = {});
        ~Replaying();
        Replaying(const Replaying &) = delete;
        Replaying &operator=(const Replaying &) = delete;

    private:
        ReplayGate &m_gate;
        MailboxId m_source;
        MailboxId m_target;
    };

private:
    struct Written {
        std::uint64_t ticket = 0;       // its order
        std::uint64_t order = 0;        // of the last write with that ticket
        imap::UidSet uids;
    };
    struct State {
        std::uint64_t epoch = 0;
        int replaying = 0;
        std::deque<Written> written;    // by order
        std::uint64_t forgotten = 0;    // the order up to which writes are no longer known one by one
    };
    void begin(MailboxId mailbox);
    void end(MailboxId mailbox);

    std::mutex m_mutex;
    std::map<MailboxId, State> m_states;
    std::uint64_t m_order = 0;
};

} // namespace tern::sync
