// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/CardDesk.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/outbox/UndoTime.h"

#include <QDesktopServices>

#include <algorithm>

namespace tern::ui {

void CardDesk::setMessage(engine::OpenedMessagePtr message)
{
    m_message = std::move(message);
    m_account = {};
    m_isInJunk = false;
    const auto row = m_message ? m_context.reader.row(m_message->placement) : Result<std::optional<store::MessageRow>>(std::nullopt);
    if (!row || !*row)
        return;
    m_account = (*row)->account;
    const auto mailbox = m_context.reader.mailbox((*row)->mailbox);
    m_isInJunk = mailbox && mailbox->role == store::MailboxRole::Junk;
}

std::vector<store::IdentityRecord> CardDesk::identities() const
{
    std::vector<store::IdentityRecord> all;
    for (const store::AccountRecord &account : m_context.reader.accounts().valueOr({})) {
        auto own = m_context.reader.identities(account.id).valueOr({});
        own.push_back({{}, account.id, account.name, account.email, {}, {}, {}});
        all.insert(all.end(), own.begin(), own.end());
    }
    std::stable_partition(all.begin(), all.end(), [this](const auto &one) { return one.account == m_account; });
    return all;
}

QStringList CardDesk::ownAddresses() const
{
    QStringList addresses;
    for (const store::IdentityRecord &identity : identities()) {
        if (!identity.address.isEmpty() && !addresses.contains(identity.address, Qt::CaseInsensitive))
            addresses << identity.address;
    }
    return addresses;
}

engine::Sender CardDesk::senderFor(const QString &address) const
{
    for (const store::IdentityRecord &identity : identities()) {
        if (identity.address.compare(address, Qt::CaseInsensitive) == 0)
            return {identity.account, identity.id};
    }
    return {m_account, {}};
}

QString CardDesk::addressedAs() const
{
    const QStringList own = ownAddresses();
    for (const auto *list : {&m_message->parsed.to, &m_message->parsed.cc, &m_message->parsed.bcc}) {
        for (const mime::Address &address : *list) {
            if (own.contains(address.address, Qt::CaseInsensitive))
                return address.address;
        }
    }
    return own.value(0);
}

void CardDesk::send(engine::OutgoingMail mail)
{
    mail.options.undo = undoTime(m_context.reader);
    m_context.engine.send(mail, onUi(this, [this, subject = mail.subject, undo = mail.options.undo](Result<OutboxId> item) {
        if (item)
            Q_EMIT queued(*item, subject, undo);
        else
            Q_EMIT failed(item.error());
    }));
}

void CardDesk::openPage(const QUrl &page)
{
    const bool isPage = page.scheme() == QLatin1String("https") || page.scheme() == QLatin1String("http");
    if (page.isValid() && isPage && !page.host().isEmpty())
        QDesktopServices::openUrl(page);
}

} // namespace tern::ui
