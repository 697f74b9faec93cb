// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Session.h"

#include "app/cli/ValueNames.h"
#include "core/net/ProtocolTrace.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace tern::cli {

/// Says what servers refused and what they want a person to read. Engine threads.
class Session::Listener final : public engine::EngineObserver {
public:
    explicit Listener(Output &out) : m_out(out) {}

    void storeChanged(const store::ChangeSet &) override {}
    void accountStatusChanged(const engine::AccountStatus &) override {}
    void noticed(const engine::Notice &notice) override
    {
        using Kind = engine::Notice::Kind;
        switch (notice.kind) {
        case Kind::OperationRefused: {
            m_out.failure(QStringLiteral("%1 taken back: %2").arg(changeName(notice.intent, notice.messages), sentence(notice.error)));
            const std::lock_guard lock(m_mutex);
            m_refused.emplace(notice.operation, notice.error);
            break;
        }
        case Kind::ServerAlert: m_out.failure(QStringLiteral("the server says: ") + QString::fromStdString(notice.error.detail)); break;
        case Kind::AccountProblem: m_out.failure(notice.error); break;
        case Kind::StorageProblem:  // the command itself fails over it
        case Kind::SendFailed:
        case Kind::SendUnknown:
        case Kind::Sent: break;     // the commands that send tell more
        }
    }
    std::map<OperationId, Error> refused() const
    {
        const std::lock_guard lock(m_mutex);
        return m_refused;
    }

private:
    Output &m_out;
    mutable std::mutex m_mutex;
    std::map<OperationId, Error> m_refused;
};

/// Writes the redacted dialogue as it goes on. Its lines come on engine threads.
class Session::TraceFile final {
public:
    TraceFile(TraceRing &ring, const TraceWish &wish) : m_ring(ring), m_account(wish.account.toStdString()), m_file(wish.file) {}
    ~TraceFile() { m_ring.unsubscribe(m_subscription); }

    Result<void> start()
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return makeError(ErrorKind::Io, "cli.trace", QString(m_file.fileName() + QStringLiteral(": ") + m_file.errorString()).toStdString());
        m_subscription = m_ring.subscribe([this](const TraceLine &line) {
            if (m_account.empty() || line.account == m_account)
                write(line);
        });
        return {};
    }

private:
    void write(const TraceLine &line)
    {
        static constexpr const char *kMarks[] = {"C:", "S:", "--"};
        const QString at = QDateTime::fromMSecsSinceEpoch(line.at).toString(QStringLiteral("HH:mm:ss.zzz"));
        m_file.write(QStringLiteral("%1 %2 %3 %4 %5 ")
                         .arg(at, QString::fromStdString(line.protocol), QString::fromStdString(line.endpoint))
                         .arg(line.connectionId)
                         .arg(QString::fromLatin1(kMarks[static_cast<int>(line.direction)]))
                         .toUtf8());
        m_file.write(line.text.data(), static_cast<qint64>(line.text.size()));
        m_file.write("\n");
    }

    TraceRing &m_ring;
    const std::string m_account;
    QFile m_file;           // under the ring's lock
    int m_subscription = 0;
};

Session::Session(QString profile, bool json, TraceWish trace)
    : m_profile(std::move(profile)), m_output(json), m_trace(std::move(trace)), m_listener(std::make_unique<Listener>(m_output))
{
}

Session::~Session()
{
    close();
}

std::map<OperationId, Error> Session::refused() const
{
    return m_listener->refused();
}

void Session::close()
{
    m_reader.reset();
    if (!m_engine)
        return;
    m_engine->stop();
    m_engine->setObserver(nullptr);
    m_traceFile.reset();
    m_engine.reset();
}

