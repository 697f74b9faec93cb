// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapDialogue.h"

namespace tern::imap {

/// Makes ListedMessages of the answers to a listing FETCH.
/// Thread: the lane's. Not copied: pass it by std::ref.
class ListingHandler final {
public:
    /// \param sink  may be null: what comes is thrown away.  \param needsHeader  an answer without a header section is news, not a listing.
    ListingHandler(ImapDialogue &dialogue, ListingSink *sink, bool needsHeader = true);
    /// Only these are answers; borrowed. null: all.
    void setAsked(const UidSet *uids) { m_asked = uids; }
    void setSink(ListingSink *sink) { m_sink = sink; }
    [[nodiscard]] bool operator()(const ImapResponse &response);

private:
    ImapDialogue &m_dialogue;
    ListingSink *m_sink;
    bool m_needsHeader;
    const UidSet *m_asked = nullptr;
    FetchItems m_items;
    ListedMessage m_message;
};

} // namespace tern::imap
