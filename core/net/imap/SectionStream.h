// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tern::imap {

class ImapDialogue;

/// Fetches one section of each message and streams it: `UID FETCH set (UID BODY.PEEK[section]<range>)`.
/// Errors: those of the dialogue and of the sink; InvalidInput for a section that isn't one.
/// Thread: the lane's; blocks.
Result<void> fetchSectionsInto(ImapDialogue &dialogue, const UidSet &uids, const std::string &section, const std::optional<PartialRange> &range,
                               BodySink &sink);

/// Fetches whole messages, several commands ahead of their answers [RFC 9051 §5.5], so that the server never waits for the next one.
/// \param next  what to ask for next; empty: no more. Called as soon as there is room for another command.
/// \param mostAhead  commands whose answers may be outstanding, at least 1.
/// Errors: those that break the connection and of the sink; a refused command ends the asking, and what was asked is read to its end first.
Result<void> fetchBodiesAhead(ImapDialogue &dialogue, const std::function<UidSet()> &next, std::size_t mostAhead, BodySink &sink);

/// Keeps sections in memory, each and all together at most `cap` bytes.
class MemorySectionSink final : public BodySink {
public:
    explicit MemorySectionSink(std::uint64_t cap) : m_cap(cap) {}
    void begin(Uid uid, std::uint64_t size) override;
    Result<void> data(std::string_view bytes) override;
    void end() override {}
    [[nodiscard]] bool tooLarge() const { return m_tooLarge; }
    [[nodiscard]] std::vector<std::pair<Uid, QByteArray>> &bodies() { return m_bodies; }

private:
    std::uint64_t m_cap;
    std::uint64_t m_total = 0;
    bool m_tooLarge = false;
    std::vector<std::pair<Uid, QByteArray>> m_bodies;
};

} // namespace tern::imap
