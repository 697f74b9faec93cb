// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

namespace tern::cli {
namespace {

int listOutbox(Session &session)
{
    Output &out = session.output();
    auto items = session.reader().outbox(false);
    if (!items)
        return out.failure(items.error());
    out.beginTable({QStringLiteral("id"), QStringLiteral("state"), QStringLiteral("attempts"), QStringLiteral("subject"), QStringLiteral("last_error")});
    for (const store::OutboxRecord &item : *items)
        out.object(toJson(item));
    out.endTable();
    return kDone;
}

} // namespace

int outboxCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QStringList &words = arguments.words();
    const bool isChange = words.size() == 2 && (words[0] == QLatin1String("retry") || words[0] == QLatin1String("cancel"));
    if (!words.isEmpty() && !isChange)
        return out.wrongUsage(QStringLiteral("outbox [retry ID | cancel ID]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    if (words.isEmpty())
        return listOutbox(session);
    const OutboxId id{words[1].toLongLong()};
    auto item = session.reader().outboxItem(id);
    if (!item)
        return out.failure(item.error());
    if (!*item)
        return out.failure(makeError(ErrorKind::NotFound, "outbox", words[1].toStdString()));
    if (words[0] == QLatin1String("cancel")) {
        auto cancelled = session.wait<void>([&](auto done) { session.engine().cancelOutbox(id, std::move(done)); });
        if (!cancelled)
            return out.failure(cancelled.error());
        item = session.reader().outboxItem(id);
        if (item && *item)
            out.object(toJson(**item));
        return kDone;
    }
    // Of one whose fate is unknown, "retry" is the person's word that it did not arrive.
    auto retried = session.wait<void>([&](auto done) {
        if ((*item)->state == store::OutboxState::Unknown)
            session.engine().resolveUnknown(id, false, std::move(done));
        else
            session.engine().retryOutbox(id, std::move(done));
    });
    if (!retried)
        return out.failure(retried.error());
    return deliverNow(session, (*item)->account, id);
}

} // namespace tern::cli
