// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/MainWindow.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/bridge/UndeliveredText.h"
#include "ui/mainwindow/FolderCommands.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MessageCommands.h"
#include "ui/mainwindow/PaneStage.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/mainwindow/StatusStrip.h"
#include "ui/mainwindow/UndoBar.h"
#include "ui/mainwindow/WindowSettings.h"
#include "ui/reader/ConversationLines.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/ToolRow.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QCloseEvent>
#include <QMenu>
#include <QVBoxLayout>

namespace tern::ui {

namespace {
constexpr int kVisibleAfterMs = 120;   ///< scrolling stands still
constexpr int kNoticeMs = 20'000;
constexpr int kGoodNoticeMs = 6'000;
}

MainWindow::MainWindow(const WindowContext &context, ReaderThread &thread, QWidget *parent)
    : QWidget(parent), m_context(context), m_thread(thread), m_actions(new ActionSet(this)), m_folders(new FolderModel(context.reader, thread, this)),
      m_messages(new MessageListModel(context.reader, thread, this)), m_commands(new MessageCommands(context, this)),
      m_folderCommands(new FolderCommands(context, *m_folders, *m_commands, this))
{
    setWindowTitle(tr("Tern"));
    m_context.thread = &thread;
    buildPanes();
    connectPanes();
    connectActions();
    connectEngine();
    resize(1320, 820);
    readSettings();
    restoreLayout();
    showFirstFolder();
    updateActions();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanes()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_sidebar = new Sidebar(m_context.theme, *m_folders);
    m_list = new ListPane(m_context.theme, *m_messages);
    m_reader = new ReaderPane(m_context);
    m_stage = new PaneStage(m_sidebar, m_list, m_reader, this);
    column->addWidget(m_stage, 1);
    m_noticeRow = new QWidget(this);
    auto *noticeRow = new QHBoxLayout(m_noticeRow);
    noticeRow->setContentsMargins(8, 6, 8, 6);
    m_notice = new Banner(m_context.theme, Banner::Kind::Warning, QString(), m_noticeRow);
    noticeRow->addWidget(m_notice);
    m_noticeRow->hide();
    column->addWidget(m_noticeRow);
    m_status = new StatusStrip(m_context.theme, this);
    column->addWidget(m_status);
    m_undo = new UndoBar(m_context.theme, &m_stage->upper(), this);
    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(kVisibleAfterMs);
    m_noticeTimer.setSingleShot(true);

    ToolRow &tools = m_reader->tools();
    ActionSet &a = *m_actions;
    tools.setBack(a[Command::Back]);
    for (const Command command : {Command::Reply, Command::ReplyAll, Command::Forward})
        tools.addAction(a[command]);
    tools.addSeparator();
    for (const Command command : {Command::Archive, Command::Move, Command::Junk, Command::NotJunk, Command::Delete})
        tools.addAction(a[command]);
    for (const Command command : {Command::Redirect, Command::ToggleFlag, Command::ToggleRead, Command::Copy, Command::SwitchForm, Command::SwitchColours, Command::ReplyList, Command::ViewSource, Command::ShowHeaders, Command::ShowJourney, Command::WhyHere, Command::ShowAs,
                                  Command::SaveMessage, Command::SavePdf, Command::Print})
        tools.addToMenu(a[command]);
    m_sidebar->setMenu({a[Command::Sync], a[Command::AddAccount], nullptr, a[Command::ShowActivity], a[Command::ShowConsole], nullptr, a[Command::Palette],
                        a[Command::Help], a[Command::Settings], nullptr, a[Command::Quit]});
}

void MainWindow::connectPanes()
{
    FolderView &folders = m_sidebar->folders();
    connect(&folders, &FolderView::chosen, this, &MainWindow::chooseFolder);
    connect(&folders, &FolderView::accountClicked, this, &MainWindow::doctorRequested);
    connect(&folders, &QWidget::customContextMenuRequested, this, [this, &folders](const QPoint &at) {
        const FolderNode *node = m_folders->node(folders.indexAt(at));
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        if (node && m_folderCommands->fillMenu(menu, *node))
            menu->popup(folders.viewport()->mapToGlobal(at));
        else
            delete menu;
    });
    connect(m_folders, &FolderModel::messagesDropped, this, [this](const std::vector<PlacementId> &messages, MailboxId target, bool copy) {
        m_reader->backToSelected();
        dropped(messages, target, copy);
    });
    connect(m_folders, &FolderModel::outboxCountChanged, m_status, &StatusStrip::setOutbox);
    connect(m_folders, &FolderModel::rebuilt, this, [this] {
        if (!currentFolder())
            showFirstFolder();
        tellStatusOfAccounts();
        updateActions();
    });
    m_status->setOutbox(m_folders->outboxCount());
    tellStatusOfAccounts();

    MessageListView &view = m_list->view();
    connect(&view, &MessageListView::currentMessageChanged, this, &MainWindow::showCurrent);
    connect(&view, &MessageListView::opened, this, &MainWindow::openCurrent);
    connect(&view, &MessageListView::selectionCountChanged, this, [this, &view](int count) {
        if (count > 1)
            m_reader->showNothing(count);
        else if (count == 1 && view.currentMessage().isValid())
            m_reader->showMessage(view.currentMessage());
        updateActions();
    });
    connect(&view, &MessageListView::visibleRowsChanged, &m_visibleTimer, qOverload<>(&QTimer::start));
    connect(&view, &QAbstractItemView::clicked, this, [this] {
        m_reader->backToSelected();
        if (m_stage->readerCovers())
            m_stage->show(PaneStage::Level::Reader);
    });
    connect(&view, &QWidget::customContextMenuRequested, this, [this, &view](const QPoint &at) {
        if (view.selectedCount() == 0)
            return;
        m_reader->backToSelected();
        showMessageMenu(view.viewport()->mapToGlobal(at), false);
    });
    connect(m_list, &ListPane::queryChanged, this, &MainWindow::updateActions);
    connect(m_messages, &MessageListModel::loaded, this, [this] {
        if (const auto row = m_wanted.isValid() ? m_messages->rowOf(m_wanted) : std::nullopt)
            m_list->view().selectRow(*row);
        m_wanted = {};
    });
    connect(m_messages, &MessageListModel::failed, this, [this](const Error &error) { tell(errorText(error).sentence, errorText(error).details, true); });
    connect(&m_visibleTimer, &QTimer::timeout, this, &MainWindow::visibleRowsChanged);
    connect(&m_noticeTimer, &QTimer::timeout, m_noticeRow, &QWidget::hide);

    connectReader();
    connect(m_reader, &ReaderPane::readLongEnough, m_commands, &MessageCommands::markReadQuietly);
    connect(&m_reader->body(), &ReaderBody::formChanged, this, &MainWindow::updateActions);
    connect(m_reader, &ReaderPane::mailtoActivated, this, &MainWindow::mailtoRequested);
    connect(m_reader, &ReaderPane::said, this, [this](const QString &sentence) { tell(sentence, {}, false); });
    connect(m_stage, &PaneStage::arranged, this, [this] {
        m_reader->tools().showBack(m_stage->readerCovers());
        m_list->showFoldersButton(m_stage->onePane());
    });
    connect(m_list, &ListPane::foldersRequested, this, [this] {
        m_stage->show(PaneStage::Level::Folders);
        m_stage->focusShown();
    });
    connect(m_status, &QAbstractButton::clicked, (*m_actions)[Command::ShowActivity], &QAction::trigger);
    connect(&m_sidebar->writeButton(), &QAbstractButton::clicked, (*m_actions)[Command::Write], &QAction::trigger);

    const auto sayWhy = [this](const Error &error) { tell(errorText(error).sentence, errorText(error).details, true); };
    connect(m_reader, &ReaderPane::failed, this, sayWhy);
    connect(m_commands, &MessageCommands::failed, this, sayWhy);
    connect(m_folderCommands, &FolderCommands::failed, this, sayWhy);
    connect(m_folderCommands, &FolderCommands::checkRequested, this, &MainWindow::checkRequested);
    connect(m_folderCommands, &FolderCommands::settingsRequested, this, &MainWindow::settingsRequested);
    connect(m_commands, &MessageCommands::acted, this, [this](const QString &sentence, const std::vector<OperationId> &operations) {
        m_undo->offer(sentence, [this, operations] { m_commands->undo(operations); });
    });
}

void MainWindow::connectEngine()
{
    connect(&m_context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        m_folders->applyChanges(changes);
        m_messages->applyChanges(changes);
        if (changes.settings)
            readSettings();
        if (changes.accounts)
            updateActions();
        if (const auto undelivered = undeliveredText(m_context.reader, changes.undelivered))
            tell(undelivered->sentence, undelivered->details, true);
    });
    connect(&m_context.bridge, &EngineBridge::statusChanged, this, [this](const engine::AccountStatus &status) {
        m_folders->setAccountStatus(status, status.error ? errorText(*status.error).sentence : QString());
        m_status->setAccountStatus(status);
    });
    connect(&m_context.bridge, &EngineBridge::notice, this, &MainWindow::told);
    for (const auto &status : m_context.engine.accountStatus()) {
        m_folders->setAccountStatus(status, status.error ? errorText(*status.error).sentence : QString());
        m_status->setAccountStatus(status);
    }
}

