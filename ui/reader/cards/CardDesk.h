// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>
#include <QUrl>

namespace tern::ui {

/// What the cards of a message have in common: the message, who the person is, and the way out for what they send and say.
/// Thread: UI; small reads.
class CardDesk final : public QObject {
    Q_OBJECT
public:
    explicit CardDesk(const WindowContext &context, QObject *parent = nullptr) : QObject(parent), m_context(context) {}

    void setMessage(engine::OpenedMessagePtr message);
    [[nodiscard]] const engine::OpenedMessagePtr &message() const { return m_message; }
    [[nodiscard]] const WindowContext &context() const { return m_context; }
    [[nodiscard]] const Theme &theme() const { return m_context.theme; }
    /// The account that the message lies in.
    [[nodiscard]] AccountId account() const { return m_account; }

    /// The message lies in Junk: its sender is to learn nothing.
    [[nodiscard]] bool isInJunk() const { return m_isInJunk; }

    /// The addresses a person has, those of the message's account first.
    [[nodiscard]] QStringList ownAddresses() const;
    /// Whom to send as, to appear as this address; the message's account if it is none of the person's.
    [[nodiscard]] engine::Sender senderFor(const QString &address) const;
    /// The address the message was sent to: of the person's the first that it names, else the account's own.
    [[nodiscard]] QString addressedAs() const;

    /// Puts a mail into the Outbox, held as long as any other that is sent.
    void send(engine::OutgoingMail mail);
    /// Opens a page in the browser.
    void openPage(const QUrl &page);

Q_SIGNALS:
    void queued(tern::OutboxId item, const QString &subject, std::chrono::milliseconds undo);
    void mailtoActivated(const QUrl &url);
    void failed(const tern::Error &error);
    void said(const QString &sentence);

private:
    [[nodiscard]] std::vector<store::IdentityRecord> identities() const;

    WindowContext m_context;
    engine::OpenedMessagePtr m_message;
    AccountId m_account;
    bool m_isInJunk = false;
};

} // namespace tern::ui
