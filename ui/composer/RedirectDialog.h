// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"
#include "ui/composer/Composer.h"

#include <QDialog>

namespace tern::ui {

class Banner;
class ComposerHeader;
class PrimaryButton;

/// Asks to whom a message is sent on as it is, and by whom; closes once it is durable in the Outbox. Thread: UI. Not modal.
class RedirectDialog final : public QDialog {
    Q_OBJECT

public:
    RedirectDialog(const WindowContext &context, engine::OpenedMessagePtr message, AccountId account, QWidget *parent = nullptr);

    [[nodiscard]] ComposerHeader &header() { return *m_header; }

Q_SIGNALS:
    /// It is durable in the Outbox.
    void queued(const tern::ui::QueuedMail &mail);

private:
    void send();
    void complain(const QString &text, const QString &details = {});

    WindowContext m_context;
    engine::OpenedMessagePtr m_message;
    ComposerHeader *m_header = nullptr;
    PrimaryButton *m_send = nullptr;
    Banner *m_notice = nullptr;
};

} // namespace tern::ui
