// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace tern::cli {
namespace {

QJsonObject summaryJson(const char *event, const engine::SyncSummary &summary)
{
    return {{QStringLiteral("event"), QString::fromLatin1(event)},
            {QStringLiteral("messages"), static_cast<qint64>(summary.messages)},
            {QStringLiteral("bodies"), static_cast<qint64>(summary.bodies)},
            {QStringLiteral("seconds"), summary.seconds},
            {QStringLiteral("bytes_received"), static_cast<qint64>(summary.bytesReceived)},
            {QStringLiteral("commands"), static_cast<qint64>(summary.commands)}};
}

void printSummary(Output &out, const char *event, const engine::SyncSummary &summary)
{
    if (out.isJson())
        return out.object(summaryJson(event, summary));
    out.line(QStringLiteral("%1: %2 messages, %3 bodies, %4 KB received, %5 commands, %6 s")
                 .arg(QString::fromLatin1(event))
                 .arg(summary.messages)
                 .arg(summary.bodies)
                 .arg(summary.bytesReceived / 1024)
                 .arg(summary.commands)
                 .arg(summary.seconds, 0, 'f', 2));
}

/// Prints what happens while `sync --watch` stays. Called on engine threads.
class Watcher final : public engine::EngineObserver {
public:
    explicit Watcher(Output &out) : m_out(out) {}
    void setReader(std::unique_ptr<store::StoreReader> reader) { m_reader = std::move(reader); }

    void storeChanged(const store::ChangeSet &changes) override
    {
        if (!m_reader)
            return;
        for (const PlacementId placement : changes.arrived) {
            const auto row = m_reader->row(placement);
            if (!row || !*row)
                continue;
            QJsonObject event = toJson(**row);
            event.insert(QStringLiteral("event"), QStringLiteral("arrived"));
            print(event, QStringLiteral("new: %1  %2").arg((*row)->fromAddress, (*row)->subject));
        }
        for (const auto &[mailbox, rows] : changes.mailboxes) {
            const QJsonObject event{{QStringLiteral("event"), QStringLiteral("changed")},
                                    {QStringLiteral("mailbox"), static_cast<qint64>(mailbox.value)},
                                    {QStringLiteral("inserted"), static_cast<int>(rows.inserted.size())},
                                    {QStringLiteral("changed"), static_cast<int>(rows.changed.size())},
                                    {QStringLiteral("removed"), static_cast<int>(rows.removed.size())},
                                    {QStringLiteral("reset"), rows.reset}};
            print(event, {});
        }
    }
    void accountStatusChanged(const engine::AccountStatus &status) override
    {
        if (m_states[status.account] == status.state)
            return;
        m_states[status.account] = status.state;
        static const char *const kNames[] = {"offline", "connecting", "online", "needs_password", "problem"};
        const QString name = QString::fromLatin1(kNames[static_cast<int>(status.state)]);
        print({{QStringLiteral("event"), QStringLiteral("status")}, {QStringLiteral("account"), status.email}, {QStringLiteral("state"), name},
               {QStringLiteral("error"), errorText(status.error)}},
              status.email + QStringLiteral(": ") + name);
    }
    void noticed(const engine::Notice &notice) override
    {
        print({{QStringLiteral("event"), QStringLiteral("notice")}, {QStringLiteral("kind"), static_cast<int>(notice.kind)},
               {QStringLiteral("subject"), notice.subject}, {QStringLiteral("error"), QString::fromStdString(notice.error.toString())}},
              notice.kind == engine::Notice::Kind::Sent ? QStringLiteral("sent: %1").arg(notice.subject)
                                                        : QStringLiteral("%1  %2").arg(notice.subject, sentence(notice.error)));
    }

private:
    void print(const QJsonObject &event, const QString &text)
    {
        if (m_out.isJson())
            m_out.object(event);
        else if (!text.isEmpty())
            m_out.line(text);
    }

