// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AttachmentDesk.h"

#include "core/engine/PreviewMaking.h"
#include "core/mime/PartFiles.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <unistd.h>

namespace tern::engine {
namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::filesystem::path pathOf(const QString &file)
{
    return QFile::encodeName(file).toStdString();
}

QString nameOf(const OpenedMessage &message, const std::string &part)
{
    const auto &all = message.parsed.attachments;
    const auto found = std::find_if(all.begin(), all.end(), [&part](const mime::Attachment &one) { return one.part == part; });
    return found == all.end() ? QString() : found->name;
}

} // namespace

files::FileLook lookAtPart(const mime::PartFile &file)
{
    files::FileLook look = files::lookAtFile(viewOf(file.content), file.name, file.type);
    if (file.nameTurns) {
        look.trick = files::FileLook::NameTrick::HiddenDirection;
        look.level = std::max(look.level, files::FileLook::Level::Caution);
    }
    return look;
}

std::string findPreviewProgram()
{
    QStringList folders{QStringLiteral(TERN_MODULE_DIR)};
    if (QCoreApplication::instance())
        folders.prepend(QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/tern"));
    for (const QString &folder : std::as_const(folders)) {
        const std::string path = QFile::encodeName(folder + QStringLiteral("/tern-preview")).toStdString();
        if (::access(path.c_str(), X_OK) == 0)
            return path;
    }
    return {};
}

AttachmentDesk::AttachmentDesk(Options options) : m_options(std::move(options)) {}

template <typename T>
void AttachmentDesk::run(Completion<T> done, std::function<Result<T>()> work)
{
    m_options.post([done = std::move(done), work = std::move(work)](Result<void> may) { done(may ? work() : Result<T>(may.error())); });
}

void AttachmentDesk::look(OpenedMessagePtr message, std::vector<std::string> parts, Completion<std::vector<files::FileLook>> done)
{
    run<std::vector<files::FileLook>>(std::move(done), [message = std::move(message), parts = std::move(parts)] {
        std::vector<files::FileLook> looks(parts.size());
        mime::forEachPart(message->raw, parts, [&looks](std::size_t place, const mime::PartFile &file) { looks[place] = lookAtPart(file); });
        return Result<std::vector<files::FileLook>>(std::move(looks));
    });
}

void AttachmentDesk::preview(OpenedMessagePtr message, std::string part, PreviewWish wish, Completion<Preview> done)
{
    cancelPreview();
    const int job = m_jobs.start([this, message = std::move(message), part = std::move(part), wish, done = std::move(done)](const StopToken &stop) {
        auto preview = stop.stopRequested() ? Result<Preview>(makeError(ErrorKind::Cancelled, "engine.preview")) : makePreview(message, part, wish, stop);
        done(stop.stopRequested() ? Result<Preview>(makeError(ErrorKind::Cancelled, "engine.preview")) : std::move(preview));
    });
    const std::lock_guard lock(m_mutex);
    m_previewing = job;
}

void AttachmentDesk::cancelPreview()
{
    const std::lock_guard lock(m_mutex);
    if (m_previewing != 0)
        m_jobs.cancel(std::exchange(m_previewing, 0));
}

Result<Preview> AttachmentDesk::makePreview(const OpenedMessagePtr &message, const std::string &part, const PreviewWish &wish, const StopToken &stop) const
{
    auto file = mime::partFile(message->raw, part);
    if (!file)
        return file.error();
    if (stop.stopRequested())
        return makeError(ErrorKind::Cancelled, "engine.preview");
    Preview preview;
    preview.name = nameOf(*message, part);
    preview.size = file->content.size();
    preview.look = lookAtPart(*file);
    const std::string program = m_options.previewProgram.empty() ? findPreviewProgram() : m_options.previewProgram;
    fillPreview(preview, *file, {wish, program, m_options.fallbackCharset, message->charset, m_options.longestPreview}, stop);
    return preview;
}

void AttachmentDesk::save(OpenedMessagePtr message, std::string part, QString file, Overwrite overwrite, Completion<void> done)
{
    run<void>(std::move(done), [message = std::move(message), part = std::move(part), file = std::move(file), overwrite]() -> Result<void> {
        const auto content = mime::partFile(message->raw, part);
        return content ? writeWhole(pathOf(file), content->content, overwrite) : Result<void>(content.error());
    });
}

void AttachmentDesk::saveAll(OpenedMessagePtr message, std::vector<std::string> parts, QString folder, Completion<QStringList> done)
{
    run<QStringList>(std::move(done), [message = std::move(message), parts = std::move(parts), folder = std::move(folder)]() -> Result<QStringList> {
        QStringList paths;
        std::optional<Error> failure;
        mime::forEachPart(message->raw, parts, [&](std::size_t place, const mime::PartFile &file) {
            if (failure)
                return;
            auto path = writeUnderFreeName(pathOf(folder), nameOf(*message, parts[place]), file.content);
            if (path)
                paths << *path;
            else
                failure = path.error();
        });
        return failure ? Result<QStringList>(*failure) : Result<QStringList>(std::move(paths));
    });
}

void AttachmentDesk::saveBytes(QByteArray bytes, QString file, Overwrite overwrite, Completion<void> done)
{
    run<void>(std::move(done), [bytes = std::move(bytes), file = std::move(file), overwrite] { return writeWhole(pathOf(file), bytes, overwrite); });
}

void AttachmentDesk::exportCopy(OpenedMessagePtr message, std::string part, Completion<QString> done)
{
    run<QString>(std::move(done), [message = std::move(message), part = std::move(part), copies = m_options.copies]() -> Result<QString> {
        const auto content = mime::partFile(message->raw, part);
        return content ? exportFile(copies, nameOf(*message, part), content->content) : Result<QString>(content.error());
    });
}

} // namespace tern::engine
