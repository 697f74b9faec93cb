// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/Journey.h"

#include "ui/bridge/ErrorText.h"
#include "ui/outbox/OutboxRows.h"
#include "ui/outbox/SendTimes.h"
#include "ui/words/StateWords.h"

#include <QCoreApplication>

namespace tern::ui {
namespace {

using store::DeliveryReport;
using store::OutboxRecord;
using store::OutboxState;
using store::OutboxStep;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Journey)
};

QString lines(QStringList all)
{
    all.removeAll(QString());
    all.removeDuplicates();
    return all.join(QLatin1Char('\n'));
}

/// "smtp.example.org:465, TLSv1.3 with TLS_AES_256_GCM_SHA384"
QString connectionText(const QString &server, const QString &tls)
{
    if (server.isEmpty())
        return {};
    if (tls.isEmpty())
        return Words::tr("%1, without TLS").arg(server);
    const qsizetype space = tls.indexOf(QLatin1Char(' '));
    return space < 0 ? Words::tr("%1, %2").arg(server, tls) : Words::tr("%1, %2 with %3").arg(server, tls.left(space), tls.mid(space + 1));
}

JourneyLine queuedLine(const LedgerEntry &entry, UnixMillis at, UnixMillis now)
{
    JourneyLine line{at, Words::tr("You sent it. It is safe here from now on."), {}, RowTone::Normal};
    if (entry.item.sendAt > 0)
        line.text = Words::tr("You sent it, to leave on %1.").arg(sendTimeText(entry.item.sendAt, now));
    return line;
}

JourneyLine waitingLine(const OutboxStep &step, UnixMillis now)
{
    JourneyLine line{step.first, step.reason ? sendTrouble(*step.reason) : Words::tr("It could not be sent then."), {}, RowTone::Warning};
    if (step.times > 1)
        line.text = joinSentences({line.text, Words::tr("%n tries, the last at %1.", nullptr, step.times).arg(shortTime(step.last, now))});
    line.words = lines({step.server, step.reason ? QString::fromStdString(step.reason->detail) : QString()});
    return line;
}

JourneyLine acceptedLine(const LedgerEntry &entry, const OutboxStep &step)
{
    // Settled by what was found in Sent, or by a person, it has no answer of the server.
    const bool isAnswered = entry.item.sent != 0;
    return {step.first, isAnswered ? Words::tr("The server took it.") : Words::tr("It was settled that the server took it."),
            lines({connectionText(step.server, step.tls), step.reply}), RowTone::Good};
}

std::optional<JourneyLine> copyLine(const LedgerEntry &entry, const OutboxStep &step)
{
    const QString folder = entry.copyFolder.isEmpty() ? QString::fromStdString(entry.item.copyMailbox) : entry.copyFolder;
    if (!folder.isEmpty())
        return JourneyLine{entry.item.copied != 0 ? entry.item.copied : step.first, Words::tr("A copy lies in %1.").arg(folder), {}, RowTone::Good};
    if (entry.item.redirected)
        return JourneyLine{step.first, Words::tr("No copy is kept of what is redirected."), {}, RowTone::Normal};
    // Of what an earlier version sent nobody noted where its copy went.
    if (entry.steps.empty())
        return std::nullopt;
    return JourneyLine{step.first, Words::tr("The provider keeps the copy in Sent by itself."), {}, RowTone::Normal};
}

JourneyLine unknownLine(const OutboxStep &step)
{
    return {step.first, Words::tr("The connection was lost after the last byte and before the server's answer. Nobody can know here whether the server took it."),
            lines({connectionText(step.server, step.tls), step.reason ? QString::fromStdString(step.reason->detail) : QString()}), RowTone::Warning};
}

