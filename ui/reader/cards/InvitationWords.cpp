// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/InvitationWords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(InvitationWords)
};

using calendar::Answer;
using calendar::Event;
using calendar::EventTime;
using calendar::Method;
using calendar::Recurrence;

constexpr int kNamed = 3;

bool isChinese()
{
    return QLocale().language() == QLocale::Chinese;
}

QString dayText(QDate day)
{
    return QLocale().toString(day, isChinese() ? QStringLiteral("yyyy年M月d日 ddd") : QStringLiteral("ddd d MMM yyyy"));
}

QString clockText(const QDateTime &time)
{
    return QLocale().toString(time.time(), QStringLiteral("HH:mm"));
}

QString momentText(const QDateTime &time)
{
    return dayText(time.date()) + (isChinese() ? QStringLiteral(" ") : QStringLiteral(", ")) + clockText(time);
}

QString span(const QDateTime &start, const QDateTime &end)
{
    const QString from = momentText(start);
    if (!end.isValid() || end == start)
        return from;
    const QString to = end.date() == start.date() ? clockText(end) : momentText(end);
    return QStringLiteral("%1 – %2").arg(from, to);
}

/// "Monday, Wednesday and Friday".
QString listText(const QStringList &items)
{
    if (items.size() < 2)
        return items.value(0);
    const QString all = items.mid(0, items.size() - 1).join(Words::tr(", ", "between the items of a list"));
    return Words::tr("%1 and %2", "the last two items of a list").arg(all, items.last());
}

QString nthText(int nth)
{
    switch (nth) {
    case 1: return Words::tr("first");
    case 2: return Words::tr("second");
    case 3: return Words::tr("third");
    case 4: return Words::tr("fourth");
    case 5: return Words::tr("fifth");
    case -1: return Words::tr("last");
    case -2: return Words::tr("last but one");
    default: return {};
    }
}

QString dayName(const Recurrence::Day &day)
{
    return QLocale().standaloneDayName(day.weekday, QLocale::LongFormat);
}

QString weeklyText(const Recurrence &recurrence)
{
    QStringList names;
    bool weekdays = recurrence.days.size() == 5;
    for (const Recurrence::Day &day : recurrence.days) {
        names << dayName(day);
        weekdays = weekdays && day.weekday <= 5;
    }
    if (weekdays && recurrence.interval == 1)
        return Words::tr("every weekday, Monday to Friday");
    if (names.isEmpty())
        return recurrence.interval == 1 ? Words::tr("every week") : Words::tr("every %n weeks", nullptr, recurrence.interval);
    return recurrence.interval == 1 ? Words::tr("every week on %1").arg(listText(names))
                                    : Words::tr("every %n weeks on %1", nullptr, recurrence.interval).arg(listText(names));
}

QString monthlyText(const Recurrence &recurrence)
{
    const QString every = recurrence.interval == 1 ? Words::tr("every month") : Words::tr("every %n months", nullptr, recurrence.interval);
    if (recurrence.days.size() == 1) {
        const int nth = recurrence.days.front().nth != 0 ? recurrence.days.front().nth : recurrence.setPosition;
        const QString which = nthText(nth);
        return which.isEmpty() ? Words::tr("repeats") : Words::tr("on the %1 %2, %3", "on the second Tuesday, every month").arg(which, dayName(recurrence.days.front()), every);
    }
    if (!recurrence.days.empty())
        return Words::tr("repeats");
    if (recurrence.monthDays.size() == 1 && recurrence.monthDays.front() == -1)
        return Words::tr("on the last day, %1").arg(every);
    if (recurrence.monthDays.size() == 1 && recurrence.monthDays.front() > 0)
        return Words::tr("on day %1, %2", "on day 15, every month").arg(QString::number(recurrence.monthDays.front()), every);
    return recurrence.monthDays.empty() ? every : Words::tr("repeats");
}

