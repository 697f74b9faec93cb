// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "core/engine/PreviewMaking.h"
#include "core/mime/ParsedMessageJson.h"
#include "core/mime/SenderChecks.h"

#include <QFile>
#include <QJsonArray>

namespace tern::cli {

namespace {

/// What the reader would say of the sender, as far as it can be said without an account.
QJsonArray warningsOf(const mime::ParsedMessage &parsed)
{
    QJsonArray warnings;
    for (const auto &findings : {mime::checkSender(parsed, {}), mime::checkLinks(parsed.html)}) {
        for (const mime::SenderFinding &finding : findings)
            warnings.append(QJsonObject{{QStringLiteral("kind"), mime::nameOf(finding.kind)}, {QStringLiteral("shown"), finding.shown}, {QStringLiteral("real"), finding.real}});
    }
    return warnings;
}

/// What a card below the message would say of each attachment, in their order.
QJsonArray looksOf(const mime::ParsedMessage &parsed, const QByteArray &raw)
{
    std::vector<std::string> parts;
    for (const mime::Attachment &attachment : parsed.attachments)
        parts.push_back(attachment.part);
    QJsonArray looks;
    mime::forEachPart(raw, parts, [&](std::size_t, const mime::PartFile &file) {
        const files::FileLook look = engine::lookAtPart(file);
        looks.append(QJsonObject{{QStringLiteral("content"), files::nameOf(look.content.kind)},
                                 {QStringLiteral("format"), QString::fromLatin1(look.content.format.data(), static_cast<qsizetype>(look.content.format.size()))},
                                 {QStringLiteral("claimed"), files::nameOf(look.claimed.kind)},
                                 {QStringLiteral("level"), files::nameOf(look.level)},
                                 {QStringLiteral("reason"), files::nameOf(look.reason)},
                                 {QStringLiteral("disguised"), look.isDisguised},
                                 {QStringLiteral("name_trick"), files::nameOf(look.trick)}});
    });
    return looks;
}

} // namespace

int parseCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("parse FILE…"));
    int code = kDone;
    for (const QString &name : arguments.words()) {
        QFile file(name);
        QByteArray raw;
        Result<mime::ParsedMessage> parsed = makeError(ErrorKind::NotFound, "parse", name.toStdString());
        if (file.open(QIODevice::ReadOnly))
            parsed = mime::parseMessage(raw = file.readAll());
        else if (file.exists())
            parsed = makeError(ErrorKind::Io, "parse", file.errorString().toStdString());
        QJsonObject object = parsed ? mime::toJson(*parsed) : QJsonObject();
        object.insert(QStringLiteral("file"), name);
        if (parsed)
            object.insert(QStringLiteral("warnings"), warningsOf(*parsed));
        if (parsed && !parsed->attachments.empty())
            object.insert(QStringLiteral("files"), looksOf(*parsed, raw));
        if (!parsed) {
            object.insert(QStringLiteral("error"), QString::fromStdString(parsed.error().toString()));
            code = kFailed;
        }
        out.object(object);
    }
    return code;
}

} // namespace tern::cli
