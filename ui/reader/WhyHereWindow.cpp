// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/WhyHereWindow.h"

#include "ui/reader/WhyHere.h"
#include "ui/widgets/Buttons.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QShortcut>

namespace tern::ui {

namespace {

QLabel *line(const QString &text, const QColor &ink, const QFont &font, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(font);
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, ink);
    label->setPalette(colours);
    return label;
}

} // namespace

WhyHereWindow::WhyHereWindow(const WindowContext &context, const engine::OpenedMessagePtr &message, QWidget *parent) : QWidget(parent, Qt::Window)
{
    const Theme &theme = context.theme;
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Why “%1” is here").arg(message->parsed.subject));
    resize(560, 320);
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.tokens().pane);
    setPalette(colours);
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(14);
    column->addWidget(line(tr("Why is this here?"), theme.tokens().text, theme.font(Theme::Type::Subject), this));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    QStringList all;
    int at = 0;
    for (const WhyLine &why : whyHere(context.reader, *message)) {
        grid->addWidget(line(why.label, theme.tokens().muted, theme.font(Theme::Type::Body), this), at, 0, Qt::AlignTop);
        grid->addWidget(line(why.text, why.isDoubt ? theme.tokens().warning : theme.tokens().text, theme.font(Theme::Type::Body), this), at++, 1);
        all << QStringLiteral("%1: %2").arg(why.label, why.text);
    }
    column->addLayout(grid);
    column->addStretch();
    auto *copy = new FlatButton(theme, tr("Copy"), this);
    connect(copy, &QAbstractButton::clicked, this, [text = all.join(QLatin1Char('\n'))] { QGuiApplication::clipboard()->setText(text); });
    column->addWidget(copy, 0, Qt::AlignRight);
    setAccessibleDescription(all.join(QLatin1Char('\n')));
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

} // namespace tern::ui