QString frequencyText(const Recurrence &recurrence)
{
    const bool withMonths = !recurrence.months.empty() && recurrence.frequency != Recurrence::Frequency::Yearly;
    if (!recurrence.isPlain || withMonths)
        return Words::tr("repeats");
    switch (recurrence.frequency) {
    case Recurrence::Frequency::Daily:
        if (!recurrence.days.empty() || !recurrence.monthDays.empty())
            return recurrence.monthDays.empty() && recurrence.interval == 1 ? weeklyText(recurrence) : Words::tr("repeats");
        return recurrence.interval == 1 ? Words::tr("every day") : Words::tr("every %n days", nullptr, recurrence.interval);
    case Recurrence::Frequency::Weekly: return weeklyText(recurrence);
    case Recurrence::Frequency::Monthly: return monthlyText(recurrence);
    case Recurrence::Frequency::Yearly: return recurrence.interval == 1 ? Words::tr("every year") : Words::tr("every %n years", nullptr, recurrence.interval);
    case Recurrence::Frequency::Other: break;
    }
    return Words::tr("repeats");
}

QString replySentence(const calendar::Person &person)
{
    const QString who = nameOf(person);
    switch (person.answer) {
    case Answer::Accepted: return Words::tr("%1 accepted").arg(who);
    case Answer::Tentative: return Words::tr("%1 may come").arg(who);
    case Answer::Declined: return Words::tr("%1 declined").arg(who);
    case Answer::Delegated:
        return person.delegatedTo.isEmpty() ? Words::tr("%1 sends somebody else").arg(who) : Words::tr("%1 sends %2 instead").arg(who, person.delegatedTo);
    case Answer::NeedsAction:
    case Answer::Other: break;
    }
    return Words::tr("%1 has not decided yet").arg(who);
}

} // namespace

QString nameOf(const calendar::Person &person)
{
    if (!person.name.isEmpty())
        return person.name;
    return person.address.isEmpty() ? Words::tr("Somebody") : person.address;
}

QString methodSentence(const calendar::Invitation &invitation, const QString &sender)
{
    const Event &event = invitation.event();
    const QString organizer = event.organizer.address.isEmpty() && event.organizer.name.isEmpty() ? sender : nameOf(event.organizer);
    const calendar::Person answering = event.attendees.empty() ? calendar::Person{sender, {}} : event.attendees.front();
    switch (invitation.method) {
    case Method::Request:
        if (event.isCancelled)
            return Words::tr("%1 cancelled this").arg(organizer);
        if (event.isTask)
            return Words::tr("%1 gives you a task").arg(organizer);
        return event.sequence > 0 ? Words::tr("%1 sends a changed invitation").arg(organizer) : Words::tr("%1 invites you").arg(organizer);
    case Method::Cancel:
        if (event.recurrenceId.isValid())
            return event.thisAndFuture ? Words::tr("%1 cancelled this date of a series and all that follow").arg(organizer) : Words::tr("%1 cancelled this date of a series").arg(organizer);
        return event.recurrence ? Words::tr("%1 cancelled the whole series").arg(organizer) : Words::tr("%1 cancelled this").arg(organizer);
    case Method::Reply: return replySentence(answering);
    case Method::Counter: return Words::tr("%1 proposes another time or place").arg(nameOf(answering));
    case Method::DeclineCounter: return Words::tr("%1 stays with the time and place that were told").arg(organizer);
    case Method::Refresh: return Words::tr("%1 asks for the newest version of this").arg(nameOf(answering));
    case Method::Add: return Words::tr("%1 adds dates to this").arg(organizer);
    case Method::Publish:
    case Method::None: break;
    }
    return event.isTask ? Words::tr("A task from %1").arg(organizer) : Words::tr("A date from %1").arg(organizer);
}

QString whenText(const EventTime &start, const EventTime &end, const QTimeZone &zone)
{
    if (!start.isValid())
        return end.isValid() ? Words::tr("Until %1").arg(whenText(end, {}, zone)) : Words::tr("No date is given.");
    const QDateTime from = start.in(zone);
    const QDateTime to = end.in(zone);
    if (start.kind != EventTime::Kind::Day)
        return span(from, to);
    const QString first = dayText(from.date());
    const bool several = to.isValid() && to.date() > from.date();
    return Words::tr("%1, all day").arg(several ? QStringLiteral("%1 – %2").arg(first, dayText(to.date())) : first);
}

