// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Options.h"

#include <QDir>
#include <QStandardPaths>

namespace tern::app {

Options readOptions(const QStringList &arguments)
{
    Options options;
    const QString profile = QStringLiteral("--profile");
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == QStringLiteral("--version") || argument == QStringLiteral("-v"))
            options.version = true;
        else if (argument == QStringLiteral("--help") || argument == QStringLiteral("-h"))
            options.help = true;
        else if (argument == profile && i + 1 < arguments.size())
            options.profile = arguments[++i];
        else if (argument.startsWith(profile + u'='))
            options.profile = argument.mid(profile.size() + 1);
        else if (argument.startsWith(QStringLiteral("mailto:"), Qt::CaseInsensitive))
            options.mailto = argument;
        else
            options.problem = argument;
    }
    if (options.profile.isEmpty())
        options.profile = defaultProfile();
    options.profile = QDir(options.profile).absolutePath();
    return options;
}

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tern");
}

QString helpText()
{
    return QStringLiteral("Usage: tern [--profile FOLDER] [mailto:ADDRESS]\n"
                          "\n"
                          "  --profile FOLDER  keep accounts and mail there (default: %1)\n"
                          "  --version         say which version this is\n"
                          "  --help            say this\n"
                          "\n"
                          "A second start on the same profile raises the window that is open.\n")
        .arg(defaultProfile());
}

} // namespace tern::app
