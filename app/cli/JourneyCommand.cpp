// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "core/mime/Journey.h"
#include "core/mime/ProviderDomains.h"

#include <QDateTime>
#include <QFile>

namespace tern::cli {
namespace {

QString kindName(mime::Hop::Kind kind)
{
    switch (kind) {
    case mime::Hop::Kind::Submission: return QStringLiteral("submission");
    case mime::Hop::Kind::Relay: return QStringLiteral("relay");
    case mime::Hop::Kind::Delivery: return QStringLiteral("delivery");
    }
    return {};
}

QJsonObject toJson(const mime::Hop &hop)
{
    const mime::ReceivedField &field = hop.field;
    QJsonObject object{
        {QStringLiteral("kind"), kindName(hop.kind)},
        {QStringLiteral("from"), field.from},
        {QStringLiteral("from_reverse"), field.fromReverse},
        {QStringLiteral("from_address"), field.fromAddress},
        {QStringLiteral("by"), field.by},
        {QStringLiteral("protocol"), field.protocol},
        {QStringLiteral("tls"), field.tls},
        {QStringLiteral("software"), field.software},
        {QStringLiteral("authenticated"), field.isAuthenticated},
        {QStringLiteral("vouched_for"), hop.isVouchedFor},
        {QStringLiteral("clock_wrong"), hop.clockIsWrong},
        {QStringLiteral("time"), QJsonValue::Null},
        {QStringLiteral("delay_seconds"), QJsonValue::Null},
    };
    if (field.time)
        object.insert(QStringLiteral("time"), QDateTime::fromMSecsSinceEpoch(*field.time, Qt::UTC).toString(Qt::ISODate));
    if (hop.delay)
        object.insert(QStringLiteral("delay_seconds"), static_cast<double>(hop.delay->count()) / 1'000);
    return object;
}

} // namespace

int journeyCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.words().size() != 1)
        return out.wrongUsage(QStringLiteral("journey FILE [--server HOST]"));
    QFile file(arguments.words().first());
    if (!file.open(QIODevice::ReadOnly))
        return out.failure(makeError(file.exists() ? ErrorKind::Io : ErrorKind::NotFound, "journey", file.fileName().toStdString()));
    const auto parsed = mime::parseMessage(file.readAll());
    if (!parsed)
        return out.failure(parsed.error());
    const mime::Journey journey = mime::readJourney(parsed->headers, mime::providerDomains(arguments.value(QStringLiteral("server"))));
    out.beginTable({QStringLiteral("kind"), QStringLiteral("from"), QStringLiteral("by"), QStringLiteral("protocol"), QStringLiteral("tls"), QStringLiteral("time"),
                    QStringLiteral("delay_seconds"), QStringLiteral("vouched_for")});
    for (const mime::Hop &hop : journey.hops)
        out.object(toJson(hop));
    out.endTable();
    return kDone;
}

} // namespace tern::cli
