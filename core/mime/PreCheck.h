// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace tern::mime {

/// What may be handed to GMime: the message, with what would hurt it taken out.
struct CheckedMessage {
    QByteArray bytes;         ///< shares the original's bytes when nothing had to change
    bool structured = true;   ///< false: too many boundaries for its size; read as header and one text
    QStringList defects;
};

/// One linear look at a message before it is parsed: lone CR line ends become LF, NULs are dropped, an address header with thousands of groups
/// and a part's header of kilobytes are cut, and boundaries × bytes are bounded, as the parser's work on a broken multipart grows with both. Thread: any.
[[nodiscard]] CheckedMessage preCheck(const QByteArray &raw);

} // namespace tern::mime