QString zoneText(const EventTime &start, const EventTime &end, const QTimeZone &zone)
{
    if (start.zoneIsUnknown)
        return Words::tr("The invitation names a time zone that nobody knows (%1): the time may be another for you. Ask the organizer.").arg(start.zone);
    if (start.kind == EventTime::Kind::Floating)
        return Words::tr("The invitation names no time zone: this is the time on the clock wherever one is.");
    if (start.kind != EventTime::Kind::Instant || start.zone.isEmpty() || start.in(zone).offsetFromUtc() == start.zoneOffset)
        return {};
    const QDateTime there = start.time.toOffsetFromUtc(start.zoneOffset);
    const QDateTime thereEnd = end.isValid() ? end.time.toOffsetFromUtc(end.zoneOffset != 0 || !end.zone.isEmpty() ? end.zoneOffset : start.zoneOffset) : QDateTime();
    const bool sameDay = there.date() == start.in(zone).date() && (!thereEnd.isValid() || thereEnd.date() == there.date());
    const QString when = sameDay ? (thereEnd.isValid() ? QStringLiteral("%1 – %2").arg(clockText(there), clockText(thereEnd)) : clockText(there)) : span(there, thereEnd);
    return Words::tr("For the sender it is %1 (%2).").arg(when, start.zone);
}

QString recurrenceText(const Recurrence &recurrence, const QTimeZone &zone)
{
    const QString often = frequencyText(recurrence);
    if (recurrence.count > 0)
        return Words::tr("%1, %n time(s) in all", nullptr, recurrence.count).arg(often);
    if (recurrence.until.isValid())
        return Words::tr("%1, until %2").arg(often, dayText(recurrence.until.in(zone).date()));
    return often;
}

QString peopleText(const Event &event, int leftOut, const QStringList &own)
{
    QStringList names;
    int accepted = 0;
    int perhaps = 0;
    int declined = 0;
    for (const calendar::Person &person : event.attendees) {
        accepted += person.answer == Answer::Accepted ? 1 : 0;
        perhaps += person.answer == Answer::Tentative ? 1 : 0;
        declined += person.answer == Answer::Declined ? 1 : 0;
        const bool isMe = own.contains(person.address, Qt::CaseInsensitive);
        const bool isOrganizer = !person.address.isEmpty() && person.address.compare(event.organizer.address, Qt::CaseInsensitive) == 0;
        if (!isMe && !isOrganizer && !person.isResource)
            names << nameOf(person);
    }
    QStringList sentences;
    const int more = static_cast<int>(names.size()) - kNamed + leftOut;
    if (!names.isEmpty())
        sentences << (more > 0 ? Words::tr("With %1 and %n more.", nullptr, more).arg(names.mid(0, kNamed).join(QLatin1String(", "))) : Words::tr("With %1.").arg(listText(names)));
    QStringList counts;
    if (accepted > 0)
        counts << Words::tr("%n accepted", nullptr, accepted);
    if (perhaps > 0)
        counts << Words::tr("%n may come", nullptr, perhaps);
    if (declined > 0)
        counts << Words::tr("%n declined", nullptr, declined);
    if (!names.isEmpty() && !counts.isEmpty())
        sentences << Words::tr("So far %1.", "2 accepted, 1 declined").arg(counts.join(QLatin1String(", ")));
    return sentences.join(isChinese() ? QString() : QStringLiteral(" "));
}

QString allPeople(const Event &event)
{
    constexpr std::size_t kMost = 40;
    QStringList lines;
    for (const calendar::Person &person : event.attendees) {
        if (static_cast<std::size_t>(lines.size()) == kMost) {
            lines << QStringLiteral("…");
            break;
        }
        const QString who = person.name.isEmpty() ? person.address : QStringLiteral("%1 <%2>").arg(person.name, person.address);
        const QString optional = person.isOptional ? Words::tr("%1, optional").arg(who) : who;
        lines << (person.answer == Answer::NeedsAction || person.answer == Answer::Other ? optional : QStringLiteral("%1: %2").arg(optional, replySentence(person)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace tern::ui
