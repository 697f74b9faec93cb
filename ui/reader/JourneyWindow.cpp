// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/JourneyWindow.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/reader/JourneyView.h"
#include "ui/reader/SenderWords.h"
#include "ui/widgets/Buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QShortcut>

#include <algorithm>

namespace tern::ui {

namespace {

QLabel *words(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setContentsMargins(24, 0, 24, 0);
    return label;
}

bool isSigned(const mime::ParsedMessage &message)
{
    return std::any_of(message.headers.begin(), message.headers.end(),
                       [](const auto &field) { return field.name.compare(QLatin1String("DKIM-Signature"), Qt::CaseInsensitive) == 0; });
}

} // namespace

JourneyWindow::JourneyWindow(const WindowContext &context, engine::OpenedMessagePtr message, QWidget *parent)
    : QWidget(parent, Qt::Window), m_context(context), m_message(std::move(message))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How “%1” came here").arg(m_message->parsed.subject));
    resize(700, 600);
    QPalette colours = palette();
    colours.setColor(QPalette::Window, context.theme.tokens().pane);
    setPalette(colours);
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(new JourneyView(context.theme, m_message->sender.journey));
    column->addWidget(scroll, 1);

    const QStringList checks = authenticationSentences(m_message->sender);
    m_provider = words(checks.isEmpty() ? tr("Your provider doesn't say whether it checked the sender.") : checks.join(u'\n'), this);
    column->addWidget(m_provider);
    m_verified = words({}, this);
    m_verified->setAccessibleName(tr("Signatures, verified by Tern"));
    m_verified->hide();
    column->addWidget(m_verified);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 16, 16);
    if (isSigned(m_message->parsed)) {
        auto *verifyNow = new FlatButton(context.theme, tr("Verify the signature"), this);
        verifyNow->setToolTip(tr("Asks DNS for the key of the domain that signed it. Its name servers can learn from this that the message is read."));
        connect(verifyNow, &QAbstractButton::clicked, this, &JourneyWindow::verify);
        row->addWidget(verifyNow);
    }
    row->addStretch();
    auto *copy = new FlatButton(context.theme, tr("Copy as text"), this);
    connect(copy, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    row->addWidget(copy);
    column->addLayout(row);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

void JourneyWindow::verify()
{
    m_verified->setText(tr("Asking for the key…"));
    m_verified->show();
    m_context.engine.checkSignatures(m_message, onUi(this, [this](Result<std::vector<engine::SignatureCheck>> checks) { showVerified(checks); }));
}

void JourneyWindow::showVerified(const Result<std::vector<engine::SignatureCheck>> &checks)
{
    QStringList sentences;
    if (!checks && checks.error().kind == ErrorKind::Unsupported)
        sentences << tr("This account's connections go through a proxy. DNS would be asked without it, so the signature was not verified.");
    else if (!checks)
        sentences << errorText(checks.error()).sentence;
    else if (checks->empty())
        sentences << tr("The signature can't be read.");
    else
        std::transform(checks->begin(), checks->end(), std::back_inserter(sentences), signatureSentence);
    m_verified->setText(sentences.join(u'\n'));
}

QString JourneyWindow::text() const
{
    QString all = journeyText(m_message->sender.journey) + u'\n' + m_provider->text();
    if (!m_verified->text().isEmpty())
        all += u'\n' + m_verified->text();
    return all;
}

} // namespace tern::ui
