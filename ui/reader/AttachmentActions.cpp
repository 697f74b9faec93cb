// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/AttachmentActions.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/reader/AttachmentCards.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>

namespace tern::ui {

namespace {

/// A name in `folder` that is still free: "a.pdf", "a (2).pdf".
QString freeName(const QString &folder, const QString &name)
{
    const QFileInfo info(name);
    QString file = QDir(folder).filePath(name);
    for (int number = 2; QFileInfo::exists(file); ++number) {
        const QString suffix = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
        file = QDir(folder).filePath(QStringLiteral("%1 (%2)%3").arg(info.completeBaseName()).arg(number).arg(suffix));
    }
    return file;
}

QString downloads()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

} // namespace

AttachmentActions::AttachmentActions(const WindowContext &context, QWidget *window) : QObject(window), m_context(context), m_window(window) {}

void AttachmentActions::serve(AttachmentCards &cards)
{
    connect(&cards, &AttachmentCards::openRequested, this, [this, &cards](const QString &part) { open(cards.message(), part.toStdString()); });
    connect(&cards, &AttachmentCards::saveRequested, this, [this, &cards](const QString &part) { save(cards.message(), part.toStdString()); });
    connect(&cards, &AttachmentCards::saveAllRequested, this, [this, &cards] { saveAll(cards.message()); });
}

void AttachmentActions::open(const engine::OpenedMessagePtr &message, const std::string &part)
{
    m_context.engine.exportAttachment(message, part, onUi(this, [this](Result<QString> file) {
        if (!file)
            Q_EMIT failed(file.error());
        else
            QDesktopServices::openUrl(QUrl::fromLocalFile(*file));
    }));
}

void AttachmentActions::saveTo(const engine::OpenedMessagePtr &message, const std::string &part, const QString &file)
{
    m_context.engine.saveAttachment(message, part, file, onUi(this, [this, file](Result<void> saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
        else
            Q_EMIT said(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
    }));
}

void AttachmentActions::save(const engine::OpenedMessagePtr &message, const std::string &part)
{
    const auto &parts = message->parsed.attachments;
    const auto found = std::find_if(parts.begin(), parts.end(), [&part](const auto &attachment) { return attachment.part == part; });
    if (found == parts.end())
        return;
    auto *dialog = new QFileDialog(m_window, tr("Save attachment"), downloads());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // The name offered is free, so that the engine's promise to overwrite nothing holds; a chosen one is asked about by the dialog.
    dialog->selectFile(freeName(downloads(), found->name));
    connect(dialog, &QFileDialog::fileSelected, this, [this, message, part](const QString &file) {
        if (QFileInfo::exists(file))
            QFile::remove(file); // the dialog asked
        saveTo(message, part, file);
    });
    dialog->open();
}

void AttachmentActions::saveAll(const engine::OpenedMessagePtr &message)
{
    auto *dialog = new QFileDialog(m_window, tr("Save all attachments to"), downloads());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, message](const QString &folder) {
        QStringList taken;
        for (const auto &attachment : message->parsed.attachments) {
            if (attachment.isInline)
                continue;
            QString file = freeName(folder, attachment.name);
            // Two attachments of one name: neither is on the disk yet.
            for (int number = 2; taken.contains(file); ++number)
                file = freeName(folder, QStringLiteral("%1-%2").arg(number).arg(attachment.name));
            taken << file;
            saveTo(message, attachment.part, file);
        }
    });
    dialog->open();
}

} // namespace tern::ui
