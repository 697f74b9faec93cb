// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tern::engine {
class Engine;
}
namespace tern::store {
class StoreReader;
}

namespace tern::ui {

class EngineBridge;
class ReaderThread;
class Theme;

/// What a window is made with; all of it is the application's and outlives the window. Copied freely.
/// Thread: UI.
struct WindowContext {
    engine::Engine &engine;
    EngineBridge &bridge;
    store::StoreReader &reader;     ///< the UI thread's own, for small reads
    const Theme &theme;
    ReaderThread *thread = nullptr; ///< for what is too long for the UI thread; tests of small windows have none
};

} // namespace tern::ui
