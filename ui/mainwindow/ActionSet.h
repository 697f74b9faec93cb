// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QWidget>

#include <map>

namespace tern::ui {

enum class Command {
    Write, Reply, ReplyAll, Forward, Redirect,
    Archive, Move, Copy, Junk, NotJunk, Delete, ToggleFlag, ToggleRead, Undo,
    Next, Previous, LaterInConversation, EarlierInConversation, Open, Back, Search, Palette, Help, SelectAll,
    Sync, MarkAllRead, EmptyTrash, NewFolder,
    ShowActivity, ShowConsole, ShowOutbox, AddAccount, Settings, ViewSource, ShowJourney, ShowAs, SwitchForm, SwitchColours,
    ReplyList, AnswerAccept, AnswerTentative, AnswerDecline, Unsubscribe, ShowHeaders, WhyHere,
    QuickLook, SaveAttachments, SaveMessage, SavePdf, Print,
    FindInMessage, ZoomIn, ZoomOut, ZoomNormal, FixedWidth, ToggleConversations, Quit
};

/// Every command once, with its name, keys and icon; the window connects them. Single letters act only where nobody types.
/// Thread: UI.
class ActionSet final : public QObject {
    Q_OBJECT
public:
    explicit ActionSet(QWidget *window);
    [[nodiscard]] QAction *operator[](Command command) const { return m_actions.at(command); }
    [[nodiscard]] const std::map<Command, QAction *> &all() const { return m_actions; }
    [[nodiscard]] QString iconName(Command command) const;
    /// The keys as a person reads them: "E", "Ctrl+K".
    [[nodiscard]] static QString keysOf(const QAction *action);

private:
    std::map<Command, QAction *> m_actions;
};

} // namespace tern::ui
