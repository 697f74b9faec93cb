// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/AttachmentActions.h"

#include "core/engine/AttachmentDesk.h"
#include "core/engine/Engine.h"
#include "core/mime/FileName.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/reader/AttachmentCards.h"
#include "ui/reader/quicklook/FileWords.h"
#include "ui/reader/quicklook/QuickLook.h"

#include <QDesktopServices>
#include <QDir>
#include <QDrag>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace tern::ui {

namespace {

constexpr int kLookAfterMs = 150;   // that a message must stay in view

/// A name in `folder` that is still free: "a.pdf", "a (2).pdf".
QString freeName(const QString &folder, const QString &name)
{
    constexpr int kMostTries = 1'000;
    const QFileInfo info(name);
    QString file = QDir(folder).filePath(name);
    for (int number = 2; QFileInfo::exists(file) && number < kMostTries; ++number) {
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

const mime::Attachment *attachmentOf(const engine::OpenedMessagePtr &message, const std::string &part)
{
    const auto &all = message->parsed.attachments;
    const auto found = std::find_if(all.begin(), all.end(), [&part](const auto &one) { return one.part == part; });
    return found == all.end() ? nullptr : &*found;
}

void startDrag(QWidget *source, std::unique_ptr<QMimeData> data)
{
    auto *drag = new QDrag(source);
    drag->setMimeData(data.release());
    drag->exec(Qt::CopyAction);
}

} // namespace

void askForFile(QWidget *window, const QString &title, const QString &name, std::function<void(const QString &, bool)> then)
{
    auto *dialog = new QFileDialog(window, title, downloads());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(freeName(downloads(), name));
    QObject::connect(dialog, &QFileDialog::fileSelected, window, [then = std::move(then)](const QString &file) { then(file, QFileInfo::exists(file)); });
    dialog->open();
}

AttachmentActions::AttachmentActions(const WindowContext &context, QWidget *window)
    : QObject(window), m_context(context), m_window(window), m_dragger(startDrag)
{
}

void AttachmentActions::serve(AttachmentCards &cards)
{
    connect(&cards, &AttachmentCards::shown, this, [this, guard = QPointer(&cards)] {
        // Decoding every attachment of a message that one only steps past would keep the next from being opened.
        QTimer::singleShot(kLookAfterMs, guard, [this, guard, message = guard->message()] {
            if (guard->message() == message)
                lookInto(*guard);
        });
    });
    connect(&cards, &AttachmentCards::lookRequested, this, [this, &cards](const QString &part) { look(cards.message(), part.toStdString()); });
    connect(&cards, &AttachmentCards::openRequested, this, [this, &cards](const QString &part) { open(cards.message(), part.toStdString()); });
    connect(&cards, &AttachmentCards::saveRequested, this, [this, &cards](const QString &part) { save(cards.message(), part.toStdString()); });
    connect(&cards, &AttachmentCards::saveAllRequested, this, [this, &cards] { saveAll(cards.message()); });
    connect(&cards, &AttachmentCards::dragRequested, this, [this, &cards](const QString &part) { drag(cards.message(), part.toStdString(), &cards); });
}

void AttachmentActions::lookInto(AttachmentCards &cards)
{
    m_context.engine.attachments().look(cards.message(), cards.parts(), onUi(this, [guard = QPointer(&cards), message = cards.message()](Result<std::vector<files::FileLook>> looks) {
        if (guard && looks)
            guard->setLooks(message, *looks);
    }));
}

/// The window that the person looks at.
QWidget *AttachmentActions::front() const
{
    return m_look && m_look->isVisible() ? static_cast<QWidget *>(m_look) : m_window;
}

void AttachmentActions::look(const engine::OpenedMessagePtr &message, const std::string &part)
{
    if (!m_look) {
        m_look = new QuickLook(m_context, m_window);
        connect(m_look, &QuickLook::openRequested, this, [this](const engine::OpenedMessagePtr &of, const QString &which) { open(of, which.toStdString()); });
        connect(m_look, &QuickLook::saveRequested, this, [this](const engine::OpenedMessagePtr &of, const QString &which) { save(of, which.toStdString()); });
    }
    m_look->show();
    m_look->look(message, part);
    m_look->raise();
    m_look->activateWindow();
}

void AttachmentActions::lookAtFirst(const engine::OpenedMessagePtr &message)
{
    const auto &all = message->parsed.attachments;
    const auto first = std::find_if(all.begin(), all.end(), [](const auto &one) { return !one.isInline; });
    if (first != all.end())
        look(message, first->part);
    else if (!all.empty())
        look(message, all.front().part);
    else
        Q_EMIT said(tr("This message has no attachments."));
}

void AttachmentActions::open(const engine::OpenedMessagePtr &message, const std::string &part)
{
    m_context.engine.attachments().look(message, {part}, onUi(this, [this, message, part](Result<std::vector<files::FileLook>> looks) {
        if (!looks)
            Q_EMIT failed(looks.error());
        else if (asksBeforeOpening(looks->front()))
            ask(message, part, looks->front());
        else
            openNow(message, part);
    }));
}

void AttachmentActions::ask(const engine::OpenedMessagePtr &message, const std::string &part, const files::FileLook &look)
{
    const mime::Attachment *attachment = attachmentOf(message, part);
    const FileWarning warning = fileWarning(look);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Open this attachment?"),
                                tr("Open “%1”?").arg(attachment ? attachment->name.left(100) : QString()), QMessageBox::NoButton, front());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QString why = warning.sentence;
    if (!warning.what.isEmpty())
        why += u'\n' + warning.what;
    box->setInformativeText(why + QStringLiteral("\n\n") + tr("Open it only if you expected it and know who sent it."));
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    QPushButton *save = box->addButton(tr("Save as…"), QMessageBox::ActionRole);
    QPushButton *open = box->addButton(tr("Open all the same"), QMessageBox::DestructiveRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, message, part, save, open](const QAbstractButton *clicked) {
        if (clicked == save)
            this->save(message, part);
        else if (clicked == open)
            openNow(message, part);
    });
    box->open();
}

