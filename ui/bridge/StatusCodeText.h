// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::ui {

/// What an enhanced status code [RFC 3463, 7372, 7505] in a mail server's reply says, as a sentence with the one thing to do; "550 5.1.1 <x>: User unknown"
/// → "There is no such mailbox …". Empty when the reply has no code, or one that says no more than "refused".
/// Thread: any.
[[nodiscard]] QString statusCodeText(const QString &reply);

} // namespace tern::ui
