// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"

namespace tern::ui {

/// What shows HTML, made when it is first needed: a module with a browser engine.
/// Thread: UI.
class HtmlHost final {
public:
    /// Whether a module is there to be loaded; looks at the disk once.
    [[nodiscard]] static bool hasEngine();
    /// The engine has no sandbox for root: its HTML is shown only on request.
    [[nodiscard]] static bool isWithoutSandbox();
    /// Without a module, or where it can't be loaded: Qt's rich text.
    [[nodiscard]] HtmlView &view(QWidget *parent);
    [[nodiscard]] bool isLoaded() const { return m_view != nullptr; }

private:
    std::unique_ptr<HtmlView> m_module;
    HtmlView *m_view = nullptr;     ///< that of the module, or a widget of its parent
};

} // namespace tern::ui
