// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/OutboxRows.h"

#include "ui/bridge/ErrorText.h"
#include "ui/outbox/Journey.h"
#include "ui/outbox/SendTimes.h"
#include "ui/words/StateWords.h"

#include <QCoreApplication>

namespace tern::ui {
namespace {

using store::OutboxRecord;
using store::OutboxState;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(OutboxRows)
};

RowTone toneOf(OutboxState state)
{
    switch (state) {
    case OutboxState::Queued: return RowTone::Normal;
    case OutboxState::Sending: return RowTone::Busy;
    case OutboxState::Accepted:
    case OutboxState::SentCopySaved: return RowTone::Good;
    case OutboxState::Failed: return RowTone::Bad;
    case OutboxState::Unknown:
    case OutboxState::Waiting: return RowTone::Warning;
    case OutboxState::Cancelled: return RowTone::Normal;
    }
    return RowTone::Normal;
}

QString problemText(const OutboxRecord &item)
{
    QStringList lines;
    QStringList refused;
    int done = 0;
    for (const store::OutboxRecipient &recipient : item.recipients) {
        if (recipient.refused)
            refused << recipient.address;
        done += recipient.done ? 1 : 0;
    }
    if (item.state == OutboxState::Unknown)
        lines << Words::tr("The connection was lost after the last byte. Look in Sent or ask, then choose.");
    else if (item.state == OutboxState::Queued && item.sendAt > 0)
        lines << mustRunText();
    else if (!refused.isEmpty())
        lines << Words::tr("The server refused %1.").arg(refused.join(QStringLiteral(", ")));
    else if (item.reason)
        lines << sendTrouble(*item.reason);
    if (!refused.isEmpty() && done > 0)
        lines << Words::tr("It went to the other %n recipient(s).", nullptr, done);
    return joinSentences(lines);
}

QString detailsText(const OutboxRecord &item)
{
    QStringList lines;
    for (const store::OutboxRecipient &recipient : item.recipients) {
        if (!recipient.reply.isEmpty())
            lines << recipient.address + QLatin1String(": ") + recipient.reply;
    }
    if (item.reason && !item.reason->detail.empty())
        lines << QString::fromStdString(item.reason->detail);
    if (!item.serverReply.isEmpty())
        lines << item.serverReply;
    lines.removeDuplicates();
    return lines.join(QLatin1Char('\n'));
}

} // namespace

RowData outboxRow(const OutboxRecord &item, UnixMillis now)
{
    RowData row;
    row.key = item.id.value;
    row.title = item.subject.isEmpty() ? Words::tr("(no subject)") : item.subject;
    row.tone = toneOf(item.state);
    row.subtitle = outboxState(item, now) + QStringLiteral(" · ") + recipientsText(item) + QStringLiteral(" · ") + byteCount(item.size);
    row.problem = problemText(item);
    row.details = detailsText(item);
    row.aside = shortTime(item.created, now);
    switch (item.state) {
    case OutboxState::Unknown:
        row.actions.push_back({ShowJourney, Words::tr("How it went")});
        // Neither Enter (the first) nor Delete (the last) sends it a second time.
        row.actions.push_back({OutboxSendAgain, Words::tr("Send again")});
        row.actions.push_back({OutboxArrived, Words::tr("It arrived")});
        return row;
    case OutboxState::Failed:
    case OutboxState::Waiting:
        row.actions.push_back({ShowJourney, Words::tr("How it went")});
        row.actions.push_back({RetryOutbox, Words::tr("Retry now")});
        break;
    case OutboxState::Queued:
        if (item.sendAt > 0) {
            row.actions.push_back({RetryOutbox, Words::tr("Send now")});
            row.actions.push_back({RescheduleOutbox, Words::tr("Another time")});
        }
        break;
    case OutboxState::Sending:
    case OutboxState::Accepted:
    case OutboxState::SentCopySaved:
    case OutboxState::Cancelled: return row;
    }
    if (item.draft.isValid())
        row.actions.push_back({EditOutbox, Words::tr("Edit")});
    row.actions.push_back({CancelOutbox, item.state == OutboxState::Failed ? Words::tr("Discard") : Words::tr("Cancel")});
    return row;
}

} // namespace tern::ui
