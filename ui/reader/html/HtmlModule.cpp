// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/HtmlView.h"
#include "ui/reader/html/LockedView.h"
#include "ui/reader/html/MessageScheme.h"

#include <unistd.h>

namespace tern::ui {

/// The module's door.
class HtmlModule final : public QObject, public HtmlViewFactory {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "org.tern.HtmlViewFactory/1")
    Q_INTERFACES(tern::ui::HtmlViewFactory)
public:
    std::unique_ptr<HtmlView> create(QWidget *parent) override
    {
        static const bool prepared = [] {
            registerMessageScheme();
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
