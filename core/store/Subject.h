// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::store {

/// A subject without what mail programs put before it when a message is answered or forwarded.
struct BaseSubject {
    QString text;           ///< trimmed
    bool isReply = false;   ///< something was taken off: "Re:", "AW:", "回复：", "Re[2]:", "转发:" …
};

/// [RFC 5256 §2.1], with the words of many languages, in any number and order. "Invoice: October" has none.
/// Thread: any.
[[nodiscard]] BaseSubject baseSubject(const QString &subject);

} // namespace tern::store