void MainWindow::tellStatusOfAccounts()
{
    std::set<AccountId> accounts;
    for (const auto &account : m_context.reader.accounts().valueOr({}))
        accounts.insert(account.id);
    m_status->setAccounts(accounts);
}

void MainWindow::showFirstFolder()
{
    if (m_folders->accountCount() == 0) {
        m_list->showNothing();
        return;
    }
    const QModelIndex first = m_folders->index(0, 0);
    m_sidebar->folders().showCurrent(m_folders->node(first)->key());
    chooseFolder(m_folders->node(first));
}

const FolderNode *MainWindow::currentFolder() const
{
    return m_folders->node(m_sidebar->folders().currentIndex());
}

void MainWindow::chooseFolder(const FolderNode *node)
{
    if (!node || node->kind == FolderNode::Kind::Account)
        return;
    setOutboxShown(node->kind == FolderNode::Kind::Outbox);
    if (node->query()) {
        setWindowTitle(node->title());
        m_list->showFolder(*node);
        // What was read belongs to the folder that was left.
        if (!m_wanted.isValid())
            m_reader->showNothing();
    }
    if (m_stage->level() != PaneStage::Level::List)
        m_stage->show(PaneStage::Level::List);
    updateActions();
}

void MainWindow::setOutboxShown(bool shown)
{
    if (shown && !m_outboxPane && m_factories.outbox)
        m_outboxPane = m_factories.outbox(m_stage);
    m_stage->showPage(shown ? m_outboxPane : nullptr);
}

