// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's services say, on a bus of the test's own.
#include "app/desktop/DesktopWatch.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::app {
namespace {

/// Answers GetAll for every interface put into it, as the real services do.
class FakeServices final : public QDBusVirtualObject {
public:
    explicit FakeServices(QDBusConnection bus) : m_bus(std::move(bus)) { m_bus.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath); }

    void set(const QString &path, const QString &interface, const char *name, const QVariant &value)
    {
        m_properties[interface].insert(QLatin1String(name), value);
        auto signal = QDBusMessage::createSignal(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"));
        signal.setArguments({interface, QVariantMap{{QLatin1String(name), value}}, QStringList()});
        m_bus.send(signal);
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != QStringLiteral("GetAll"))
            return false;
        return connection.send(message.createReply(QVariant(m_properties.value(message.arguments().value(0).toString()))));
    }

private:
    QDBusConnection m_bus;
    QMap<QString, QVariantMap> m_properties;
};

class DesktopWatchTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        ASSERT_TRUE(daemon.waitForStarted());
        ASSERT_TRUE(daemon.waitForReadyRead());
        address = QString::fromUtf8(daemon.readLine()).trimmed();
        services = std::make_unique<FakeServices>(connect(QStringLiteral("services")));
    }
    void TearDown() override
    {
        services.reset();
        for (const QString &name : {QStringLiteral("services"), QStringLiteral("watch")})
            QDBusConnection::disconnectFromBus(name);
        daemon.terminate();
        daemon.waitForFinished();
    }
    [[nodiscard]] QDBusConnection connect(const QString &name) const { return QDBusConnection::connectToBus(address, name); }
    void offer(const char *service) { ASSERT_TRUE(connect(QStringLiteral("services")).registerService(QLatin1String(service))); }

    const QString nm = QStringLiteral("org.freedesktop.NetworkManager");
    const QString nmPath = QStringLiteral("/org/freedesktop/NetworkManager");
    const QString profiles = QStringLiteral("net.hadess.PowerProfiles");
    const QString profilesPath = QStringLiteral("/net/hadess/PowerProfiles");
    QProcess daemon;
    QString address;
    std::unique_ptr<FakeServices> services;
};

TEST_F(DesktopWatchTest, WithoutServicesNothingIsAssumed)
{
    const DesktopWatch watch(connect(QStringLiteral("watch")));
    EXPECT_EQ(watch.conditions(), engine::NetworkConditions{});
    const DesktopWatch nowhere(QDBusConnection(QStringLiteral("no such bus")));
    EXPECT_EQ(nowhere.conditions(), engine::NetworkConditions{});
}

TEST_F(DesktopWatchTest, ReadsWhatIsAndFollowsWhatChanges)
{
    services->set(nmPath, nm, "Metered", 1U);
    offer("org.freedesktop.NetworkManager");
    DesktopWatch watch(connect(QStringLiteral("watch")));
    EXPECT_TRUE(QTest::qWaitFor([&] { return watch.conditions().isMetered; }));
    services->set(nmPath, nm, "Metered", 4U);   // guessed: no
    EXPECT_TRUE(QTest::qWaitFor([&] { return !watch.conditions().isMetered; }));
    services->set(nmPath, nm, "Connectivity", 2U);
    EXPECT_TRUE(QTest::qWaitFor([&] { return watch.conditions().isCaptive; }));
    services->set(nmPath, nm, "Connectivity", 4U);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !watch.conditions().isCaptive; }));
}

TEST_F(DesktopWatchTest, AServiceMayComeAndGo)
{
    DesktopWatch watch(connect(QStringLiteral("watch")));
    services->set(profilesPath, profiles, "ActiveProfile", QStringLiteral("power-saver"));
    offer("net.hadess.PowerProfiles");
    EXPECT_TRUE(QTest::qWaitFor([&] { return watch.conditions().savesPower; }));
    QSignalSpy spy(&watch, &DesktopWatch::conditionsChanged);
    ASSERT_TRUE(connect(QStringLiteral("services")).unregisterService(profiles));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !watch.conditions().savesPower; }));
    EXPECT_EQ(spy.count(), 1);
}

TEST_F(DesktopWatchTest, ALowBatterySavesPowerToo)
{
    const QString device = QStringLiteral("/org/freedesktop/UPower/devices/DisplayDevice");
    services->set(device, QStringLiteral("org.freedesktop.UPower.Device"), "WarningLevel", 3U);
    offer("org.freedesktop.UPower");
    DesktopWatch watch(connect(QStringLiteral("watch")));
    services->set(QStringLiteral("/org/freedesktop/UPower"), QStringLiteral("org.freedesktop.UPower"), "OnBattery", true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return watch.conditions().savesPower; }));
    services->set(QStringLiteral("/org/freedesktop/UPower"), QStringLiteral("org.freedesktop.UPower"), "OnBattery", false);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !watch.conditions().savesPower; }));
}

TEST_F(DesktopWatchTest, OnlyTheWakeIsTold)
{
    offer("org.freedesktop.login1");
    DesktopWatch watch(connect(QStringLiteral("watch")));
    QSignalSpy spy(&watch, &DesktopWatch::wokeUp);
    const auto tell = [&](bool begins) {
        auto signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"));
        signal.setArguments({begins});
        connect(QStringLiteral("services")).send(signal);
    };
    tell(true);
    tell(false);
    EXPECT_TRUE(QTest::qWaitFor([&] { return spy.count() >= 1; }));
    EXPECT_EQ(spy.count(), 1);
}

} // namespace
} // namespace tern::app

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
