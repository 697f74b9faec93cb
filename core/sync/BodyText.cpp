// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyText.h"

#include "core/mime/DeliveryReport.h"
#include "core/sync/ReadableText.h"

#include <algorithm>

namespace tern::sync {
namespace {

store::DeliveryReport::Action actionOf(const std::string &word)
{
    using Action = store::DeliveryReport::Action;
    return word == "delayed" ? Action::Delayed : word == "delivered" ? Action::Delivered : word == "relayed" ? Action::Relayed
        : word == "expanded" ? Action::Expanded : Action::Failed;
}

} // namespace

store::StoreWriter::ReadBody readBody(MessageId message, const QByteArray &raw)
{
    ReadableText readable = readableText(raw);
    store::StoreWriter::ReadBody body{message, std::move(readable.text), std::move(readable.snippet), std::move(readable.attachmentNames), {}, {}};
    if (const auto report = mime::readDeliveryReport(raw)) {
        // Our envelope's id is the Message-ID: it comes back even where nothing of the message does.
        body.reportedIds = {report->envelopeId, report->reportedId};
        for (const auto &recipient : report->recipients) {
            body.reports.push_back({actionOf(recipient.action), recipient.address, QString::fromStdString(recipient.status), recipient.diagnostic,
                                    report->reporter, 0, report->messageId});
        }
    }
    return body;
}

} // namespace tern::sync
