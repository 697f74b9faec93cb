// SPDX-License-Identifier: GPL-3.0-or-later
// What quick look says of messages, invitations and address cards.
#include "ui/reader/MessageHeader.h"
#include "ui/reader/cards/InvitationWords.h"
#include "ui/reader/quicklook/LookPages.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LookWords)
};

QString people(const std::vector<mime::Address> &addresses)
{
    constexpr std::size_t kMost = 100;
    QStringList names;
    for (std::size_t i = 0; i < addresses.size() && i < kMost; ++i)
        names << (addresses[i].name.isEmpty() ? addresses[i].address : QStringLiteral("%1 <%2>").arg(addresses[i].name, addresses[i].address));
    if (addresses.size() > kMost)
        names << QStringLiteral("…");
    return names.join(QStringLiteral(", "));
}

void addLine(QStringList &lines, const QString &label, const QString &value)
{
    if (!value.isEmpty())
        lines << Words::tr("%1: %2").arg(label, value);
}

} // namespace

QStringList headerLines(const mime::ParsedMessage &message)
{
    QStringList lines;
    addLine(lines, Words::tr("From"), people(message.from));
    addLine(lines, Words::tr("To"), people(message.to));
    addLine(lines, Words::tr("Cc"), people(message.cc));
    if (message.date)
        addLine(lines, Words::tr("Date"), longDate(*message.date));
    return lines;
}

QString invitationText(const calendar::Invitation &invitation)
{
    const QTimeZone here = QTimeZone::systemTimeZone();
    QStringList blocks;
    for (const calendar::Event &event : invitation.events) {
        QStringList lines{event.summary.isEmpty() ? Words::tr("(no title)") : event.summary};
        if (blocks.isEmpty())
            lines << methodSentence(invitation, {});
        addLine(lines, Words::tr("When"), whenText(event.start, event.end, here));
        lines << zoneText(event.start, event.end, here);
        if (event.recurrence)
            lines << recurrenceText(*event.recurrence, here);
        addLine(lines, Words::tr("Where"), event.location);
        lines << peopleText(event, invitation.attendeesLeftOut, {});
        lines.removeAll(QString());
        if (!event.description.isEmpty())
            lines << QString() << event.description;
        blocks << lines.join(u'\n');
    }
    return blocks.join(QStringLiteral("\n\n"));
}

QString contactsText(const std::vector<calendar::ContactCard> &cards)
{
    QStringList blocks;
    for (const calendar::ContactCard &card : cards) {
        QStringList lines{card.name};
        addLine(lines, Words::tr("Organisation"), card.organization.join(QStringLiteral(", ")));
        addLine(lines, Words::tr("Title"), card.title);
        for (const auto &entry : card.addresses)
            addLine(lines, Words::tr("Mail"), entry.value);
        for (const auto &entry : card.phones)
            addLine(lines, Words::tr("Phone"), entry.value);
        for (const auto &entry : card.places)
            addLine(lines, Words::tr("Address"), entry.value);
        for (const QString &page : card.web)
            addLine(lines, Words::tr("Web"), page);
        addLine(lines, Words::tr("Birthday"), card.birthday);
        if (!card.note.isEmpty())
            lines << card.note;
        blocks << lines.join(u'\n');
    }
    return blocks.join(QStringLiteral("\n\n"));
}

} // namespace tern::ui
