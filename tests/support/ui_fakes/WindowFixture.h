// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ui_fakes/FakeEngine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/WindowContext.h"
#include "ui/theme/Theme.h"

namespace tern::test {

/// Everything a window is made with, around a fake engine with sample accounts.
struct WindowFixture {
    WindowFixture()
    {
        fillWithSampleAccounts(engine);
        engine.setObserver(&bridge);
        theme.setMode(ui::Theme::Mode::Light);
    }
    ~WindowFixture() { engine.setObserver(nullptr); }
    WindowFixture(const WindowFixture &) = delete;
    WindowFixture &operator=(const WindowFixture &) = delete;

    FakeEngine engine;
    ui::EngineBridge bridge;
    std::unique_ptr<store::StoreReader> reader = std::make_unique<FakeReader>(engine.data);
    ui::Theme theme;
    ui::WindowContext context{engine, bridge, *reader, theme};
};

} // namespace tern::test