JourneyLine reportLine(const DeliveryReport &report)
{
    using Action = DeliveryReport::Action;
    JourneyLine line{report.arrived, {}, lines({report.reporter, QString(report.status + QLatin1Char(' ') + report.diagnostic).trimmed()}), RowTone::Normal};
    switch (report.action) {
    case Action::Failed:
        line.text = Words::tr("A report says: it could not be delivered to %1.");
        line.tone = RowTone::Bad;
        break;
    case Action::Delayed:
        line.text = Words::tr("A report says: it is delayed on its way to %1, and is still being tried.");
        line.tone = RowTone::Warning;
        break;
    case Action::Delivered:
        line.text = Words::tr("A report says: it lies in the mailbox of %1.");
        line.tone = RowTone::Good;
        break;
    case Action::Relayed: line.text = Words::tr("A report says: it was passed on towards %1, where nobody reports further."); break;
    case Action::Expanded: line.text = Words::tr("A report says: %1 is a list; it was passed on to its members."); break;
    }
    line.text = line.text.arg(report.recipient);
    return line;
}

/// Of what an earlier version sent there are no steps.
std::vector<OutboxStep> stepsOf(const LedgerEntry &entry)
{
    if (!entry.steps.empty())
        return entry.steps;
    const OutboxRecord &item = entry.item;
    std::vector<OutboxStep> steps{{OutboxState::Queued, item.created, item.created}};
    if (item.state != OutboxState::Queued && item.state != OutboxState::Sending)
        steps.push_back({item.state, item.sent, item.sent, 1, item.server, item.tls, item.serverReply, item.reason});
    return steps;
}

} // namespace

QString sendTrouble(const Error &error)
{
    if (error.where == "smtp.requiretls")
        return Words::tr("Your mail server can't promise that a message goes only over verified TLS. Edit it and take that wish back, or don't send it.");
    return errorText(error).sentence;
}

std::vector<JourneyLine> journeyOf(const LedgerEntry &entry, UnixMillis now)
{
    std::vector<JourneyLine> way;
    bool isAccepted = false;
    for (const OutboxStep &step : stepsOf(entry)) {
        switch (step.state) {
        case OutboxState::Queued:
            way.push_back(way.empty() ? queuedLine(entry, step.first, now)
                                      : JourneyLine{step.first, Words::tr("It was queued again."), {}, RowTone::Normal});
            break;
        case OutboxState::Waiting: way.push_back(waitingLine(step, now)); break;
        case OutboxState::Accepted:
        case OutboxState::SentCopySaved:
            if (!std::exchange(isAccepted, true))
                way.push_back(acceptedLine(entry, step));
            if (const auto copy = step.state == OutboxState::SentCopySaved ? copyLine(entry, step) : std::nullopt)
                way.push_back(*copy);
            break;
        case OutboxState::Failed:
            way.push_back({step.first, step.reason ? sendTrouble(*step.reason) : Words::tr("It could not be sent."),
                           lines({connectionText(step.server, step.tls), step.reason ? QString::fromStdString(step.reason->detail) : QString()}), RowTone::Bad});
            break;
        case OutboxState::Unknown: way.push_back(unknownLine(step)); break;
        case OutboxState::Cancelled: way.push_back({step.first, Words::tr("You took it back."), {}, RowTone::Normal}); break;
        case OutboxState::Sending: break;
        }
    }
    if (entry.item.state == OutboxState::Sending)
        way.push_back({0, Words::tr("It is on its way to the server."), entry.item.server, RowTone::Busy});
    for (const DeliveryReport &report : entry.reports)
        way.push_back(reportLine(report));
    return way;
}

