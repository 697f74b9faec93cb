// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <cstdint>
#include <map>
#include <mutex>

namespace tern::sync {

/// Keeps what a lane read before a replay from being written after it: an older FETCH can't undo a newer STORE. A reader takes a ticket before it asks
/// the server, and its result counts only while the ticket is valid. Nobody waits.
/// Thread: any.
class ReplayGate final {
public:
    struct Ticket {
        MailboxId mailbox;
        std::uint64_t epoch = 0;
    };
    [[nodiscard]] Ticket ticket(MailboxId mailbox);
    /// Still true inside the store transaction that writes what was read: replays mark themselves before they send and after they wrote.
    [[nodiscard]] bool isValid(const Ticket &ticket);

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
    struct State {
        std::uint64_t epoch = 0;
        int replaying = 0;
    };
    void begin(MailboxId mailbox);
    void end(MailboxId mailbox);

    std::mutex m_mutex;
    std::map<MailboxId, State> m_states;
};

} // namespace tern::sync
