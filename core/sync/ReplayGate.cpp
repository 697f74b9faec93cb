// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReplayGate.h"

namespace tern::sync {
namespace {

constexpr std::size_t kMostWritten = 256;       // tickets whose writes are known, in one mailbox
constexpr std::size_t kMostRanges = 10'000;     // of one ticket's writes

} // namespace

ReplayGate::Ticket ReplayGate::ticket(MailboxId mailbox)
{
    const std::lock_guard lock(m_mutex);
    return {mailbox, m_states[mailbox].epoch, ++m_order};
}

bool ReplayGate::isValid(const Ticket &ticket)
{
    const std::lock_guard lock(m_mutex);
    const State &state = m_states[ticket.mailbox];
    return state.epoch == ticket.epoch && state.replaying == 0 && ticket.order > state.forgotten;
}

imap::UidSet ReplayGate::overtaken(const Ticket &ticket)
{
    const std::lock_guard lock(m_mutex);
    imap::UidSet uids;
    const State &state = m_states[ticket.mailbox];
    for (auto one = state.written.rbegin(); one != state.written.rend() && one->order > ticket.order; ++one) {
        if (one->ticket != ticket.order)
            uids.add(one->uids);
    }
    return uids;
}

void ReplayGate::wrote(const Ticket &ticket, const imap::UidSet &uids)
{
    if (uids.isEmpty())
        return;
    const std::lock_guard lock(m_mutex);
    State &state = m_states[ticket.mailbox];
    if (state.written.empty() || state.written.back().ticket != ticket.order)
        state.written.push_back({ticket.order, 0, {}});
    Written &last = state.written.back();
    last.order = ++m_order;
    last.uids.add(uids);
    // Too scattered to be kept: what lies between counts as written too, and is asked for once more.
    if (last.uids.ranges().size() > kMostRanges)
        last.uids = imap::UidSet::range(Uid{last.uids.ranges().front().first}, Uid{last.uids.ranges().back().last});
    if (state.written.size() > kMostWritten) {
        state.forgotten = state.written.front().order;
        state.written.pop_front();
    }
}

void ReplayGate::begin(MailboxId mailbox)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[mailbox];
    ++state.epoch;
    ++state.replaying;
}

void ReplayGate::end(MailboxId mailbox)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[mailbox];
    ++state.epoch;
    --state.replaying;
}

ReplayGate::Replaying::Replaying(ReplayGate &gate, MailboxId source, MailboxId target) : m_gate(gate), m_source(source), m_target(target)
{
    m_gate.begin(m_source);
    if (m_target.isValid() && m_target != m_source)
        m_gate.begin(m_target);
}

ReplayGate::Replaying::~Replaying()
{
    m_gate.end(m_source);
    if (m_target.isValid() && m_target != m_source)
        m_gate.end(m_target);
}

} // namespace tern::sync
