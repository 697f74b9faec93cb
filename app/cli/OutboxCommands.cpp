// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

namespace tern::cli {
namespace {

int printAll(Output &out, const std::vector<store::OutboxRecord> &items)
{
    out.beginTable({QStringLiteral("id"), QStringLiteral("state"), QStringLiteral("attempts"), QStringLiteral("send_at"), QStringLiteral("sent"), QStringLiteral("subject"),
                    QStringLiteral("last_error")});
    for (const store::OutboxRecord &item : items)
        out.object(toJson(item));
    out.endTable();
    return kDone;
}

int listOutbox(Session &session)
{
    auto items = session.reader().outbox(false);
    return items ? printAll(session.output(), *items) : session.output().failure(items.error());
}

int listSent(Session &session, int limit)
{
    auto items = session.reader().sentMail({}, limit);
    return items ? printAll(session.output(), *items) : session.output().failure(items.error());
}

int showItem(Session &session, OutboxId id)
{
    Output &out = session.output();
    auto item = session.reader().outboxItem(id);
    auto steps = session.reader().outboxSteps(id);
    auto reports = session.reader().deliveryReports(id);
    if (!item || !steps || !reports)
        return out.failure(!item ? item.error() : !steps ? steps.error() : reports.error());
    if (!*item)
        return out.failure(makeError(ErrorKind::NotFound, "outbox"));
    out.object(toJson(**item, *steps, *reports));
    return kDone;
}

/// A change to the item itself, after which it is printed.
int changeItem(Session &session, OutboxId id, const std::function<void(engine::Completion<void>)> &change)
{
    auto changed = session.wait<void>(change);
    return changed ? showItem(session, id) : session.output().failure(changed.error());
}

} // namespace

int outboxCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QStringList &words = arguments.words();
    const QString verb = words.value(0);
    static const QStringList kVerbs{QStringLiteral("show"), QStringLiteral("retry"), QStringLiteral("cancel"), QStringLiteral("arrived"), QStringLiteral("reschedule")};
    const bool isSent = words == QStringList{QStringLiteral("sent")};
    if (!words.isEmpty() && !isSent && !(words.size() == 2 && kVerbs.contains(verb)))
        return out.wrongUsage(QStringLiteral("outbox [sent [--limit N] | show ID | retry ID | cancel ID | arrived ID | reschedule ID --at TIME]"));
    const auto limit = arguments.positive(QStringLiteral("limit"), 100);
    if (!limit)
        return out.wrongUsage(sentence(limit.error()));
    Result<UnixMillis> at = UnixMillis{0};
    if (verb == QLatin1String("reschedule"))
        at = futureTime(arguments.value(QStringLiteral("at")));
    if (!at)
        return out.wrongUsage(sentence(at.error()));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    if (words.isEmpty())
        return listOutbox(session);
    if (isSent)
        return listSent(session, *limit);
    const OutboxId id{words[1].toLongLong()};
    auto item = session.reader().outboxItem(id);
    if (!item)
        return out.failure(item.error());
    if (!*item)
        return out.failure(makeError(ErrorKind::NotFound, "outbox", words[1].toStdString()));
    engine::Engine &engine = session.engine();
    if (verb == QLatin1String("show"))
        return showItem(session, id);
    if (verb == QLatin1String("cancel"))
        return changeItem(session, id, [&](auto done) { engine.cancelOutbox(id, std::move(done)); });
    if (verb == QLatin1String("arrived"))
        return changeItem(session, id, [&](auto done) { engine.resolveUnknown(id, true, std::move(done)); });
    if (verb == QLatin1String("reschedule"))
        return changeItem(session, id, [&](auto done) { engine.rescheduleOutbox(id, *at, std::move(done)); });
    // Of one whose fate is unknown, "retry" is the person's word that it did not arrive.
    auto retried = session.wait<void>([&](auto done) {
        if ((*item)->state == store::OutboxState::Unknown)
            engine.resolveUnknown(id, false, std::move(done));
        else
            engine.retryOutbox(id, std::move(done));
    });
    if (!retried)
        return out.failure(retried.error());
    return deliverNow(session, (*item)->account, id);
}

} // namespace tern::cli
