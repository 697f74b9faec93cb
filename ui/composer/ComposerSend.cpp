// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/ComposerPrivate.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/composer/AttachmentWords.h"
#include "ui/composer/RecipientEdit.h"
#include "ui/outbox/UndoTime.h"

namespace tern::ui {

store::DraftRecord Composer::Private::collect()
{
    store::DraftRecord draft;
    if (const store::IdentityRecord *identity = header->identity()) {
        draft.account = identity->account;
        draft.identity = identity->id;
        draft.from = mime::formatAddress({identity->name, identity->address});
    }
    draft.to = header->to().text();
    draft.cc = header->cc().text();
    draft.bcc = header->bcc().text();
    draft.subject = header->subjectText();
    draft.text = text->toPlainText();
    draft.inReplyTo = seed.inReplyTo;
    draft.references = seed.references;
    draft.forwarded = seed.forwarded;
    draft.attachments = strip->attachments();
    draft.reportDelivery = sendMenus->reportDelivery();
    draft.requireTls = sendMenus->requireTls();
    return draft;
}

engine::OutgoingMail Composer::Private::outgoing()
{
    const store::DraftRecord draft = collect();
    engine::OutgoingMail mail;
    mail.account = draft.account;
    mail.identity = draft.identity;
    mail.to = draft.to;
    mail.cc = draft.cc;
    mail.bcc = draft.bcc;
    mail.subject = draft.subject;
    mail.text = draft.text;
    for (const auto &attachment : draft.attachments)
        mail.attachments.push_back({attachment.name, attachment.type, attachment.path});
    mail.inReplyTo = seed.inReplyTo;
    mail.references = seed.references;
    mail.repliedTo = seed.repliedTo;
    mail.forwarded = seed.forwarded;
    mail.draft = keeper.draft();
    mail.options.at = sendAt;
    mail.options.undo = undoTime(context.reader);
    mail.options.reportDelivery = draft.reportDelivery;
    mail.options.requireTls = draft.requireTls;
    return mail;
}

bool Composer::Private::mayBeSent()
{
    header->commit();
    for (RecipientEdit *edit : {&header->to(), &header->cc(), &header->bcc()}) {
        if (const QString wrong = edit->firstInvalid(); !wrong.isEmpty()) {
            warn(Banner::Kind::Bad, tr("“%1” is not a mail address. Correct it or take it off.").arg(wrong));
            edit->setFocus();
            return false;
        }
    }
    if (!header->identity()) {
        warn(Banner::Kind::Bad, tr("Add an account before you send mail."));
        return false;
    }
    if (header->to().isEmpty() && header->cc().isEmpty() && header->bcc().isEmpty()) {
        warn(Banner::Kind::Bad, tr("Say who it is for: nobody stands in To."));
        header->to().setFocus();
        return false;
    }
    if (strip->isBusy()) {
        warn(Banner::Kind::Warning, tr("An attachment is still being added. Send in a moment."));
        return false;
    }
    const QString word = strip->isEmpty() ? attachmentWord(text->toPlainText()) : QString();
    if (!word.isEmpty() && !attachmentConfirmed) {
        hint->hide();
        FlatButton *anyway = ask(tr("You wrote “%1” but nothing is attached.").arg(word), tr("Send anyway"));
        connect(notice->addButton(tr("Attach")), &QAbstractButton::clicked, q, [this] { chooseFiles(); });
        connect(anyway, &QAbstractButton::clicked, q, [this] {
            attachmentConfirmed = true;
            send();
        });
        return false;
    }
    if (header->subjectText().isEmpty() && !subjectConfirmed) {
        connect(ask(tr("This message has no subject."), tr("Send anyway")), &QAbstractButton::clicked, q, [this] {
            subjectConfirmed = true;
            send();
        });
        header->subject().setFocus();
        return false;
    }
    return true;
}

void Composer::Private::sendLater(UnixMillis at)
{
    sendAt = at;
    send();
}

void Composer::Private::send()
{
    if (sending || !mayBeSent())
        return;
    // A question in between may have taken its time.
    if (sendAt != 0 && sendAt <= QDateTime::currentMSecsSinceEpoch()) {
        sendAt = 0;
        return warn(Banner::Kind::Bad, tr("The time you chose is over. Send it now, or choose another."));
    }
    sending = true;
    notice->hide();
    hint->hide();
    sendButton->setEnabled(false);
    state->setText(tr("Sending…"));
    // Saved first, so that what waits in the Outbox can be taken back and edited.
    keeper.touch();
    keeper.flush([this](Result<void> saved) {
        if (saved)
            return deliver();
        sending = false;
        sendButton->setEnabled(true);
    });
}

void Composer::Private::deliver()
{
    const engine::OutgoingMail mail = outgoing();
    context.engine.send(mail, onUi(q, [this, subject = mail.subject, options = mail.options](Result<OutboxId> queued) {
        sending = false;
        sendButton->setEnabled(true);
        state->clear();
        if (!queued)
            return showError(queued.error());
        keeper.stop();
        Q_EMIT q->queued({*queued, subject, options.at, options.undo});
        leave();
    }));
}

void Composer::Private::discard()
{
    const bool written = keeper.draft().isValid() || keeper.isDirty();
    const auto throwAway = [this] {
        const DraftId draft = keeper.draft();
        keeper.stop();
        if (draft.isValid())
            context.engine.discardDraft(draft);
        leave();
    };
    if (!written)
        return throwAway();
    connect(ask(tr("Throw this draft away for good?"), tr("Discard")), &QAbstractButton::clicked, q, [this, throwAway] {
        // A save on its way would bring the draft back.
        keeper.flush([throwAway](const Result<void> &) { throwAway(); });
    });
    connect(notice->addButton(tr("Keep")), &QAbstractButton::clicked, q, [this] { notice->hide(); });
}

} // namespace tern::ui
