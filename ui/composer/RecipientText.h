// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Address.h"

namespace tern::ui {

/// Splits what was typed or pasted at the last separator (comma, semicolon, line break; Chinese ，；、 too) that stands outside
/// quotes and angle brackets: the addresses before it are taken out and returned, the rest stays in `text`.
/// \param all  the whole text is taken, finished or not.
[[nodiscard]] std::vector<mime::Address> takeRecipients(QString &text, bool all);

/// Whether mail can go to it: a checked addr-spec with a domain.
[[nodiscard]] bool isSendable(const mime::Address &address);

} // namespace tern::ui
