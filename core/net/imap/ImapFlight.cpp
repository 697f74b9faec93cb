// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapFlight.h"

#include <algorithm>

namespace tern::imap {

Result<void> ImapFlight::sendUpTo(std::size_t end)
{
    if (end <= m_tags.size())
        return {};
    std::vector<const ImapCommand *> commands;
    for (std::size_t i = m_tags.size(); i < end; ++i) {
        if (m_onSend)
            m_onSend(i);
        commands.push_back(&m_commands[i].command);
    }
    auto tags = m_dialogue.sendTogether(commands);
    if (!tags)
        return tags.error();
    m_tags.insert(m_tags.end(), tags->begin(), tags->end());
    return {};
}

Result<std::vector<Result<TaggedAnswer>>> ImapFlight::run(BigLiteralHandler *literals)
{
    std::vector<Result<TaggedAnswer>> answers;
    answers.reserve(m_commands.size());
    // A server that is asked for a literal answers the commands before it in between: one after the other, then.
    if (std::any_of(m_commands.begin(), m_commands.end(), [this](const Entry &entry) { return m_dialogue.mustAsk(entry.command); }))
        m_mostAhead = 1;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        // Topped up by halves, so that commands share packets.
        if (i == 0 || m_tags.size() - i <= m_mostAhead / 2) {
            if (auto sent = sendUpTo(std::min(m_commands.size(), i + m_mostAhead)); !sent)
                return sent.error();
        }
        if (m_onTurn)
            m_onTurn(i);
        auto answer = m_dialogue.await(m_tags[i], m_commands[i].command.name(), m_commands[i].handler, literals);
        if (!answer && !m_dialogue.isUsable())
            return answer.error();
        if (m_onAnswer)
            m_onAnswer(i, answer);
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace tern::imap
