// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Application.h"
#include "tests/support/bench/Figures.h"

namespace tern::bench {

/// What a person feels of the real window, measured on its own thread. What does not come within a minute ends the program.
/// Thread: UI.
class WindowFigures final {
public:
    explicit WindowFigures(app::Application &application) : m_app(application) {}

    /// Runs the event loop until rows of the list were painted. \return the moment.
    SteadyClock::time_point untilPainted();
    /// Changes to and fro between two folders. \return milliseconds of each change, from the click to the painted list.
    [[nodiscard]] std::vector<double> changeFolders(MailboxId first, MailboxId second, int changes);
    /// Scrolls the list by the wheel, by pages and by jumps. \return milliseconds of each paint, reading the rows included.
    [[nodiscard]] std::vector<double> scroll(int steps);
    /// Until the inbox shows so many messages. \return the longest time that the event loop stood still, in milliseconds.
    [[nodiscard]] double longestStallUntilInbox(int messages);

private:
    void waitFor(const char *what, const std::function<bool()> &condition);

    app::Application &m_app;
};

} // namespace tern::bench
