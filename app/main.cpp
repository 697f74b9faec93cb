// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Application.h"
#include "app/Options.h"

#include <QApplication>
#include <QIcon>

#include <csignal>
#include <cstdio>

int main(int argc, char *argv[])
{
    std::signal(SIGXFSZ, SIG_IGN);      // a file-size limit is then a failed write, which is told, like a full disk
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCoreApplication::setApplicationName(QStringLiteral("tern"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TERN_VERSION));
    const tern::app::Options options = tern::app::readOptions(arguments);
    if (options.version || options.help) {
        std::fputs(options.version ? "tern " TERN_VERSION "\n" : qPrintable(tern::app::helpText()), stdout);
        return 0;
    }
    if (!options.problem.isEmpty()) {
        std::fprintf(stderr, "tern: I do not know what to do with “%s”.\n%s", qPrintable(options.problem), qPrintable(tern::app::helpText()));
        return 2;
    }

    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Tern"));
    QGuiApplication::setDesktopFileName(QStringLiteral("tern"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/tern.svg")));

    tern::app::Application tern(options);
    if (!tern.start())
        return tern.exitCode();
    return QApplication::exec();
}
