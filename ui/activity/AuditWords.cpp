// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/AuditWords.h"

#include "ui/words/StateWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace tern::ui {
namespace {

using engine::AuditFinding;
using engine::AuditSummary;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AuditWords)
};

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString kindName(AuditFinding::Kind kind)
{
    using Kind = AuditFinding::Kind;
    switch (kind) {
    case Kind::FolderMissingHere: return Words::tr("folders missing here");
    case Kind::FolderMissingThere: return Words::tr("folders that the server lacks");
    case Kind::UidValidity: return Words::tr("folders made anew on the server");
    case Kind::MissingHere: return Words::tr("messages missing here");
    case Kind::MissingThere: return Words::tr("messages that the server lacks");
    case Kind::Flags: return Words::tr("flags");
    case Kind::Size: return Words::tr("sizes");
    case Kind::Place: return Words::tr("messages in another folder");
    case Kind::Shown: return Words::tr("messages shown otherwise than they are");
    case Kind::Counts: return Words::tr("counters of folders");
    case Kind::Body: return Words::tr("damaged texts");
    case Kind::Index: return Words::tr("messages that search can't find");
    }
    return {};
}

/// All of them in words, a part in numbers.
QString partOf(std::int64_t part, std::int64_t whole)
{
    if (part >= whole)
        return Words::tr("all %1").arg(number(whole));
    const int percent = static_cast<int>(part * 100 / whole);
    return Words::tr("%1 of %2 (%3 %)").arg(number(part), number(whole)).arg(percent);
}

QString damagedText(const AuditSummary &summary, const AuditTally &damaged)
{
    QStringList kinds;
    for (const auto &[kind, count] : damaged)
        kinds << QStringLiteral("%1 %2").arg(kindName(kind), number(count));
    const QString text = Words::tr("Wrong here: %1").arg(number(summary.damaged));
    return kinds.isEmpty() ? text : Words::tr("%1 (%2)").arg(text, kinds.join(Words::tr(", ")));
}

QString heldText(const AuditSummary &summary)
{
    const QString messages = Words::tr("Of the server's messages, listed here: %1").arg(partOf(summary.held.messages, summary.compared));
    return messages + QStringLiteral(" · ") + Words::tr("stored whole: %1 of %2").arg(byteCount(summary.held.bytes), byteCount(summary.held.serverBytes));
}

QString localText(const AuditSummary &summary)
{
    if (summary.messages == 0)
        return Words::tr("No message is stored here yet.");
    QString text = Words::tr("Whole messages kept here, in all accounts: %1").arg(partOf(summary.bodies, summary.messages));
    if (summary.bodiesIntact < summary.bodies)
        text += QStringLiteral(" · ") + Words::tr("damaged: %1").arg(number(summary.bodies - summary.bodiesIntact));
    text += QStringLiteral(" · ") + Words::tr("on disk: %1").arg(byteCount(summary.bytesOnDisk));
    return text;
}

QString indexText(const AuditSummary &summary)
{
    const QString headers = Words::tr("Search finds %1 by subject and people").arg(partOf(summary.headersIndexed, summary.messages));
    if (summary.bodies == 0)
        return headers;
    const QString texts = headers + QStringLiteral(" · ") + Words::tr("%1 by their text").arg(partOf(summary.textsIndexed, summary.bodies));
    if (summary.textsWaiting == 0)
        return texts;
    return texts + QStringLiteral(" · ") + Words::tr("still to be read: %1").arg(number(summary.textsWaiting));
}

} // namespace

QString auditDoing(const engine::AuditProgress &progress)
{
    const QString what = progress.folder.isEmpty() ? Words::tr("Reading what is stored here") : Words::tr("Comparing %1").arg(progress.folder);
    if (progress.total <= 0)
        return what;
    return Words::tr("%1: %2 of %3").arg(what, number(progress.done), number(progress.total));
}

QStringList auditResult(const AuditSummary &summary, const AuditTally &damaged)
{
    QStringList lines{Words::tr("Compared with the server · messages: %1 · folders: %2").arg(number(summary.compared), number(summary.folders))};
    if (summary.compared > 0)
        lines << heldText(summary);
    if (summary.pending + summary.stale + summary.damaged == 0 && summary.unreachable.empty())
        lines << Words::tr("Nothing differs.");
    if (summary.pending > 0)
        lines << Words::tr("Waiting to be carried out, as it should be: %1").arg(number(summary.pending));
    if (summary.stale > 0)
        lines << Words::tr("Changed on the server since the last look: %1").arg(number(summary.stale));
    if (summary.damaged > 0)
        lines << damagedText(summary, damaged);
    if (summary.repaired > 0)
        lines << Words::tr("Repaired: %1").arg(number(summary.repaired));
    lines << localText(summary);
    if (summary.messages > 0)
        lines << indexText(summary);
    return lines;
}

bool canRepair(const AuditSummary &summary)
{
    return summary.stale + summary.damaged > summary.repaired;
}

QString quotaText(const sync::QuotaUse &quota)
{
    return Words::tr("Used on the server: %1 of %2").arg(byteCount(quota.used), byteCount(quota.limit));
}

} // namespace tern::ui
