// SPDX-License-Identifier: GPL-3.0-or-later
// Which messages of list and reader a command means: MainWindow's third part.
#include "core/engine/Engine.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MainWindow.h"
#include "ui/mainwindow/MessageCommands.h"
#include "ui/mainwindow/PaneStage.h"
#include "ui/models/FolderNode.h"
#include "ui/models/MessageListModel.h"
#include "ui/reader/ConversationLines.h"
#include "ui/reader/MessageHeader.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/cards/MessageCards.h"
#include "ui/settings/SettingKeys.h"

#include <QMenu>

#include <algorithm>

namespace tern::ui {

/// Whether commands mean the open message and not what is selected in the list.
bool MainWindow::meansOpen() const
{
    return m_reader->placement().isValid() && m_list->view().selectedCount() <= 1 && (m_reader->isElsewhere() || (m_menuOfOpen && m_messages->query().threads));
}

void MainWindow::actOnSelection(std::function<void(const std::vector<PlacementId> &)> act)
{
    const auto goOnAndAct = [this, act](const std::vector<PlacementId> &messages) {
        // On to the next message at once; the rows go when the store says so.
        showNextOf(static_cast<int>(messages.size()));
        m_messages->standFor(messages, act);
    };
    if (meansOpen()) {
        // Another message of the conversation: the list stays where it is.
        const PlacementId open = m_reader->placement();
        if (!m_reader->stepInConversation(1))
            m_reader->stepInConversation(-1);
        act({open});
    } else if (m_list->view().selectedCount() > 0) {
        m_list->view().withSelected(goOnAndAct);
    } else if (m_reader->placement().isValid()) {
        // Open, though it left the list.
        const PlacementId open = m_reader->placement();
        showNextOf(1);
        act({open});
    }
}

void MainWindow::dropped(const std::vector<PlacementId> &messages, MailboxId target, bool copy)
{
    // A large drag carries no ids: it means the selection.
    if (copy && !messages.empty())
        return m_messages->standFor(messages, [this, target](const auto &all) { m_commands->copy(all, target); });
    if (copy)
        return withMessages([this, target](const auto &selected) { m_commands->copy(selected, target); });
    if (!messages.empty() && messages != m_list->view().selectedMessages())
        return m_messages->standFor(messages, [this, target](const auto &all) { m_commands->move(all, target); });
    // What is dragged is the selection: on to the next, as for any other move.
    actOnSelection([this, target](const auto &selected) { m_commands->move(selected, target); });
}

void MainWindow::showNextOf(int leaving)
{
    MessageListView &view = m_list->view();
    int first = m_messages->rowCount();
    int last = -1;
    for (const auto &range : view.selectionModel()->selection()) {
        first = std::min(first, range.top());
        last = std::max(last, range.bottom());
    }
    if (last < 0) {
        m_reader->showNothing();
    } else if (last + 1 < m_messages->rowCount()) {
        view.selectRow(last + 1);
    } else if (first > 0) {
        view.selectRow(first - 1);
    } else {
        view.selectionModel()->clear();
        m_reader->showNothing();
    }
    if (m_messages->rowCount() <= leaving && m_stage->readerCovers())
        m_stage->show(PaneStage::Level::List);
}

void MainWindow::toggle(store::Flags flag, std::function<void(const std::vector<PlacementId> &, bool)> set)
{
    withMessages([this, flag, set = std::move(set)](const std::vector<PlacementId> &messages) {
        // The flag is set on all unless all have it. That is found out by reading every row: not here.
        m_thread.post(this, 0, [messages, flag, set](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
            const auto rows = reader.rows(messages);
            const bool all = rows && std::all_of(rows->begin(), rows->end(), [flag](const auto &row) { return row.flags & flag; });
            return [messages, set, on = !all] { set(messages, on); };
        });
    });
}

void MainWindow::withMessages(std::function<void(const std::vector<PlacementId> &)> then)
{
    if (meansOpen())
        return then({m_reader->placement()});
    m_list->view().withSelected([this, then = std::move(then)](const auto &selected) { m_messages->standFor(selected, then); });
}

/// The role of the folder that the messages meant lie in, where that is one.
store::MailboxRole MainWindow::roleOfMessages() const
{
    if (m_reader->isElsewhere()) {
        const auto row = m_context.reader.row(m_reader->placement());
        const auto mailbox = row && *row ? m_context.reader.mailbox((*row)->mailbox) : Result<store::MailboxRecord>(store::MailboxRecord());
        return mailbox ? mailbox->role : store::MailboxRole::None;
    }
    const FolderNode *node = currentFolder();
    return node && node->kind == FolderNode::Kind::Folder ? node->mailbox.role : store::MailboxRole::None;
}

/// \param ofOpen  what is chosen means the open message, whatever is selected.
void MainWindow::showMessageMenu(const QPoint &at, bool ofOpen)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_menuOfOpen = ofOpen;
    // What was chosen is done after the menu has gone.
    connect(menu, &QMenu::aboutToHide, this, [this] { QMetaObject::invokeMethod(this, [this] { m_menuOfOpen = false; }, Qt::QueuedConnection); });
    const auto add = [this, menu](std::initializer_list<Command> commands) {
        for (const Command command : commands) {
            if ((*m_actions)[command]->isEnabled())
                menu->addAction((*m_actions)[command]);
        }
        menu->addSeparator();
    };
    add({Command::Reply, Command::ReplyAll, Command::Forward, Command::Redirect});
    add({Command::ToggleRead, Command::ToggleFlag});
    add({Command::Archive, Command::Move, Command::Copy, Command::Junk, Command::NotJunk, Command::Delete});
    menu->popup(at);
}

void MainWindow::connectReader()
{
    ActionSet &a = *m_actions;
    m_reader->header().addAction(a[Command::Reply], a.iconName(Command::Reply));
    m_reader->header().addAction(a[Command::Forward], a.iconName(Command::Forward));
    connect(m_reader, &ReaderPane::menuRequested, this, [this](const QPoint &at) { showMessageMenu(at, true); });
    connect(m_reader, &ReaderPane::openChanged, this, &MainWindow::updateActions);
    connect(&m_reader->conversation(), &ConversationLines::found, this, &MainWindow::updateActions);
    connect(&m_reader->cards(), &MessageCards::changed, this, &MainWindow::updateActions);
}

void MainWindow::toggleConversations()
{
    m_context.engine.setSetting(settings::kConversations, m_reader->conversation().isOn() ? QStringLiteral("0") : QStringLiteral("1"));
}

} // namespace tern::ui
