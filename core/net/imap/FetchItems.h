// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"

#include <deque>

namespace tern::imap {

class ImapCursor;

/// A BODY[…] of a FETCH response; views into the response.
struct FetchedSection {
    std::string_view section;           ///< what stands between the brackets
    std::string_view data;              ///< valid until the reader goes on, or until the next parseFetch with the same FetchItems
    bool isNil = false;
};

/// The data items of one FETCH response [RFC 9051 §7.5.2]. Reused between responses, so that nothing is allocated per message in vain.
struct FetchItems {
    Uid uid;                            ///< 0 when not given
    bool hasFlags = false;
    Flags flags;
    UnixMillis internalDate = 0;
    std::optional<std::uint64_t> size;
    ModSeq modSeq;
    bool hasStructure = false;
    std::string_view structure;         ///< raw
    BodySummary body;
    std::vector<FetchedSection> sections;
    std::string objectId;               ///< EMAILID or X-GM-MSGID
    std::string threadId;               ///< THREADID or X-GM-THRID
    std::optional<std::string> preview; ///< PREVIEW; nothing when NIL
    std::optional<Labels> labels;       ///< X-GM-LABELS
    bool isDamaged = false;             ///< a part could not be read; what could is here
    std::deque<std::string> scratch;    ///< holds unescaped strings

    void clear();
};

/// Reads "(UID 5 FLAGS (…) …)". What it doesn't know is passed over; after an unreadable structure it goes on at the next BODY[.
void parseFetch(std::string_view text, FetchItems &items);

/// Reads "(\Seen $Junk …)"; false when it is no list. Unknown system flags are dropped.
[[nodiscard]] bool parseFlags(ImapCursor &cursor, Flags &flags);

/// "17-Jul-1996 02:44:25 -0700" to milliseconds; 0 when unreadable.
[[nodiscard]] UnixMillis parseInternalDate(std::string_view text);
/// The inverse, in UTC.
[[nodiscard]] std::string formatInternalDate(UnixMillis when);

/// "(\\Seen $Junk)" for STORE and APPEND; \\Recent is left out, and keywords that are no atoms.
[[nodiscard]] std::string flagsToWire(const Flags &flags);

} // namespace tern::imap
