// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Application.h"
#include "tests/support/bench/Figures.h"

namespace tern::bench {

/// Reading in the real window, measured on its own thread. What does not come within a minute ends the program.
/// Thread: UI.
class ReadingFigures final {
public:
    explicit ReadingFigures(app::Application &application) : m_app(application) {}

    /// Shows a mailbox and waits for all of its list. \return how many rows it has
    int openFolder(MailboxId mailbox);
    /// Selects a row of the list. \return milliseconds from there until the message's own text or HTML was painted
    [[nodiscard]] double read(int row);
    /// Steps through the list as a held-down key does, 30 times a second. \return the longest time that the event loop stood still, in milliseconds
    [[nodiscard]] double longestStall(int steps);
    /// Resident memory of this process and of those it started, in MB.
    [[nodiscard]] static double memory();

private:
    void waitFor(const char *what, const std::function<bool()> &condition);
    [[nodiscard]] bool isShown(PlacementId placement);

    app::Application &m_app;
};

} // namespace tern::bench
