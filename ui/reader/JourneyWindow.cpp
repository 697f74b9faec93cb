// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/JourneyWindow.h"

#include "ui/reader/JourneyView.h"
#include "ui/reader/SenderWords.h"
#include "ui/widgets/Buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QShortcut>

namespace tern::ui {

JourneyWindow::JourneyWindow(const Theme &theme, const engine::OpenedMessagePtr &message, QWidget *parent) : QWidget(parent, Qt::Window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How “%1” came here").arg(message->parsed.subject));
    resize(700, 600);
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.tokens().pane);
    setPalette(colours);
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(new JourneyView(theme, message->sender.journey));
    column->addWidget(scroll, 1);

    const QStringList checks = authenticationSentences(message->sender);
    auto *words = new QLabel(checks.isEmpty() ? tr("Your provider doesn't say whether it checked the sender.") : checks.join(u'\n'), this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setContentsMargins(24, 0, 24, 0);
    column->addWidget(words);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 16, 16);
    row->addStretch();
    auto *copy = new FlatButton(theme, tr("Copy as text"), this);
    connect(copy, &QAbstractButton::clicked, this, [text = journeyText(message->sender.journey) + u'\n' + checks.join(u'\n')] { QGuiApplication::clipboard()->setText(text); });
    row->addWidget(copy);
    column->addLayout(row);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

} // namespace tern::ui