void AttachmentActions::openNow(const engine::OpenedMessagePtr &message, const std::string &part)
{
    m_context.engine.attachments().exportCopy(message, part, onUi(this, [this](Result<QString> file) {
        if (!file)
            Q_EMIT failed(file.error());
        else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(*file)))
            Q_EMIT said(tr("No program is there that opens such a file. You can save it."));
    }));
}

void AttachmentActions::save(const engine::OpenedMessagePtr &message, const std::string &part)
{
    const mime::Attachment *attachment = attachmentOf(message, part);
    if (!attachment)
        return;
    askForFile(front(), tr("Save attachment"), attachment->name, [this, message, part](const QString &file, bool replace) {
        m_context.engine.attachments().save(message, part, file, replace ? engine::Overwrite::Asked : engine::Overwrite::Never,
                                            onUi(this, [this, file](Result<void> saved) {
            if (!saved)
                Q_EMIT failed(saved.error());
            else
                Q_EMIT said(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
        }));
    });
}

void AttachmentActions::saveAll(const engine::OpenedMessagePtr &message)
{
    auto *dialog = new QFileDialog(m_window, tr("Save all attachments to"), downloads());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, message](const QString &folder) {
        std::vector<std::string> parts;
        for (const auto &attachment : message->parsed.attachments) {
            if (!attachment.isInline)
                parts.push_back(attachment.part);
        }
        m_context.engine.attachments().saveAll(message, parts, folder, onUi(this, [this, folder](Result<QStringList> saved) {
            if (!saved)
                Q_EMIT failed(saved.error());
            else
                Q_EMIT said(tr("Saved %n file(s) to %1", nullptr, int(saved->size())).arg(QDir::toNativeSeparators(folder)));
        }));
    });
    dialog->open();
}

void AttachmentActions::saveMessage(const engine::OpenedMessagePtr &message)
{
    QString name = mime::sanitisedFileName(message->parsed.subject.simplified().left(80).replace(u'/', u'-').replace(u'\\', u'-'));
    if (name.isEmpty())
        name = tr("Message");
    askForFile(m_window, tr("Save message"), name + QStringLiteral(".eml"), [this, message](const QString &file, bool replace) {
        m_context.engine.attachments().saveBytes(message->raw, file, replace ? engine::Overwrite::Asked : engine::Overwrite::Never,
                                                 onUi(this, [this, file](Result<void> saved) {
            if (!saved)
                Q_EMIT failed(saved.error());
            else
                Q_EMIT said(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
        }));
    });
}

void AttachmentActions::drag(const engine::OpenedMessagePtr &message, const std::string &part, QWidget *source)
{
    m_context.engine.attachments().exportCopy(message, part, onUi(this, [this, guard = QPointer(source)](Result<QString> file) {
        if (!file) {
            Q_EMIT failed(file.error());
            return;
        }
        if (!guard || !(QGuiApplication::mouseButtons() & Qt::LeftButton))
            return;
        auto data = std::make_unique<QMimeData>();
        data->setUrls({QUrl::fromLocalFile(*file)});
        m_dragger(guard, std::move(data));
    }));
}

} // namespace tern::ui
