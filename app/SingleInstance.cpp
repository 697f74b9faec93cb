// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SingleInstance.h"

#include "core/base/Log.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QStandardPaths>

namespace tern::app {

namespace {

constexpr int kLongestPath = 100;        ///< sun_path holds 108 bytes
constexpr qint64 kLongestRequest = 8192; ///< a mailto: address
const QByteArray kReady = QByteArrayLiteral("ok\n");

QString socketName(const QString &profile)
{
    const QString inside = profile + QStringLiteral("/window.socket");
    if (QFile::encodeName(inside).size() <= kLongestPath)
        return inside;
    const QByteArray hash = QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QStringLiteral("/tern-") + QString::fromLatin1(hash);
}

} // namespace

SingleInstance::SingleInstance(const QString &profile, QObject *parent) : QObject(parent), m_name(socketName(profile))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::take);
}

bool SingleInstance::handOver(const QString &mailto, int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(milliseconds))
        return false;
    socket.write(mailto.toUtf8() + '\n');
    QByteArray answer;
    while (!answer.contains('\n') && clock.elapsed() < milliseconds) {
        if (!socket.waitForReadyRead(static_cast<int>(milliseconds - clock.elapsed())))
            break;
        answer += socket.readAll();
    }
    return answer == kReady;
}

void SingleInstance::listen()
{
    // Left by a window that was killed: whoever holds the profile may take it away.
    QLocalServer::removeServer(m_name);
    if (!m_server.listen(m_name))
        logWarning("app", "a second start will not find this window: " + m_server.errorString().toStdString());
}

void SingleInstance::take()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > kLongestRequest)
                return socket->abort();
            if (!socket->canReadLine())
                return;
            const QString mailto = QString::fromUtf8(socket->readLine()).trimmed();
            socket->write(kReady);
            socket->flush();
            socket->disconnectFromServer();
            const bool usable = mailto.isEmpty() || mailto.startsWith(QStringLiteral("mailto:"), Qt::CaseInsensitive);
            if (usable)
                Q_EMIT requested(mailto);
        });
    }
}

} // namespace tern::app
