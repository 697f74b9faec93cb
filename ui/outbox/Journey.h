// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/rows/RowListModel.h"

#include <vector>

namespace tern::ui {

/// Everything that is known of a message that was sent or is to be sent.
struct LedgerEntry {
    store::OutboxRecord item;
    std::vector<store::OutboxStep> steps;
    std::vector<store::DeliveryReport> reports;
    QString copyFolder;         ///< where the copy lies, as a person knows it; empty: the wire name is shown
};

/// One line of a message's way.
struct JourneyLine {
    UnixMillis at = 0;          ///< 0: at no time of its own
    QString text;               ///< a sentence
    QString words;              ///< the server's own, or facts of the connection; lines. May be empty
    RowTone tone = RowTone::Normal;
};

/// Its way so far, oldest first: states, server and TLS, the copy in Sent, the reports that came back. Pure.
[[nodiscard]] std::vector<JourneyLine> journeyOf(const LedgerEntry &entry, UnixMillis now);
/// How each recipient stands, in the order of the addresses.
[[nodiscard]] std::vector<JourneyLine> recipientLines(const LedgerEntry &entry);
/// What was asked of the servers for it; empty when nothing was.
[[nodiscard]] std::vector<JourneyLine> wishLines(const LedgerEntry &entry);

/// Why it could not be sent, in a sentence that says what to do.
[[nodiscard]] QString sendTrouble(const Error &error);
/// "to a@x, b@y and 3 more"
[[nodiscard]] QString recipientsText(const store::OutboxRecord &item);

/// The row of a message that was sent. `reports`: the worst of them shows.
[[nodiscard]] RowData sentRow(const store::OutboxRecord &item, const std::vector<store::DeliveryReport> &reports, UnixMillis now);

} // namespace tern::ui
