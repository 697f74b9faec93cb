// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

namespace tern::store {

/// A listed row as the tables want it: everything that can be worked out before the store thread has to look at it. UTF-8 throughout.
/// Made on the lane, so that reading and writing share a first listing's work between two processors.
struct PreparedRow {
    Uid uid;
    Flags flags = 0;
    std::string keywords;                   ///< joined
    ModSeq modSeq;
    UnixMillis date = 0;                    ///< the list's date
    std::int64_t size = 0;
    bool hasAttachment = false;
    std::string messageId, fromName, fromAddress, to, subject;
    std::int64_t headerHash = 0;            ///< of the Message-ID; 0: it has none
    std::int64_t identity = 0;
    std::vector<std::int64_t> references;   ///< hashes of those that say where it belongs, its own left out
    std::string fromKey, subjectKey;        ///< for sorting
    std::string recipients;                 ///< To and Cc in lower case, to be compared with a person's own addresses
    std::string indexSender, indexRecipients, indexAttachments; ///< columns of the header index; the fourth is `subject`
    std::string detail;                     ///< packDetail()
    std::string objectId, threadObjectId;   ///< what the server calls it and its conversation; may be empty
};

/// \param now  dates behind it, and those before there was mail, say nothing. Pure. Thread: any.
[[nodiscard]] PreparedRow prepareRow(const ListedRow &row, UnixMillis now);

} // namespace tern::store
