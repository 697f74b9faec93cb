// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/RedirectDialog.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/composer/ComposerHeader.h"
#include "ui/composer/OwnIdentities.h"
#include "ui/composer/RecipientEdit.h"
#include "ui/composer/SenderLookup.h"
#include "ui/outbox/UndoTime.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QLabel>
#include <QShortcut>

namespace tern::ui {
namespace {

constexpr int kWidth = 560;

QString senderOf(const mime::ParsedMessage &message)
{
    return message.from.empty() ? QString() : message.from.front().name.isEmpty() ? message.from.front().address : message.from.front().name;
}

} // namespace

RedirectDialog::RedirectDialog(const WindowContext &context, engine::OpenedMessagePtr message, AccountId account, QWidget *parent)
    : QDialog(parent), m_context(context), m_message(std::move(message))
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Redirect"));
    const QString subject = m_message->parsed.subject.isEmpty() ? tr("(no subject)") : m_message->parsed.subject;
    auto *title = new ElidedLabel(theme, Theme::Type::Subject, Theme::Ink::Text, subject, this);
    auto *about = new QLabel(tr("Goes on as it is, with its attachments. It still comes from %1, who gets the answers.").arg(senderOf(m_message->parsed)), this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    m_header = new ComposerHeader(theme, ownIdentities(context.reader), this);
    m_header->setIdentity({}, account);
    m_header->hideSubject();
    for (RecipientEdit *edit : {&m_header->to(), &m_header->cc(), &m_header->bcc()})
        offerPeople(context, *edit);
    m_notice = new Banner(theme, Banner::Kind::Bad, {}, this);
    m_notice->hide();
    m_send = new PrimaryButton(theme, tr("Send on"), this);
    auto *cancel = new FlatButton(theme, tr("Cancel"), this);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(16, 16, 16, 10);
    head->setSpacing(6);
    head->addWidget(title);
    head->addWidget(about);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 10, 16, 14);
    foot->setSpacing(8);
    foot->addWidget(m_send);
    foot->addWidget(cancel);
    foot->addStretch(1);
    auto *noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(14, 8, 14, 0);
    noticeRow->addWidget(m_notice);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_header);
    column->addLayout(noticeRow);
    column->addStretch(1);
    column->addLayout(foot);
    resize(kWidth, sizeHint().height());
    m_header->to().input()->setFocus();

    connect(m_header, &ComposerHeader::changed, m_notice, &QWidget::hide);
    connect(m_send, &QAbstractButton::clicked, this, &RedirectDialog::send);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    for (const QKeySequence &keys : {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, &RedirectDialog::send);
}

void RedirectDialog::complain(const QString &text, const QString &details)
{
    m_notice->setText(text);
    m_notice->setDetails(details);
    m_notice->show();
}

void RedirectDialog::send()
{
    m_header->commit();
    for (const RecipientEdit *edit : {&m_header->to(), &m_header->cc(), &m_header->bcc()}) {
        if (const QString wrong = edit->firstInvalid(); !wrong.isEmpty())
            return complain(tr("“%1” is not a mail address.").arg(wrong));
    }
    const store::IdentityRecord *identity = m_header->identity();
    if (!identity || (m_header->to().isEmpty() && m_header->cc().isEmpty() && m_header->bcc().isEmpty()))
        return complain(tr("To whom? Add an address."));
    m_notice->hide();
    m_send->setEnabled(false);
    engine::OutgoingRedirect mail{m_message->placement, {identity->account, identity->id}, m_header->to().text(), m_header->cc().text(), m_header->bcc().text(), {}};
    mail.options.undo = undoTime(m_context.reader);
    m_context.engine.redirect(mail, onUi(this, [this, undo = mail.options.undo](Result<OutboxId> item) {
        m_send->setEnabled(true);
        if (!item) {
            const ErrorText text = errorText(item.error());
            return complain(text.sentence, text.details);
        }
        Q_EMIT queued({*item, m_message->parsed.subject, 0, undo});
        accept();
    }));
}

} // namespace tern::ui
