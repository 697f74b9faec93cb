// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"

#include "core/base/Log.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <iostream>

namespace {

using namespace tern::cli;

constexpr const char *kHelp = R"(tern-cli [--profile DIR] [--json] COMMAND …

  account add --email A [--name N] [--imap HOST:PORT:SEC] [--smtp HOST:PORT:SEC] [--user U]
              --password-file F [--ca-file PEM] [--allow-plaintext]     SEC: tls, starttls, plain
  account list | account remove A
  sync [--account A] [--folder F] [--bodies none|all] [--watch]
  folders [--account A]
  list FOLDER [--account A] [--limit N] [--before ID] [--threads]
  search QUERY [--account A] [--folder F] [--limit N]
  show ID [--source] [--part N --output FILE]
  parse FILE…
  compose --from A --to … [--cc … --bcc … --subject S --text-file F --html-file F --attach FILE… --in-reply-to ID]
          --output FILE.eml | --send
  send FILE.eml [--from A] [--to R…]
  outbox [retry ID | cancel ID]
  move ID… FOLDER [--account B] | copy ID… FOLDER [--account B] | delete ID… | flag ID… +seen -flagged … | undo
  operations [retry ID | cancel ID]
  folder create F | rename F NEW | delete F | subscribe F | unsubscribe F   [--account A]

Passwords are read from a file (--password-file F) or standard input (-), never from an argument.
Exit: 0 done, 1 it failed, 2 wrong usage, 3 the profile is in use.
)";

std::set<QString> names(std::initializer_list<const char *> list)
{
    std::set<QString> all;
    for (const char *name : list)
        all.insert(QString::fromLatin1(name));
    return all;
}

const std::map<QString, Command> &commands()
{
    static const std::map<QString, Command> kCommands = [] {
        std::map<QString, Command> all;
        const auto add = [&](const char *name, int (*run)(Session &, const Arguments &), std::initializer_list<const char *> values,
                             std::initializer_list<const char *> flags) {
            OptionRules rules{names(flags), names(values)};
            rules.flags.merge(names({"json", "help"}));
            rules.values.insert(QStringLiteral("profile"));
            all.emplace(QString::fromLatin1(name), Command{std::move(rules), run});
        };
        add("account", accountCommand, {"email", "name", "imap", "smtp", "user", "password-file", "ca-file"}, {"allow-plaintext"});
        add("sync", syncCommand, {"account", "folder", "bodies"}, {"watch"});
        add("folders", foldersCommand, {"account"}, {});
        add("list", listCommand, {"account", "limit", "before"}, {"threads"});
        add("search", searchCommand, {"account", "folder", "limit"}, {});
        add("show", showCommand, {"part", "output"}, {"source"});
        add("parse", parseCommand, {}, {});
        add("compose", composeCommand, {"from", "to", "cc", "bcc", "subject", "text-file", "html-file", "attach", "in-reply-to", "output"}, {"send"});
        add("send", sendCommand, {"from", "to"}, {});
        add("outbox", outboxCommand, {}, {});
        add("move", moveCommand, {"account"}, {});
        add("copy", copyCommand, {"account"}, {});
        add("delete", deleteCommand, {}, {});
        add("flag", flagCommand, {}, {});
        add("undo", undoCommand, {}, {});
        add("operations", operationsCommand, {}, {});
        add("folder", folderCommand, {"account"}, {});
        return all;
    }();
    return kCommands;
}

/// The command is the first word that is no option; --profile and --json may stand before or behind it.
int run(const QStringList &words)
{
    QString name;
    QStringList rest;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (name.isEmpty() && !words[i].startsWith(QLatin1String("--"))) {
            name = words[i];
            continue;
        }
        rest.append(words[i]);
        if (name.isEmpty() && words[i] == QLatin1String("--profile") && i + 1 < words.size())
            rest.append(words[++i]);
    }
    if (words.contains(QStringLiteral("--help")) || name == QLatin1String("help")) {
        std::cout << kHelp;
        return kDone;
    }
    Output messages(false);
    const auto command = commands().find(name);
    if (command == commands().end())
        return messages.wrongUsage(name.isEmpty() ? QStringLiteral("which command?") : QStringLiteral("no command is called %1").arg(name));
    const auto arguments = Arguments::parse(rest, command->second.rules);
    if (!arguments)
        return messages.wrongUsage(QString::fromStdString(arguments.error().detail));
    const QString profile = arguments->has(QStringLiteral("profile")) ? arguments->value(QStringLiteral("profile")) : defaultProfile();
    Session session(profile, arguments->has(QStringLiteral("json")));
    return command->second.run(session, *arguments);
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tern-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TERN_VERSION));
    return run(QCoreApplication::arguments().mid(1));
}
