// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/ActionSet.h"

#include <QCoreApplication>

#include <array>

namespace tern::ui {

namespace {

struct Row {
    Command command;
    const char *name;
    const char *keys;   ///< separated by spaces
    const char *icon;
};

constexpr std::array kRows{
    Row{Command::Write, QT_TRANSLATE_NOOP("ActionSet", "Write a message"), "C Ctrl+N", "document-edit"},
    Row{Command::Reply, QT_TRANSLATE_NOOP("ActionSet", "Reply"), "R Ctrl+R", "mail-reply-sender"},
    Row{Command::ReplyAll, QT_TRANSLATE_NOOP("ActionSet", "Reply all"), "A Ctrl+Shift+R", "mail-reply-all"},
    Row{Command::ReplyList, QT_TRANSLATE_NOOP("ActionSet", "Reply to the list"), "L", "mail-reply-list"},
    Row{Command::Forward, QT_TRANSLATE_NOOP("ActionSet", "Forward"), "F Ctrl+L", "mail-forward"},
    Row{Command::Redirect, QT_TRANSLATE_NOOP("ActionSet", "Redirect…"), "", "mail-forwarded"},
    Row{Command::Archive, QT_TRANSLATE_NOOP("ActionSet", "Archive"), "E", "archive-insert"},
    Row{Command::Move, QT_TRANSLATE_NOOP("ActionSet", "Move…"), "M", "folder"},
    Row{Command::Copy, QT_TRANSLATE_NOOP("ActionSet", "Copy to…"), "Shift+M", "edit-copy"},
    Row{Command::Junk, QT_TRANSLATE_NOOP("ActionSet", "Junk"), "!", "mail-mark-junk"},
    Row{Command::NotJunk, QT_TRANSLATE_NOOP("ActionSet", "Not junk"), "", "mail-mark-notjunk"},
    Row{Command::Delete, QT_TRANSLATE_NOOP("ActionSet", "Delete"), "# Del", "edit-delete"},
    Row{Command::ToggleFlag, QT_TRANSLATE_NOOP("ActionSet", "Flag or take the flag away"), "S", "flag"},
    Row{Command::ToggleRead, QT_TRANSLATE_NOOP("ActionSet", "Mark as unread or read"), "U", "mail-mark-unread"},
    Row{Command::Undo, QT_TRANSLATE_NOOP("ActionSet", "Undo"), "Z Ctrl+Z", "edit-undo"},
    Row{Command::Next, QT_TRANSLATE_NOOP("ActionSet", "Next message"), "J", "go-down"},
    Row{Command::Previous, QT_TRANSLATE_NOOP("ActionSet", "Previous message"), "K", "go-up"},
    Row{Command::LaterInConversation, QT_TRANSLATE_NOOP("ActionSet", "Later message of the conversation"), "N Alt+Down", "go-down"},
    Row{Command::EarlierInConversation, QT_TRANSLATE_NOOP("ActionSet", "Earlier message of the conversation"), "P Alt+Up", "go-up"},
    Row{Command::Open, QT_TRANSLATE_NOOP("ActionSet", "Open the message"), "", "mail-read"},
    Row{Command::Back, QT_TRANSLATE_NOOP("ActionSet", "Back to the list"), "Esc Alt+Left", "go-previous"},
    Row{Command::Search, QT_TRANSLATE_NOOP("ActionSet", "Search"), "/ Ctrl+Shift+F", "edit-find"},
    Row{Command::Palette, QT_TRANSLATE_NOOP("ActionSet", "Do or find anything"), "Ctrl+K", "run-build"},
    Row{Command::Help, QT_TRANSLATE_NOOP("ActionSet", "Show all keys"), "? F1", "help-contents"},
    Row{Command::SelectAll, QT_TRANSLATE_NOOP("ActionSet", "Select all messages"), "Ctrl+A", "edit-select-all"},
    Row{Command::Sync, QT_TRANSLATE_NOOP("ActionSet", "Look for new mail"), "F5", "view-refresh"},
    Row{Command::MarkAllRead, QT_TRANSLATE_NOOP("ActionSet", "Mark all as read"), "Shift+U", "mail-mark-read"},
    Row{Command::EmptyTrash, QT_TRANSLATE_NOOP("ActionSet", "Empty the trash…"), "", "edit-delete"},
    Row{Command::NewFolder, QT_TRANSLATE_NOOP("ActionSet", "New folder…"), "Ctrl+Shift+N", "folder-new"},
    Row{Command::ShowActivity, QT_TRANSLATE_NOOP("ActionSet", "Activity"), "Ctrl+Shift+A", "view-list-details"},
    Row{Command::ShowConsole, QT_TRANSLATE_NOOP("ActionSet", "Protocol console"), "Ctrl+Shift+L", "utilities-terminal"},
    Row{Command::ShowOutbox, QT_TRANSLATE_NOOP("ActionSet", "Outbox"), "Ctrl+Shift+O", "mail-folder-outbox"},
    Row{Command::AddAccount, QT_TRANSLATE_NOOP("ActionSet", "Add an account…"), "", "list-add"},
    Row{Command::Settings, QT_TRANSLATE_NOOP("ActionSet", "Settings…"), "Ctrl+,", "configure"},
    Row{Command::QuickLook, QT_TRANSLATE_NOOP("ActionSet", "Quick look at the attachments"), "Y Ctrl+Y", "view-preview"},
    Row{Command::SaveAttachments, QT_TRANSLATE_NOOP("ActionSet", "Save all attachments…"), "Ctrl+Shift+S", "document-save-all"},
    Row{Command::SaveMessage, QT_TRANSLATE_NOOP("ActionSet", "Save as a file…"), "Ctrl+S", "document-save"},
    Row{Command::SavePdf, QT_TRANSLATE_NOOP("ActionSet", "Save as a PDF…"), "", "document-save-as"},
    Row{Command::Print, QT_TRANSLATE_NOOP("ActionSet", "Print…"), "Ctrl+P", "document-print"},
    Row{Command::ViewSource, QT_TRANSLATE_NOOP("ActionSet", "Message source"), "Ctrl+U", "text-x-generic"},
    Row{Command::ShowJourney, QT_TRANSLATE_NOOP("ActionSet", "How it came here"), "Ctrl+J", "mail-receive"},
    Row{Command::ShowAs, QT_TRANSLATE_NOOP("ActionSet", "Show in another charset…"), "", "preferences-desktop-locale"},
    Row{Command::SwitchForm, QT_TRANSLATE_NOOP("ActionSet", "Show as text or as HTML"), "H", "text-html"},
    Row{Command::SwitchColours, QT_TRANSLATE_NOOP("ActionSet", "Switch to or from the original colours"), "", "color-management"},
    Row{Command::ShowHeaders, QT_TRANSLATE_NOOP("ActionSet", "All header fields"), "Ctrl+Shift+U", "view-list-text"},
    Row{Command::WhyHere, QT_TRANSLATE_NOOP("ActionSet", "Why is this here?"), "", "help-about"},
    Row{Command::AnswerAccept, QT_TRANSLATE_NOOP("ActionSet", "Accept the invitation"), "", "dialog-ok"},
    Row{Command::AnswerTentative, QT_TRANSLATE_NOOP("ActionSet", "Answer the invitation: maybe"), "", "help-hint"},
    Row{Command::AnswerDecline, QT_TRANSLATE_NOOP("ActionSet", "Decline the invitation"), "", "dialog-cancel"},
    Row{Command::Unsubscribe, QT_TRANSLATE_NOOP("ActionSet", "Unsubscribe from these messages…"), "", "mail-message-new-list"},
    Row{Command::FindInMessage, QT_TRANSLATE_NOOP("ActionSet", "Find in this message…"), "Ctrl+F", "edit-find"},
    Row{Command::ZoomIn, QT_TRANSLATE_NOOP("ActionSet", "Larger letters"), "Ctrl++ Ctrl+=", "zoom-in"},
    Row{Command::ZoomOut, QT_TRANSLATE_NOOP("ActionSet", "Smaller letters"), "Ctrl+-", "zoom-out"},
    Row{Command::ZoomNormal, QT_TRANSLATE_NOOP("ActionSet", "Letters of the usual size"), "Ctrl+0", "zoom-original"},
    Row{Command::FixedWidth, QT_TRANSLATE_NOOP("ActionSet", "Letters of one width, patches in colour"), "Ctrl+Shift+M", "format-text-code"},
    Row{Command::ToggleConversations, QT_TRANSLATE_NOOP("ActionSet", "Show or hide conversations"), "", "mail-thread"},
    Row{Command::Quit, QT_TRANSLATE_NOOP("ActionSet", "Quit"), "Ctrl+Q", "application-exit"},
};

} // namespace

ActionSet::ActionSet(QWidget *window) : QObject(window)
{
    for (const Row &row : kRows) {
        auto *action = new QAction(QCoreApplication::translate("ActionSet", row.name), this);
        QList<QKeySequence> keys;
        for (const QString &key : QString::fromLatin1(row.keys).split(u' ', Qt::SkipEmptyParts))
            keys << QKeySequence(key, QKeySequence::PortableText);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WindowShortcut);
        QString name = action->text();
        name.remove(u'…');
        action->setToolTip(keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keysOf(action)));
        window->addAction(action);
        m_actions[row.command] = action;
    }
}

QString ActionSet::iconName(Command command) const
{
    for (const Row &row : kRows) {
        if (row.command == command)
            return QString::fromLatin1(row.icon);
    }
    return {};
}

QString ActionSet::keysOf(const QAction *action)
{
    QStringList names;
    for (const QKeySequence &keys : action->shortcuts())
        names << keys.toString(QKeySequence::NativeText);
    return names.join(QStringLiteral(", "));
}

} // namespace tern::ui
