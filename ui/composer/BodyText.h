// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::ui {

enum class ReplyPosition { AboveQuote, BelowQuote };

struct Body {
    QString text;
    int cursor = 0;     ///< where writing begins, in characters
};

/// What stands in the window at first: room to write, the signature below "-- " (RFC 3676 §4.3), and the quote, in the order that was chosen.
/// \param quote      may be empty.
/// \param signature  without its dashes; empty: none.
[[nodiscard]] Body composeBody(const QString &quote, const QString &signature, ReplyPosition position);

/// Another identity's signature in place of one that stands there unchanged; else the text as it is.
[[nodiscard]] QString swapSignature(const QString &text, const QString &before, const QString &after);

} // namespace tern::ui
