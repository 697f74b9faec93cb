// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>

#include <vector>

namespace tern::ui {

/// What one can do to messages: asks the engine, tells what was done with a way back.
/// Thread: UI.
class MessageCommands final : public QObject {
    Q_OBJECT
public:
    using Messages = std::vector<PlacementId>;
    using Operations = std::vector<OperationId>;

    explicit MessageCommands(const WindowContext &context, QObject *parent = nullptr);

    void archive(const Messages &messages);
    void markJunk(const Messages &messages, bool junk);
    void remove(const Messages &messages);
    void move(const Messages &messages, MailboxId target);
    void copy(const Messages &messages, MailboxId target);
    void setFlag(const Messages &messages, bool flagged);
    void setRead(const Messages &messages, bool read);
    /// Because it was in view, not because a person said so: nothing to undo.
    void markReadQuietly(PlacementId message);
    void markAllRead(const store::ListQuery &query, int unread);
    void emptyTrash(AccountId account);
    void undo(const Operations &operations);

Q_SIGNALS:
    void acted(const QString &sentence, const std::vector<tern::OperationId> &operations);
    void failed(const tern::Error &error);

private:
    [[nodiscard]] QString nameOf(MailboxId mailbox);
    [[nodiscard]] std::function<void(Result<std::vector<OperationId>>)> say(const QString &sentence);

    WindowContext m_context;
};

} // namespace tern::ui
