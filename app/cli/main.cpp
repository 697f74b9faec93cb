// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"

#include "core/base/Log.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <iostream>

namespace {

using namespace tern::cli;

constexpr const char *kHelp = R"(tern-cli [--profile DIR] [--json] COMMAND …      Tern's engine without its window

Accounts
  account add --email A --password-file F [--name N] [--user U] [--imap HOST:PORT:SEC] [--smtp HOST:PORT:SEC]
              [--ca-file PEM] [--allow-plaintext]      SEC is tls, starttls or plain; without hosts they are found
              [--certificate FILE]                     sign in by your own certificate (PEM with its key, or PKCS#12); --password-file then holds its passphrase
              [--pop3 HOST:PORT:SEC] [--leave always|never|DAYS] [--leave-deleted] [--visit-every MINUTES]
                                                       by POP3: how long mail stays on the server, whether also what is deleted here, how often it is looked at
  account add --local --name N                         folders on this machine alone
  account list
  account set A [--leave always|never|DAYS] [--visit-every MINUTES]     of a POP3 account
  account remove A
  identity add --address A [--account A] [--name N] [--signature-file F] [--smtp HOST:PORT:SEC [--user U]
              --password-file F | --certificate F | --page]      another address to write from, with a server of its own for sending if it has one;
                                                       --page: sign in on its provider's page
  identity list [--account A] | identity remove ADDRESS
  certificate list | show|pin|unpin|keep HOST:PORT:SEC [--sha256 AB:CD:…] [--ca-file PEM]   whom a person trusts without an authority
  doctor [--account A | --email A] [--report]          the way to the servers, step by step, and what to do where it ends; sends nothing
                                                       --report: as a text for others, without addresses and secrets

Reading
  sync [--account A] [--folder F] [--bodies none|all] [--watch]
  folders [--account A]
  list FOLDER [--account A] [--limit N] [--before ID] [--threads]
  search QUERY [--account A] [--folder F] [--limit N]
  show ID [--source] [--thread] [--part N --output FILE]   --thread: the conversation around it
  parse FILE…                                          reads message files; needs no profile
  journey FILE [--server HOST]                         the way of a message by its Received fields; --server: of the account it came to,
                                                       so that it is known which of them can be believed

Writing
  compose --from A --to … [--cc … --bcc … --subject S --text-file F --html-file F --attach FILE… --in-reply-to ID]
          --output FILE.eml | --send [as below]
  send FILE.eml [--from A] [--to R…] [--at 2026-11-30T08:00] [--report] [--require-tls]
          --at: leaves with the first `sync` from then on, or while Tern runs; --report: asks for a report when it is delivered
          --require-tls: handed on only over verified TLS, or returned
  redirect ID --to … [--cc … --bcc … --from A] [as `send`]   sends a message on as it is
  invitation ID|FILE [--accept|--maybe|--decline [--note TEXT]]   what it says; answers its organizer
  unsubscribe ID [--show]                              leaves the list or newsletter of a message: by one click if that is signed, else by mail
  outbox | outbox sent [--limit N] | outbox show ID | outbox retry ID | outbox cancel ID
  outbox arrived ID                                    of one whose fate is unknown: it is not sent again
  outbox reschedule ID --at TIME

Filing
  move ID… FOLDER [--account B]
  copy ID… FOLDER [--account B]
  delete ID…                                           to Trash; what lies there is removed for good
  flag ID… +seen -flagged …
  undo                                                 takes back the last change
  operations | operations retry ID | operations cancel ID
  folder create F | rename F NEW | delete F | subscribe F | unsubscribe F      [--account A]

Keeping
  audit [--account A] [--folder F] [--repair]          compares with the servers; repairs the local copy, never the servers' mail
  export (FOLDER | ID…) --mbox FILE | --eml DIR | --maildir DIR    [--account A]
  import FILE|DIR FOLDER [--account A]                 an .eml or mbox file, a folder of .eml files, or a Maildir
  trace [--account A] --output FILE -- COMMAND…        any command, with its dialogue with the servers, without secrets

A FOLDER is a path (INBOX, 工作/汇报) or a role (inbox, sent, drafts, trash, archive, junk). An ID is what `list` prints.
--profile DIR  where everything is kept (else $XDG_DATA_HOME/tern); the window may not use it at the same time.
--json         one JSON object a line, with keys that stay; without it a table for people.
Passwords are read from a file (--password-file F) or standard input (-), never from an argument.
Exit: 0 done, 1 it failed (one line says why), 2 wrong usage, 3 the profile is in use.
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
        add("account", accountCommand, {"email", "name", "imap", "pop3", "leave", "visit-every", "smtp", "user", "password-file", "ca-file", "certificate"}, {"allow-plaintext", "leave-deleted", "local"});
        add("sync", syncCommand, {"account", "folder", "bodies"}, {"watch"});
        add("folders", foldersCommand, {"account"}, {});
        add("list", listCommand, {"account", "limit", "before"}, {"threads"});
        add("search", searchCommand, {"account", "folder", "limit"}, {});
        add("show", showCommand, {"part", "output"}, {"source", "thread"});
        add("parse", parseCommand, {}, {});
        add("invitation", invitationCommand, {"note"}, {"accept", "maybe", "decline"});
        add("unsubscribe", unsubscribeCommand, {}, {"show"});
        add("journey", journeyCommand, {"server"}, {});
        add("compose", composeCommand, {"from", "to", "cc", "bcc", "subject", "text-file", "html-file", "attach", "in-reply-to", "output", "at"}, {"send", "report", "require-tls"});
        add("send", sendCommand, {"from", "to", "at"}, {"report", "require-tls"});
        add("redirect", redirectCommand, {"from", "to", "cc", "bcc", "at"}, {"report", "require-tls"});
        add("outbox", outboxCommand, {"at", "limit"}, {});
        add("move", moveCommand, {"account"}, {});
        add("copy", copyCommand, {"account"}, {});
        add("delete", deleteCommand, {}, {});
        add("flag", flagCommand, {}, {});
        add("undo", undoCommand, {}, {});
        add("operations", operationsCommand, {}, {});
        add("folder", folderCommand, {"account"}, {});
        add("identity", identityCommand, {"account", "address", "name", "signature-file", "smtp", "user", "password-file", "certificate"}, {"page"});
        add("certificate", certificateCommand, {"sha256", "ca-file"}, {});
        add("doctor", doctorCommand, {"account", "email"}, {"report"});
        add("export", exportCommand, {"account", "mbox", "eml", "maildir"}, {});
        add("import", importCommand, {"account"}, {});
        add("audit", auditCommand, {"account", "folder"}, {"repair"});
        return all;
    }();
    return kCommands;
}

