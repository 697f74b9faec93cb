// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace tern::app {

/// What the command line asks of the window.
struct Options {
    QString profile;            ///< folder; the default one if not given
    QString mailto;             ///< a mailto: address to write to
    bool version = false;
    bool help = false;
    QString problem;            ///< not empty: the command line can't be understood
};

/// Pure. \param arguments without the program's name.
[[nodiscard]] Options readOptions(const QStringList &arguments);
/// $XDG_DATA_HOME/tern.
[[nodiscard]] QString defaultProfile();
[[nodiscard]] QString helpText();

} // namespace tern::app
