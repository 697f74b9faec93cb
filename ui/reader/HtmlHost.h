// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"

namespace tern::ui {

/// Loads the module that shows HTML, once, when it is first needed.
/// Thread: UI.
class HtmlHost final {
public:
    /// Whether a module is there to be loaded; looks at the disk once.
    [[nodiscard]] static bool isAvailable();
    /// The engine has no sandbox for root: its HTML is shown only on request.
    [[nodiscard]] static bool isWithoutSandbox();
    /// Null if the module can't be loaded.
    [[nodiscard]] HtmlView *view(QWidget *parent);
    [[nodiscard]] bool isLoaded() const { return m_view != nullptr; }

private:
    std::unique_ptr<HtmlView> m_view;
    bool m_failed = false;
};

} // namespace tern::ui