void MainWindow::toggleDock(QWidget *&pane, const std::function<QWidget *(QWidget *)> &factory)
{
    if (pane && m_stage->dock() == pane)
        return m_stage->showDock(nullptr);
    if (!pane && factory)
        pane = factory(m_stage);
    if (pane) {
        m_stage->showDock(pane);
        pane->setFocus(Qt::ShortcutFocusReason);
    }
}

void MainWindow::closeDock()
{
    m_stage->showDock(nullptr);
    m_list->view().setFocus(Qt::OtherFocusReason);
}

void MainWindow::showCurrent(PlacementId placement)
{
    if (!placement.isValid()) {
        // A message that only left this list (read, in a list of unread mail) stays open.
        const auto row = m_context.reader.row(m_reader->placement());
        if (!m_messages->isLoaded() || m_messages->rowCount() == 0 || !row || !*row)
            m_reader->showNothing();
    } else if (m_list->view().selectedCount() <= 1) {
        m_reader->showMessage(placement);
    }
    updateActions();
}

void MainWindow::showMessage(PlacementId placement)
{
    const auto row = m_context.reader.row(placement);
    if (!row || !*row)
        return;
    m_wanted = placement;
    const QModelIndex folder = m_folders->indexOf((*row)->mailbox);
    if (folder.isValid()) {
        m_sidebar->folders().showCurrent(m_folders->node(folder)->key());
        chooseFolder(m_folders->node(folder));
    }
    if (m_stage->readerCovers())
        m_stage->show(PaneStage::Level::Reader);
}

