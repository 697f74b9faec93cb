// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/MessageCommands.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/models/RowWords.h"

namespace tern::ui {

namespace {
int countOf(const MessageCommands::Messages &messages)
{
    return static_cast<int>(messages.size());
}
}

MessageCommands::MessageCommands(const WindowContext &context, QObject *parent) : QObject(parent), m_context(context) {}

std::function<void(Result<std::vector<OperationId>>)> MessageCommands::say(const QString &sentence)
{
    return onUi(this, [this, sentence](Result<std::vector<OperationId>> done) {
        if (!done)
            Q_EMIT failed(done.error());
        else if (!done->empty())
            Q_EMIT acted(sentence, *done);
    });
}

QString MessageCommands::nameOf(MailboxId mailbox)
{
    const auto record = m_context.reader.mailbox(mailbox);
    return record ? mailboxName(*record) : QString();
}

void MessageCommands::archive(const Messages &messages)
{
    m_context.engine.archive(messages, say(tr("%n message(s) archived", nullptr, countOf(messages))));
}

void MessageCommands::markJunk(const Messages &messages, bool junk)
{
    m_context.engine.markJunk(messages, junk, say(junk ? tr("%n message(s) moved to Junk", nullptr, countOf(messages))
                                                       : tr("%n message(s) moved back to the inbox", nullptr, countOf(messages))));
}

void MessageCommands::remove(const Messages &messages)
{
    m_context.engine.remove(messages, say(tr("%n message(s) deleted", nullptr, countOf(messages))));
}

void MessageCommands::move(const Messages &messages, MailboxId target)
{
    m_context.engine.move(messages, target, say(tr("%n message(s) moved to “%1”", nullptr, countOf(messages)).arg(nameOf(target))));
}

void MessageCommands::copy(const Messages &messages, MailboxId target)
{
    m_context.engine.copy(messages, target, say(tr("%n message(s) copied to “%1”", nullptr, countOf(messages)).arg(nameOf(target))));
}

void MessageCommands::setFlag(const Messages &messages, bool flagged)
{
    const store::Flags flag = store::FlagFlagged;
    m_context.engine.changeFlags(messages, flagged ? flag : 0u, flagged ? 0u : flag,
                                 flagged ? store::OperationIntent::Flag : store::OperationIntent::Unflag,
                                 say(flagged ? tr("%n message(s) flagged", nullptr, countOf(messages)) : tr("Flag taken from %n message(s)", nullptr, countOf(messages))));
}

void MessageCommands::setRead(const Messages &messages, bool read)
{
    const store::Flags seen = store::FlagSeen;
    m_context.engine.changeFlags(messages, read ? seen : 0u, read ? 0u : seen,
                                 read ? store::OperationIntent::MarkRead : store::OperationIntent::MarkUnread,
                                 say(read ? tr("%n message(s) marked as read", nullptr, countOf(messages)) : tr("%n message(s) marked as unread", nullptr, countOf(messages))));
}

void MessageCommands::markReadQuietly(PlacementId message)
{
    m_context.engine.changeFlags({message}, store::FlagSeen, 0, store::OperationIntent::MarkRead, onUi(this, [this](Result<std::vector<OperationId>> done) {
        if (!done)
            Q_EMIT failed(done.error());
    }));
}

void MessageCommands::markAllRead(const store::ListQuery &query, int unread)
{
    m_context.engine.markAllRead(query, say(tr("%n message(s) marked as read", nullptr, unread)));
}

void MessageCommands::emptyTrash(AccountId account)
{
    m_context.engine.emptyTrash(account, say(tr("The trash is being emptied")));
}

void MessageCommands::undo(const Operations &operations)
{
    m_context.engine.undo(operations, onUi(this, [this](Result<void> undone) {
        if (!undone)
            Q_EMIT failed(undone.error());
    }));
}

} // namespace tern::ui
