// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapDialogue.h"

namespace tern::imap {

/// One SELECT or EXAMINE: the command, and the responses to it [RFC 9051 §6.3.2, RFC 7162 §3.2.5].
/// Thread: the lane's. Not copied: pass it by std::ref.
class SelectGatherer final {
public:
    SelectGatherer(ImapDialogue &dialogue, std::string wireName, const SelectOptions &options);

    [[nodiscard]] const ImapCommand &command() const { return m_command; }
    /// From here on the mailbox before is closed, whatever the answer. Call when the answers to this command begin.
    void begin();
    /// Sees each untagged response; false for what the dialogue has to count as well.
    [[nodiscard]] bool operator()(const ImapResponse &response);
    /// After the tagged answer.
    [[nodiscard]] Result<SelectResult> finish(const Result<TaggedAnswer> &answer);

private:
    [[nodiscard]] bool takeCode(const StatusText &status);
    [[nodiscard]] bool takeVanished(std::string_view rest);
    [[nodiscard]] bool takeFetch(const ImapResponse &response);

    ImapDialogue &m_dialogue;
    std::string m_wireName;
    SelectOptions m_options;
    bool m_resyncs = false;
    ImapCommand m_command;
    SelectResult m_result;
    FetchItems m_items;
    bool m_noModSeq = false;
    bool m_sawExists = false;
};

} // namespace tern::imap
