// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Engine.h"
#include "tests/support/ui/MailProfile.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MainWindow.h"
#include "ui/theme/Theme.h"

namespace tern::test {

/// The main window on a real engine that never connects, over a profile with sample mail.
class WindowOnEngine final {
public:
    /// \param prepare  has a hand in the profile before the engine holds it
    explicit WindowOnEngine(int inArchive = 0, const std::function<void(MailProfile &)> &prepare = {});
    ~WindowOnEngine();

    /// The message list has what the store has.
    [[nodiscard]] bool listIs(const QStringList &subjects);
    [[nodiscard]] QStringList subjects();
    void choose(MailboxId mailbox);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &keys);
    [[nodiscard]] QString openSubject();
    [[nodiscard]] int rowsIn(MailboxId mailbox);

    MailProfile profile;
    ui::Theme theme;
    ui::EngineBridge bridge;
    std::unique_ptr<engine::Engine> engine;
    std::unique_ptr<store::StoreReader> reader;
    std::unique_ptr<ui::ReaderThread> thread;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace tern::test
