// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/FolderCommands.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/models/RowWords.h"

#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace tern::ui {

FolderCommands::FolderCommands(const WindowContext &context, FolderModel &folders, MessageCommands &messages, QWidget *window)
    : QObject(window), m_context(context), m_folders(folders), m_messages(messages), m_window(window)
{
}

std::function<void(Result<void>)> FolderCommands::orSayWhy()
{
    return onUi(this, [this](Result<void> done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

bool FolderCommands::fillMenu(QMenu *menu, const FolderNode &node)
{
    using Role = store::MailboxRole;
    if (node.kind == FolderNode::Kind::Account) {
        const AccountId account = node.account.id;
        const bool hasServer = node.account.kind != store::AccountKind::Local;
        menu->addAction(tr("New folder…"), this, [this, account] { createIn(account, {}); });
        if (hasServer) {
            menu->addAction(tr("Look for new mail"), this, [this, account] { m_context.engine.syncNow({.account = account, .mailbox = {}, .progress = {}}, [](Result<engine::SyncSummary>) {}); });
            QAction *all = menu->addAction(tr("Show unsubscribed folders"));
            all->setCheckable(true);
            all->setChecked(m_folders.showsAll());
            connect(all, &QAction::toggled, this, [this](bool on) { m_folders.setShowAll(on); });
        }
        menu->addSeparator();
        if (hasServer)
            menu->addAction(tr("Check the connection…"), this, [this, account] { Q_EMIT checkRequested(account); });
        menu->addAction(tr("Account settings…"), this, [this, account] { Q_EMIT settingsRequested(account); });
        return true;
    }
    const auto query = node.query();
    if (query && node.kind != FolderNode::Kind::Flagged && node.count > 0) {
        const int unread = node.kind == FolderNode::Kind::Folder ? node.mailbox.unread : node.count;
        if (unread > 0)
            menu->addAction(tr("Mark all as read"), this, [this, query = *query, unread] { m_messages.markAllRead(query, unread); });
    }
    if (node.kind != FolderNode::Kind::Folder)
        return !menu->isEmpty();
    const store::MailboxRecord mailbox = node.mailbox;
    if (mailbox.role == Role::Trash && mailbox.total > 0)
        menu->addAction(tr("Empty the trash…"), this, [this, mailbox] { askEmptyTrash(mailbox.account); });
    menu->addAction(tr("New folder inside…"), this, [this, mailbox] { createIn(mailbox.account, mailbox.path); });
    if (mailbox.role != Role::None)
        return true;
    menu->addAction(tr("Rename…"), this, [this, mailbox] { rename(mailbox); });
    if (!isKeptHere(mailbox.account)) {
        menu->addAction(mailbox.subscribed ? tr("Unsubscribe") : tr("Subscribe"), this,
                        [this, mailbox] { m_context.engine.setSubscribed(mailbox.id, !mailbox.subscribed, orSayWhy()); });
    }
    menu->addSeparator();
    menu->addAction(tr("Delete folder…"), this, [this, mailbox] { askDelete(mailbox); });
    return true;
}

bool FolderCommands::isKeptHere(AccountId account) const
{
    const auto record = m_context.reader.account(account);
    return record && store::isKeptHere(record->kind);
}

void FolderCommands::askName(const QString &title, const QString &label, const QString &name, std::function<void(QString)> then)
{
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(name);
    dialog->resize(380, dialog->sizeHint().height());
    connect(dialog, &QInputDialog::textValueSelected, this, [then = std::move(then)](const QString &typed) {
        if (!typed.trimmed().isEmpty())
            then(typed.trimmed());
    });
    dialog->open();
}

void FolderCommands::createIn(AccountId account, const QString &parentPath)
{
    const QString label = parentPath.isEmpty() ? tr("Name of the new folder") : tr("Name of the new folder in “%1”").arg(parentPath);
    askName(tr("New folder"), label, {}, [this, account, parentPath](const QString &name) {
        m_context.engine.createMailbox(account, parentPath.isEmpty() ? name : parentPath + u'/' + name, orSayWhy());
    });
}

void FolderCommands::rename(const store::MailboxRecord &mailbox)
{
    askName(tr("Rename folder"), tr("New name of “%1”").arg(mailbox.name), mailbox.name, [this, mailbox](const QString &name) {
        m_context.engine.renameMailbox(mailbox.id, mailbox.parentPath.isEmpty() ? name : mailbox.parentPath + u'/' + name, orSayWhy());
    });
}

void FolderCommands::ask(const QString &question, const QString &consequence, const QString &yes, std::function<void()> then)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, question, question, QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(consequence);
    QPushButton *go = box->addButton(yes, QMessageBox::DestructiveRole);
    connect(go, &QAbstractButton::clicked, this, [then = std::move(then)] { then(); });
    box->open();
}

void FolderCommands::askDelete(const store::MailboxRecord &mailbox)
{
    const QString consequence = isKeptHere(mailbox.account)
        ? tr("%n message(s) in it are moved to the trash.", nullptr, mailbox.total)
        : tr("%n message(s) in it are deleted from the server too. This can't be undone.", nullptr, mailbox.total);
    ask(tr("Delete the folder “%1”?").arg(mailbox.name), consequence, tr("Delete folder"), [this, mailbox] { m_context.engine.deleteMailbox(mailbox.id, orSayWhy()); });
}

void FolderCommands::askEmptyTrash(AccountId account)
{
    const auto trash = m_context.reader.mailboxByRole(account, store::MailboxRole::Trash);
    if (!trash || !*trash)
        return;
    ask(tr("Empty the trash?"), tr("%n message(s) are removed for good.", nullptr, (*trash)->total), tr("Empty the trash"),
        [this, account] { m_messages.emptyTrash(account); });
}

} // namespace tern::ui
