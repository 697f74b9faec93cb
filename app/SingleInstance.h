// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace tern::app {

/// One window per profile: a later start hands its request to the first and ends.
/// The socket lies in the profile (in the runtime folder where the path is too long for a socket); only its owner can connect.
/// Thread: UI.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);

    /// Hands the request (a mailto: address or nothing) to a window that is open. Blocks at most `milliseconds`.
    /// \return false if there is none.
    [[nodiscard]] bool handOver(const QString &mailto, int milliseconds);
    /// Takes requests from now on. Only by whoever holds the profile.
    void listen();

Q_SIGNALS:
    void requested(const QString &mailto);

private:
    void take();

    QString m_name;
    QLocalServer m_server;
};

} // namespace tern::app
