// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/ReportCard.h"

#include "core/store/StoreReader.h"
#include "ui/bridge/StatusCodeText.h"
#include "ui/outbox/JourneyDialog.h"
#include "ui/reader/cards/CardDesk.h"
#include "ui/widgets/Buttons.h"

#include <QCoreApplication>
#include <QLabel>

#include <algorithm>
#include <map>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportCard)
};

constexpr qsizetype kNamed = 5;

/// What happened to some recipients, the same to all of them.
struct Happening {
    std::string action;
    QStringList recipients;
    QString status;
    QString words;
};

std::vector<Happening> happenings(const mime::DeliveryReport &report)
{
    std::vector<Happening> all;
    for (const auto &recipient : report.recipients) {
        const QString status = QString::fromStdString(recipient.status);
        const auto same = std::find_if(all.begin(), all.end(), [&](const Happening &one) { return one.action == recipient.action && one.status == status; });
        Happening &one = same == all.end() ? all.emplace_back(Happening{recipient.action, {}, status, recipient.diagnostic}) : *same;
        if (!one.recipients.contains(recipient.address))
            one.recipients << recipient.address;
    }
    return all;
}

QString recipientsOf(const Happening &one)
{
    const QString names = one.recipients.mid(0, kNamed).join(QLatin1String(", "));
    return one.recipients.size() > kNamed ? names + QStringLiteral(" …") : names;
}

QString whatHappened(const Happening &one)
{
    const QString who = recipientsOf(one);
    if (one.action == "delivered")
        return Words::tr("It was delivered to %1.").arg(who);
    if (one.action == "relayed")
        return Words::tr("It was handed on towards %1; that server reports nothing more.").arg(who);
    if (one.action == "expanded")
        return Words::tr("%1 is a list: it was handed on to its members.").arg(who);
    if (one.action == "delayed")
        return Words::tr("It has not reached %1 yet. The server goes on trying; nothing needs to be done.").arg(who);
    return Words::tr("It was not delivered to %1.").arg(who);
}

} // namespace

ReportCard::ReportCard(CardDesk &desk, QWidget *parent) : CardPanel(desk.theme(), parent), m_desk(desk)
{
    setObjectName(QStringLiteral("report"));
    hide();
}

bool ReportCard::show()
{
    const auto &report = m_desk.message()->special.report;
    setVisible(report.has_value());
    if (!report)
        return false;
    clear();
    const std::vector<Happening> all = happenings(*report);
    const bool failed = std::any_of(all.begin(), all.end(), [](const Happening &one) { return one.action == "failed"; });
    setIcon(failed ? QStringLiteral("mail-mark-important") : QStringLiteral("mail-receive"));
    const std::vector<std::string> ids{report->envelopeId, report->reportedId};
    const auto item = m_desk.context().reader.outboxItemByMessageId(ids).valueOr(std::nullopt);
    const QString subject = item ? (item->subject.isEmpty() ? tr("(no subject)") : item->subject) : QString();
    const QString head = item ? tr("About your message “%1”").arg(subject) : tr("About a message that was not sent from here");
    addLine(head, Theme::Ink::Text, Theme::Type::Strong);
    setAccessibleName(head);
    QStringList own;
    for (const Happening &one : all) {
        addLine(whatHappened(one), one.action == "failed" ? Theme::Ink::Bad : one.action == "delivered" ? Theme::Ink::Good : Theme::Ink::Text);
        if (one.action == "failed" || one.action == "delayed") {
            if (const QString why = statusCodeText(QStringLiteral("550 %1 x").arg(one.status)); !why.isEmpty())
                addLine(why);
        }
        if (!one.words.isEmpty())
            own << QStringLiteral("%1: %2 %3").arg(recipientsOf(one), one.status, one.words);
    }
    if (!report->reporter.isEmpty())
        addLine(tr("This is reported by %1.").arg(report->reporter), Theme::Ink::Muted);
    if (!item)
        addWarning(tr("Tern knows of no such message. It may have been sent by another program of yours. If not, somebody used your address as the sender: nothing needs "
                      "to be done, and nothing attached to the report should be opened."));
    if (!own.isEmpty()) {
        QLabel *words = addLine(own.join(QLatin1Char('\n')), Theme::Ink::Muted, Theme::Type::Mono);
        words->hide();
        connect(addButton(tr("The server's words")), &QAbstractButton::clicked, words, [words] { words->setVisible(!words->isVisible()); });
    }
    if (item) {
        connect(addButton(tr("How it went")), &QAbstractButton::clicked, this, [this, id = item->id] {
            auto *dialog = new JourneyDialog(m_desk.context(), id, window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->show();
        });
    }
    return true;
}

} // namespace tern::ui