    Output &m_out;
    std::unique_ptr<store::StoreReader> m_reader;       ///< made before start; used by the merger's thread alone
    std::map<AccountId, engine::AccountStatus::State> m_states;
};

/// Blocks until the person or the system wants an end.
void waitForSignal(const sigset_t &signals)
{
    const int fd = signalfd(-1, &signals, SFD_CLOEXEC);
    pollfd waits{fd, POLLIN, 0};
    while (poll(&waits, 1, -1) < 0 && errno == EINTR) {
    }
    ::close(fd);
}

int watch(Session &session)
{
    // Blocked before the engine makes threads, so that all of them inherit it.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    Output &out = session.output();
    Watcher watcher(out);
    if (auto opened = session.open(true, &watcher, [&](std::unique_ptr<store::StoreReader> reader) { watcher.setReader(std::move(reader)); }); !opened)
        return out.failure(opened.error());
    waitForSignal(signals);
    session.close();
    return kDone;
}

} // namespace

int syncCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QString bodies = arguments.has(QStringLiteral("bodies")) ? arguments.value(QStringLiteral("bodies")) : QStringLiteral("none");
    if (bodies != QLatin1String("none") && bodies != QLatin1String("all"))
        return out.wrongUsage(QStringLiteral("--bodies none|all"));
    if (!arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("sync takes options only"));
    if (arguments.has(QStringLiteral("watch")))
        return watch(session);
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    engine::Engine::SyncRequest request;
    request.bodies = bodies == QLatin1String("all");
    if (arguments.has(QStringLiteral("account"))) {
        auto account = session.account(arguments.value(QStringLiteral("account")));
        if (!account)
            return out.failure(account.error());
        request.account = account->id;
    }
    if (arguments.has(QStringLiteral("folder"))) {
        auto folder = session.folder(arguments.value(QStringLiteral("folder")), arguments.value(QStringLiteral("account")));
        if (!folder)
            return out.failure(folder.error());
        request.account = folder->account;
        request.mailbox = folder->id;
    }
    request.progress = [&out](const engine::SyncSummary &summary) { printSummary(out, "progress", summary); };
    auto done = session.wait<engine::SyncSummary>([&](auto completion) { session.engine().syncNow(request, std::move(completion)); });
    if (!done)
        return out.failure(done.error());
    // The next command may be a search.
    if (request.bodies) {
        if (auto indexed = session.wait<void>([&](auto completion) { session.engine().whenIndexed(std::move(completion)); }); !indexed)
            return out.failure(indexed.error());
    }
    printSummary(out, "done", *done);
    return kDone;
}

int foldersCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    std::vector<store::AccountRecord> accounts;
    if (arguments.has(QStringLiteral("account"))) {
        auto account = session.account(arguments.value(QStringLiteral("account")));
        if (!account)
            return out.failure(account.error());
        accounts.push_back(*account);
    } else {
        auto all = session.reader().accounts();
        if (!all)
            return out.failure(all.error());
        accounts = *all;
    }
    out.beginTable({QStringLiteral("account"), QStringLiteral("path"), QStringLiteral("role"), QStringLiteral("total"), QStringLiteral("unread"),
                    QStringLiteral("server_bytes")});
    for (const store::AccountRecord &account : accounts) {
        auto mailboxes = session.reader().mailboxes(account.id);
        if (!mailboxes)
            return out.failure(mailboxes.error());
        for (const store::MailboxRecord &mailbox : *mailboxes) {
            const bool isSized = mailbox.serverBytes >= 0;
            out.object({{QStringLiteral("account"), account.email},
                        {QStringLiteral("path"), mailbox.path},
                        {QStringLiteral("wire_name"), QString::fromStdString(mailbox.wireName)},
                        {QStringLiteral("role"), roleName(mailbox.role)},
                        {QStringLiteral("space"), spaceName(mailbox.space)},
                        {QStringLiteral("total"), mailbox.total},
                        {QStringLiteral("unread"), mailbox.unread},
                        {QStringLiteral("server_messages"), mailbox.serverExists < 0 ? QJsonValue() : QJsonValue(mailbox.serverExists)},
                        {QStringLiteral("server_bytes"), isSized ? QJsonValue(static_cast<qint64>(mailbox.serverBytes)) : QJsonValue()},
                        {QStringLiteral("server_bytes_by"), !isSized ? QJsonValue() : QJsonValue(mailbox.serverBytesTold ? QStringLiteral("server") : QStringLiteral("sum"))}});
        }
    }
    out.endTable();
    return kDone;
}

} // namespace tern::cli
