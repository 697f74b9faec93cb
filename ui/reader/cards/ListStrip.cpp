// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/ListStrip.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/reader/cards/CardDesk.h"
#include "ui/widgets/Buttons.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace tern::ui {

namespace {
constexpr qsizetype kLookedAt = 500'000;    // bytes; the header is within
}

ListStrip::ListStrip(CardDesk &desk, QWidget *parent) : CardPanel(desk.theme(), parent), m_desk(desk)
{
    setObjectName(QStringLiteral("list"));
    hide();
}

bool ListStrip::show()
{
    m_list = m_desk.message()->special.list;
    m_asks = false;
    m_isLeaving = false;
    m_oneClickFailed = false;
    m_isSigned = m_desk.message()->special.oneClickIsSigned;
    m_checked.clear();
    const bool shown = m_list && (!m_list->id.isEmpty() || way() != Way::None);
    if (shown)
        fill();
    setVisible(shown);
    return shown;
}

ListStrip::Way ListStrip::way() const
{
    if (!m_list)
        return Way::None;
    if (m_list->oneClick && m_isSigned && !m_oneClickFailed)
        return Way::OneClick;
    if (mime::parseMailto(m_list->unsubscribeMail()))
        return Way::Mail;
    return m_list->unsubscribePage().isEmpty() ? Way::None : Way::Page;
}

bool ListStrip::canUnsubscribe() const
{
    return way() != Way::None;
}

void ListStrip::askToUnsubscribe()
{
    if (!canUnsubscribe() || m_isLeaving)
        return;
    m_asks = true;
    fill();
}

void ListStrip::fill()
{
    clear();
    setIcon(QStringLiteral("mail-message-new-list"));
    const QString name = m_list->name.isEmpty() ? m_list->id : m_list->name;
    const QString head = m_list->id.isEmpty() ? tr("The sender offers a way to get no more of these.") : tr("From the list %1").arg(name);
    setAccessibleName(head);
    addLine(head, Theme::Ink::Muted)->setToolTip(m_list->id.toHtmlEscaped());
    const auto since = m_desk.context().reader.setting(engine::unsubscribedKey(*m_list)).valueOr(std::nullopt).value_or(QString()).toLongLong();
    if (since > 0)
        addLine(tr("You asked to be taken off on %1.").arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(since), QLocale::ShortFormat)));
    if (m_oneClickFailed)
        addWarning(tr("The sender's server didn't take the request. There may be another way."));
    const Way out = way();
    if (m_isLeaving) {
        addLine(tr("Asking the sender…"), Theme::Ink::Muted);
        return;
    }
    if (!m_asks) {
        if (out != Way::None)
            connect(addButton(tr("Unsubscribe…")), &QAbstractButton::clicked, this, &ListStrip::askToUnsubscribe);
        if (m_list->archive.startsWith(QLatin1String("http")))
            connect(addButton(tr("Archive of the list")), &QAbstractButton::clicked, this, [this] { m_desk.openPage(QUrl(m_list->archive)); });
        return;
    }
    const QUrl page(m_list->unsubscribePage());
    if (out == Way::OneClick) {
        addLine(tr("Tern asks %1 to take you off. The request says nothing else, and no page opens.").arg(page.host()));
    } else if (out == Way::Mail) {
        const auto mail = mime::parseMailto(m_list->unsubscribeMail());
        addLine(tr("A message with the subject “%1” is sent to %2, from %3.").arg(mail->subject, mail->to, m_desk.addressedAs()));
    } else {
        addLine(tr("A page of %1 opens in your browser. What is asked there is up to the sender.").arg(page.host()));
    }
    if (m_desk.isInJunk() || (out != Way::OneClick && m_list->oneClick && !m_oneClickFailed))
        addWarning(tr("Nobody confirms that this way out is the sender's own. If you never asked for these messages, mark them as junk instead: an answer tells that somebody reads them."));
    if (!m_checked.isEmpty())
        addLine(m_checked, Theme::Ink::Muted);
    connect(addPrimary(out == Way::Page ? tr("Open the page") : tr("Unsubscribe")), &QAbstractButton::clicked, this, [this, out] { leave(out); });
    if (out == Way::Mail && !page.isEmpty())
        connect(addButton(tr("Open a page of %1").arg(page.host())), &QAbstractButton::clicked, this, [this] { leave(Way::Page); });
    const QByteArray &raw = m_desk.message()->raw;
    if (m_list->oneClick && !m_isSigned && m_checked.isEmpty() && !mime::domainsThatSignUnsubscribe({raw.constData(), static_cast<std::size_t>(std::min<qsizetype>(raw.size(), kLookedAt))}).isEmpty())
        connect(addButton(tr("Check the signature")), &QAbstractButton::clicked, this, &ListStrip::checkSignature);
    connect(addButton(tr("Cancel")), &QAbstractButton::clicked, this, [this] {
        m_asks = false;
        fill();
    });
}

/// By DNS, as the person asked: a signature that holds makes the one-click way the sender's own [RFC 8058 §4].
void ListStrip::checkSignature()
{
    m_checked = tr("Looking up the sender's key…");
    fill();
    const engine::OpenedMessagePtr asked = m_desk.message();
    m_desk.context().engine.checkSignatures(asked, onUi(this, [this, asked](Result<std::vector<engine::SignatureCheck>> checks) {
        if (asked != m_desk.message())
            return;
        const QStringList signing = mime::domainsThatSignUnsubscribe({asked->raw.constData(), static_cast<std::size_t>(std::min<qsizetype>(asked->raw.size(), kLookedAt))});
        const auto holds = [&signing](const engine::SignatureCheck &check) {
            return check.outcome && *check.outcome == mime::DkimOutcome::Valid && signing.contains(check.domain, Qt::CaseInsensitive);
        };
        m_isSigned = checks && std::any_of(checks->begin(), checks->end(), holds);
        m_checked = m_isSigned ? tr("The sender's domain signed it.") : checks ? tr("No signature on it holds.") : tr("The sender's key could not be had.");
        fill();
    }));
}

void ListStrip::leave(Way way)
{
    m_asks = false;
    if (way == Way::Page) {
        m_desk.openPage(QUrl(m_list->unsubscribePage()));
        return fill();
    }
    if (way == Way::Mail) {
        const auto link = mime::parseMailto(m_list->unsubscribeMail());
        const engine::Sender sender = m_desk.senderFor(m_desk.addressedAs());
        engine::OutgoingMail mail;
        mail.account = sender.account;
        mail.identity = sender.identity;
        mail.to = link->to;
        mail.subject = link->subject;
        mail.text = link->body;
        m_desk.send(std::move(mail));
        return left();
    }
    m_isLeaving = true;
    fill();
    const engine::OpenedMessagePtr asked = m_desk.message();
    m_desk.context().engine.unsubscribe(m_desk.account(), m_list->unsubscribePage().toStdString(), onUi(this, [this, asked](Result<void> done) {
        if (asked != m_desk.message())
            return;
        m_isLeaving = false;
        if (done)
            return left();
        m_oneClickFailed = true;
        m_asks = canUnsubscribe();
        fill();
        Q_EMIT m_desk.failed(done.error());
    }));
}

void ListStrip::left()
{
    const engine::OpenedMessagePtr asked = m_desk.message();
    m_desk.context().engine.setSetting(engine::unsubscribedKey(*m_list), QString::number(QDateTime::currentMSecsSinceEpoch()), onUi(this, [this, asked](Result<void>) {
        if (asked == m_desk.message())
            fill();
    }));
    fill();
}

} // namespace tern::ui
