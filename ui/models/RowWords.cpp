// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RowWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace tern::ui {

namespace {
QString say(const char *text)
{
    return QCoreApplication::translate("RowWords", text);
}
}

QString rowPerson(const store::MessageRow &row, bool outgoing)
{
    if (outgoing)
        return row.to.isEmpty() ? say(QT_TRANSLATE_NOOP("RowWords", "No recipient")) : row.to;
    if (!row.fromName.isEmpty())
        return row.fromName;
    return row.fromAddress.isEmpty() ? say(QT_TRANSLATE_NOOP("RowWords", "No sender")) : row.fromAddress;
}

QString rowSubject(const store::MessageRow &row)
{
    return row.subject.isEmpty() ? say(QT_TRANSLATE_NOOP("RowWords", "No subject")) : row.subject;
}

QStringList rowLabels(const store::MessageRow &row)
{
    QStringList labels;
    for (const QString &label : row.labels) {
        if (label.compare(QLatin1String("\\Inbox"), Qt::CaseInsensitive) == 0)
            labels.prepend(say("Inbox"));
        else if (!label.startsWith(QLatin1Char('\\')))
            labels << label;
    }
    return labels;
}

QString rowForEar(const store::MessageRow &row, bool outgoing)
{
    QStringList words;
    if (row.threadUnread || !(row.flags & store::FlagSeen))
        words << say(QT_TRANSLATE_NOOP("RowWords", "Unread"));
    words << rowPerson(row, outgoing) << rowSubject(row);
    words << QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.date), QLocale::ShortFormat);
    if (row.flags & store::FlagFlagged)
        words << say(QT_TRANSLATE_NOOP("RowWords", "flagged"));
    if (row.hasAttachment)
        words << say(QT_TRANSLATE_NOOP("RowWords", "with attachment"));
    if (row.flags & store::FlagAnswered)
        words << say(QT_TRANSLATE_NOOP("RowWords", "answered"));
    if (const QStringList labels = rowLabels(row); !labels.isEmpty())
        words << say(QT_TRANSLATE_NOOP("RowWords", "labels: %1")).arg(labels.join(QStringLiteral(", ")));
    if (row.pending)
        words << say(QT_TRANSLATE_NOOP("RowWords", "change waiting"));
    return words.join(QStringLiteral(", "));
}

QString mailboxName(const store::MailboxRecord &mailbox)
{
    switch (mailbox.role) {
    case store::MailboxRole::Inbox: return say(QT_TRANSLATE_NOOP("RowWords", "Inbox"));
    case store::MailboxRole::Drafts: return say(QT_TRANSLATE_NOOP("RowWords", "Drafts"));
    case store::MailboxRole::Sent: return say(QT_TRANSLATE_NOOP("RowWords", "Sent"));
    case store::MailboxRole::Archive: return say(QT_TRANSLATE_NOOP("RowWords", "Archive"));
    case store::MailboxRole::Junk: return say(QT_TRANSLATE_NOOP("RowWords", "Junk"));
    case store::MailboxRole::Trash: return say(QT_TRANSLATE_NOOP("RowWords", "Trash"));
    case store::MailboxRole::All: return say(QT_TRANSLATE_NOOP("RowWords", "All mail"));
    case store::MailboxRole::Flagged: return say(QT_TRANSLATE_NOOP("RowWords", "Flagged"));
    case store::MailboxRole::Important: return say(QT_TRANSLATE_NOOP("RowWords", "Important"));
    case store::MailboxRole::None: break;
    }
    return mailbox.name.isEmpty() ? mailbox.path : mailbox.name;
}

QString mailboxIcon(store::MailboxRole role)
{
    switch (role) {
    case store::MailboxRole::Inbox: return QStringLiteral("mail-folder-inbox");
    case store::MailboxRole::Drafts: return QStringLiteral("document-edit");
    case store::MailboxRole::Sent: return QStringLiteral("document-send");
    case store::MailboxRole::Archive: return QStringLiteral("folder");
    case store::MailboxRole::All: return QStringLiteral("mail-archive");
    case store::MailboxRole::Junk: return QStringLiteral("mail-mark-junk");
    case store::MailboxRole::Trash: return QStringLiteral("edit-delete");
    case store::MailboxRole::Flagged: return QStringLiteral("flag");
    case store::MailboxRole::Important: return QStringLiteral("emblem-important");
    case store::MailboxRole::None: break;
    }
    return QStringLiteral("folder");
}

} // namespace tern::ui
