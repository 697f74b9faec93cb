// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/HtmlHost.h"

#include "core/base/Log.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPluginLoader>

#include <unistd.h>

namespace tern::ui {

namespace {

/// Beside an installed program, or in the folder it was built in.
QString modulePath()
{
    static const QString found = [] {
        const QString name = QStringLiteral("/tern_html.so");
        for (const QString &folder : QStringList{QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/tern"), QStringLiteral(TERN_MODULE_DIR)}) {
            if (QFileInfo::exists(folder + name))
                return QString(folder + name);
        }
        return QString();
    }();
    return found;
}

/// The engine looks for this mark as it is loaded, and Qt says that it should have been set before the application was made. Then, though,
/// Qt makes a GL context at every start: 0.3 s and 58 MB where a CPU does the drawing, for something that is never used (ADR 006).
void markSharedContexts()
{
    const QtMessageHandler handler = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    qInstallMessageHandler(handler);
}

} // namespace

bool HtmlHost::isAvailable()
{
    return !modulePath().isEmpty();
}

bool HtmlHost::isWithoutSandbox()
{
    return geteuid() == 0;
}

HtmlView *HtmlHost::view(QWidget *parent)
{
    if (m_view || m_failed || !isAvailable())
        return m_view.get();
    markSharedContexts();
    QPluginLoader loader(modulePath());
    auto *factory = qobject_cast<HtmlViewFactory *>(loader.instance());
    if (!factory) {
        m_failed = true;
        logWarning("ui", "the HTML module can't be loaded: " + loader.errorString().toStdString());
        return nullptr;
    }
    m_view = factory->create(parent);
    return m_view.get();
}

} // namespace tern::ui
