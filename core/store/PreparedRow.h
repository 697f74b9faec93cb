// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <memory>
#include <vector>

namespace tern::store {

/// Details (packDetail()) of some messages together and compressed: headers resemble each other, and one row for forty messages is quicker than forty rows.
struct PackedDetails {
    std::int64_t rawSize = 0;
    QByteArray data;
};

/// A listed row as the tables want it: everything that can be worked out before the store thread has to look at it. UTF-8 throughout.
/// Made on the lane, so that reading and writing share a first listing's work between two processors.
struct PreparedRow {
    Uid uid;
    Flags flags = 0;
    std::string keywords;                   ///< joined
    std::string labels;                     ///< joined
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
    std::shared_ptr<const PackedDetails> details;   ///< where its detail is
    int detailPlace = 0;                            ///< the how manieth it is there
    std::string objectId, threadObjectId;   ///< what the server calls it and its conversation; may be empty
};

/// Prepares rows one after the other; their details are packed together.
/// Thread: one at a time.
class RowPreparer final {
public:
    /// \param now  dates behind it, and those before there was mail, say nothing.
    void add(const ListedRow &row, UnixMillis now);
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    void reserve(std::size_t rows) { m_rows.reserve(rows); }
    /// What was added since the last time.
    [[nodiscard]] std::vector<PreparedRow> take();

private:
    void pack();

    std::vector<PreparedRow> m_rows;
    std::size_t m_packed = 0;   ///< so many of them have their details
    std::string m_details;      ///< of the others
};

/// One row by itself. Thread: any.
[[nodiscard]] PreparedRow prepareRow(const ListedRow &row, UnixMillis now);

} // namespace tern::store
