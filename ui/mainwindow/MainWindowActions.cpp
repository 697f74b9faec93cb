// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does on a command: MainWindow's second half.
#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/mainwindow/CardCommands.h"
#include "ui/mainwindow/FileCommands.h"
#include "ui/mainwindow/FolderCommands.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MainWindow.h"
#include "ui/mainwindow/MessageCommands.h"
#include "ui/mainwindow/PaneStage.h"
#include "ui/mainwindow/Picker.h"
#include "ui/mainwindow/SearchField.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/mainwindow/UndoBar.h"
#include "ui/models/RowWords.h"
#include "ui/reader/ConversationLines.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/JourneyWindow.h"
#include "ui/reader/SourceWindow.h"
#include "ui/widgets/Buttons.h"

#include <algorithm>

namespace tern::ui {

namespace {
constexpr int kRecentTargets = 6;
}

void MainWindow::connectActions()
{
    ActionSet &a = *m_actions;
    const auto on = [this, &a](Command command, auto act) { connect(a[command], &QAction::triggered, this, act); };
    MessageListView &view = m_list->view();

    on(Command::Write, [this] { Q_EMIT writeRequested(currentAccount()); });
    on(Command::Reply, [this] { reply(false); });
    on(Command::ReplyAll, [this] { reply(true); });
    on(Command::Forward, [this] { m_reader->whenOpened([this](const engine::OpenedMessagePtr &message) { Q_EMIT forwardRequested(message); }); });
    on(Command::Redirect, [this] { m_reader->whenOpened([this](const engine::OpenedMessagePtr &message) { Q_EMIT redirectRequested(message); }); });
    on(Command::Archive, [this] { actOnSelection([this](const auto &messages) { m_commands->archive(messages); }); });
    on(Command::Junk, [this] { actOnSelection([this](const auto &messages) { m_commands->markJunk(messages, true); }); });
    on(Command::NotJunk, [this] { actOnSelection([this](const auto &messages) { m_commands->markJunk(messages, false); }); });
    on(Command::Delete, [this] { actOnSelection([this](const auto &messages) { m_commands->remove(messages); }); });
    on(Command::Move, [this] {
        pickFolder(tr("Move to…"), [this](MailboxId target) { actOnSelection([this, target](const auto &messages) { m_commands->move(messages, target); }); });
    });
    on(Command::Copy, [this] {
        pickFolder(tr("Copy to…"), [this](MailboxId target) { withMessages([this, target](const auto &messages) { m_commands->copy(messages, target); }); });
    });
    on(Command::ToggleFlag, [this] { toggle(store::FlagFlagged, [this](const auto &messages, bool all) { m_commands->setFlag(messages, all); }); });
    on(Command::ToggleRead, [this] { toggle(store::FlagSeen, [this](const auto &messages, bool all) { m_commands->setRead(messages, all); }); });
    on(Command::Undo, [this] { m_undo->undo(); });
    on(Command::Next, [&view] { view.step(1); });
    on(Command::Previous, [&view] { view.step(-1); });
    on(Command::LaterInConversation, [this] { m_reader->stepInConversation(1); });
    on(Command::EarlierInConversation, [this] { m_reader->stepInConversation(-1); });
    on(Command::Open, [this] { openCurrent(); });
    on(Command::Back, [this] { goBack(); });
    on(Command::Search, [this] {
        if (m_stage->page())
            showFirstFolder();
        m_stage->show(PaneStage::Level::List);
        m_list->search().setFocus(Qt::ShortcutFocusReason);
        m_list->search().selectAll();
    });
    on(Command::Palette, [this] { showPalette(false); });
    on(Command::Help, [this] { showPalette(true); });
    on(Command::SelectAll, [&view] { view.selectAll(); });
    on(Command::Sync, [this] { quickSync(); });
    on(Command::MarkAllRead, [this] {
        const FolderNode *node = currentFolder();
        if (node && node->query() && !m_list->isSearching())
            m_commands->markAllRead(*node->query(), node->kind == FolderNode::Kind::Folder ? node->mailbox.unread : node->count);
    });
    on(Command::EmptyTrash, [this] { m_folderCommands->askEmptyTrash(currentAccount()); });
    on(Command::NewFolder, [this] { m_folderCommands->createIn(currentAccount(), {}); });
    on(Command::ShowActivity, [this] { toggleDock(m_activityPane, m_factories.activity); });
    on(Command::ShowConsole, [this] { toggleDock(m_consolePane, m_factories.console); });
    on(Command::ShowOutbox, [this] {
        const QModelIndex outbox = m_folders->indexOf(QStringLiteral("outbox"));
        if (outbox.isValid()) {
            m_sidebar->folders().showCurrent(QStringLiteral("outbox"));
            chooseFolder(m_folders->node(outbox));
        }
    });
    on(Command::AddAccount, [this] { Q_EMIT addAccountRequested(); });
    on(Command::Settings, [this] { Q_EMIT settingsRequested({}); });
    new FileCommands(m_context, a, *m_reader, this);
    on(Command::ViewSource, [this] { showSource(); });
    on(Command::ShowJourney, [this] { showJourney(); });
    on(Command::ShowAs, [this] { m_reader->chooseCharset(); });
    on(Command::SwitchForm, [this] { m_reader->body().switchForm(); });
    on(Command::SwitchColours, [this] { m_reader->body().switchColours(); });
    on(Command::FindInMessage, [this] { m_reader->body().openFind(); });
    on(Command::ZoomIn, [this] { m_reader->body().zoom(1); });
    on(Command::ZoomOut, [this] { m_reader->body().zoom(-1); });
    on(Command::ZoomNormal, [this] { m_reader->body().zoom(0); });
    on(Command::FixedWidth, [this] { m_reader->body().switchFixedWidth(); });
    on(Command::ToggleConversations, [this] { toggleConversations(); });
    on(Command::ReplyList, [this] { m_reader->whenOpened([this](const engine::OpenedMessagePtr &message) { Q_EMIT replyToListRequested(message); }); });
    connectCardCommands(a, *m_reader, m_context, this);
    on(Command::Quit, [this] { Q_EMIT quitRequested(); });
}

void MainWindow::updateActions()
{
    const int selected = m_list->view().selectedCount();
    const bool listShown = !m_stage->page();
    const bool any = listShown && (selected > 0 || m_reader->placement().isValid());
    const bool one = listShown && m_reader->placement().isValid() && selected <= 1;
    const bool accounts = m_folders->accountCount() > 0;
    const FolderNode *node = currentFolder();
    const auto role = roleOfMessages();
    const bool drafts = role == store::MailboxRole::Drafts;
    const auto set = [this](std::initializer_list<Command> commands, bool enabled) {
        for (const Command command : commands)
            (*m_actions)[command]->setEnabled(enabled);
    };
    set({Command::Reply, Command::ReplyAll, Command::Forward, Command::Redirect}, one && !drafts);
    for (const Command command : FileCommands::commands())
        (*m_actions)[command]->setEnabled(one);
    set({Command::ViewSource, Command::ShowJourney, Command::ShowAs, Command::Open, Command::FindInMessage, Command::FixedWidth}, one);
    enableCardCommands(*m_actions, *m_reader, one && !drafts);
    set({Command::ZoomIn, Command::ZoomOut, Command::ZoomNormal}, listShown);
    set({Command::LaterInConversation, Command::EarlierInConversation}, one && m_reader->conversation().count() > 1);
    set({Command::SwitchForm}, one && m_reader->body().hasHtml());
    set({Command::SwitchColours}, one && m_reader->body().hasOriginalColours());
    set({Command::Move, Command::Copy, Command::Delete, Command::ToggleFlag, Command::ToggleRead}, any);
    set({Command::Archive}, any && !drafts && role != store::MailboxRole::Archive);
    set({Command::Junk}, any && !drafts && role != store::MailboxRole::Junk && role != store::MailboxRole::Sent);
    set({Command::NotJunk}, any && role == store::MailboxRole::Junk);
    set({Command::MarkAllRead}, listShown && node && node->query() && node->count > 0 && !m_list->isSearching());
    set({Command::EmptyTrash}, node && node->kind == FolderNode::Kind::Folder && node->mailbox.role == store::MailboxRole::Trash);
    set({Command::Write, Command::Search, Command::Sync, Command::NewFolder, Command::ShowOutbox, Command::SelectAll}, accounts);
    m_sidebar->writeButton().setVisible(accounts);
}

void MainWindow::reply(bool all)
{
    m_reader->whenOpened([this, all](const engine::OpenedMessagePtr &message) { Q_EMIT replyRequested(message, all); });
}

void MainWindow::openCurrent()
{
    const PlacementId current = m_list->view().currentMessage();
    if (!current.isValid())
        return;
    const FolderNode *node = currentFolder();
    if (node && node->kind == FolderNode::Kind::Folder && node->mailbox.role == store::MailboxRole::Drafts) {
        Q_EMIT draftRequested(current);
        return;
    }
    m_stage->show(PaneStage::Level::Reader);
    m_reader->body().setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::goBack()
{
    if (m_list->isSearching() && !(m_stage->readerCovers() && m_stage->level() == PaneStage::Level::Reader))
        m_list->search().clear();
    else if (m_stage->back())
        return m_stage->focusShown();
    else if (m_stage->dock())
        closeDock();
    m_list->view().setFocus(Qt::ShortcutFocusReason);
}

AccountId MainWindow::currentAccount() const
{
    if (const auto row = m_context.reader.row(m_reader->placement()); row && *row)
        return (*row)->account;
    if (const FolderNode *node = currentFolder(); node && node->kind == FolderNode::Kind::Folder)
        return node->mailbox.account;
    const auto accounts = m_context.reader.accounts();
    return accounts && !accounts->empty() ? accounts->front().id : AccountId{};
}

void MainWindow::quickSync()
{
    m_context.engine.syncNow({.account = {}, .mailbox = {}, .progress = {}}, onUi(this, [this](Result<engine::SyncSummary> done) {
        if (!done && done.error().kind != ErrorKind::Cancelled)
            Q_EMIT m_commands->failed(done.error());
    }));
}

void MainWindow::pickFolder(const QString &hint, std::function<void(MailboxId)> then)
{
    const auto mailboxes = m_context.reader.allMailboxes();
    auto accounts = m_context.reader.accounts();
    if (!mailboxes || !accounts)
        return;
    // Of two folders named Trash, the one of the message's own account stands first.
    const auto own = m_context.reader.row(m_list->view().currentMessage());
    if (own && *own)
        std::stable_partition(accounts->begin(), accounts->end(), [id = (*own)->account](const auto &account) { return account.id == id; });
    const FolderNode *here = currentFolder();
    std::vector<Choice> choices;
    std::vector<std::pair<int, Choice>> recent;
    for (const auto &account : *accounts) {
        for (const auto &mailbox : *mailboxes) {
            const bool isHere = here && here->kind == FolderNode::Kind::Folder && here->mailbox.id == mailbox.id;
            if (mailbox.account != account.id || !mailbox.selectable || isHere)
                continue;
            Choice choice;
            choice.text = mailbox.parentPath.isEmpty() || mailbox.role != store::MailboxRole::None ? mailboxName(mailbox) : mailbox.path;
            choice.detail = accounts->size() > 1 ? account.email : QString();
            choice.icon = mailboxIcon(mailbox.role);
            choice.id = QStringLiteral("folder/%1/%2").arg(account.id.value).arg(mailbox.path);
            choice.act = [then, id = mailbox.id] { then(id); };
            const auto used = m_recentTargets.indexOf(choice.id);
            if (used >= 0)
                recent.emplace_back(static_cast<int>(used), std::move(choice));
            else
                choices.push_back(std::move(choice));
        }
    }
    std::sort(recent.begin(), recent.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<Choice> ordered;
    for (auto &[order, choice] : recent)
        ordered.push_back(std::move(choice));
    ordered.insert(ordered.end(), std::make_move_iterator(choices.begin()), std::make_move_iterator(choices.end()));
    auto *picker = new Picker(m_context.theme, hint, std::move(ordered), this);
    connect(picker, &Picker::chosen, this, [this](const QString &id) {
        m_recentTargets.removeAll(id);
        m_recentTargets.prepend(id);
        m_recentTargets = m_recentTargets.mid(0, kRecentTargets);
    });
    picker->popUp();
}

void MainWindow::showPalette(bool keysOnly)
{
    std::vector<Choice> choices;
    for (const auto &[command, action] : m_actions->all()) {
        const QString keys = ActionSet::keysOf(action);
        if (!action->isEnabled() && !keysOnly)
            continue;
        if ((keysOnly && keys.isEmpty()) || command == Command::Palette)
            continue;
        choices.push_back({action->text(), keys, m_actions->iconName(command), [this, act = action] {
                               if (act->isEnabled())
                                   QMetaObject::invokeMethod(act, &QAction::trigger, Qt::QueuedConnection);
                           }, {}});
    }
    if (!keysOnly) {
        const auto accounts = m_context.reader.accounts().valueOr({});
        for (const auto &mailbox : m_context.reader.allMailboxes().valueOr({})) {
            const auto account = std::find_if(accounts.begin(), accounts.end(), [&](const auto &entry) { return entry.id == mailbox.account; });
            if (!mailbox.selectable || account == accounts.end())
                continue;
            const QString name = mailbox.parentPath.isEmpty() || mailbox.role != store::MailboxRole::None ? mailboxName(mailbox) : mailbox.path;
            choices.push_back({tr("Go to %1").arg(name), account->email, mailboxIcon(mailbox.role), [this, id = mailbox.id] {
                                   const QModelIndex index = m_folders->indexOf(id);
                                   if (const FolderNode *node = m_folders->node(index)) {
                                       m_sidebar->folders().showCurrent(node->key());
                                       chooseFolder(node);
                                   }
                               }, {}});
        }
    }
    auto *picker = new Picker(m_context.theme, keysOnly ? tr("Keys and commands") : tr("Do something or go to a folder…"), std::move(choices), this);
    picker->popUp();
}

void MainWindow::showJourney()
{
    m_reader->whenOpened([this](const engine::OpenedMessagePtr &message) {
        auto *window = new JourneyWindow(m_context, message, this);
        window->show();
    });
}

void MainWindow::showSource()
{
    m_reader->whenOpened([this](const engine::OpenedMessagePtr &message) {
        auto *window = new SourceWindow(m_context.theme, message, this);
        window->show();
    });
}

} // namespace tern::ui
