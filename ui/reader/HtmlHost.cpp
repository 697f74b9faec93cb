// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/HtmlHost.h"

#include "core/base/Log.h"
#include "ui/reader/RichTextView.h"

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

bool HtmlHost::hasEngine()
{
    return !modulePath().isEmpty();
}

bool HtmlHost::isWithoutSandbox()
{
    return hasEngine() && geteuid() == 0;
}

HtmlView &HtmlHost::view(QWidget *parent)
{
    if (!m_view && hasEngine()) {
        markSharedContexts();
        QPluginLoader loader(modulePath());
        if (auto *factory = qobject_cast<HtmlViewFactory *>(loader.instance())) {
            m_module = factory->create(parent);
            m_view = m_module.get();
        } else {
            logWarning("ui", "the HTML module can't be loaded: " + loader.errorString().toStdString());
        }
    }
    if (!m_view)
        m_view = new RichTextView(parent);
    return *m_view;
}

} // namespace tern::ui
