// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"
#include "ui/reader/TextBody.h"

namespace tern::ui {

/// How a person reads: size and width, kept from one message and one start to the next; letters of one width for as long as a message is open.
/// Thread: UI.
class ReadingLook final {
public:
    explicit ReadingLook(const WindowContext &context);

    [[nodiscard]] const TextLook &text() const { return m_look; }
    /// \param step  1: larger, -1: smaller, 0: as it was made. \return the new zoom in percent
    int zoom(int step);
    void setFixedWidth(bool on) { m_look.fixedWidth = on; }
    /// What the settings say now.
    void read();

private:
    WindowContext m_context;
    TextLook m_look;
};

} // namespace tern::ui
