// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::ui {

/// The first word in what the person wrote that speaks of an attachment, in English or Chinese, as it stands in the text; empty if
/// there is none. Quoted lines (“>”), the line that introduces a quote, the signature (below “-- ”) and what follows a
/// forwarded-message divider are not the person's words. Linear in the length of the text.
[[nodiscard]] QString attachmentWord(const QString &text);

} // namespace tern::ui
