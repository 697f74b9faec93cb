// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"

#include <QByteArray>
#include <QStringList>

namespace tern::ui {

/// What the settings say about the main window.
struct WindowSettings {
    int markReadAfterMs = 1000;      ///< -1: never
    bool preferText = false;
    bool conversations = true;
    bool grouped = false;            ///< one line for each conversation
    bool compact = false;            ///< two lines a row
};
[[nodiscard]] WindowSettings readWindowSettings(store::StoreReader &reader);

/// What the window remembers by itself.
struct WindowLayout {
    QByteArray geometry;
    QByteArray sizes;
    QStringList collapsed;
    QStringList recentTargets;       ///< keys of folders that messages were moved to, newest first
};
[[nodiscard]] QString windowLayoutKey();
[[nodiscard]] QString packLayout(const WindowLayout &layout);
/// An unreadable text gives an empty layout.
[[nodiscard]] WindowLayout unpackLayout(const QString &text);

} // namespace tern::ui