std::vector<JourneyLine> recipientLines(const LedgerEntry &entry)
{
    std::vector<JourneyLine> all;
    const bool isUnknown = entry.item.state == OutboxState::Unknown;
    for (const store::OutboxRecipient &recipient : entry.item.recipients) {
        JourneyLine line{0, {}, recipient.reply, RowTone::Normal};
        if (recipient.done) {
            line.text = Words::tr("%1: the server took it for them.");
            line.tone = RowTone::Good;
        } else if (recipient.refused) {
            line.text = Words::tr("%1: refused for good. They don't have it.");
            line.tone = RowTone::Bad;
        } else if (isUnknown) {
            line.text = Words::tr("%1: not known.");
            line.tone = RowTone::Warning;
        } else if (!recipient.reply.isEmpty()) {
            line.text = Words::tr("%1: put off. It is tried again.");
            line.tone = RowTone::Warning;
        } else {
            line.text = entry.item.state == OutboxState::Cancelled || entry.item.state == OutboxState::Failed ? Words::tr("%1: not sent.")
                                                                                                              : Words::tr("%1: not yet.");
        }
        line.text = line.text.arg(recipient.address);
        all.push_back(std::move(line));
    }
    return all;
}

std::vector<JourneyLine> wishLines(const LedgerEntry &entry)
{
    std::vector<JourneyLine> wishes;
    const OutboxRecord &item = entry.item;
    if (item.reportDelivery) {
        const bool isTold = item.sent != 0;
        wishes.push_back({0,
                          !isTold              ? Words::tr("You asked for a report when it is delivered.")
                              : item.reportTaken ? Words::tr("You asked for a report when it is delivered, and your server passes that on. Not every server reports.")
                                                 : Words::tr("You asked for a report when it is delivered, but your server can't pass that on. Only failures are reported."),
                          {}, RowTone::Normal});
    }
    if (item.requireTls)
        wishes.push_back({0, Words::tr("It goes only over verified TLS: a server that can't do so has to return it."), {}, RowTone::Normal});
    return wishes;
}

QString recipientsText(const OutboxRecord &item)
{
    constexpr std::size_t kNamed = 3;
    QStringList names;
    for (std::size_t i = 0; i < item.recipients.size() && i < kNamed; ++i)
        names << item.recipients[i].address;
    const QString list = names.join(QStringLiteral(", "));
    if (item.recipients.size() > kNamed)
        return Words::tr("to %1 and %n more", nullptr, int(item.recipients.size() - kNamed)).arg(list);
    return Words::tr("to %1").arg(list);
}

RowData sentRow(const OutboxRecord &item, const std::vector<DeliveryReport> &reports, UnixMillis now)
{
    using Action = DeliveryReport::Action;
    RowData row;
    row.key = item.id.value;
    row.title = item.subject.isEmpty() ? Words::tr("(no subject)") : item.subject;
    row.aside = shortTime(item.sent != 0 ? item.sent : item.created, now);
    row.tone = RowTone::Good;
    const QString how = item.server.isEmpty() ? recipientsText(item)
                                              : recipientsText(item) + QStringLiteral(" · ") + connectionText(item.server, item.tls.section(QLatin1Char(' '), 0, 0));
    row.subtitle = outboxState(item, now) + QStringLiteral(" · ") + how;
    QStringList refused;
    for (const store::OutboxRecipient &recipient : item.recipients) {
        if (recipient.refused)
            refused << recipient.address;
    }
    const auto first = [&](Action action) {
        return std::find_if(reports.begin(), reports.end(), [action](const DeliveryReport &report) { return report.action == action; });
    };
    QStringList problems;
    if (!refused.isEmpty())
        problems << Words::tr("The server refused %1.").arg(refused.join(QStringLiteral(", ")));
    if (const auto failed = first(Action::Failed); failed != reports.end()) {
        problems << reportLine(*failed).text;
        row.tone = RowTone::Bad;
    } else if (const auto delivered = first(Action::Delivered); delivered != reports.end()) {
        problems << reportLine(*delivered).text;
    } else if (const auto delayed = first(Action::Delayed); delayed != reports.end()) {
        problems << reportLine(*delayed).text;
        row.tone = RowTone::Warning;
    }
    if (!refused.isEmpty())
        row.tone = RowTone::Bad;
    row.problem = joinSentences(problems);
    row.actions.push_back({ShowJourney, Words::tr("How it went")});
    return row;
}

} // namespace tern::ui
