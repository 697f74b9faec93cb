// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReplayGate.h"

namespace tern::sync {

ReplayGate::Ticket ReplayGate::ticket(MailboxId mailbox)
{
    const std::lock_guard lock(m_mutex);
    return {mailbox, m_states[mailbox].epoch};
}

bool ReplayGate::isValid(const Ticket &ticket)
{
    const std::lock_guard lock(m_mutex);
    const State &state = m_states[ticket.mailbox];
    return state.epoch == ticket.epoch && state.replaying == 0;
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
