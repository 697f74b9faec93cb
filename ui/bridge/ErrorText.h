// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QStringList>

namespace tern::ui {

/// An error as a person reads it.
struct ErrorText {
    QString sentence;   ///< what happened and the one thing to do
    QString details;    ///< the server's or system's own words; may be empty
};

/// Thread: any.
[[nodiscard]] ErrorText errorText(const Error &error);

/// Whole sentences after one another: a space between them, but none after a full stop of East Asia, which is as wide as both.
[[nodiscard]] QString joinSentences(const QStringList &sentences);

} // namespace tern::ui
