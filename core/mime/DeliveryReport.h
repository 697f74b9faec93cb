// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace tern::mime {

/// A report of what became of a message [RFC 3464, 6533].
struct DeliveryReport {
    struct Recipient {
        QString address;            ///< the one it was sent to (Original-Recipient), else where it went (Final-Recipient)
        std::string action;         ///< "failed", "delayed", "delivered", "relayed" or "expanded"
        std::string status;         ///< "5.1.1"; may be empty
        QString diagnostic;         ///< Diagnostic-Code without its type; may be empty
    };
    std::vector<Recipient> recipients;
    QString reporter;               ///< Reporting-MTA without its type
    std::string envelopeId;         ///< Original-Envelope-Id, as its sender gave it; may be empty
    std::string reportedId;         ///< Message-ID of the returned message, without <>; may be empty
    std::string messageId;          ///< of the report itself, without <>
};

/// Nothing for a message that is no such report. Cheap for those: only the header is read. What a report holds is bounded (200 recipients, 1,000
/// characters a word); it comes from anybody. Thread: any.
[[nodiscard]] std::optional<DeliveryReport> readDeliveryReport(const QByteArray &message);

} // namespace tern::mime
