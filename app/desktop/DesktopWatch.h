// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QVariantMap>

#include <functional>

class QDBusServiceWatcher;

namespace tern::app {

/// What the desktop's services know that matters to the lanes: whether the network costs or stands behind a portal (NetworkManager), whether power
/// is to be saved (power-profiles-daemon, UPower), and that the machine woke from sleep (logind). A service that isn't there changes nothing.
/// Thread: UI; asks without waiting.
class DesktopWatch final : public QObject {
    Q_OBJECT
public:
    /// \param bus  the system's; a bus of their own in tests.
    explicit DesktopWatch(const QDBusConnection &bus, QObject *parent = nullptr);

    [[nodiscard]] const engine::NetworkConditions &conditions() const { return m_conditions; }

Q_SIGNALS:
    void conditionsChanged(const tern::engine::NetworkConditions &conditions);
    void wokeUp();

private Q_SLOTS:
    void propertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated, const QDBusMessage &message);
    void prepareForSleep(bool begins);

private:
    void watch(const QString &service, const QString &path, const QString &interface);
    void read(const QString &service, const QString &path, const QString &interface);
    void take(const QString &interface, const QVariantMap &properties);

    QDBusConnection m_bus;
    QDBusServiceWatcher *m_services;
    QMap<QString, QVariantMap> m_known;      ///< properties by interface
    engine::NetworkConditions m_conditions;
};

/// The desktop's SOCKS proxy for mail, if it has one. Others it may name are about web pages. May take seconds (a proxy script): not for the UI thread.
[[nodiscard]] std::optional<ProxySettings> desktopProxy();

} // namespace tern::app
