// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/FileField.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace tern::ui {

FileField::FileField(const Words &words, QWidget *parent) : QWidget(parent)
{
    m_path = new QLineEdit(this);
    m_path->setPlaceholderText(words.whenEmpty);
    m_path->setToolTip(words.about);
    m_path->setAccessibleName(words.about);
    auto *browse = new QPushButton(tr("Choose…"), this);
    browse->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(browse);
    setFocusProxy(m_path);
    connect(m_path, &QLineEdit::textEdited, this, &FileField::edited);
    connect(browse, &QPushButton::clicked, this, [this, title = words.title, filter = words.filter] {
        const QString file = QFileDialog::getOpenFileName(this, title, {}, filter);
        if (file.isEmpty())
            return;
        m_path->setText(file);
        Q_EMIT edited();
    });
}

void FileField::setFile(const QString &file) { m_path->setText(file); }
QString FileField::file() const { return m_path->text().trimmed(); }

} // namespace tern::ui
