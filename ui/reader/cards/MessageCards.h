// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calendar/Invitation.h"
#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QUrl>
#include <QWidget>

class QVBoxLayout;

namespace tern::ui {

class CardDesk;
class InvitationCard;
class ListStrip;
class ReceiptCard;
class ReportCard;

/// What a message is beside words, between its header and its text: an invitation, address cards, a delivery report, a wish for a receipt, a list. Takes no
/// room when it is none of these.
/// Thread: UI; small reads.
class MessageCards final : public QWidget {
    Q_OBJECT
public:
    explicit MessageCards(const WindowContext &context, QWidget *parent = nullptr);

    void show(const engine::OpenedMessagePtr &message);
    void clear();

    [[nodiscard]] bool canAnswerInvitation() const;
    void answerInvitation(calendar::Answer answer);
    [[nodiscard]] bool canUnsubscribe() const;
    /// Asks first: what happens stands in the strip.
    void unsubscribe();

Q_SIGNALS:
    /// A mail of a card is in the Outbox.
    void mailQueued(tern::OutboxId item, const QString &subject, std::chrono::milliseconds undo);
    void mailtoActivated(const QUrl &url);
    void failed(const tern::Error &error);
    /// What can be done about the message may be something else.
    void changed();
    void said(const QString &sentence);

private:
    CardDesk *m_desk;
    QVBoxLayout *m_column;
    ReportCard *m_report;
    InvitationCard *m_invitation;
    ReceiptCard *m_receipt;
    ListStrip *m_list;
    QList<QWidget *> m_contacts;
};

} // namespace tern::ui
