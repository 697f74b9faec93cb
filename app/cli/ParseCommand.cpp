// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "core/mime/ParsedMessageJson.h"

#include <QFile>

namespace tern::cli {

int parseCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("parse FILE…"));
    int code = kDone;
    for (const QString &name : arguments.words()) {
        QFile file(name);
        Result<mime::ParsedMessage> parsed = makeError(ErrorKind::NotFound, "parse", name.toStdString());
        if (file.open(QIODevice::ReadOnly))
            parsed = mime::parseMessage(file.readAll());
        else if (file.exists())
            parsed = makeError(ErrorKind::Io, "parse", file.errorString().toStdString());
        QJsonObject object = parsed ? mime::toJson(*parsed) : QJsonObject();
        object.insert(QStringLiteral("file"), name);
        if (!parsed) {
            object.insert(QStringLiteral("error"), QString::fromStdString(parsed.error().toString()));
            code = kFailed;
        }
        out.object(object);
    }
    return code;
}

} // namespace tern::cli
