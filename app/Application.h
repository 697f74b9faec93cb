// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Options.h"
#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ReaderThread.h"
#include "ui/bridge/WindowContext.h"
#include "ui/composer/ComposeSeed.h"
#include "ui/mainwindow/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QPointer>

#include <memory>

namespace tern::ui {
class Composer;
class Notifier;
class SettingsDialog;
class DoctorDialog;
class SetupDialog;
}

namespace tern::app {

class DesktopWatch;
class SendGuard;
class SingleInstance;

/// Puts the program together: engine, theme, language, windows; passes references, so that nothing else needs a global.
/// Thread: UI.
class Application final : public QObject {
    Q_OBJECT
public:
    explicit Application(Options options);
    ~Application() override;

    /// Opens the profile and the window, or says in a window why not.
    /// \return false: end now, with exitCode().
    bool start();
    [[nodiscard]] int exitCode() const { return m_exitCode; }
    /// Once start() has returned true.
    [[nodiscard]] const ui::WindowContext &context() const { return *m_context; }
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }

private:
    bool openEngine();
    void openWindow();
    void connectWindow();
    void followDesktop();
    void askForProxy();
    void followSettings();
    void compose(ui::ComposeSeed seed);
    void openDraft(PlacementId placement);
    void editAgain(DraftId id);
    void showSetup();
    void lookInto(AccountId account);
    void showDoctor(AccountId account);
    void showRepair(AccountId account);
    void showSettings(AccountId account);
    void raise();
    void quit();
    [[nodiscard]] AccountId accountOf(const engine::OpenedMessagePtr &message);

    Options m_options;
    int m_exitCode = 0;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::EngineBridge> m_bridge;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<DesktopWatch> m_desktop;
    std::unique_ptr<store::StoreReader> m_reader;
    std::unique_ptr<ui::ReaderThread> m_readerThread;
    std::unique_ptr<ui::WindowContext> m_context;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::Notifier> m_notifier;
    std::unique_ptr<SendGuard> m_sendGuard;
    bool m_quits = false;
    std::vector<QPointer<ui::Composer>> m_composers;
    QPointer<ui::SetupDialog> m_setup;
    QPointer<ui::DoctorDialog> m_doctor;
    QPointer<ui::SettingsDialog> m_settings;
};

} // namespace tern::app
