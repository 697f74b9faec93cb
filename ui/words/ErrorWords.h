// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>

namespace tern::ui {

/// An error as a person reads it.
struct ErrorWords {
    QString sentence;   ///< what happened
    QString advice;     ///< the one thing to do; may be empty
    QString details;    ///< the server's or the system's own words, for behind "Details"; may be empty
};

/// \param subject  whom it is about, if that helps: a host, an address, a folder. Untranslated.
[[nodiscard]] ErrorWords describeError(const Error &error, const QString &subject = {});

/// Sentence and advice in one line.
[[nodiscard]] QString errorLine(const Error &error, const QString &subject = {});

/// A certificate problem by its stable name ("expired", "wrong_host"…), in words.
[[nodiscard]] QString certificateProblemText(const QString &problem, const QString &host);

} // namespace tern::ui
