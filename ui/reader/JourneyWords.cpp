// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/JourneyWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(JourneyWords)
};

constexpr std::chrono::minutes kLate{5};

QString joined(const QStringList &parts)
{
    QStringList said;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            said << part;
    }
    return said.join(QStringLiteral(" · "));
}

QString origin(const mime::ReceivedField &field)
{
    if (field.from.isEmpty())
        return field.fromAddress.isEmpty() ? QString() : Words::tr("from %1").arg(field.fromAddress);
    const QString real = field.fromReverse.isEmpty() || field.fromReverse.compare(field.from, Qt::CaseInsensitive) == 0 ? field.fromAddress : field.fromReverse;
    return real.isEmpty() || real == field.from ? Words::tr("from %1").arg(field.from) : Words::tr("from %1 (%2)").arg(field.from, real);
}

} // namespace

QString delayText(std::chrono::milliseconds delay)
{
    const qint64 seconds = delay.count() / 1'000;
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < 3'600)
        return Words::tr("%1 min").arg(seconds / 60);
    if (seconds < 86'400)
        return Words::tr("%1 h %2 min").arg(seconds / 3'600).arg(seconds % 3'600 / 60);
    return Words::tr("%1 d %2 h").arg(seconds / 86'400).arg(seconds % 86'400 / 3'600);
}

HopWords hopWords(const mime::Hop &hop)
{
    const mime::ReceivedField &field = hop.field;
    HopWords words;
    words.where = field.by.isEmpty() ? Words::tr("A server without a name") : field.by;
    const QString kind = hop.kind == mime::Hop::Kind::Submission ? Words::tr("handed in") : hop.kind == mime::Hop::Kind::Delivery ? Words::tr("delivered") : QString();
    words.isEncrypted = !field.tls.isEmpty();
    const QString secrecy = words.isEncrypted ? field.tls : field.from.isEmpty() ? QString() : Words::tr("not encrypted");
    words.how = joined({kind, origin(field), field.protocol, secrecy, field.isAuthenticated ? Words::tr("signed in") : QString(), field.software});
    const QString time = field.time ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(*field.time), QLocale().language() == QLocale::Chinese
                                                                                                          ? QStringLiteral("M月d日 HH:mm:ss")
                                                                                                          : QStringLiteral("d MMM HH:mm:ss"))
                                    : Words::tr("no time");
    words.isWrong = hop.clockIsWrong;
    words.isLate = hop.delay && *hop.delay >= kLate;
    words.when = joined({time, hop.clockIsWrong ? Words::tr("a clock is wrong here") : hop.delay ? Words::tr("after %1").arg(delayText(*hop.delay)) : QString()});
    words.isVouchedFor = hop.isVouchedFor;
    return words;
}

QString trustSentence(const mime::Journey &journey)
{
    if (journey.hops.empty())
        return Words::tr("The message says nothing of its way.");
    return journey.firstVouched == 0 ? Words::tr("Your provider wrote all of this.") : Words::tr("Your provider wrote what is below this line. What is above it, the sender could have made up.");
}

QString journeyText(const mime::Journey &journey)
{
    QStringList lines;
    for (std::size_t i = 0; i < journey.hops.size(); ++i) {
        if (i == journey.firstVouched)
            lines << trustSentence(journey);
        const HopWords words = hopWords(journey.hops[i]);
        lines << QStringLiteral("%1. %2 — %3").arg(static_cast<int>(i + 1)).arg(words.where, joined({words.how, words.when}));
    }
    if (journey.hops.empty() || journey.firstVouched == journey.hops.size())
        lines << trustSentence(journey);
    if (journey.total)
        lines << Words::tr("On its way for %1.").arg(delayText(*journey.total));
    if (journey.isCut)
        lines << Words::tr("There are more steps than are shown here.");
    return lines.join(u'\n');
}

} // namespace tern::ui
