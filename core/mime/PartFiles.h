// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace tern::mime {

/// A part as a file.
struct PartFile {
    QByteArray content;           ///< decoded
    QString name;                 ///< as the sender wrote it: for looking at, not for writing
    bool nameTurns = false;       ///< what it wrote has marks of writing direction, which may be gone from `name`
    QString type;                 ///< media type, lower case
    std::string charset;          ///< of a text; empty: none is said
};

/// Calls `take` for each of `parts` (section numbers, as in Attachment) that is there, in that order, with its place in `parts`. The message is taken apart
/// once; one part at a time is decoded. Thread: any but the UI's.
void forEachPart(const QByteArray &raw, const std::vector<std::string> &parts, const std::function<void(std::size_t place, PartFile file)> &take);

/// One of them. Errors: NotFound.
[[nodiscard]] Result<PartFile> partFile(const QByteArray &raw, const std::string &part);

} // namespace tern::mime
