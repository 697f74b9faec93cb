// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/SourceWindow.h"

#include "ui/widgets/FindBar.h"
#include "ui/widgets/LongText.h"

#include <QShortcut>
#include <QVBoxLayout>

namespace tern::ui {

SourceWindow::SourceWindow(const Theme &theme, const engine::OpenedMessagePtr &message, QWidget *parent) : QWidget(parent, Qt::Window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Source of “%1”").arg(message->parsed.subject));
    resize(860, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_text = new LongText(theme, this);
    m_text->setAccessibleName(windowTitle());
    m_text->setBytes(message->raw);
    column->addWidget(m_text, 1);
    m_find = new FindBar(theme, this);
    column->addWidget(m_find);
    connect(m_find, &FindBar::searched, m_text, &LongText::find);
    connect(m_find, &FindBar::closed, this, [this] {
        m_text->find({}, 0);
        m_text->setFocus();
    });
    connect(m_text, &LongText::found, m_find, [this](int current, int total, bool done) { m_find->setFound(current, total, !done); });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, &SourceWindow::openFind);
    connect(new QShortcut(QKeySequence::FindNext, this), &QShortcut::activated, this, [this] { m_text->find(m_find->text(), 1); });
    connect(new QShortcut(QKeySequence::FindPrevious, this), &QShortcut::activated, this, [this] { m_text->find(m_find->text(), -1); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    m_text->setFocus();
}

void SourceWindow::openFind()
{
    m_find->open();
}

} // namespace tern::ui
