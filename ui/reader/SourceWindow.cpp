// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/SourceWindow.h"

#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace tern::ui {

namespace {
constexpr qsizetype kShown = 2'000'000;   ///< bytes; a longer one is cut, said in the last line
}

SourceWindow::SourceWindow(const Theme &theme, const engine::OpenedMessagePtr &message, QWidget *parent) : QWidget(parent, Qt::Window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Source of “%1”").arg(message->parsed.subject));
    resize(860, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *text = new QPlainTextEdit(this);
    text->setProperty("flat", true);
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(theme.font(Theme::Type::Mono));
    text->setAccessibleName(windowTitle());
    text->document()->setDocumentMargin(16);
    // Bytes that are no UTF-8 are shown as such, not guessed.
    QString source = QString::fromUtf8(message->raw.left(kShown));
    source.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (message->raw.size() > kShown)
        source += tr("\n[%n more byte(s) are not shown]", nullptr, static_cast<int>(message->raw.size() - kShown));
    text->setPlainText(source);
    column->addWidget(text);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

} // namespace tern::ui
