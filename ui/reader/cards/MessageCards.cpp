// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/MessageCards.h"

#include "ui/bridge/EngineBridge.h"
#include "ui/reader/cards/CardDesk.h"
#include "ui/reader/cards/ContactPanel.h"
#include "ui/reader/cards/InvitationCard.h"
#include "ui/reader/cards/ListStrip.h"
#include "ui/reader/cards/ReceiptCard.h"
#include "ui/reader/cards/ReportCard.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tern::ui {

namespace {
constexpr std::size_t kMostContacts = 3;
}

MessageCards::MessageCards(const WindowContext &context, QWidget *parent) : QWidget(parent), m_desk(new CardDesk(context, this)), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(24, 0, 24, 8);
    m_column->setSpacing(8);
    setAccessibleName(tr("About this message"));
    m_report = new ReportCard(*m_desk, this);
    m_invitation = new InvitationCard(*m_desk, this);
    m_receipt = new ReceiptCard(*m_desk, this);
    m_list = new ListStrip(*m_desk, this);
    for (QWidget *card : {static_cast<QWidget *>(m_report), static_cast<QWidget *>(m_invitation), static_cast<QWidget *>(m_receipt), static_cast<QWidget *>(m_list)})
        m_column->addWidget(card);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_desk, &CardDesk::queued, this, &MessageCards::mailQueued);
    connect(m_desk, &CardDesk::mailtoActivated, this, &MessageCards::mailtoActivated);
    connect(m_desk, &CardDesk::failed, this, &MessageCards::failed);
    connect(m_desk, &CardDesk::failed, m_invitation, &InvitationCard::refresh);
    connect(m_desk, &CardDesk::said, this, &MessageCards::said);
    connect(&context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        if (!changes.outbox || !m_desk->message())
            return;
        m_invitation->refresh();
        Q_EMIT changed();
    });
    QWidget::hide();
}

void MessageCards::show(const engine::OpenedMessagePtr &message)
{
    clear();
    m_desk->setMessage(message);
    if (!message)
        return;
    bool any = m_report->show();
    any = m_invitation->show() || any;
    any = m_receipt->show() || any;
    any = m_list->show() || any;
    const auto &contacts = message->special.contacts;
    for (std::size_t i = 0; i < std::min(contacts.size(), kMostContacts); ++i)
        m_contacts << new ContactPanel(*m_desk, contacts[i], this);
    if (contacts.size() > kMostContacts) {
        auto *more = new QLabel(tr("And %n more address card(s) in the attached files.", nullptr, static_cast<int>(contacts.size() - kMostContacts)), this);
        more->setTextFormat(Qt::PlainText);
        m_contacts << more;
    }
    for (QWidget *contact : std::as_const(m_contacts)) {
        m_column->addWidget(contact);
        contact->show();
    }
    setVisible(any || !m_contacts.isEmpty());
    Q_EMIT changed();
}

void MessageCards::clear()
{
    QWidget::hide();
    m_desk->setMessage(nullptr);
    for (QWidget *contact : std::as_const(m_contacts)) {
        contact->hide();
        contact->deleteLater();
    }
    m_contacts.clear();
}

bool MessageCards::canAnswerInvitation() const
{
    return m_desk->message() && m_invitation->canAnswer();
}

void MessageCards::answerInvitation(calendar::Answer answer)
{
    if (canAnswerInvitation())
        m_invitation->answer(answer);
}

bool MessageCards::canUnsubscribe() const
{
    return m_desk->message() && m_list->canUnsubscribe();
}

void MessageCards::unsubscribe()
{
    if (canUnsubscribe())
        m_list->askToUnsubscribe();
}

} // namespace tern::ui
