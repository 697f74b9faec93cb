// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tern::cli {
namespace {

using engine::Engine;

struct Chosen {
    std::vector<PlacementId> placements;
    std::map<AccountId, MailboxId> sources;     ///< one mailbox of each account, to be looked at again afterwards
};

Result<Chosen> choose(Session &session, const QStringList &ids)
{
    Chosen chosen;
    for (const QString &id : ids) {
        auto row = session.message(id);
        if (!row)
            return row.error();
        chosen.placements.push_back(row->placement);
        chosen.sources.emplace(row->account, row->mailbox);
    }
    return chosen;
}

/// Makes the change, replays it as far as the servers let it, and prints the operations: "done" for those that are gone, "refused" for those that
/// a server would not have.
int change(Session &session, const Chosen &chosen, const std::function<void(engine::Completion<Engine::OperationIds>)> &call)
{
    Output &out = session.output();
    auto ids = session.wait<Engine::OperationIds>(call);
    if (!ids)
        return out.failure(ids.error());
    std::map<OperationId, store::OperationRecord> made;
    for (const OperationId id : *ids) {
        auto operation = session.reader().operation(id);
        if (operation && *operation)
            made.emplace(id, **operation);
    }
    for (const auto &[account, mailbox] : chosen.sources)
        replayNow(session, account, mailbox);
    const auto refused = session.refused();
    int code = kDone;
    out.beginTable({QStringLiteral("id"), QStringLiteral("kind"), QStringLiteral("state"), QStringLiteral("messages"), QStringLiteral("reason")});
    for (const OperationId id : *ids) {
        auto operation = session.reader().operation(id);
        if (!operation)
            return out.failure(operation.error());
        QJsonObject object = *operation ? toJson(**operation) : toJson(made[id]);
        object.insert(QStringLiteral("id"), static_cast<qint64>(id.value));
        if (const auto refusal = refused.find(id); refusal != refused.end()) {
            object.insert(QStringLiteral("state"), QStringLiteral("refused"));
            object.insert(QStringLiteral("reason"), errorText(refusal->second));
            code = kFailed;
        } else if (!*operation) {
            object.insert(QStringLiteral("state"), QStringLiteral("done"));
        }
        out.object(object);
    }
    out.endTable();
    return code;
}

int toFolder(Session &session, const Arguments &arguments, bool copies)
{
    Output &out = session.output();
    if (arguments.words().size() < 2)
        return out.wrongUsage(QStringLiteral("%1 ID… FOLDER [--account B]").arg(copies ? QStringLiteral("copy") : QStringLiteral("move")));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto chosen = choose(session, arguments.words().mid(0, arguments.words().size() - 1));
    if (!chosen)
        return out.failure(chosen.error());
    QString account = arguments.value(QStringLiteral("account"));
    // Without --account the folder is looked for where the messages are.
    if (account.isEmpty() && chosen->sources.size() == 1)
        account = QString::number(chosen->sources.begin()->first.value);
    auto folder = session.folder(arguments.words().last(), account);
    if (!folder)
        return out.failure(folder.error());
    return change(session, *chosen, [&](auto done) {
        if (copies)
            session.engine().copy(chosen->placements, folder->id, std::move(done));
        else
            session.engine().move(chosen->placements, folder->id, std::move(done));
    });
}

} // namespace

int moveCommand(Session &session, const Arguments &arguments)
{
    return toFolder(session, arguments, false);
}

int copyCommand(Session &session, const Arguments &arguments)
{
    return toFolder(session, arguments, true);
}

int deleteCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("delete ID…"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto chosen = choose(session, arguments.words());
    if (!chosen)
        return out.failure(chosen.error());
    return change(session, *chosen, [&](auto done) { session.engine().remove(chosen->placements, std::move(done)); });
}

int flagCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    QStringList ids;
    store::Flags add = 0;
    store::Flags remove = 0;
    for (const QString &word : arguments.words()) {
        if (!word.startsWith(QLatin1Char('+')) && !word.startsWith(QLatin1Char('-'))) {
            ids.append(word);
            continue;
        }
        const auto flag = flagNamed(word.mid(1));
        if (!flag)
            return out.wrongUsage(QStringLiteral("no flag is called %1").arg(word.mid(1)));
        (word.startsWith(QLatin1Char('+')) ? add : remove) |= *flag;
    }
    if (ids.isEmpty() || (add | remove) == 0)
        return out.wrongUsage(QStringLiteral("flag ID… +seen -flagged …"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto chosen = choose(session, ids);
    if (!chosen)
        return out.failure(chosen.error());
    return change(session, *chosen, [&](auto done) {
        session.engine().changeFlags(chosen->placements, add, remove, store::OperationIntent::None, std::move(done));
    });
}

int undoCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (!arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("undo takes nothing"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto setting = session.reader().setting(QString::fromLatin1(Engine::kLastOperationsSetting));
    if (!setting)
        return out.failure(setting.error());
    const QJsonArray last = QJsonDocument::fromJson(setting->value_or(QString()).toUtf8()).array();
    if (last.isEmpty())
        return out.failure(QStringLiteral("there is nothing to take back"));
    Engine::OperationIds ids;
    std::map<AccountId, MailboxId> sources;
    for (const QJsonValue &entry : last) {
        ids.push_back(OperationId{entry[QLatin1String("operation")].toInteger()});
        for (const char *end : {"source", "target"}) {
            auto mailbox = session.reader().mailbox(MailboxId{entry[QLatin1String(end)].toInteger()});
            if (mailbox)
                sources[mailbox->account] = mailbox->id;
        }
    }
    auto undone = session.wait<void>([&](auto done) { session.engine().undo(ids, std::move(done)); });
    if (!undone)
        return out.failure(undone.error());
    for (const auto &[account, mailbox] : sources)
        replayNow(session, account, mailbox);
    for (const QJsonValue &entry : last) {
        const auto kind = static_cast<store::OperationKind>(entry[QLatin1String("kind")].toInt());
        out.object({{QStringLiteral("id"), entry[QLatin1String("operation")]},
                    {QStringLiteral("kind"), kindName(kind)},
                    {QStringLiteral("state"), QStringLiteral("undone")},
                    {QStringLiteral("messages"), entry[QLatin1String("messages")].toArray().size()}});
    }
    return kDone;
}

} // namespace tern::cli
