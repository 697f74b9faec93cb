// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

namespace tern::cli {

int folderCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QStringList &words = arguments.words();
    const QString what = words.value(0);
    const bool isRename = what == QLatin1String("rename");
    const bool isKnown = isRename || what == QLatin1String("create") || what == QLatin1String("delete") || what == QLatin1String("subscribe") ||
                         what == QLatin1String("unsubscribe");
    if (!isKnown || words.size() != (isRename ? 3 : 2))
        return out.wrongUsage(QStringLiteral("folder create|delete|subscribe|unsubscribe F, folder rename F NEW [--account A]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    AccountId account;
    MailboxId mailbox;
    if (what == QLatin1String("create")) {
        auto found = session.account(arguments.value(QStringLiteral("account")));
        if (!found)
            return out.failure(found.error());
        account = found->id;
    } else {
        auto found = session.folder(words[1], arguments.value(QStringLiteral("account")));
        if (!found)
            return out.failure(found.error());
        account = found->account;
        mailbox = found->id;
    }
    auto changed = session.wait<void>([&](auto done) {
        if (isRename)
            session.engine().renameMailbox(mailbox, words[2], std::move(done));
        else if (what == QLatin1String("create"))
            session.engine().createMailbox(account, words[1], std::move(done));
        else if (what == QLatin1String("delete"))
            session.engine().deleteMailbox(mailbox, std::move(done));
        else
            session.engine().setSubscribed(mailbox, what == QLatin1String("subscribe"), std::move(done));
    });
    if (!changed)
        return out.failure(changed.error());
    // The whole account: a folder came or went.
    replayNow(session, account, {});
    auto operations = session.reader().operations();
    if (!operations)
        return out.failure(operations.error());
    out.beginTable({QStringLiteral("id"), QStringLiteral("kind"), QStringLiteral("state"), QStringLiteral("reason")});
    for (const store::OperationRecord &operation : *operations) {
        if (operation.account == account && operation.kind >= store::OperationKind::CreateMailbox)
            out.object(toJson(operation));
    }
    out.endTable();
    return kDone;
}

} // namespace tern::cli
