// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"
#include "ui/mainwindow/MessageCommands.h"
#include "ui/models/FolderModel.h"

class QMenu;

namespace tern::ui {

/// What one can do to a folder or an account, as the sidebar's menu offers it. What can't be undone is asked about.
/// Thread: UI.
class FolderCommands final : public QObject {
    Q_OBJECT
public:
    FolderCommands(const WindowContext &context, FolderModel &folders, MessageCommands &messages, QWidget *window);

    /// Only what can be done to this line. \return false if nothing can.
    bool fillMenu(QMenu *menu, const FolderNode &node);
    void createIn(AccountId account, const QString &parentPath);
    void askEmptyTrash(AccountId account);

Q_SIGNALS:
    void failed(const tern::Error &error);
    void checkRequested(tern::AccountId account);
    void settingsRequested(tern::AccountId account);

private:
    void rename(const store::MailboxRecord &mailbox);
    void askDelete(const store::MailboxRecord &mailbox);
    /// Whether the account's mail is on this computer alone.
    [[nodiscard]] bool isKeptHere(AccountId account) const;
    void askName(const QString &title, const QString &label, const QString &name, std::function<void(QString)> then);
    void ask(const QString &question, const QString &consequence, const QString &yes, std::function<void()> then);
    [[nodiscard]] std::function<void(Result<void>)> orSayWhy();

    WindowContext m_context;
    FolderModel &m_folders;
    MessageCommands &m_messages;
    QWidget *m_window;
};

} // namespace tern::ui
