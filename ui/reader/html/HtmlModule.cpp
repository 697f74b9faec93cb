// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/HtmlView.h"
#include "ui/reader/html/LockedView.h"
#include "ui/reader/html/MessageScheme.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QOpenGLContext>
#include <private/qopenglcontext_p.h>

#include <unistd.h>

namespace tern::ui {

namespace {

/// Nothing else here uses Qt Quick, whose choice is made once. The engine asks a shared context for its format whether it draws by GL or not:
/// it gets one that was never created, so that no GL is loaded (ADR 006).
void drawWithoutGpu()
{
    qputenv("QT_QUICK_BACKEND", "software");
    if (!qt_gl_global_share_context())
        qt_gl_set_global_share_context(new QOpenGLContext(QCoreApplication::instance()));
}

} // namespace

/// The module's door.
class HtmlModule final : public QObject, public HtmlViewFactory {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "org.tern.HtmlViewFactory/4")
    Q_INTERFACES(tern::ui::HtmlViewFactory)
public:
    std::unique_ptr<HtmlView> create(QWidget *parent) override
    {
        static const bool prepared = [] {
            registerMessageScheme();
            drawWithoutGpu();
            // It would tell at length that it has no GPU, and of each picture that was refused.
            QLoggingCategory::setFilterRules(QStringLiteral("qt.webenginecontext=false\njs=false"));
            // Chromium refuses to start its sandbox for root; the window says so and shows HTML only after a click.
            if (geteuid() == 0)
                qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
            return true;
        }();
        Q_UNUSED(prepared)
        return std::make_unique<LockedView>(parent);
    }
};

} // namespace tern::ui

#include "HtmlModule.moc"
