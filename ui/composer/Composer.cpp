// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/ComposerPrivate.h"

#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/composer/AttachmentWords.h"
#include "ui/composer/BodyText.h"
#include "ui/composer/OwnIdentities.h"
#include "ui/composer/RecipientEdit.h"
#include "ui/composer/SenderLookup.h"
#include "ui/settings/SettingKeys.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Separator.h"
#include "ui/words/StateWords.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QShortcut>

namespace tern::ui {
namespace {

constexpr QSize kSize{860, 640};

} // namespace

void Composer::Private::build()
{
    const Theme &theme = context.theme;
    sendButton = new PrimaryButton(theme, tr("Send"), q);
    sendButton->setToolTip(tr("Send (Ctrl+Enter)"));
    sendMenus = new SendMenus(theme, q);
    attachButton = new FlatButton(theme, tr("Attach"), q);
    discardButton = new FlatButton(theme, tr("Discard"), q);
    discardButton->setToolTip(tr("Throw this draft away"));
    state = new QLabel(q);
    state->setForegroundRole(QPalette::PlaceholderText);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(14, 10, 24, 10);
    bar->setSpacing(8);
    bar->addWidget(sendButton);
    bar->addWidget(&sendMenus->laterButton());
    bar->addWidget(attachButton);
    bar->addWidget(&sendMenus->optionsButton());
    bar->addWidget(discardButton);
    bar->addStretch(1);
    bar->addWidget(state);

    header = new ComposerHeader(theme, ownIdentities(context.reader), q);
    text = new ComposeText(theme, q);
    strip = new AttachmentStrip(theme, q);
    intake = new AttachmentIntake(context.engine, *strip, q);
    hint = new Banner(theme, Banner::Kind::Warning, {}, q);
    connect(hint->addButton(tr("Attach")), &QAbstractButton::clicked, q, [this] { chooseFiles(); });
    notice = new Banner(theme, Banner::Kind::Bad, {}, q);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(24, 8, 24, 20);
    foot->setSpacing(8);
    foot->addWidget(strip);
    foot->addWidget(hint);
    foot->addWidget(notice);
    hint->hide();
    notice->hide();

    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(new Separator(theme, Qt::Horizontal, q));
    column->addWidget(header);
    column->addWidget(text, 1);
    column->addLayout(foot);
    QWidget::setTabOrder(&header->subject(), text);
    QWidget::setTabOrder(text, sendButton);
    hintTimer.setSingleShot(true);
    hintTimer.setInterval(300);
    q->setAcceptDrops(true);
    q->resize(kSize);
    q->setMinimumSize(420, 360);
}

bool Composer::Private::settingIs(const QString &key, const QString &value) const
{
    const auto kept = context.reader.setting(key);
    return kept && *kept && **kept == value;
}

void Composer::Private::fill()
{
    filling = true;
    header->setIdentity(seed.identity, seed.account);
    header->setRecipients(seed.to, seed.cc, seed.bcc);
    header->setSubject(seed.subject);
    const bool answers = !seed.repliedTo.empty() || !seed.forwarded.empty();
    const store::IdentityRecord *identity = header->identity();
    QString signature = identity ? identity->signature : QString();
    if (answers && settingIs(settings::kSignatureInReplies, QStringLiteral("0")))
        signature.clear();
    const bool below = !seed.repliedTo.empty() && settingIs(settings::kReplyPosition, QStringLiteral("below"));
    const Body body = seed.textIsComplete ? Body{seed.text, 0}
                                          : composeBody(seed.text, signature, below ? ReplyPosition::BelowQuote : ReplyPosition::AboveQuote);
    text->setBody(body.text, body.cursor);
    for (const auto &attachment : seed.attachments)
        strip->add(attachment);
    keeper.setDraft(seed.draft);
    sendMenus->setWishes(seed.reportDelivery, seed.requireTls);
    filling = false;
    if (seed.carriedFrom)
        intake->carryOver(seed.carriedFrom, seed.carriedParts);
    showTitle();
    if (!header->focusFirstEmpty())
        text->setFocus();
}

void Composer::Private::connectAll()
{
    connect(sendButton, &QAbstractButton::clicked, q, [this] { sendLater(0); });
    connect(sendMenus, &SendMenus::laterChosen, q, [this](UnixMillis at) { sendLater(at); });
    connect(sendMenus, &SendMenus::wishesChanged, q, [this] { changed(); });
    connect(attachButton, &QAbstractButton::clicked, q, [this] { chooseFiles(); });
    connect(discardButton, &QAbstractButton::clicked, q, [this] { discard(); });
    connect(header, &ComposerHeader::changed, q, [this] { changed(); });
    connect(header, &ComposerHeader::identityChanged, q, [this](const store::IdentityRecord *before) {
        const QString swapped = swapSignature(text->toPlainText(), before ? before->signature : QString(), header->identity()->signature);
        if (swapped != text->toPlainText())
            text->changeBody(swapped);
    });
    connect(text, &QTextEdit::textChanged, q, [this] { changed(); });
    connect(text, &ComposeText::filesGiven, q, &Composer::attachFiles);
    connect(text, &ComposeText::imageGiven, q, [this](const QImage &image) { intake->take(image); });
    connect(intake, &AttachmentIntake::failed, q, [this](const Error &error) { showError(error); });
    connect(intake, &AttachmentIntake::refused, q, [this](const QString &sentence) { warn(Banner::Kind::Bad, sentence); });
    connect(strip, &AttachmentStrip::changed, q, [this] {
        changed();
        showHint();
    });
    connect(&hintTimer, &QTimer::timeout, q, [this] { showHint(); });
    connect(&keeper, &DraftKeeper::saved, q, [this](qint64 at) { state->setText(tr("Draft saved %1").arg(shortTime(at, at))); });
    connect(&keeper, &DraftKeeper::failed, q, [this](const Error &error) {
        state->setText(tr("Draft not saved"));
        showError(error);
    });
    for (RecipientEdit *edit : {&header->to(), &header->cc(), &header->bcc()})
        offerPeople(context, *edit);
    for (const QKeySequence &keys : {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)})
        connect(new QShortcut(keys, q), &QShortcut::activated, q, [this] { sendLater(0); });
    connect(new QShortcut(QKeySequence::Save, q), &QShortcut::activated, q, &Composer::saveNow);
}

