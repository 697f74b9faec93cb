// SPDX-License-Identifier: GPL-3.0-or-later
// What a person's answer to an invitation says in words.
#include "ui/reader/cards/InvitationWords.h"

#include <QCoreApplication>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(InvitationWords)
};

using calendar::Answer;

} // namespace

QString answerSubject(Answer answer, const QString &summary)
{
    const QString what = summary.isEmpty() ? Words::tr("(no title)") : summary;
    switch (answer) {
    case Answer::Accepted: return Words::tr("Accepted: %1").arg(what);
    case Answer::Tentative: return Words::tr("Tentative: %1").arg(what);
    default: return Words::tr("Declined: %1").arg(what);
    }
}

QString answerMailText(Answer answer, const QString &who, const calendar::Event &event, const QString &note, const QTimeZone &zone)
{
    QString text;
    switch (answer) {
    case Answer::Accepted: text = Words::tr("%1 accepts this invitation.").arg(who); break;
    case Answer::Tentative: text = Words::tr("%1 may come, and will tell later.").arg(who); break;
    default: text = Words::tr("%1 declines this invitation.").arg(who); break;
    }
    if (!note.trimmed().isEmpty())
        text += QLatin1String("\n\n") + note.trimmed();
    text += QLatin1String("\n\n") + (event.summary.isEmpty() ? Words::tr("(no title)") : event.summary) + QLatin1Char('\n');
    // The organizer's own clock: it is read there.
    const bool hasZone = event.start.kind == calendar::EventTime::Kind::Instant && !event.start.zone.isEmpty();
    text += hasZone ? QStringLiteral("%1 (%2)").arg(whenText(event.start, event.end, QTimeZone(event.start.zoneOffset)), event.start.zone) : whenText(event.start, event.end, zone);
    if (!event.location.isEmpty())
        text += QLatin1Char('\n') + event.location;
    return text + QLatin1Char('\n');
}

QString answeredSentence(store::EventRecord::Answer answer, UnixMillis at)
{
    const QTimeZone here = QTimeZone::systemTimeZone();
    const QString when = whenText({calendar::EventTime::Kind::Instant, QDateTime::fromMSecsSinceEpoch(at, Qt::UTC), {}, 0, false}, {}, here);
    switch (answer) {
    case store::EventRecord::Answer::Accepted: return Words::tr("You accepted this on %1.").arg(when);
    case store::EventRecord::Answer::Tentative: return Words::tr("You answered on %1 that you may come.").arg(when);
    case store::EventRecord::Answer::Declined: return Words::tr("You declined this on %1.").arg(when);
    case store::EventRecord::Answer::None: break;
    }
    return {};
}

} // namespace tern::ui