void MainWindow::visibleRowsChanged()
{
    const auto [first, last] = m_list->view().rowsOnScreen();
    std::map<MailboxId, std::vector<PlacementId>> bare;
    for (int row = first; row <= last; ++row) {
        const auto *message = m_messages->loadedRowAt(row);
        if (message && message->placement.isValid() && message->snippet.isEmpty() && !message->bodyStored)
            bare[message->mailbox].push_back(message->placement);
    }
    for (auto &[mailbox, rows] : bare)
        m_context.engine.setVisible(mailbox, std::move(rows));
}

void MainWindow::tell(const QString &sentence, const QString &details, bool trouble)
{
    m_notice->setKind(trouble ? Banner::Kind::Warning : Banner::Kind::Good);
    m_notice->setText(sentence);
    m_notice->setDetails(details);
    m_notice->clearButtons();
    connect(m_notice->addButton(tr("Close")), &QAbstractButton::clicked, m_noticeRow, &QWidget::hide);
    m_noticeRow->show();
    m_noticeTimer.start(trouble ? kNoticeMs : kGoodNoticeMs);
}

void MainWindow::told(const engine::Notice &notice)
{
    using Kind = engine::Notice::Kind;
    const ErrorText why = errorText(notice.error);
    const QString subject = notice.subject.isEmpty() ? tr("(no subject)") : notice.subject;
    switch (notice.kind) {
    case Kind::OperationRefused:
        return tell(tr("The server refused a change to %n message(s), so it was taken back. %1", nullptr, notice.messages).arg(why.sentence), why.details, true);
    case Kind::SendFailed:
        if (!notice.refused.isEmpty())
            return tell(tr("“%1” was sent, but not to %2. %3").arg(subject, notice.refused.join(QLatin1String(", ")), why.sentence), why.details, true);
        return tell(tr("“%1” was not sent. %2").arg(subject, why.sentence), why.details, true);
    case Kind::SendUnknown: return tell(tr("“%1” may or may not have been sent. Open the Outbox and choose.").arg(subject), why.details, true);
    case Kind::Sent: return tell(tr("“%1” was sent.").arg(subject), {}, false);
    case Kind::ServerAlert: return tell(tr("The server says: %1").arg(why.details), {}, true);
    case Kind::AccountProblem:
    case Kind::StorageProblem: return tell(why.sentence, why.details, true);
    }
}

void MainWindow::readSettings()
{
    const WindowSettings settings = readWindowSettings(m_context.reader);
    m_reader->setMarkReadAfter(settings.markReadAfterMs);
    m_reader->body().setPreferText(settings.preferText);
    m_reader->body().readLook();
    m_reader->conversation().setOn(settings.conversations);
    m_list->setGrouped(settings.grouped);
    m_reader->setOpensFirstUnread(settings.grouped);
    m_list->view().setDensity(settings.compact ? Density::TwoLines : Density::ThreeLines);
}

void MainWindow::saveLayout()
{
    const WindowLayout layout{saveGeometry(), m_stage->saveSizes(), m_sidebar->folders().collapsed(), m_recentTargets};
    m_context.engine.setSetting(windowLayoutKey(), packLayout(layout));
}

void MainWindow::restoreLayout()
{
    const auto stored = m_context.reader.setting(windowLayoutKey());
    if (!stored || !*stored)
        return;
    const WindowLayout layout = unpackLayout(**stored);
    if (!layout.geometry.isEmpty())
        restoreGeometry(layout.geometry);
    m_stage->restoreSizes(layout.sizes);
    m_sidebar->folders().setCollapsed(layout.collapsed);
    m_recentTargets = layout.recentTargets;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    QWidget::closeEvent(event);
}

} // namespace tern::ui