/// The command and what belongs to it: the command is the first word that is no option; --profile and --json may stand before or behind it.
struct Line {
    QString name;
    QStringList rest;
};

Line split(const QStringList &words)
{
    Line line;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (line.name.isEmpty() && !words[i].startsWith(QLatin1String("--"))) {
            line.name = words[i];
            continue;
        }
        line.rest.append(words[i]);
        if (line.name.isEmpty() && words[i] == QLatin1String("--profile") && i + 1 < words.size())
            line.rest.append(words[++i]);
    }
    return line;
}

int run(const QStringList &words, const TraceWish &trace);

/// `trace --output FILE -- COMMAND…`: runs the command with the dialogue written to the file.
int runTraced(const QStringList &rest)
{
    Output messages(false);
    const auto end = rest.indexOf(QStringLiteral("--"));
    const auto arguments = Arguments::parse(rest.mid(0, end), {names({"json", "help"}), names({"account", "output", "profile"})});
    if (!arguments)
        return messages.wrongUsage(QString::fromStdString(arguments.error().detail));
    if (end < 0 || end + 1 == rest.size() || !arguments->has(QStringLiteral("output")) || !arguments->words().isEmpty())
        return messages.wrongUsage(QStringLiteral("trace [--account A] --output FILE -- COMMAND…"));
    QStringList inner = rest.mid(end + 1);
    if (arguments->has(QStringLiteral("json")))
        inner.prepend(QStringLiteral("--json"));
    if (arguments->has(QStringLiteral("profile")))
        inner = QStringList{QStringLiteral("--profile"), arguments->value(QStringLiteral("profile"))} + inner;
    return run(inner, {arguments->value(QStringLiteral("output")), arguments->value(QStringLiteral("account"))});
}

int run(const QStringList &words, const TraceWish &trace)
{
    const auto [name, rest] = split(words);
    const bool asksHelp = words.mid(0, words.indexOf(QStringLiteral("--"))).contains(QStringLiteral("--help"));
    if (asksHelp || name == QLatin1String("help")) {
        std::cout << kHelp;
        return kDone;
    }
    if (words.contains(QStringLiteral("--version"))) {
        std::cout << "tern-cli " TERN_VERSION "\n";
        return kDone;
    }
    Output messages(false);
    if (name == QLatin1String("trace") && trace.file.isEmpty())
        return runTraced(rest);
    const auto command = commands().find(name);
    if (command == commands().end())
        return messages.wrongUsage(name.isEmpty() ? QStringLiteral("which command?") : QStringLiteral("no command is called %1").arg(name));
    const auto arguments = Arguments::parse(rest, command->second.rules);
    if (!arguments)
        return messages.wrongUsage(QString::fromStdString(arguments.error().detail));
    const QString profile = arguments->has(QStringLiteral("profile")) ? arguments->value(QStringLiteral("profile")) : defaultProfile();
    Session session(profile, arguments->has(QStringLiteral("json")), trace);
    return command->second.run(session, *arguments);
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);      // a file-size limit is then a failed write, which is told, like a full disk
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tern-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TERN_VERSION));
    return run(QCoreApplication::arguments().mid(1), {});
}
