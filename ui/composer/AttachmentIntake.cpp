// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/AttachmentIntake.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/composer/AttachmentStrip.h"

#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>

namespace tern::ui {

AttachmentIntake::AttachmentIntake(engine::Engine &engine, AttachmentStrip &strip, QObject *parent)
    : QObject(parent), m_engine(engine), m_strip(strip)
{
}

AttachmentIntake::~AttachmentIntake() = default;

void AttachmentIntake::attach(const QString &file, int card)
{
    m_engine.attachFile(file, onUi(this, [this, card](Result<store::DraftRecord::Attachment> attached) {
        if (attached)
            return m_strip.finish(card, *attached);
        m_strip.drop(card);
        Q_EMIT failed(attached.error());
    }));
}

void AttachmentIntake::take(const QString &file)
{
    const QFileInfo info(file);
    if (info.isDir())
        return Q_EMIT refused(tr("“%1” is a folder. Pack it into one file first.").arg(info.fileName()));
    attach(file, m_strip.begin(info.fileName()));
}

void AttachmentIntake::take(const QImage &image)
{
    if (!m_images)
        m_images = std::make_unique<QTemporaryDir>();
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss"));
    const QString file = m_images->filePath(tr("Image %1").arg(stamp) + QLatin1String(".png"));
    if (image.save(file))
        take(file);
    else
        Q_EMIT refused(tr("The picture could not be saved as a file."));
}

void AttachmentIntake::carryOver(const engine::OpenedMessagePtr &message, const std::vector<std::string> &parts)
{
    for (const mime::Attachment &attachment : message->parsed.attachments) {
        if (std::find(parts.begin(), parts.end(), attachment.part) == parts.end())
            continue;
        const int card = m_strip.begin(attachment.name);
        m_engine.exportAttachment(message, attachment.part, onUi(this, [this, card](Result<QString> file) {
            if (file)
                return attach(*file, card);
            m_strip.drop(card);
            Q_EMIT failed(file.error());
        }));
    }
}

} // namespace tern::ui