void Composer::Private::changed()
{
    if (filling)
        return;
    keeper.touch();
    state->clear();
    notice->hide();
    showTitle();
    hintTimer.start();
}

void Composer::Private::showTitle()
{
    const QString subject = header->subjectText();
    q->setWindowTitle(subject.isEmpty() ? tr("New message") : subject);
}

void Composer::Private::showHint()
{
    const QString word = strip->isEmpty() && !attachmentConfirmed ? attachmentWord(text->toPlainText()) : QString();
    if (!word.isEmpty())
        hint->setText(tr("You wrote “%1” but nothing is attached.").arg(word));
    hint->setVisible(!word.isEmpty());
}

void Composer::Private::warn(Banner::Kind kind, const QString &sentence, const QString &details)
{
    notice->clearButtons();
    notice->setKind(kind);
    notice->setText(sentence);
    notice->setDetails(details);
    notice->show();
}

void Composer::Private::showError(const Error &error)
{
    const ErrorText words = errorText(error);
    warn(Banner::Kind::Bad, words.sentence, words.details);
}

FlatButton *Composer::Private::ask(const QString &sentence, const QString &answer)
{
    warn(Banner::Kind::Warning, sentence);
    FlatButton *button = notice->addButton(answer);
    button->setFocus();
    return button;
}

void Composer::Private::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(q, tr("Attach files"));
    q->attachFiles(files);
}

void Composer::Private::leave()
{
    leaving = true;
    q->close();
    q->deleteLater();
}

Composer::Composer(const WindowContext &context, ComposeSeed seed, QWidget *parent)
    : QWidget(parent, Qt::Window), d(std::make_unique<Private>(this, context, std::move(seed)))
{
    d->build();
    d->connectAll();
    d->fill();
}

Composer::~Composer()
{
    for (QObject *child : {static_cast<QObject *>(d->header), static_cast<QObject *>(d->text), static_cast<QObject *>(d->strip)})
        child->disconnect(this);
}

DraftId Composer::draft() const
{
    return d->keeper.draft();
}

void Composer::saveNow()
{
    d->keeper.flush([](const Result<void> &) {});
}

void Composer::attachFiles(const QStringList &files)
{
    for (const QString &file : files)
        d->intake->take(file);
}

void Composer::closeEvent(QCloseEvent *event)
{
    if (d->leaving)
        return event->accept();
    if (d->sending)
        return event->ignore();
    if (!d->keeper.isDirty()) {
        d->leaving = true;
        event->accept();
        deleteLater();
        return;
    }
    // Out of sight at once; gone when the draft is safe, back if it isn't.
    event->ignore();
    hide();
    d->keeper.flush([this](const Result<void> &saved) {
        if (saved)
            return d->leave();
        show();
        raise();
    });
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

void Composer::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void Composer::dropEvent(QDropEvent *event)
{
    attachFiles(localFiles(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace tern::ui
