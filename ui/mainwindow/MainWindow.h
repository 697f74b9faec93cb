// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/ReaderThread.h"
#include "ui/bridge/WindowContext.h"
#include "ui/mainwindow/ActionSet.h"

#include <QTimer>
#include <QWidget>

namespace tern::ui {

class Banner;
class FolderCommands;
class FolderModel;
class ListPane;
class MessageCommands;
class MessageListModel;
class PaneStage;
class ReaderPane;
class Sidebar;
class StatusStrip;
class UndoBar;
struct Choice;
struct FolderNode;

/// Panes that others own the making of; each is made when it is first shown.
struct PaneFactories {
    std::function<QWidget *(QWidget *parent)> outbox;     ///< stands in place of list and reader
    std::function<QWidget *(QWidget *parent)> activity;   ///< below
    std::function<QWidget *(QWidget *parent)> console;    ///< below
};

/// The window: folders, list, reader, status line. What it can't do itself it asks for by signal.
/// Thread: UI.
class MainWindow final : public QWidget {
    Q_OBJECT
public:
    MainWindow(const WindowContext &context, ReaderThread &thread, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setPaneFactories(PaneFactories factories) { m_factories = std::move(factories); }
    /// Shows one message, in the folder where it lies (a click on a notification).
    void showMessage(PlacementId placement);
    /// Reads the settings that concern this window again.
    void readSettings();
    /// Closes the pane that stands below.
    void closeDock();
    /// A thing to know, with a way to close it; details may be empty.
    void tell(const QString &sentence, const QString &details, bool trouble);

    [[nodiscard]] ActionSet &actions() { return *m_actions; }
    [[nodiscard]] ListPane &list() { return *m_list; }
    [[nodiscard]] ReaderPane &reader() { return *m_reader; }
    [[nodiscard]] Sidebar &sidebar() { return *m_sidebar; }
    [[nodiscard]] PaneStage &stage() { return *m_stage; }
    [[nodiscard]] UndoBar &undoBar() { return *m_undo; }
    [[nodiscard]] MessageListModel &messages() { return *m_messages; }
    [[nodiscard]] FolderModel &folders() { return *m_folders; }

Q_SIGNALS:
    void writeRequested(tern::AccountId from);
    void replyRequested(tern::engine::OpenedMessagePtr message, bool all);
    void replyToListRequested(tern::engine::OpenedMessagePtr message);
    void forwardRequested(tern::engine::OpenedMessagePtr message);
    void redirectRequested(tern::engine::OpenedMessagePtr message);
    void draftRequested(tern::PlacementId placement);
    void mailtoRequested(const QUrl &url);
    void addAccountRequested();
    void doctorRequested(tern::AccountId account);       ///< one with a problem: what is it?
    void checkRequested(tern::AccountId account);        ///< any
    void settingsRequested(tern::AccountId account);     ///< 0: in general
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    // MainWindow.cpp
    void buildPanes();
    void connectPanes();
    void connectEngine();
    void chooseFolder(const FolderNode *node);
    void showFirstFolder();
    void tellStatusOfAccounts();
    void showCurrent(PlacementId placement);
    void visibleRowsChanged();
    void setOutboxShown(bool shown);
    void toggleDock(QWidget *&pane, const std::function<QWidget *(QWidget *)> &factory);
    void told(const engine::Notice &notice);
    void saveLayout();
    void restoreLayout();
    // MainWindowActions.cpp
    void connectActions();
    void updateActions();
    void reply(bool all);
    void openCurrent();
    void goBack();
    void pickFolder(const QString &hint, std::function<void(MailboxId)> then);
    void showPalette(bool keysOnly);
    void showSource();
    void showJourney();
    void quickSync();
    // MainWindowMessages.cpp
    void actOnSelection(std::function<void(const std::vector<PlacementId> &)> act);
    void withMessages(std::function<void(const std::vector<PlacementId> &)> then);
    void showNextOf(int leaving);
    void toggle(store::Flags flag, std::function<void(const std::vector<PlacementId> &, bool on)> set);
    void connectReader();
    void showMessageMenu(const QPoint &at, bool ofOpen);
    void dropped(const std::vector<PlacementId> &messages, MailboxId target, bool copy);
    [[nodiscard]] bool meansOpen() const;
    void toggleConversations();
    [[nodiscard]] store::MailboxRole roleOfMessages() const;
    [[nodiscard]] const FolderNode *currentFolder() const;
    [[nodiscard]] AccountId currentAccount() const;

    WindowContext m_context;
    ReaderThread &m_thread;
    PaneFactories m_factories;
    ActionSet *m_actions;
    FolderModel *m_folders;
    MessageListModel *m_messages;
    MessageCommands *m_commands;
    FolderCommands *m_folderCommands;
    Sidebar *m_sidebar = nullptr;
    ListPane *m_list = nullptr;
    ReaderPane *m_reader = nullptr;
    PaneStage *m_stage = nullptr;
    StatusStrip *m_status = nullptr;
    UndoBar *m_undo = nullptr;
    Banner *m_notice = nullptr;
    QWidget *m_noticeRow = nullptr;
    QWidget *m_outboxPane = nullptr;
    QWidget *m_activityPane = nullptr;
    QWidget *m_consolePane = nullptr;
    QTimer m_visibleTimer;
    QTimer m_noticeTimer;
    QStringList m_recentTargets;
    bool m_menuOfOpen = false;     ///< a menu of the open message is up: what is chosen means that message alone
    PlacementId m_wanted;          ///< to be selected when its folder is shown
};

} // namespace tern::ui
