// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapDialogue.h"

#include <vector>

namespace tern::imap {

/// Commands that don't need each other's answers, sent ahead of them [RFC 9051 §5.5]: one round trip for all. A server completes them in order,
/// and what it says untagged before that goes to the handler of the command whose turn it is. It may already be an answer to one behind it.
/// Thread: the lane's; blocks. Used once.
class ImapFlight final {
public:
    /// \param mostAhead  commands whose answers may be outstanding: what is on the way must fit into the buffers of both sides.
    explicit ImapFlight(ImapDialogue &dialogue, std::size_t mostAhead = 64) : m_dialogue(dialogue), m_mostAhead(mostAhead) {}

    void add(ImapCommand command, ImapDialogue::Handler handler = {}) { m_commands.push_back({std::move(command), std::move(handler)}); }
    /// Called with a command's place before it is sent.
    void onSend(std::function<void(std::size_t)> call) { m_onSend = std::move(call); }
    /// Called when the answers to the command begin to be read.
    void onTurn(std::function<void(std::size_t)> call) { m_onTurn = std::move(call); }
    /// Called when the command is answered.
    void onAnswer(std::function<void(std::size_t, const Result<TaggedAnswer> &)> call) { m_onAnswer = std::move(call); }
    [[nodiscard]] bool isEmpty() const { return m_commands.empty(); }

    /// Sends and waits for every answer. \return one for each command, in order; a NO or BAD is that command's own affair.
    /// Errors: those that break the connection.
    [[nodiscard]] Result<std::vector<Result<TaggedAnswer>>> run(BigLiteralHandler *literals = nullptr);

private:
    struct Entry {
        ImapCommand command;
        ImapDialogue::Handler handler;
    };
    Result<void> sendUpTo(std::size_t end);

    ImapDialogue &m_dialogue;
    std::size_t m_mostAhead;
    std::vector<Entry> m_commands;
    std::vector<std::string> m_tags;
    std::function<void(std::size_t)> m_onSend;
    std::function<void(std::size_t)> m_onTurn;
    std::function<void(std::size_t, const Result<TaggedAnswer> &)> m_onAnswer;
};

} // namespace tern::imap
