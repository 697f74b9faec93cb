// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::mime {

/// A name safe to show and to write: no path, no control or direction-changing characters, no leading dot, at most 200 bytes in UTF-8 with its
/// extension kept. Empty in, empty out. Thread: any.
[[nodiscard]] QString sanitisedFileName(const QString &name);

/// A name for a part that has none: "message.eml", "image.png", "attachment.bin"; by media type.
[[nodiscard]] QString nameForType(const QString &mediaType);

} // namespace tern::mime
