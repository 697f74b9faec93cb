// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>

namespace tern::ui {

/// An error as a person reads it.
struct ErrorText {
    QString sentence;   ///< what happened and the one thing to do
    QString details;    ///< the server's or system's own words; may be empty
};

/// Thread: any.
[[nodiscard]] ErrorText errorText(const Error &error);

} // namespace tern::ui
