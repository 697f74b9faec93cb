// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace tern::mime {

/// A message that can be taken apart.
struct CheckedMessage {
    QByteArray bytes;         ///< shares the original's bytes when nothing had to change
    QStringList defects;
};

/// One linear look at a message before it is read: line ends that are CR alone become LF, and NULs in its header are dropped. Thread: any.
[[nodiscard]] CheckedMessage preCheck(const QByteArray &raw);

} // namespace tern::mime