Result<void> Session::open(bool automatic, engine::EngineObserver *observer, const std::function<void(std::unique_ptr<store::StoreReader>)> &beforeStart)
{
    engine::EngineOptions options;
    options.profile = QFile::encodeName(QDir(m_profile).absolutePath()).toStdString();
    options.undoTime = std::chrono::milliseconds{0};
    options.syncAutomatically = automatic;
    if (const QByteArray dns = qgetenv("TERN_DNS_SERVER"); !dns.isEmpty())
        options.dnsServer = dns.toStdString();
    auto opened = engine::Engine::open(std::move(options));
    if (!opened)
        return opened.error();
    m_engine = std::move(*opened);
    if (!m_trace.file.isEmpty()) {
        m_traceFile = std::make_unique<TraceFile>(m_engine->trace(), m_trace);
        if (auto started = m_traceFile->start(); !started)
            return started;
    }
    m_engine->setObserver(observer ? observer : m_listener.get());
    auto reader = m_engine->openReader();
    if (!reader)
        return reader.error();
    m_reader = std::move(*reader);
    if (beforeStart) {
        auto own = m_engine->openReader();
        if (!own)
            return own.error();
        beforeStart(std::move(*own));
    }
    m_engine->start();
    return {};
}

Result<store::AccountRecord> Session::account(const QString &named)
{
    auto accounts = m_reader->accounts();
    if (!accounts)
        return accounts.error();
    if (named.isEmpty()) {
        if (accounts->size() == 1)
            return accounts->front();
        return makeError(ErrorKind::InvalidInput, "cli", accounts->empty() ? "there is no account yet" : "which account? use --account");
    }
    for (const store::AccountRecord &one : *accounts) {
        if (one.email.compare(named, Qt::CaseInsensitive) == 0 || QString::number(one.id.value) == named)
            return one;
    }
    return makeError(ErrorKind::NotFound, "cli", "no account " + named.toStdString());
}

Result<engine::Sender> Session::sender(const QString &named)
{
    auto accounts = m_reader->accounts();
    if (!accounts)
        return accounts.error();
    for (const store::AccountRecord &account : *accounts) {
        auto identities = m_reader->identities(account.id);
        if (!identities)
            return identities.error();
        for (const store::IdentityRecord &identity : *identities) {
            if (identity.address.compare(named, Qt::CaseInsensitive) == 0)
                return engine::Sender{account.id, identity.id};
        }
    }
    auto found = account(named);
    if (!found)
        return found.error();
    return engine::Sender{found->id, {}};
}

Result<store::MailboxRecord> Session::folder(const QString &named, const QString &accountNamed)
{
    AccountId only;
    if (!accountNamed.isEmpty()) {
        auto found = account(accountNamed);
        if (!found)
            return found.error();
        only = found->id;
    }
    auto mailboxes = m_reader->allMailboxes();
    if (!mailboxes)
        return mailboxes.error();
    // The exact path first: a folder may be called like a role.
    const auto isCalled = [&](const store::MailboxRecord &one) { return one.path == named || one.wireName == named.toStdString(); };
    const auto hasRole = [&](const store::MailboxRecord &one) {
        return one.role != store::MailboxRole::None && roleName(one.role).compare(named, Qt::CaseInsensitive) == 0;
    };
    for (const auto &matches : {std::function<bool(const store::MailboxRecord &)>(isCalled), std::function<bool(const store::MailboxRecord &)>(hasRole)}) {
        std::vector<store::MailboxRecord> found;
        for (const store::MailboxRecord &one : *mailboxes) {
            if ((!only.isValid() || one.account == only) && matches(one))
                found.push_back(one);
        }
        if (found.size() == 1)
            return found.front();
        if (found.size() > 1)
            return makeError(ErrorKind::InvalidInput, "cli", "several accounts have a folder " + named.toStdString() + ": use --account");
    }
    return makeError(ErrorKind::MailboxMissing, "cli", named.toStdString());
}

Result<store::MessageRow> Session::message(const QString &id)
{
    bool ok = false;
    const PlacementId placement{id.toLongLong(&ok)};
    if (!ok || !placement.isValid())
        return makeError(ErrorKind::InvalidInput, "cli", "not a message number: " + id.toStdString());
    auto row = m_reader->row(placement);
    if (!row)
        return row.error();
    if (!*row)
        return makeError(ErrorKind::MessageMissing, "cli", id.toStdString());
    return **row;
}

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tern");
}

} // namespace tern::cli
