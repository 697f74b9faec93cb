// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MessageDrag.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

namespace tern::ui {

QString messageDragType()
{
    return QStringLiteral("application/x-tern-messages");
}

QMimeData *makeMessageDrag(const std::vector<PlacementId> &messages)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << QCoreApplication::applicationPid() << static_cast<quint32>(messages.size());
    for (const PlacementId id : messages)
        out << static_cast<qint64>(id.value);
    auto *data = new QMimeData;
    data->setData(messageDragType(), bytes);
    return data;
}

std::optional<std::vector<PlacementId>> messagesFromDrag(const QMimeData *data)
{
    std::vector<PlacementId> messages;
    QDataStream in(data->data(messageDragType()));
    qint64 process = 0;
    quint32 count = 0;
    in >> process >> count;
    if (in.status() != QDataStream::Ok || process != QCoreApplication::applicationPid())
        return std::nullopt;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        qint64 id = 0;
        in >> id;
        if (id > 0)
            messages.push_back({id});
    }
    // Emptied by damage it must not come to mean the selection.
    return messages.size() == count ? std::optional(messages) : std::nullopt;
}

} // namespace tern::ui
