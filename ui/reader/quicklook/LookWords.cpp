// SPDX-License-Identifier: GPL-3.0-or-later
// What quick look says of messages, invitations and address cards.
#include "ui/reader/MessageHeader.h"
#include "ui/reader/quicklook/LookPages.h"

#include <QCoreApplication>
#include <QLocale>
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

QString timeText(const calendar::EventTime &time)
{
    const QLocale locale;
    if (!time.isValid())
        return {};
    const QDateTime local = time.in(QTimeZone::systemTimeZone());
    return time.kind == calendar::EventTime::Kind::Day ? locale.toString(local.date(), QLocale::LongFormat) : longDate(local.toMSecsSinceEpoch());
}

QString person(const calendar::Person &one)
{
    return one.name.isEmpty() || one.name == one.address ? one.address : QStringLiteral("%1 <%2>").arg(one.name, one.address);
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
    QStringList blocks;
    for (const calendar::Event &event : invitation.events) {
        QStringList lines{event.summary.isEmpty() ? Words::tr("(no title)") : event.summary};
        if (event.isCancelled || invitation.method == calendar::Method::Cancel)
            lines << Words::tr("Cancelled");
        const QString start = timeText(event.start);
        const QString end = timeText(event.end);
        addLine(lines, Words::tr("When"), end.isEmpty() || end == start ? start : Words::tr("%1 to %2").arg(start, end));
        addLine(lines, Words::tr("Where"), event.location);
        addLine(lines, Words::tr("Organised by"), person(event.organizer));
        QStringList guests;
        for (const calendar::Person &guest : event.attendees)
            guests << person(guest);
        addLine(lines, Words::tr("Invited"), guests.mid(0, 50).join(QStringLiteral(", ")));
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
