// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

namespace tern::cli {

int operationsCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QStringList &words = arguments.words();
    const bool isChange = words.size() == 2 && (words[0] == QLatin1String("retry") || words[0] == QLatin1String("cancel"));
    if (!words.isEmpty() && !isChange)
        return out.wrongUsage(QStringLiteral("operations [retry ID | cancel ID]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    if (isChange) {
        const OperationId id{words[1].toLongLong()};
        auto operation = session.reader().operation(id);
        if (!operation)
            return out.failure(operation.error());
        if (!*operation)
            return out.failure(makeError(ErrorKind::NotFound, "operations", words[1].toStdString()));
        const bool retries = words[0] == QLatin1String("retry");
        auto changed = session.wait<void>([&](auto done) {
            if (retries)
                session.engine().retryOperation(id, std::move(done));
            else
                session.engine().cancelOperation(id, std::move(done));
        });
        if (!changed)
            return out.failure(changed.error());
        if (retries) {
            auto mailbox = session.reader().mailboxByName((*operation)->account, (*operation)->mailboxName);
            replayNow(session, (*operation)->account, mailbox && *mailbox ? (*mailbox)->id : MailboxId{});
        }
        auto now = session.reader().operation(id);
        QJsonObject object = toJson(now && *now ? **now : **operation);
        if (!now || !*now)
            object.insert(QStringLiteral("state"), retries ? QStringLiteral("done") : QStringLiteral("cancelled"));
        out.object(object);
        return kDone;
    }
    auto operations = session.reader().operations();
    if (!operations)
        return out.failure(operations.error());
    out.beginTable({QStringLiteral("id"), QStringLiteral("kind"), QStringLiteral("state"), QStringLiteral("messages"), QStringLiteral("attempts"), QStringLiteral("reason")});
    for (const store::OperationRecord &operation : *operations)
        out.object(toJson(operation));
    out.endTable();
    return kDone;
}

} // namespace tern::cli
