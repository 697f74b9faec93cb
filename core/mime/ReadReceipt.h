// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ParsedMessage.h"

namespace tern::mime {

/// A sender's wish to be told that a message was read [RFC 8098 §2.1].
struct ReceiptRequest {
    std::vector<Address> to;                ///< who wants to know; at least one
    QString returnPath;                     ///< where the message came from by its envelope; empty if it says nothing
    bool differsFromReturnPath = false;     ///< somebody else than the sender by the envelope, or several: worth a warning
    QString originalRecipient;              ///< Original-Recipient, with its type; empty if it says nothing
};

/// Nothing if nobody asks, if it came over a list or from a program, or if it is asked with conditions that are not known here [RFC 8098 §2.2]. Pure.
[[nodiscard]] std::optional<ReceiptRequest> readReceiptRequest(const std::vector<HeaderField> &headers);

/// The fields of a report that a person displayed a message and sends this by hand [RFC 8098 §3]; CRLF. Nothing in it of this machine.
/// \param reader  the address it was read at. Pure.
[[nodiscard]] std::string receiptFields(const ReceiptRequest &request, const QString &reader, const std::string &messageId);

} // namespace tern::mime
