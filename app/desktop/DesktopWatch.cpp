// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/DesktopWatch.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>

namespace tern::app {
namespace {

const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");
const QString kNetworkManager = QStringLiteral("org.freedesktop.NetworkManager");
const QString kPowerProfiles = QStringLiteral("net.hadess.PowerProfiles");
const QString kUPower = QStringLiteral("org.freedesktop.UPower");
const QString kUPowerDevice = QStringLiteral("org.freedesktop.UPower.Device");
const QString kLogin = QStringLiteral("org.freedesktop.login1");

struct Watched {
    QString service;
    QString path;
    QString interface;
};
const Watched kWatched[] = {
    {kNetworkManager, QStringLiteral("/org/freedesktop/NetworkManager"), kNetworkManager},
    {kPowerProfiles, QStringLiteral("/net/hadess/PowerProfiles"), kPowerProfiles},
    {kUPower, QStringLiteral("/org/freedesktop/UPower"), kUPower},
    {kUPower, QStringLiteral("/org/freedesktop/UPower/devices/DisplayDevice"), kUPowerDevice},
};

// NMMetered: yes, or guessed so. NMConnectivityState: a portal.
constexpr uint kMeteredYes = 1;
constexpr uint kMeteredGuessYes = 3;
constexpr uint kConnectivityPortal = 2;
// UpDeviceLevel: low; critical and action are above.
constexpr uint kWarningLow = 3;

} // namespace

DesktopWatch::DesktopWatch(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_bus(bus), m_services(new QDBusServiceWatcher(this))
{
    if (!m_bus.isConnected())
        return;
    m_services->setConnection(m_bus);
    for (const Watched &one : kWatched)
        watch(one.service, one.path, one.interface);
    m_bus.connect(kLogin, QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"), this,
                  SLOT(prepareForSleep(bool)));
    connect(m_services, &QDBusServiceWatcher::serviceRegistered, this, [this](const QString &service) {
        for (const Watched &one : kWatched) {
            if (one.service == service)
                read(one.service, one.path, one.interface);
        }
    });
    connect(m_services, &QDBusServiceWatcher::serviceUnregistered, this, [this](const QString &service) {
        for (const Watched &one : kWatched) {
            if (one.service != service)
                continue;
            m_known.remove(one.interface);
            take(one.interface, {});
        }
    });
}

void DesktopWatch::watch(const QString &service, const QString &path, const QString &interface)
{
    m_services->addWatchedService(service);
    m_bus.connect(service, path, kProperties, QStringLiteral("PropertiesChanged"), this, SLOT(propertiesChanged(QString, QVariantMap, QStringList, QDBusMessage)));
    read(service, path, interface);
}

void DesktopWatch::read(const QString &service, const QString &path, const QString &interface)
{
    // Never starts a service for this.
    auto call = QDBusMessage::createMethodCall(service, path, kProperties, QStringLiteral("GetAll"));
    call.setArguments({interface});
    call.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, interface](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<QVariantMap> reply = *finished;
        if (!reply.isError())
            take(interface, reply.value());
    });
}

void DesktopWatch::propertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated, const QDBusMessage &message)
{
    take(interface, changed);
    if (!invalidated.isEmpty())
        read(message.service(), message.path(), interface);
}

void DesktopWatch::take(const QString &interface, const QVariantMap &properties)
{
    QVariantMap &known = m_known[interface];
    known.insert(properties);
    const auto value = [this](const QString &ofInterface, const char *name) { return m_known.value(ofInterface).value(QLatin1String(name)); };
    engine::NetworkConditions now;
    const uint metered = value(kNetworkManager, "Metered").toUInt();
    now.isMetered = metered == kMeteredYes || metered == kMeteredGuessYes;
    now.isCaptive = value(kNetworkManager, "Connectivity").toUInt() == kConnectivityPortal;
    const bool isLow = value(kUPower, "OnBattery").toBool() && value(kUPowerDevice, "WarningLevel").toUInt() >= kWarningLow;
    now.savesPower = isLow || value(kPowerProfiles, "ActiveProfile").toString() == QStringLiteral("power-saver");
    if (now == m_conditions)
        return;
    m_conditions = now;
    Q_EMIT conditionsChanged(now);
}

void DesktopWatch::prepareForSleep(bool begins)
{
    if (!begins)
        Q_EMIT wokeUp();
}

std::optional<ProxySettings> desktopProxy()
{
    constexpr quint16 kImapPort = 993;
    const QNetworkProxyQuery query(QStringLiteral("imap.example.com"), kImapPort, QStringLiteral("imap"));
    for (const QNetworkProxy &proxy : QNetworkProxyFactory::systemProxyForQuery(query)) {
        if (proxy.type() == QNetworkProxy::NoProxy)
            return std::nullopt;
        if (proxy.type() == QNetworkProxy::Socks5Proxy && !proxy.hostName().isEmpty())
            return ProxySettings{ProxyKind::Socks5, proxy.hostName().toStdString(), proxy.port(), proxy.user().toStdString(),
                                 crypto::Secret(proxy.password().toStdString()), {}};
    }
    return std::nullopt;
}

} // namespace tern::app
