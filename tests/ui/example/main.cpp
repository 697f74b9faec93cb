// SPDX-License-Identifier: GPL-3.0-or-later
// example_window STAGE PROFILE PICTURES [ATTACHMENT]: the real application on a profile, driven as example.py says.
#include "tests/ui/example/Driver.h"

#include <QApplication>
#include <QTest>

#include <cstdio>

int main(int argc, char *argv[])
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (argc < 4)
        return 2;
    const QString stage = QString::fromLocal8Bit(argv[1]);
    QCoreApplication::setApplicationName(QStringLiteral("tern"));
    QApplication application(argc, argv);
    tern::app::Options options;
    options.profile = QString::fromLocal8Bit(argv[2]);
    tern::app::Application tern(options);
    if (!tern.start())
        return tern.exitCode() == 0 ? 1 : tern.exitCode();
    tern::test::Driver driver(tern, QString::fromLocal8Bit(argv[3]));
    try {
        if (stage == QLatin1String("send")) {
            driver.sendReadAndMove(QString::fromLocal8Bit(argv[4]));
        } else if (stage == QLatin1String("offline")) {
            driver.workOffline();
            std::puts("{\"event\":\"ready to be killed\"}");
            while (true)
                QTest::qWait(1'000);
        } else {
            driver.catchUp();
        }
    } catch (const std::exception &problem) {
        std::printf("{\"event\":\"failed\",\"why\":\"%s\"}\n", problem.what());
        return 1;
    }
    std::puts("{\"event\":\"done\"}");
    return 0;
}
