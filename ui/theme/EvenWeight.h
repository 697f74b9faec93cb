// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tern::ui {

/// Makes text of CFF fonts, as the Chinese ones are, as heavy on a dark ground as on a light one. Qt asks FreeType to thicken their stems and then
/// blends them linearly: a quarter more ink on dark, so that a message that was read looks unread there. No other font is treated so.
/// Before the first such font is loaded; without effect where Qt draws text by other means than FreeType.
/// Thread: UI.
void evenWeightOfCffFonts();

} // namespace tern::ui
