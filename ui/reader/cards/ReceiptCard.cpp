// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/ReceiptCard.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/reader/cards/CardDesk.h"
#include "ui/settings/SettingKeys.h"
#include "ui/widgets/Buttons.h"

#include <QDateTime>
#include <QLocale>

namespace tern::ui {

ReceiptCard::ReceiptCard(CardDesk &desk, QWidget *parent) : CardPanel(desk.theme(), parent), m_desk(desk)
{
    setObjectName(QStringLiteral("receipt"));
    hide();
}

bool ReceiptCard::show()
{
    const engine::OpenedMessagePtr message = m_desk.message();
    const auto &wish = message->special.receipt;
    store::StoreReader &reader = m_desk.context().reader;
    const auto setting = [&reader](const QString &key) { return reader.setting(key).valueOr(std::nullopt).value_or(QString()); };
    m_asks = wish && !m_desk.isInJunk() && setting(settings::kReceipts) == QLatin1String("ask") && !message->parsed.messageId.empty() && setting(engine::receiptKey(message->parsed.messageId)).isEmpty();
    // Another program of the person's has told it [RFC 3503], or it is their own message.
    if (const auto row = reader.row(message->placement); m_asks && row && *row)
        m_asks = !(*row)->keywords.contains(QLatin1String("$MDNSent"), Qt::CaseInsensitive);
    if (m_asks && !message->parsed.from.empty())
        m_asks = !m_desk.ownAddresses().contains(message->parsed.from.front().address, Qt::CaseInsensitive);
    setVisible(m_asks);
    if (!m_asks)
        return false;
    clear();
    setIcon(QStringLiteral("mail-read"));
    const QString question = tr("The sender asks to be told that you read this.");
    setAccessibleName(question);
    addLine(question, Theme::Ink::Text, Theme::Type::Strong);
    if (wish->differsFromReturnPath)
        addWarning(tr("The answer would go to %1, which is not where the message says it came from.").arg(mime::formatAddressList(wish->to)));
    connect(addButton(tr("Tell them")), &QAbstractButton::clicked, this, &ReceiptCard::send);
    connect(addButton(tr("Don't")), &QAbstractButton::clicked, this, &ReceiptCard::refuse);
    return true;
}

void ReceiptCard::send()
{
    if (!m_asks)
        return;
    const auto &message = *m_desk.message();
    const QString own = m_desk.addressedAs();
    const engine::Sender sender = m_desk.senderFor(own);
    engine::OutgoingMail mail;
    mail.account = sender.account;
    mail.identity = sender.identity;
    mail.to = mime::formatAddressList(message.special.receipt->to);
    mail.subject = tr("Read: %1").arg(message.parsed.subject);
    const QString sent = QLocale().toString(QDateTime::fromMSecsSinceEpoch(message.parsed.date.value_or(message.head.date)), QLocale::LongFormat);
    mail.text = tr("Your message “%1” of %2 was displayed to %3. This doesn't say that it was understood.").arg(message.parsed.subject, sent, own) + QLatin1Char('\n');
    mail.inReplyTo = message.parsed.messageId;
    mail.report = {mime::receiptFields(*message.special.receipt, own, message.parsed.messageId), message.parsed.messageId};
    m_asks = false;
    hide();
    m_desk.send(std::move(mail));
}

void ReceiptCard::refuse()
{
    m_asks = false;
    hide();
    m_desk.context().engine.setSetting(engine::receiptKey(m_desk.message()->parsed.messageId), QStringLiteral("no"), onUi(this, [this](Result<void> kept) {
        if (!kept)
            Q_EMIT m_desk.failed(kept.error());
    }));
}

} // namespace tern::ui
