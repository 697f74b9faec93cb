// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace tern {
class TraceRing;
}

namespace tern::ui {

class Theme;

/// The live dialogue with every server: client, server and notes told apart; filter, pause, clear, copy, save.
/// Thread: UI. The ring must outlive it.
class ConsolePane final : public QWidget {
    Q_OBJECT

public:
    explicit ConsolePane(TraceRing &ring, const Theme &theme, QWidget *parent = nullptr);
    ~ConsolePane() override;

Q_SIGNALS:
    void closeRequested();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
