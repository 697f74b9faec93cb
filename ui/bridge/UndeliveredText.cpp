// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/UndeliveredText.h"

#include "core/store/StoreReader.h"
#include "ui/bridge/StatusCodeText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace tern::ui {
namespace {

constexpr qsizetype kMostNamed = 3;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(UndeliveredText)
};

/// Of one message.
std::optional<ErrorText> oneText(store::StoreReader &reader, OutboxId id)
{
    const auto item = reader.outboxItem(id);
    const auto reports = reader.deliveryReports(id);
    if (!item || !*item || !reports)
        return std::nullopt;
    QStringList recipients, details;
    QString why;
    for (const store::DeliveryReport &report : *reports) {
        if (report.action != store::DeliveryReport::Action::Failed)
            continue;
        if (!recipients.contains(report.recipient))
            recipients << report.recipient;
        details << QStringLiteral("%1: %2 %3 (%4)").arg(report.recipient, report.status, report.diagnostic, report.reporter);
        if (why.isEmpty())
            why = statusCodeText(QStringLiteral("550 %1 x").arg(report.status));
    }
    if (recipients.isEmpty())
        return std::nullopt;
    QString names = recipients.mid(0, kMostNamed).join(QLatin1String(", "));
    if (recipients.size() > kMostNamed)
        names += QStringLiteral(" …");
    const QString subject = (*item)->subject.isEmpty() ? Words::tr("(no subject)") : (*item)->subject;
    const QString told = Words::tr("A mail server reports that “%1” could not be delivered to %2.").arg(subject, names);
    return ErrorText{joinSentences({told, why.isEmpty() ? Words::tr("Its report is in your inbox; the Outbox shows the whole way.") : why}), details.join(QLatin1Char('\n'))};
}

} // namespace

std::optional<ErrorText> undeliveredText(store::StoreReader &reader, std::vector<OutboxId> items)
{
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    if (items.empty())
        return std::nullopt;
    if (items.size() == 1)
        return oneText(reader, items.front());
    return ErrorText{Words::tr("Mail servers report that %n of the messages you sent could not be delivered. The Outbox shows which, and why.", nullptr, int(items.size())), {}};
}

} // namespace tern::ui
