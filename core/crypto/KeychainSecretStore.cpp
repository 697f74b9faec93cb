// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/KeychainSecretStore.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QMetaObject>
#include <QObject>
#include <QThread>
#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <filesystem>
#include <optional>

namespace tern::crypto {
namespace {

constexpr int kBusTimeoutMs = 1'000;

bool hasSessionBus()
{
    // Without this question libdbus would try to start a bus of its own, which takes seconds to fail.
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    std::error_code ignored;
    return !runtime.isEmpty() && std::filesystem::exists(runtime.toStdString() + "/bus", ignored);
}

bool listsSecretService(const QDBusConnection &bus, const QString &method)
{
    const auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                                     QStringLiteral("org.freedesktop.DBus"), method);
    const QDBusMessage answer = bus.call(call, QDBus::Block, kBusTimeoutMs);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return false;
    const QStringList names = answer.arguments().constFirst().toStringList();
    return names.contains(QStringLiteral("org.freedesktop.secrets")) || names.contains(QStringLiteral("org.kde.kwalletd5"))
        || names.contains(QStringLiteral("org.kde.kwalletd6"));
}

bool findSecretService()
{
    if (!hasSessionBus())
        return false;
    const QString name = QStringLiteral("tern-secret-service-check");
    bool found = false;
    {
        const QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
        found = bus.isConnected()
            && (listsSecretService(bus, QStringLiteral("ListNames")) || listsSecretService(bus, QStringLiteral("ListActivatableNames")));
    }
    QDBusConnection::disconnectFromBus(name);
    return found;
}

Error errorOf(const QKeychain::Job &job)
{
    ErrorKind kind = ErrorKind::Io;
    switch (job.error()) {
    case QKeychain::EntryNotFound: kind = ErrorKind::PasswordNeeded; break;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: kind = ErrorKind::Cancelled; break;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: kind = ErrorKind::Unsupported; break;
    default: break;
    }
    return makeError(kind, "secrets.keychain", job.errorString().toStdString());
}

} // namespace

/// Runs jobs in its own event loop. What a caller and the loop share is a Ticket, kept by both, so that a caller who stopped waiting
/// leaves nothing dangling.
class KeychainSecretStore::Worker {
public:
    using Job = std::unique_ptr<QKeychain::Job>;

    struct Ticket {
        std::mutex mutex;
        std::condition_variable changed;
        std::optional<Result<Secret>> outcome;
    };

    Worker()
    {
        m_context.moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("keychain"));
        m_thread.start();
    }
    ~Worker()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    bool isAvailable()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_available) {
            bool found = false;
            QMetaObject::invokeMethod(&m_context, [&found] { found = findSecretService(); }, Qt::BlockingQueuedConnection);
            m_available = found;
        }
        return *m_available;
    }

    /// \param make  makes the job, on the worker's thread.
    Result<Secret> run(std::function<QKeychain::Job *()> make, std::chrono::seconds timeout)
    {
        if (!isAvailable())
            return makeError(ErrorKind::Unsupported, "secrets.keychain", "no secret service on the session bus");
        const auto ticket = std::make_shared<Ticket>();
        QMetaObject::invokeMethod(&m_context, [this, ticket, make = std::move(make)] {
            QKeychain::Job *job = make();
            QObject::connect(job, &QKeychain::Job::finished, &m_context, [ticket](QKeychain::Job *done) {
                const std::lock_guard lock(ticket->mutex);
                if (done->error() == QKeychain::NoError) {
                    const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(done);
                    QByteArray bytes = read ? read->binaryData() : QByteArray();
                    ticket->outcome = Secret(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
                    bytes.fill('\0');
                } else {
                    ticket->outcome = errorOf(*done);
                }
                ticket->changed.notify_all();
            });
            job->start();
        });
        std::unique_lock lock(ticket->mutex);
        if (!ticket->changed.wait_for(lock, timeout, [&] { return ticket->outcome.has_value(); }))
            return makeError(ErrorKind::Timeout, "secrets.keychain", "the key ring did not answer");
        return *ticket->outcome;
    }

private:
    QThread m_thread;
    QObject m_context;
    std::mutex m_mutex;
    std::optional<bool> m_available;
};

namespace {

const QString kService = QStringLiteral("org.tern.Tern");

QString keyOf(const std::string &profile, AccountId account, SecretPurpose purpose)
{
    const std::string_view name = secretPurposeName(purpose);
    return QString::fromStdString(profile) + QLatin1Char('/') + QString::number(account.value) + QLatin1Char('/')
        + QLatin1String(name.data(), static_cast<int>(name.size()));
}

} // namespace

KeychainSecretStore::KeychainSecretStore(std::string profile, std::chrono::seconds timeout)
    : m_profile(std::move(profile)), m_timeout(timeout), m_worker(std::make_unique<Worker>())
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

bool KeychainSecretStore::isAvailable()
{
    return m_worker->isAvailable();
}

Result<Secret> KeychainSecretStore::get(AccountId account, SecretPurpose purpose)
{
    const QString key = keyOf(m_profile, account, purpose);
    return m_worker->run([key]() -> QKeychain::Job * {
        auto *job = new QKeychain::ReadPasswordJob(kService);   // deletes itself when done
        job->setKey(key);
        return job;
    }, m_timeout);
}

Result<void> KeychainSecretStore::set(AccountId account, SecretPurpose purpose, const Secret &secret)
{
    const QString key = keyOf(m_profile, account, purpose);
    auto done = m_worker->run([key, secret]() -> QKeychain::Job * {
        auto *job = new QKeychain::WritePasswordJob(kService);
        job->setKey(key);
        job->setBinaryData(QByteArray(secret.reveal().data(), static_cast<qsizetype>(secret.reveal().size())));
        return job;
    }, m_timeout);
    if (!done)
        return done.error();
    return {};
}

Result<void> KeychainSecretStore::remove(AccountId account, SecretPurpose purpose)
{
    const QString key = keyOf(m_profile, account, purpose);
    auto done = m_worker->run([key]() -> QKeychain::Job * {
        auto *job = new QKeychain::DeletePasswordJob(kService);
        job->setKey(key);
        return job;
    }, m_timeout);
    if (!done && done.error().kind != ErrorKind::PasswordNeeded)
        return done.error();
    return {};
}

} // namespace tern::crypto
